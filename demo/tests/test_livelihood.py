"""The demo zone's circles and work come in as a workbook does; their facts hold from records."""

from datetime import date
from decimal import Decimal

import pytest

from demo.ecology import emitters
from demo.facts import agrees, read_facts
from demo.livelihood import livelihood_sheets
from demo.sheets import Sheet, write_workbook
from jingkai.domains.livelihood import queries
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.trail.acting import Machine

FACTS = {fact.id: fact for fact in read_facts()}


@pytest.fixture
def seat(cast, tmp_path):
    """The head of the people's livelihood, after both workbooks came in."""
    by = Machine(zone_id=cast.zone.pk)
    cast._office("registry", "市场监管分局", "bureau", by)
    head = cast._seat("lifechief", "苏敏", cast.committee, "livelihood_chief", by)
    companies = write_workbook(tmp_path / "企业.xlsx", [Sheet("企业", list(emitters()))])
    life = write_workbook(tmp_path / "民生.xlsx", livelihood_sheets())
    for path, who in ((companies, cast.registrar), (life, head)):
        outcome = import_workbooks([Source.at(path)], by=who, confirm_warnings=True)
        assert outcome.written, outcome.errors[:5]
    return head


def test_the_facts_of_circles_and_work_hold(seat):
    for key in ("L01", "L02", "L03", "L04", "L05"):
        fact = FACTS[key]
        value = evaluate([fact.code], Period.year(2022), seat=seat)[fact.code].value
        assert agrees(fact.qualifier, fact.number, fact.unit, value), (key, value)
        assert drill(fact.code, Period.year(2022), seat=seat)
    rate = evaluate([FACTS["L04"].code], Period.year(2022), seat=seat)[FACTS["L04"].code].value
    assert Decimal("0.02") < rate < Decimal("0.045")
    before = "livelihood.urban_circle_minutes"
    assert evaluate([before], Period.year(2021), seat=seat)[before].value > 15
    town, country = queries.coverages(seat, date(2022, 12, 20))
    assert (town.share, country.share, town.left_out, country.left_out) == (1, 1, (), ())
    assert (town.islands, country.islands) == (1, 1)
    earlier = queries.coverages(seat, date(2022, 3, 31))
    assert [one.share < 1 and one.addition is not None for one in earlier] == [True, True]
    on = date(2022, 12, 20)
    found = [one for post in queries.vacancies_for(seat).filter(closed_on__isnull=True)[:3]
             for one in queries.seekers_for(post, seat, on)]  # fmt: skip
    assert {one.fits for one in found} == {True, False}
