"""Days set against the calendar by one document: what they would move, and what they moved."""

from datetime import date

import pytest

from jingkai.kernel.cases import recounting
from jingkai.kernel.cases.actions import set_days
from jingkai.kernel.cases.calendars import calendar_of, supposing
from jingkai.kernel.cases.effects import effect_on, reached
from jingkai.kernel.cases.errors import NoDays, NoSource
from jingkai.kernel.cases.models import CalendarDay, Deadline
from jingkai.kernel.cases.moving import move_case
from jingkai.kernel.cases.permissions import Permission
from jingkai.kernel.cases.tests.world import moment, opened, step
from jingkai.kernel.cases.watching import watch_all
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry

ORDER = "示例政办〔2022〕9号"
NOW = moment("2022-09-26")
FRIDAY, SUNDAY = date(2022, 9, 30), date(2022, 10, 9)


class Keeper(Machine):
    """Whoever may set days."""

    def can(self, permission):
        return permission == Permission.CALENDAR


@pytest.fixture
def by(cast, monkeypatch):
    monkeypatch.setattr(recounting, "zone_now", lambda: NOW)
    monkeypatch.setattr("jingkai.kernel.cases.actions.zone_now", lambda: NOW)
    return Keeper(zone_id=cast.zone.pk)


def accepted(cast, number=1):
    cases = [opened(cast) for _ in range(number)]
    for case in cases:
        step(cast, case, lambda c: move_case(c, "accept", by=cast.clerk, at=NOW))
    return cases


def due_days(clock="promised"):
    return list(
        Deadline.objects.filter(clock=clock).order_by("case").values_list("due_on", flat=True)
    )


def test_the_effect_told_before_is_the_one_that_comes_after(cast, by):
    accepted(cast, 3)
    days = {FRIDAY: False}
    told = effect_on(cast.zone.pk, days, NOW)
    assert (told.looked, len(told.moved), told.later, told.earlier, told.after) == (6, 6, 6, 0, 0)
    assert due_days() == [date(2022, 10, 8)] * 3
    assert not CalendarDay.objects.exists()
    assert set_days(days=days, source=ORDER, by=by) == 6
    watch_all(cast.zone, NOW)
    then = {(m.case.pk, m.after) for m in told.moved if m.name == "promised limit"}
    rows = Deadline.objects.filter(clock="promised")
    assert {(d.case_id, d.due_on) for d in rows} == then
    assert due_days() == [date(2022, 10, 9)] * 3


def test_batches_one_after_the_other_see_every_limit_once(cast, by):
    accepted(cast, 5)
    seen, after = 0, 0
    for _batch in range(4):
        told = effect_on(cast.zone.pk, {FRIDAY: False}, NOW, after=after, batch=2)
        seen, after = seen + len(told.moved), told.after
        if not after:
            break
    assert seen == reached(cast.zone.pk, {FRIDAY: False}).count() == 10


def test_what_is_supposed_holds_inside_only(cast, by):
    with supposing(cast.zone.pk, {FRIDAY: False}) as calendar:
        assert calendar_of(cast.zone.pk) is calendar
        assert not calendar.is_workday(FRIDAY)
    assert calendar_of(cast.zone.pk).is_workday(FRIDAY)


def test_a_day_worked_instead_brings_a_limit_forward_and_a_day_taken_back_undoes_it(cast, by):
    accepted(cast)
    set_days(days={date(2022, 10, 6): True, date(2022, 10, 7): True}, source=ORDER, by=by)
    watch_all(cast.zone, NOW)
    assert due_days() == [date(2022, 10, 6)]
    told = effect_on(cast.zone.pk, {date(2022, 10, 6): None}, NOW)
    assert [m.after for m in told.moved if m.name == "promised limit"] == [date(2022, 10, 7)]
    back = {date(2022, 10, 6): None, date(2022, 10, 7): None}
    set_days(days=back, source="撤回" + ORDER, by=by)
    watch_all(cast.zone, NOW)
    assert due_days() == [date(2022, 10, 8)]
    assert not CalendarDay.objects.exists()
    assert CalendarDay.events.rel.related_model.objects.count() == 4


def test_days_before_a_limit_s_start_and_after_its_end_move_nothing(cast, by):
    accepted(cast)
    for day in (date(2022, 9, 26), date(2022, 9, 23), date(2022, 12, 1)):
        assert effect_on(cast.zone.pk, {day: False}, NOW).moved == ()


def test_one_entry_is_left_with_the_days_and_how_many_limits_they_reach(cast, by):
    accepted(cast)
    set_days(days={FRIDAY: False, SUNDAY: True}, source=ORDER, by=by)
    entry = Entry.objects.filter(code="cases.calendar.published").get()
    assert entry.facts["set"] == {"2022-09-30": False, "2022-10-09": True}
    assert entry.facts["reached"] == 2
    assert ORDER in entry.sentence


def test_days_are_set_by_whoever_may_by_a_document_and_not_for_nothing(cast, by):
    with pytest.raises(Forbidden):
        set_days(days={FRIDAY: False}, source=ORDER, by=cast.clerk)
    with pytest.raises(NoDays):
        set_days(days={}, source=ORDER, by=by)
    with pytest.raises(NoSource) as refused:
        set_days(days={FRIDAY: False}, source="  ", by=by)
    assert refused.value.field == "source"
    assert not CalendarDay.objects.exists()
