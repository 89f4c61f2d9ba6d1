"""A town of three streets with its service points, a payment batch, a branch that visits."""

from datetime import date
from typing import Any

from django.utils import timezone

from jingkai.domains.livelihood import actions as livelihood
from jingkai.domains.livelihood.factories import has, old_age, person
from jingkai.domains.party_building.factories import branch_form
from jingkai.domains.subjects import queries as subjects
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.access.walls import walled
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.acting import Machine

PEOPLE = (
    ("work1", "苏敏", "people-work", "employment_officer"),
    ("support1", "安然", "people-work", "support_officer"),
    ("cashier1", "常青", "people-work", "subsidy_cashier"),
    ("livchief", "丁香", "people-work", "livelihood_chief"),
    ("party1", "丁三", "committee", "party_officer"),
)
WEST, SOUTH = 126.45, 43.96
STREETS = (
    ("示例大街", ((0, 0), (0.004, 0), (0.015, 0), (0.02, 0))),
    ("示例一街", ((0.004, -0.004), (0.004, 0), (0.004, 0.006))),
    ("示例二街", ((0.015, -0.004), (0.015, 0), (0.015, 0.006))),
)  # fmt: skip


def build(zone: Any, password: str) -> None:
    """All of it, by the people who keep it."""
    with walled(zone.pk):
        by = Machine(zone_id=zone.pk)
        committee = Office.objects.get(code="committee")
        bureau = access.open_office(
            code="people-work", name="人社局", name_en="Bureau of Human Resources", kind="bureau",
            parent=committee, by=by,
        )  # fmt: skip
        places = {"committee": committee, "people-work": bureau}
        seats = {
            username: _seat(username, name, places[office], role, by, password)
            for username, name, office, role in PEOPLE
        }
        _town(seats["work1"])
        _batch(by, seats)
        _branch(zone, seats["party1"], places["committee"])


def _seat(username: str, name: str, office: Office, role: str, by: Any, password: str) -> Seat:
    user = access.open_account(username=username, name=name, password=password, by=by)
    return access.give_seat(
        user=user, office=office, role_code=role, since=date(2020, 1, 1), by=by
    )


def _make(register: str, by: Any, **values: Any) -> Any:
    return registers.create(REGISTERS[register], values, by=by, confirmed=True)


def _at(east: float, north: float) -> str:
    return f"{WEST + east:.6f} {SOUTH + north:.6f}"


def _town(by: Seat) -> None:
    for number, (name, places) in enumerate(STREETS, 1):
        shape = f"LINESTRING ({', '.join(_at(*place) for place in places)})"
        _make("livelihood.streets", by, name=name, number=f"LD-9{number}", street_class="支路",
              walking="是", cycling="是", driving="是", one_way="否", shape=shape)
    _make("livelihood.points", by, name="示例就业服务站", number="FW-901", kind="就业服务站",
          area="城镇", community="示例社区", opened_on="2020-01-01",
          shape=f"POINT ({_at(0.004, 0)})")
    for number, (east, people) in enumerate(((0.002, 420), (0.006, 310), (0.019, 260)), 1):
        _make("livelihood.residences", by, name=f"示例小区{number}", number=f"JZ-90{number}",
              area="城镇", community="示例社区", residents=str(people), since="2020-01-01",
              shape=f"POINT ({_at(east, 0.0003)})")


def _batch(by: Any, seats: dict[str, Seat]) -> None:
    today = timezone.localdate()
    programme = old_age(by, "GL", name="高龄津贴")
    for number, born in enumerate((1934, 1938, 1941), 1):
        has(by, person(by, number, born=date(born, 3, 1), name=f"示例老人{number}"), programme)
    livelihood.open_batch(
        programme=programme, day=today.replace(day=1), by=seats["support1"], on=today
    )


def _branch(zone: Any, by: Seat, office: Office) -> None:
    branch = _make("party_building.organisations", by, **branch_form(1, office=str(office.pk)))
    enterprise = subjects.enterprises_for(Machine(zone_id=zone.pk)).order_by("pk").first()
    _make("party_building.visits", by, enterprise=str(enterprise.pk), organisation=str(branch.pk),
          visited_on=str(timezone.localdate()), situation="生产经营正常")
