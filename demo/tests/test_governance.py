"""The demo zone's governance comes in as a workbook does, and its facts hold from records."""

from datetime import date

import pytest

from demo.deals import company_rows
from demo.facts import STATEMENTS, agrees, read_facts
from demo.governance import SEATED, governance_sheets, grid_rows, movers
from demo.projects_sheets import project_sheets
from demo.sheets import Sheet, write_workbook
from demo.subjects import subjects
from demo.zone import OFFICES, STANDS_ON
from jingkai.domains.governance import queries
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.models import Office
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.trail.acting import Machine

FACTS = {fact.id: fact for fact in read_facts()}
YEAR = Period.year(2022)
LEFT = ("招商项目编号", "包保责任人", "项目公司信用代码", "所在产业园")
"""What other workbooks bring."""


@pytest.fixture
def seat(cast, tmp_path):
    """The head of governance, after the workbook came in."""
    assert cast.hall, "the cast's own offices first"
    by = Machine(zone_id=cast.zone.pk)
    for place, each in enumerate(OFFICES):
        if not Office.objects.filter(name=each.name).exists():
            access.open_office(
                code=f"demo-{place}", name=each.name, kind=each.kind, parent=cast.committee, by=by
            )
    head = cast._seat("govchief", "严明", cast.committee, "governance_chief", by)
    cast._seat("warden", SEATED[1], cast.committee, "grid_warden", by)
    builder = cast._seat("projchief", "石磊", cast.committee, "project_chief", by)
    companies = [row for row in subjects(company_rows()) if row["统一社会信用代码"] in movers()]
    built = [{k: v for k, v in row.items() if k not in LEFT} for row in project_sheets()[0].rows]
    books = (
        ("企业.xlsx", [Sheet("企业", companies)], cast.registrar),
        ("项目.xlsx", [Sheet("项目", built)], builder),
        ("治理.xlsx", governance_sheets(), head),
    )
    for name, sheets, who in books:
        path = write_workbook(tmp_path / name, sheets)
        outcome = import_workbooks([Source.at(path)], by=who, confirm_warnings=True)
        assert outcome.written, outcome.errors[:5]
    return head


def told(seat, code):
    return evaluate([code], YEAR, seat=seat)[code].value


def test_the_facts_hold_and_open_into_as_many_records(seat):
    fact = FACTS["S04"]
    assert agrees(fact.qualifier, fact.number, fact.unit, told(seat, fact.code))
    assert STATEMENTS["S07"](lambda code, period: evaluate([code], period, seat=seat)[code].value)
    for code in ("governance.hard_problems_solved", "governance.appeals_received"):
        parts = drill(code, YEAR, seat=seat)
        assert sum(part.queryset.count() for part in parts) == told(seat, code)
    rates = queries.rates_of(seat, date(2022, 1, 1), STANDS_ON, STANDS_ON)
    assert 0.85 < rates.rates.satisfaction < 1
    assert 0.9 < rates.rates.response < 1
    assert abs(float(told(seat, "governance.satisfaction_rate")) - rates.rates.satisfaction) < 0.01


def test_whistles_cards_and_campaigns_are_told_from_their_workbook(seat):
    assert [told(seat, f"governance.{code}") for code in (
        "whistles_sounded", "whistles_open", "cards_issued", "cards_open", "campaigns",
    )] == [52, 4, 22, 2, 4]  # fmt: skip
    for code in (
        "arrivals_in_time_share", "whistle_work_in_time_share", "whistles_satisfied_share",
        "cards_answered_in_time_share", "campaign_tasks_in_time_share",
    ):  # fmt: skip
        assert 0.8 < told(seat, f"governance.{code}") <= 1, code


def test_every_appeal_tells_why_it_went_where(seat):
    rows = queries.appeals_for(seat)
    assert rows.count() > 3_000
    assert not rows.filter(grid__isnull=True).exists()
    assert not rows.filter(route__isnull=True, joined_to__isnull=True).exists()
    vacant = sum(one.vacant for one in queries.posts(seat, STANDS_ON))
    assert 8 <= vacant <= 14
    assert {grid.code for grid, _fit in queries.misfits(seat, STANDS_ON)} == {"A-07", "C-05"}
    assert queries.grids_for(seat).count() == len(grid_rows())
    assert not rows.filter(closed_on__isnull=True, due_on__lt=date(2023, 1, 1)).exists()
    assert rows.filter(closed_on__isnull=True).exists()
