"""The figures over the demo zone's own workbook: the facts hold, and so does the drill-down."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.utils.translation import override

from demo.facts import holds, read_facts
from demo.park import park_sheets
from demo.sheets import write_workbook
from jingkai.domains.park import factories as make
from jingkai.domains.park.models import LandQuota, UtilityLine
from jingkai.kernel.geo.measures import length_of
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.figures import tell as retell
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source

OURS = sorted(f.code for f in catalogue.all("park.") if "project" not in f.code)
FACTS = [f for f in read_facts() if f.code in OURS]
YEAR = Period.year(2022)
NAMED = ("承租单位信用代码", "用地单位信用代码")
"""The columns that name an enterprise, which must be known before."""


def tell(seat, code, period=YEAR):
    return evaluate([code], period, seat=seat)[code].value


@pytest.fixture
def park(people, tmp_path):
    """The demo zone's park, brought in by the head of land and park as any workbook is."""
    sheets = park_sheets()
    companies = {row.get(one) for sheet in sheets for row in sheet.rows for one in NAMED}
    for number, code in enumerate(sorted(companies - {None})):
        enterprise(people, number, code)
    with override("zh-hans"):
        path = write_workbook(tmp_path / "园区.xlsx", sheets)
        outcome = import_workbooks([Source.at(path)], by=people.chief)
    assert [str(fault) for fault in outcome.faults[:5]] == []
    assert outcome.written
    return people


def enterprise(people, number, code):
    from jingkai.domains.subjects.registers import ENTERPRISES
    from jingkai.kernel.registers.actions import create
    from jingkai.kernel.trail.acting import Machine

    values = {"name": f"示例企业{number}", "credit_code": code, "kind": "enterprise",
              "established_on": date(2016, 1, 1)}  # fmt: skip
    create(ENTERPRISES, values, by=Machine(zone_id=people.zone.pk), confirmed=True)


def test_the_facts_of_the_park_hold_and_the_drill_down_gives_each_figure_again(park):
    assert [fact.id for fact in FACTS] == [
        "K01", "K02", "K03", "K04", "K05", "K06", "K08", "K09", "K11", "K12", "K13", "K14", "K15",
    ]  # fmt: skip
    told = partial(tell, park.leader)
    assert [fact.id for fact in FACTS if not holds(fact, told)] == []
    for code in OURS:
        parts = drill(code, YEAR, seat=park.leader)
        cells = {(part.aggregate, part.period): part.again() for part in parts}
        again = retell(
            catalogue.get(code), YEAR, lambda leaf, when, cells=cells: cells[leaf, when],
            lambda _code, _period: None,
        )  # fmt: skip
        assert (code, again.value) == (code, told(code))


def test_the_sum_of_the_lengths_drawn_is_the_figure(park):
    laid = UtilityLine.objects.filter(laid_on__lte=date(2022, 12, 31), retired_on__isnull=True)
    drawn = sum(length_of(line.shape) for line in laid)
    assert tell(park.leader, "park.utility_length") == drawn
    by_kind = evaluate(["park.utility_length"], YEAR, seat=park.leader, by="park.line_kind")
    groups = by_kind["park.utility_length"].groups
    assert len(groups) == 7
    assert sum(group.value for group in groups.values()) == drawn


def test_a_year_before_less_was_built_and_not_all_was_let(park):
    before = Period.year(2021)
    told = partial(tell, park.leader)
    assert (told("park.roads_opened", before), told("park.factory_buildings", before)) == (6, 30)
    assert Decimal("0.5") < told("park.factory_use_rate", before) < 1
    assert told("park.utility_length", before) < told("park.utility_length")
    assert told("park.pocket_parks", before) == 2


def test_occupancy_by_park_is_that_of_the_parks_own_page(park):
    from jingkai.domains.park.queries import parks_occupancy

    on = date(2021, 12, 31)
    pages = {one.place.name: one for one in parks_occupancy(park.leader, on)}
    assert sum(one.buildings for one in pages.values()) == 30
    rate = sum(one.let for one in pages.values()) / sum(one.rentable for one in pages.values())
    assert tell(park.leader, "park.factory_use_rate", Period.year(2021)) == rate


def test_a_quota_counts_while_it_holds(people):
    make.make_quota(people.planner, date(2021, 3, 1), kind="plan", area=Decimal(1_000_000),
                    valid_until=date(2022, 12, 31))  # fmt: skip
    told = partial(tell, people.leader, "park.construction_quota")
    assert [told(Period.year(year)) for year in (2020, 2021, 2022, 2023)] == [
        0, 1_000_000, 1_000_000, 0,
    ]  # fmt: skip
    assert LandQuota.objects.count() == 1


def test_lines_that_are_planned_or_out_of_use_are_not_counted(people):
    make.make_line(people.builder, "water", date(2022, 5, 1))
    make.make_line(people.builder, "gas")
    make.make_line(people.builder, "heat", date(2020, 5, 1), retired_on=date(2022, 3, 1))
    assert tell(people.leader, "park.utility_kinds") == 1
    assert tell(people.leader, "park.utility_kinds", Period.year(2021)) == 1
    assert tell(people.leader, "park.steam_length") == 0
