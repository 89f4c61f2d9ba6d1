from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jingkai.domains.economy import actions, queries
from jingkai.domains.economy.choices import Series
from jingkai.domains.economy.errors import (
    AlreadyClosed,
    MonthClosed,
    MonthNotOver,
    MonthStillOpen,
    NothingToRestate,
    OnlyOriginals,
    PartsDontAdd,
    ReturnsMissing,
)
from jingkai.domains.economy.factories import make_month, make_return
from jingkai.domains.economy.models import MonthClosing, MonthlyReturn, Restatement
from jingkai.domains.economy.registers import RETURNS, days_late, refuse_closed
from jingkai.kernel.cases.calendars import supposing
from jingkai.kernel.trail.acting import NotInAnAction, declare, perform, record
from jingkai.kernel.trail.models import Entry

MARCH = date(2022, 3, 1)
TENTH = datetime(2022, 4, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
CHANGED = declare("economy.tests.changed", "Changed {subject}")


def close(cast, month=MARCH, at=TENTH):
    return actions.close_month(month=month, at=at, by=cast.statistician)


def change(cast, work):
    def run():
        work()
        record(MonthlyReturn.objects.order_by("pk").first() or cast.zone)

    with transaction.atomic():
        perform(CHANGED, cast.statistician, run)


def restate(cast, original, amount, why="统计口径核实"):
    return actions.restate_return(
        original=original, amount=Decimal(amount), why=why, source="更正函",
        on=date(2022, 5, 6), by=cast.statistician,
    )  # fmt: skip


def test_closing_a_complete_month_leaves_an_entry_and_who_closed_it(cast):
    make_month(month=MARCH, by=cast.statistician)
    closing = close(cast)
    assert closing.closed_by == cast.statistician
    assert Entry.objects.get(code="economy.month.closed").facts == {"returns": 8}


def test_a_month_is_not_closed_before_it_is_over(cast):
    make_month(month=MARCH, by=cast.statistician)
    with pytest.raises(MonthNotOver):
        close(cast, at=datetime(2022, 3, 31, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai")))


def test_a_month_is_closed_once(cast):
    make_month(month=MARCH, by=cast.statistician)
    close(cast)
    with pytest.raises(AlreadyClosed, match="2022-04-10"):
        close(cast)


def test_a_month_with_missing_returns_is_not_closed_and_they_are_named(cast):
    make_return(series=Series.LOCAL_FISCAL_REVENUE, month=MARCH, by=cast.statistician)
    with pytest.raises(ReturnsMissing) as refused:
        close(cast)
    assert str(Series.FIXED_ASSET_INVESTMENT.label) in str(refused.value)
    assert str(Series.LOCAL_FISCAL_REVENUE.label) not in str(refused.value)


def test_industries_that_do_not_add_up_keep_the_month_open(cast):
    make_month(month=MARCH, by=cast.statistician, output_other=399_000_000)
    with pytest.raises(PartsDontAdd):
        close(cast)
    assert not MonthClosing.objects.exists()


def test_the_register_refuses_a_change_of_a_closed_month_and_names_the_way(cast):
    rows = make_month(month=MARCH, by=cast.statistician)
    refuse_closed(rows["industrial_output"], {"amount": Decimal(1)}, cast.statistician)
    close(cast)
    for record_, values in (
        (rows["industrial_output"], {"amount": Decimal(1)}),
        (None, {"month": MARCH}),
        (None, {"month": MARCH, "series": "output_other"}),
    ):
        with pytest.raises(MonthClosed) as refused:
            refuse_closed(record_, values, cast.statistician)
        assert "更正" in str(refused.value) or "Restate" in str(refused.value)


@pytest.mark.parametrize("door", ["update", "move_in", "delete", "insert"])
def test_the_database_itself_keeps_a_closed_month_shut(cast, door):
    row = make_month(month=MARCH, by=cast.statistician)["output_other"]
    april = make_return(
        series=Series.OUTPUT_OTHER, month=date(2022, 4, 1), by=cast.statistician
    )
    close(cast)
    doors = {
        "update": lambda: MonthlyReturn.objects.filter(pk=row.pk).update(amount=1),
        "move_in": lambda: MonthlyReturn.objects.filter(pk=april.pk).update(month=MARCH),
        "delete": row.delete,
        "insert": lambda: make_return(series="output_other", month=MARCH, by=cast.statistician),
    }
    with pytest.raises(IntegrityError, match="closed"):
        change(cast, doors[door])
    row.refresh_from_db()
    assert row.amount == 400_000_000


def test_an_open_month_is_changed_freely(cast):
    row = make_month(month=MARCH, by=cast.statistician)["output_other"]
    change(cast, lambda: MonthlyReturn.objects.filter(pk=row.pk).update(amount=1))
    row.refresh_from_db()
    assert row.amount == 1


def test_a_restatement_adds_the_difference_and_keeps_the_reason(cast):
    row = make_month(month=MARCH, by=cast.statistician)["local_fiscal_revenue"]
    close(cast)
    first = restate(cast, row, 34_000_000)
    second = restate(cast, row, 30_000_000)
    assert (first.record.amount, second.record.amount) == (1_000_000, -4_000_000)
    assert (first.record.correction, second.record.correction) == (1, 2)
    assert second.before == 34_000_000
    assert queries.amount_of(cast.leader, row.series, MARCH) == 30_000_000
    row.refresh_from_db()
    assert row.amount == 33_000_000
    assert [entry.facts["why"] for entry in Entry.objects.filter(code="economy.return.restated")]


def test_a_restatement_of_an_open_month_is_refused(cast):
    row = make_return(series="vat_credit_refund", month=MARCH, by=cast.statistician)
    with pytest.raises(MonthStillOpen):
        restate(cast, row, 1)


def test_a_restatement_to_the_same_amount_is_refused(cast):
    row = make_month(month=MARCH, by=cast.statistician)["local_fiscal_revenue"]
    close(cast)
    with pytest.raises(NothingToRestate):
        restate(cast, row, row.amount)


def test_the_record_of_a_restatement_is_not_restated_itself(cast):
    row = make_month(month=MARCH, by=cast.statistician)["local_fiscal_revenue"]
    close(cast)
    made = restate(cast, row, 1)
    with pytest.raises(OnlyOriginals):
        restate(cast, made.record, 2)


def test_a_restatement_without_a_reason_is_refused_by_the_database(cast):
    row = make_month(month=MARCH, by=cast.statistician)["local_fiscal_revenue"]
    close(cast)
    with pytest.raises(IntegrityError, match="has_a_reason"), transaction.atomic():
        restate(cast, row, 1, why="")


def test_a_restatement_that_changes_nothing_is_refused_by_the_database(cast):
    row = make_month(month=MARCH, by=cast.statistician)["local_fiscal_revenue"]
    close(cast)
    made = restate(cast, row, 1)
    with pytest.raises(IntegrityError, match="changes_the_amount"):
        change(cast, lambda: Restatement.objects.filter(pk=made.pk).update(after=made.before))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"month": date(2022, 3, 2)}, "for_a_month"),
        ({"series": "weather"}, "series_known"),
        ({"reported_on": date(2022, 2, 28)}, "not_before_its_month"),
    ],
)
def test_nonsense_is_refused_by_the_database(cast, values, constraint):
    row = make_return(series="output_other", month=MARCH, by=cast.statistician)
    with pytest.raises(IntegrityError, match=constraint):
        change(cast, lambda: MonthlyReturn.objects.filter(pk=row.pk).update(**values))


def test_a_series_is_reported_once_a_month(cast):
    make_return(series="output_other", month=MARCH, by=cast.statistician)
    with pytest.raises(IntegrityError, match="once_a_month"), transaction.atomic():
        make_return(series="output_other", month=MARCH, by=cast.statistician)


def test_a_month_closing_names_a_whole_month_and_stands_once(cast):
    make_month(month=MARCH, by=cast.statistician)
    closing = close(cast)
    with pytest.raises(IntegrityError, match="closing_of_a_month"):
        change(cast, lambda: MonthClosing.objects.filter(pk=closing.pk).update(month=TENTH.date()))
    twin = MonthClosing(zone_id=cast.zone.pk, month=MARCH, closed_at=TENTH)
    with pytest.raises(IntegrityError, match="closed_once"):
        change(cast, twin.save)


def test_a_return_is_saved_only_inside_an_action(cast):
    row = make_return(series="output_other", month=MARCH, by=cast.statistician)
    with pytest.raises(NotInAnAction):
        row.save()


def test_a_return_entered_without_its_day_is_of_today_and_its_lateness_is_told(cast):
    assert MonthlyReturn(month=MARCH).reported_on == timezone.localdate()
    row = make_return(series="output_other", month=MARCH, by=cast.statistician)
    row.reported_on = date(2022, 4, 13)
    assert days_late(row) == 2  # 10 April 2022 is a Sunday: due on the eleventh


def test_verbs_are_offered_by_the_state_of_the_month(cast):
    row = make_month(month=MARCH, by=cast.statistician)["output_other"]
    offered = [verb.code for verb in RETURNS.verbs if verb.when(row)]
    assert offered == ["close_month"]
    close(cast)
    assert [verb.code for verb in RETURNS.verbs if verb.when(row)] == ["restate"]
    made = restate(cast, row, 1)
    assert [verb.code for verb in RETURNS.verbs if verb.when(made.record)] == []


def test_a_seat_without_the_permission_sees_no_returns(cast):
    make_return(series="output_other", month=MARCH, by=cast.statistician)
    assert queries.returns_for(cast.leader).count() == 1
    assert queries.returns_for(cast.admin).count() == 0
    assert queries.returns_for(cast.stranger).count() == 0


def test_what_is_due_names_missing_returns_and_months_to_close(cast):
    make_month(month=MARCH, by=cast.statistician)
    make_return(series="output_other", month=date(2022, 4, 1), by=cast.statistician)
    dues = queries.due_for(cast.statistician, date(2022, 8, 10))
    assert [(due.due, due.state) for due in dues] == [
        (date(2022, 4, 11), "overdue"),
        (date(2022, 5, 10), "overdue"),
        (date(2022, 6, 10), "overdue"),
    ]
    assert [bool(due.pk) for due in dues] == [True, True, False]
    assert "8" in dues[2].title  # May to July lack all eight and are told together
    assert "7" in dues[1].title
    close(cast)
    assert len(queries.due_for(cast.statistician, date(2022, 8, 10))) == 2
    assert queries.due_for(cast.leader, date(2022, 8, 10)) == []


def test_nothing_is_due_before_the_first_return_and_one_missing_series_is_named(cast):
    assert queries.due_for(cast.statistician, date(2022, 8, 10)) == []
    rows = make_month(month=MARCH, by=cast.statistician)
    change(cast, rows["vat_credit_refund"].delete)
    (due,) = queries.due_for(cast.statistician, date(2022, 4, 11))
    assert str(Series.VAT_CREDIT_REFUND.label) in due.title
    assert due.state == "soon"


def test_a_day_that_the_zone_takes_off_puts_the_reporting_day_off(cast):
    month = date(2022, 10, 1)
    day = queries.due_date(cast.zone.pk, month)
    with supposing(cast.zone.pk, {day: False}):
        assert queries.due_date(cast.zone.pk, month) > day
        assert queries.due_date(cast.elsewhere.pk, month) == day, "another zone works on that day"
