"""Who works in governance, and a small zone of grids, kinds and rules."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone
from shapely.geometry import Point, box

from jingkai.domains.governance import actions
from jingkai.domains.governance.models import Appeal, AppealKind, Grid, Route, Warden
from jingkai.domains.governance.registers import GRIDS, KINDS, ROUTES, WARDENS
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine

HERE = Point(126.455, 43.965)
"""In the first of the two grids."""
THERE = Point(126.465, 43.965)
"""In the second."""
BEYOND = Point(126.6, 43.9)


def moment(text):
    """A moment of the zone: "2022-03-15 09:30"."""
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def people(cast):
    """The desk, two offices that handle appeals, the keeper of grids, the head of governance."""
    by = Machine(zone_id=cast.zone.pk)
    enforcement = cast._office("enforce", "综合执法局", "bureau", by)
    property_ = cast._office("property", "物业管理中心", "unit", by)
    return SimpleNamespace(
        zone=cast.zone, cast=cast, enforcement=enforcement, property=property_,
        desk=cast._seat("desk", "安然", cast.committee, "governance_desk", by),
        handler=cast._seat("handler", "卫国", enforcement, "governance_handler", by),
        other=cast._seat("other_handler", "柳青", property_, "governance_handler", by),
        keeper=cast._seat("keeper", "方园", cast.committee, "governance_grids", by),
        chief=cast._seat("gov_chief", "严明", cast.committee, "governance_chief", by),
        leader=cast.leader, clerk=cast.clerk, stranger=cast.stranger, admin=cast.admin,
    )  # fmt: skip


@pytest.fixture
def grid(people):
    """A node of the tree, by the form."""

    def grid(code, level="网格", parent=None, **values):
        form = {"name": f"示例{code}", "code": code, "level": level, "since": "2021-01-01",
                "parent": parent.pk if parent else "", **values}  # fmt: skip
        made = registers.create(GRIDS, form, by=people.keeper)
        return Grid.objects.get(pk=made.pk)

    return grid


@pytest.fixture
def tree(people, grid):
    """An area of two grids side by side, the first with a building of one stairwell."""
    area = grid("A", "片区")
    first = grid("A-01", parent=area, households="560", shape=box(126.45, 43.96, 126.46, 43.97).wkt)
    second = grid("A-02", parent=area, households="820",
                  shape=box(126.46, 43.96, 126.47, 43.97).wkt)  # fmt: skip
    building = grid("A-01-1", "楼栋", first)
    stairwell = grid("A-01-1-1", "单元", building)
    return SimpleNamespace(
        area=area, first=first, second=second, building=building, stairwell=stairwell
    )


@pytest.fixture
def warden(people):
    """Somebody who looks after a node."""

    def warden(node, since="2021-01-01", **values):
        form = {"name": "示例王某", "node": node.pk, "since": since, **values}
        return Warden.objects.get(pk=registers.create(WARDENS, form, by=people.keeper).pk)

    return warden


@pytest.fixture
def table(people, tree):
    """Two first-level kinds with one below each, and the rules that send them."""

    def kind(code, name, parent=None, pace="一般"):
        form = {"code": code, "name": name, "pace": pace, "open_to_public": "是",
                "parent": parent.pk if parent else ""}  # fmt: skip
        return AppealKind.objects.get(pk=registers.create(KINDS, form, by=people.chief).pk)

    def rule(number, office, since="2021-01-01", **values):
        form = {"number": number, "office": office.pk, "since": since, "priority": "100", **values}
        return Route.objects.get(pk=registers.create(ROUTES, form, by=people.chief).pk)

    streets = kind("01", "市容环境")
    stalls = kind("0101", "占道经营", streets)
    homes = kind("02", "物业管理")
    lifts = kind("0201", "电梯故障", homes, "紧急")
    made = SimpleNamespace(
        streets=streets, stalls=stalls, homes=homes, lifts=lifts, kind=kind, rule=rule
    )
    made.general = rule("PD-001", people.enforcement, kind=streets.pk)
    made.there = rule("PD-002", people.property, kind=streets.pk, area=tree.second.pk)
    return made


@pytest.fixture
def appeal(people, table):
    """An appeal taken down at the desk."""

    def appeal(kind=None, at="2022-03-15 09:30", shape=HERE, **values):
        given = {"source": "hotline", "title": "示例路口占道", "asker": "张小明",
                 "phone": "13912345678", **values}  # fmt: skip
        return actions.file_appeal(
            kind=kind or table.stalls, received_at=moment(at), shape=shape, by=people.desk, **given
        )

    return appeal


@pytest.fixture
def answered(people, appeal):
    """An appeal that was accepted and answered."""

    def answered(outcome="resolved", on=(2022, 3, 17), **values):
        one = actions.accept_appeal(
            appeal=appeal(**values), on=datetime(2022, 3, 16).date(), by=people.handler
        )
        return actions.answer_appeal(
            appeal=one, outcome=outcome, answer="已清理", on=datetime(*on).date(),
            referred_to="市供电公司" if outcome == "not_ours" else "", by=people.handler,
        )  # fmt: skip

    return answered


def fresh(appeal):
    """The appeal as it is now."""
    return Appeal.objects.get(pk=appeal.pk)


@pytest.fixture
def supervisor(people):
    """Who watches limits."""
    by = Machine(zone_id=people.zone.pk)
    return people.cast._seat("watch1", "唐敏", people.cast.committee, "governance_supervisor", by)
