"""The watch: what turns is told once, at its time, by whichever watcher comes first."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases import recounting
from jingkai.kernel.cases.actions import set_day
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.models import Case, CaseMove, Deadline
from jingkai.kernel.cases.moving import move_case, resume, suspend
from jingkai.kernel.cases.permissions import Permission
from jingkai.kernel.cases.queries import clocks_of_many, deadlines_of
from jingkai.kernel.cases.tests.world import act, at_once, moment, opened, refusals, step
from jingkai.kernel.cases.watching import watch, watch_all
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry
from jingkai.kernel.trail.writing import put
from jingkai.kernel.workdays.calendar import WorkCalendar
from jingkai.kernel.workdays.national import national


@pytest.fixture
def heard(monkeypatch):
    """Every change of standing that is told, from what to what."""
    told = []

    def hear(row, case, old, new):
        told.append((case.pk, row.clock, str(old), str(new)))

    monkeypatch.setattr(recounting, "WATCHED", [hear])
    return told


@pytest.fixture
def early(monkeypatch):
    """The zone's time stands at the morning of the acceptance unless a test says otherwise."""
    at = {"now": moment("2022-09-26")}
    monkeypatch.setattr(recounting, "zone_now", lambda: at["now"])
    return at


def accepted(cast):
    case = opened(cast)
    step(cast, case, lambda c: move_case(c, "accept", by=cast.clerk, at=moment("2022-09-26")))
    return case


def promised(case):
    return Deadline.objects.get(case_id=case.pk, clock="promised")


def changes(heard, clock="promised"):
    return [(old, new) for _case, code, old, new in heard if code == clock]


def test_a_deadline_turns_amber_red_and_overdue_each_told_once(cast, early, heard):
    case = accepted(cast)
    assert (promised(case).standing, promised(case).look_at.date()) == (
        "green", date(2022, 9, 28)
    )  # fmt: skip
    for day in ("2022-09-28", "2022-09-29", "2022-09-30", "2022-10-08", "2022-10-09"):
        for _again in range(2):
            watch_all(cast.zone, moment(day))
    assert changes(heard) == [
        ("idle", "green"), ("green", "amber"), ("amber", "red"), ("red", "overdue")
    ]  # fmt: skip
    assert promised(case).look_at is None
    entry = Entry.objects.filter(code="cases.deadlines.watched").last()
    assert "1" in entry.sentence


def test_a_pass_with_nothing_due_writes_nothing(cast, early, heard):
    accepted(cast)
    entries = Entry.objects.count()
    assert not watch(cast.zone, moment("2022-09-27")).more
    assert Entry.objects.count() == entries


def test_a_step_taken_before_the_watch_comes_tells_the_change_itself(cast, early, heard):
    case = accepted(cast)
    early["now"] = moment("2022-09-30")
    step(cast, case, lambda c: None)
    watch_all(cast.zone, moment("2022-09-30"))
    assert changes(heard) == [("idle", "green"), ("green", "red")]


def test_a_step_that_read_before_the_watch_told_does_not_tell_it_again(cast, early, heard):
    from jingkai.kernel.cases.moving import lock, recount

    case = accepted(cast)

    def work():
        held = lock(case.pk)
        Deadline.objects.filter(pk=promised(case).pk).update(standing="red")  # the watch was here
        early["now"] = moment("2022-09-30")
        recount(held)
        return held

    act(cast.clerk, work)
    assert changes(heard) == [("idle", "green")]


def test_a_clock_that_stands_still_is_not_looked_at(cast, early, heard):
    case = accepted(cast)
    day = date(2022, 9, 27)
    step(cast, case, lambda c: suspend(c, cause="supplement", on=day, by=cast.clerk))
    early["now"] = moment("2022-09-27")
    step(cast, case, lambda c: None)
    assert promised(case).look_at is None
    watch_all(cast.zone, moment("2022-10-31"))
    assert promised(case).standing == "paused"
    early["now"] = moment("2022-10-31")
    step(cast, case, lambda c: resume(c, cause="supplement", on=date(2022, 10, 31), by=cast.clerk))
    assert (promised(case).standing, promised(case).due_on) == ("green", date(2022, 11, 4))


def test_deadlines_of_a_year_are_told_anew_when_it_is_published(cast, early, monkeypatch):
    from jingkai.kernel.cases import calendars

    before = WorkCalendar(published={date(2021, 1, 1): False})
    monkeypatch.setattr(calendars, "national", lambda: before)
    calendars.forget(cast.zone.pk)
    case = accepted(cast)
    assert (promised(case).provisional, promised(case).due_on) == (True, date(2022, 10, 3))
    monkeypatch.setattr(calendars, "national", national)
    calendars.forget(cast.zone.pk)
    watch_all(cast.zone, moment("2022-09-26", 12))
    assert (promised(case).provisional, promised(case).due_on) == (False, date(2022, 10, 8))


def test_a_day_set_against_the_calendar_moves_the_limits_that_reach_it(cast, early, heard):
    case = accepted(cast)
    machine = Machine(zone_id=cast.zone.pk)
    set_day(day=date(2022, 9, 29), is_workday=False, source="示例〔2022〕9号", by=machine)
    watch_all(cast.zone, moment("2099-01-01"))
    assert promised(case).due_on == date(2022, 10, 9)
    set_day(day=date(2022, 9, 29), is_workday=True, source="示例〔2022〕10号", by=machine)
    told = clocks_of_many([Case.objects.get(pk=case.pk)])[case.pk]
    assert {c.deadline.rule.code: c.due_on for c in told}["promised"] == date(2022, 10, 8)


def test_who_may_not_set_days_is_refused(cast):
    assert not cast.clerk.can(Permission.CALENDAR)
    with pytest.raises(Forbidden):
        set_day(day=date(2022, 9, 29), is_workday=False, source="x", by=cast.clerk)


def test_the_deadlines_of_many_cases_cost_as_many_statements_as_those_of_one(cast, early):
    cases = [accepted(cast) for _n in range(4)]
    fresh = list(Case.objects.filter(pk__in=[c.pk for c in cases]))
    with CaptureQueriesContext(connection) as one:
        deadlines_of(fresh[:1])
        clocks_of_many(list(Case.objects.filter(pk=cases[0].pk)))
    with CaptureQueriesContext(connection) as all_of_them:
        listed = deadlines_of(fresh)
        told = clocks_of_many(fresh)
    assert len(all_of_them) <= len(one)
    assert {pk: [d.clock for d in rows] for pk, rows in listed.items()} == {
        case.pk: ["promised", "statutory"] for case in cases
    }
    assert {len(clocks) for clocks in told.values()} == {2}


def test_a_copy_of_a_clock_that_is_gone_is_not_looked_at_again(cast, early, monkeypatch):
    case = accepted(cast)
    monkeypatch.setitem(recounting.CLOCKS, case.kind, lambda c: ())
    watch_all(cast.zone, moment("2022-12-31"))
    assert not Deadline.objects.filter(look_at__isnull=False).exists()


def tell_in_the_case(row, case, old, new):
    """Hear of a change by leaving it among what happened to the case."""
    facts = {"clock": row.clock, "old": str(old), "new": str(new)}
    put(CaseMove(zone_id=case.zone_id, case=case, code="told", at=moment("2022-09-26"),
                 on=date(2022, 9, 26), actor="watch", facts=facts))  # fmt: skip


def test_many_watchers_tell_each_change_once_while_clerks_go_on(committed, monkeypatch):
    """Six watchers at once over thirty cases, with two clerks who move some of them meanwhile."""
    cast, end = committed, moment("2022-10-31")
    monkeypatch.setattr(recounting, "WATCHED", [tell_in_the_case])
    monkeypatch.setattr(recounting, "zone_now", lambda: moment("2022-09-26"))
    with walled(cast.zone.pk):
        cases = [accepted(cast) for _n in range(30)]
    monkeypatch.setattr(recounting, "zone_now", lambda: end)
    zone = Zone.objects.get(pk=cast.zone.pk)

    def clerk(mine):
        for case in mine:
            with walled(cast.zone.pk):
                step(cast, case, lambda c: move_case(c, "decide", by=cast.clerk, at=end))

    def watcher():
        for _pass in range(30):
            watch(zone, end, at_once=5)

    clerks = [lambda: clerk(cases[:10]), lambda: clerk(cases[10:20])]
    assert refusals(at_once(*[watcher] * 6, *clerks)) == []
    with walled(cast.zone.pk):
        watch_all(zone, end)
        for case in cases:
            assert_told_once(case)
        standings = set(Deadline.objects.values_list("standing", flat=True))
    assert standings == {str(Standing.OVERDUE), str(Standing.MISSED)}


def assert_told_once(case):
    """Each change begins where the one before ended, none comes twice, the last one stands."""
    rows = CaseMove.objects.filter(case=case, code="told", facts__clock="promised").order_by("pk")
    chain = [(row.facts["old"], row.facts["new"]) for row in rows]
    assert [new for _old, new in chain[:-1]] == [old for old, _new in chain[1:]], chain
    assert len(set(chain)) == len(chain)
    assert chain[-1][1] == promised(case).standing
