from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from jingkai.domains.projects import actions, queries
from jingkai.domains.projects.errors import (
    AlreadyFiled,
    AlreadyReversed,
    BeforeTheProject,
    BelowZero,
    Locked,
    MonthNotBegun,
    NothingToReverse,
    NotLockedYet,
    NotReporting,
    NotReversible,
    OverTotal,
)
from jingkai.domains.projects.factories import WAN, YI, make_project, make_return
from jingkai.domains.projects.models import ProjectReturn, YearPlan
from jingkai.domains.projects.registers import PLANS, RETURNS
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.trail.models import Entry

JAN, MARCH, APRIL = date(2022, 1, 5), date(2022, 3, 1), date(2022, 4, 1)
IN_TIME, LATE = date(2022, 4, 8), date(2022, 4, 12)


def file(project, by, **values):
    given = {"month": MARCH, "planned": 100 * WAN, "actual": 100 * WAN, "on": IN_TIME, **values}
    return actions.file_return(project=project, by=by, **given)


@pytest.fixture
def project(cast, crew):
    return make_project(crew.officer, JAN, started_on=JAN)


def test_a_return_is_filed_once_and_the_second_time_is_told_who_filed_it(crew, project):
    filed = file(project, crew.officer)
    assert (filed.actual, filed.reported_by, filed.entry) == (100 * WAN, "钱进", 0)
    with pytest.raises(AlreadyFiled) as refusal:
        file(project, crew.officer)
    assert "钱进" in str(refusal.value)
    assert "2022-04-08" in str(refusal.value)
    assert ProjectReturn.objects.count() == 1


def test_a_late_return_is_taken_and_its_lateness_stays_visible(crew, project):
    late = file(project, crew.officer, on=LATE)
    show = next(c.show for c in RETURNS.columns if c.field == "days_late")
    assert queries.return_due_on(project.zone_id, MARCH) == date(2022, 4, 11)  # the 10th: a Sunday
    assert show(late) == 1
    assert queries.is_locked(late, LATE)


def test_before_its_reporting_day_a_return_is_changed_and_afterwards_it_is_locked(crew, project):
    filed = file(project, crew.officer)
    filed = actions.change_return(
        entry=filed, planned=100 * WAN, actual=90 * WAN, on=date(2022, 4, 11), by=crew.officer
    )
    assert filed.actual == 90 * WAN
    with pytest.raises(Locked) as refusal:
        actions.change_return(
            entry=filed, planned=100 * WAN, actual=80 * WAN, on=LATE, by=crew.officer
        )
    assert "2022-04-11" in str(refusal.value)
    with pytest.raises(Locked):
        registers.change(RETURNS, filed, {"actual": "1"}, by=crew.officer)
    filed.refresh_from_db()
    assert filed.actual == 90 * WAN


@pytest.mark.parametrize(("actual", "asked"), [(131, True), (130, False), (70, False), (69, True)])
def test_far_above_or_below_the_plan_asks_for_an_explanation(crew, project, actual, asked):
    if not asked:
        assert file(project, crew.officer, actual=actual * WAN).actual == actual * WAN
        return
    with pytest.raises(Invalid) as refusal:
        file(project, crew.officer, actual=actual * WAN)
    assert [fault.field for fault in refusal.value.faults] == ["note"]
    told = file(project, crew.officer, actual=actual * WAN, note="示例：设备提前到货")
    assert told.note


def test_nothing_below_zero_is_filed_and_no_month_is_corrected_below_zero(crew, project):
    with pytest.raises(Invalid) as refusal:
        file(project, crew.officer, actual=-WAN)
    assert "actual" in [fault.field for fault in refusal.value.faults]
    filed = file(project, crew.officer)
    with pytest.raises(BelowZero):
        actions.reverse_return(
            entry=filed, planned=100 * WAN, actual=-WAN, why="示例", on=LATE, by=crew.chief
        )


def test_more_than_the_project_costs_asks_for_an_explanation(crew, project):
    make_return(crew.officer, project, date(2022, 2, 1), project.total_investment)
    with pytest.raises(OverTotal):
        file(project, crew.officer, planned=YI, actual=YI)
    assert file(project, crew.officer, planned=YI, actual=YI, note="示例：概算调整")


def test_a_month_that_lies_ahead_before_the_project_or_after_its_end_is_refused(crew, project):
    with pytest.raises(MonthNotBegun):
        file(project, crew.officer, month=date(2022, 5, 1))
    with pytest.raises(BeforeTheProject):
        file(project, crew.officer, month=date(2021, 12, 1))
    project = actions.end_project(
        project=project, on=date(2022, 2, 20), why="示例", by=crew.officer
    )
    with pytest.raises(NotReporting):
        file(project, crew.officer)
    assert file(project, crew.officer, month=date(2022, 2, 1))


def test_a_locked_return_is_corrected_by_reversal_and_all_three_rows_stay(crew, project):
    first = file(project, crew.officer)
    with pytest.raises(NotLockedYet):
        actions.reverse_return(
            entry=first, planned=100 * WAN, actual=80 * WAN, why="示例", on=IN_TIME, by=crew.chief
        )
    second = actions.reverse_return(
        entry=first, planned=100 * WAN, actual=80 * WAN, why="发票重复", on=LATE, by=crew.chief
    )
    rows = list(ProjectReturn.objects.order_by("entry").values_list("entry", "planned", "actual"))
    assert rows == [
        (0, 100 * WAN, 100 * WAN), (1, -100 * WAN, -100 * WAN), (2, 100 * WAN, 80 * WAN),
    ]  # fmt: skip
    assert queries.return_of(project.pk, MARCH) == second
    assert queries.invested(project) == 80 * WAN
    third = actions.reverse_return(
        entry=second, planned=100 * WAN, actual=85 * WAN, why="示例", on=LATE, by=crew.chief
    )
    assert (third.entry, queries.invested(project)) == (4, 85 * WAN)
    assert Entry.objects.filter(code="projects.return.reversed").count() == 2


def test_a_reversal_is_not_reversed_nor_a_row_twice_nor_for_nothing(crew, project):
    first = file(project, crew.officer)
    with pytest.raises(NothingToReverse):
        actions.reverse_return(
            entry=first, planned=100 * WAN, actual=100 * WAN, why="示例", on=LATE, by=crew.chief
        )
    actions.reverse_return(
        entry=first, planned=100 * WAN, actual=80 * WAN, why="示例", on=LATE, by=crew.chief
    )
    with pytest.raises(AlreadyReversed):
        actions.reverse_return(
            entry=first, planned=100 * WAN, actual=70 * WAN, why="示例", on=LATE, by=crew.chief
        )
    red = ProjectReturn.objects.get(entry=1)
    with pytest.raises(NotReversible):
        actions.reverse_return(
            entry=red, planned=WAN, actual=WAN, why="示例", on=LATE, by=crew.chief
        )


def test_only_the_chief_reverses_and_another_office_does_not_file(cast, crew, project):
    first = file(project, crew.officer)
    for by in (crew.officer, cast.leader):
        with pytest.raises(Forbidden):
            actions.reverse_return(
                entry=first, planned=WAN, actual=WAN, why="示例", on=LATE, by=by
            )
    assert list(queries.returns_for(crew.other)) == []
    with pytest.raises(Forbidden):
        file(project, cast.leader, month=date(2022, 2, 1))


def test_the_database_keeps_a_reversed_return_and_its_reversal_as_they_are(crew, project):
    first = file(project, crew.officer)
    actions.reverse_return(
        entry=first, planned=100 * WAN, actual=80 * WAN, why="示例", on=LATE, by=crew.chief
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update projects_projectreturn set actual = 1 where id = %s", [first.pk])


def test_the_year_plan_fills_the_months_plan_and_adds_up(crew, project):
    registers.create(
        PLANS, {"project": project, "year": "2022", "month_03": "100", "month_04": "50"},
        by=crew.officer,
    )  # fmt: skip
    plan = YearPlan.objects.get()
    assert plan.total == 150 * WAN
    filed = file(project, crew.officer, planned=None)
    assert filed.planned == 100 * WAN


def test_returns_that_are_owed_are_reminded_and_no_longer_once_filed(cast, crew):
    today = zone_today()
    month = (today.replace(day=1)).replace(day=1)
    before = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    project = make_project(crew.officer, before, started_on=before)
    make_project(crew.officer, before, total_investment=WAN)
    owed = queries.owed_returns(crew.officer, today)
    assert [(each.project, each.month) for each in owed] == [(project, before)]
    due = queries.return_due_on(project.zone_id, before)
    [item] = queries.due_for(crew.officer, due)
    assert (item.pk, item.due) == (project.pk, due)
    assert queries.due_for(cast.leader, due) == []
    file(project, crew.officer, month=before, on=today)
    assert queries.owed_returns(crew.officer, today) == []


def test_the_curve_adds_up_and_tells_how_far_the_facts_lag(crew, project):
    for month, planned, actual in ((date(2022, 2, 1), 100, 80), (MARCH, 100, 70)):
        make_return(crew.officer, project, month, actual * WAN, planned * WAN)
    curve = queries.curve_of(project)
    assert [p.together for p in curve.points] == [80 * WAN, 150 * WAN]
    assert curve.behind == Decimal("0.25")
    zone = queries.zone_curve(crew.chief, date(2022, 1, 1), date(2022, 12, 1))
    assert zone.points[-1].together == 150 * WAN
    assert queries.zone_curve(crew.other, date(2022, 1, 1), date(2022, 12, 1)).points == []
