"""Grids, appeals, a whistle, a card and a campaign, and who works on them."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from shapely.geometry import Point

from jingkai.domains.governance import actions
from jingkai.domains.governance.models import AppealKind, CampaignTask, Grid, WhistleDuty
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.access.walls import walled
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import Machine

PEOPLE = (
    ("govchief", "严明", "committee", "governance_chief"),
    ("govwatch", "唐敏", "committee", "governance_supervisor"),
    ("street1", "田野", "grid-street", "governance_street"),
    ("warden1", "米兰", "grid-street", "grid_warden"),
    ("urban1", "卫国", "grid-urban", "governance_handler"),
    ("fire1", "江海", "grid-rescue", "governance_handler"),
)
CORNER = Point(126.4554, 43.9651)
GRID = "POLYGON((126.45 43.96,126.46 43.96,126.46 43.97,126.45 43.97,126.45 43.96))"


def build(zone: Any, password: str) -> None:
    """A street with one grid; a whistle under way, a late one, a campaign of three tasks."""
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        places = _offices(by)
        seats = {
            username: _seat(username, name, places[office], role, by, password)
            for username, name, office, role in PEOPLE
        }
        kind = _tables(seats, places)
        _appeals(seats, kind)
        _whistles(seats, places)
        _campaign(seats, places)


def _offices(by: Any) -> dict[str, Office]:
    committee = Office.objects.get(code="committee")
    found = {"committee": committee}
    for code, name, english, kind in (
        ("grid-street", "示例街道一", "Example Street One", "street"),
        ("grid-urban", "城市管理局", "Urban Management Bureau", "bureau"),
        ("grid-rescue", "消防救援大队", "Fire Brigade", "bureau"),
    ):
        found[code] = access.open_office(
            code=code, name=name, name_en=english, kind=kind, parent=committee, by=by
        )
    return found


def _seat(username: str, name: str, office: Office, role: str, by: Any, password: str) -> Seat:
    user = access.open_account(username=username, name=name, password=password, by=by)
    return access.give_seat(
        user=user, office=office, role_code=role, since=date(2020, 1, 1), by=by
    )


def _make(register: str, by: Any, **values: str) -> Any:
    return registers.create(REGISTERS[register], values, by=by, confirmed=True)


def _tables(seats: dict[str, Seat], places: dict[str, Office]) -> Any:
    chief = seats["govchief"]
    area = _make("governance.grids", chief, name="示例片区", code="A", level="片区",
                 since="2021-01-01")
    grid = _make("governance.grids", chief, name="示例第一网格", code="A-01", level="网格",
                 since="2021-01-01", parent=str(area.pk), households="560", shape=GRID)
    _make("governance.wardens", chief, name="示例米某", node=str(grid.pk), since="2021-01-01",
          seat=str(seats["warden1"].pk))
    group = _make("governance.kinds", chief, code="01", name="市容环境", pace="一般",
                  open_to_public="是")
    kinds = [
        _make("governance.kinds", chief, code=code, name=name, pace="一般", open_to_public="是",
              parent=str(group.pk))
        for code, name in (("0101", "占道经营"), ("0102", "垃圾清运"))
    ]
    _make("governance.routes", chief, number="PD-001", office=str(places["grid-urban"].pk),
          kind=str(group.pk), since="2021-01-01", priority="100")
    return AppealKind.objects.get(pk=kinds[0].pk)


def _appeals(seats: dict[str, Seat], kind: Any) -> None:
    now = timezone.localtime()
    for days, title in ((1, "示例路口夜市占道"), (40, "示例小区门前长期占道经营")):
        actions.file_appeal(
            kind=kind, title=title, source="hotline", address="示例路12号", shape=CORNER,
            received_at=now - timedelta(days=days), by=seats["govchief"],
        )  # fmt: skip


def _whistles(seats: dict[str, Seat], places: dict[str, Office]) -> None:
    now = timezone.localtime()
    for days, title in ((1, "示例路段占道经营"), (40, "示例背街私搭棚厦")):
        whistle = actions.sound_whistle(
            call=actions.Call(title=title, problem="夜间占道经营，影响通行", shape=CORNER,
                              address="示例路12号"),
            lead=places["grid-urban"], assisting=[places["grid-rescue"]],
            at=now - timedelta(days=days), by=seats["street1"],
        )  # fmt: skip
        duty = WhistleDuty.objects.get(whistle=whistle, office=places["grid-rescue"])
        actions.report_arrival(
            duty=duty, shape=Point(126.4556, 43.9652), by=seats["fire1"],
            at=now - timedelta(days=days) + timedelta(hours=2),
        )  # fmt: skip


def _campaign(seats: dict[str, Seat], places: dict[str, Office]) -> None:
    watch, today = seats["govwatch"], timezone.localdate()
    campaign = _make(
        "governance.campaigns", watch, name="示例双城同创行动", kind="双城同创",
        lead=str(places["grid-urban"].pk), began_on=str(today - timedelta(days=60)),
        ends_on=str(today + timedelta(days=60)),
    )  # fmt: skip
    grid = Grid.objects.get(code="A-01")
    for number, days in enumerate((-3, 2, 20), 1):
        made = _make(
            "governance.tasks", watch, title=f"清理示例小区{number}号楼楼道杂物", weight="常规",
            campaign=str(campaign.pk), office=str(places["grid-street"].pk), grid=str(grid.pk),
            due_on=str(today + timedelta(days=days)), address=f"示例小区{number}号楼",
        )  # fmt: skip
        assert CampaignTask.objects.filter(pk=made.pk).exists()
