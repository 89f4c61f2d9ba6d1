"""The demo zone's green park comes in as a workbook does, and its facts hold from the records."""

from datetime import date
from decimal import Decimal

import pytest

from demo.ecology import ecology_sheets, emitters
from demo.facts import agrees, read_facts, soil_held
from demo.sheets import Sheet, write_workbook
from jingkai.domains.ecology import queries
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.trail.acting import Machine

FACTS = {fact.id: fact for fact in read_facts()}


@pytest.fixture
def seat(cast, tmp_path):
    """The head of the environment branch, after both workbooks came in."""
    by = Machine(zone_id=cast.zone.pk)
    cast._office("registry", "市场监管分局", "bureau", by)
    head = cast._seat("envchief", "谷雨", cast.committee, "ecology_chief", by)
    companies = write_workbook(tmp_path / "企业.xlsx", [Sheet("企业", list(emitters()))])
    green = write_workbook(tmp_path / "绿色.xlsx", ecology_sheets())
    for path, who in ((companies, cast.registrar), (green, head)):
        outcome = import_workbooks([Source.at(path)], by=who, confirm_warnings=True)
        assert outcome.written, outcome.errors[:5]
    return head


def test_the_facts_hold(seat):
    def tell(code, period):
        return evaluate([code], period, seat=seat)[code].value

    for key in ("K16", "K17", "K18"):
        fact = FACTS[key]
        value = tell(fact.code, Period.year(2022))
        assert agrees(fact.qualifier, fact.number, fact.unit, value), (key, value)
    assert soil_held(tell)
    assert tell("ecology.surface_water_class", Period.year(2021)) == Decimal(4)


def test_what_is_open_on_the_demo_day_is_due(seat):
    due = queries.due_for(seat, date(2022, 12, 20))
    assert {one.register for one in due} == {"ecology.rectifications"}
    rivers = {one.water: one for one in queries.rivers(seat, date(2022, 1, 1), date(2022, 12, 31))}
    assert set(rivers) == {"示例河", "示例湖"}
    assert all(one.water_class is not None and one.water_class <= 3 for one in rivers.values())
