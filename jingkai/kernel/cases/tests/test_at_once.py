"""Many at once, each with a connection of their own."""

from datetime import date

import pytest

from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.errors import MoveNotOffered, StaleStep
from jingkai.kernel.cases.models import Case, Deadline, NumberSeries
from jingkai.kernel.cases.moving import move_case, note_event, open_case, recount, resume, suspend
from jingkai.kernel.cases.numbers import holds
from jingkai.kernel.cases.past import past_of
from jingkai.kernel.cases.tests.world import (
    KIND,
    act,
    at_once,
    moment,
    opened,
    refusals,
    step,
)


def in_zone(cast, work):
    with walled(cast.zone.pk):
        return work()


def walled_in(cast, work):
    return lambda: in_zone(cast, work)


@pytest.mark.parametrize(("version", "refused"), [(1, StaleStep), (None, MoveNotOffered)])
def test_two_clerks_press_the_same_button_and_one_is_told_so(committed, version, refused):
    case = in_zone(committed, lambda: opened(committed))

    def press():
        return step(committed, case, lambda c: move_case(c, "accept", by=committed.clerk),
                    version=version)  # fmt: skip

    outcomes = at_once(*[walled_in(committed, press)] * 2)
    assert [type(fault) for fault in refusals(outcomes)] == [refused]
    with walled(committed.zone.pk):
        found = Case.objects.get(pk=case.pk)
        assert (found.state, found.version, found.steps) == ("accepted", 2, 2)
        assert found.moves.filter(code="accept").count() == 1


def test_events_noted_at_once_are_all_kept_and_the_past_read_after_waiting_is_whole(committed):
    case = in_zone(committed, lambda: opened(committed))
    seen = []

    def note(n):
        def do(held):
            seen.append(past_of(held).steps == held.steps)
            note_event(held, f"e{n}", by=committed.clerk)

        return lambda: step(committed, case, do)

    outcomes = at_once(*[walled_in(committed, note(n)) for n in range(8)])
    assert refusals(outcomes) == []
    assert seen == [True] * 8
    with walled(committed.zone.pk):
        found = Case.objects.get(pk=case.pk)
        assert (found.steps, found.moves.count()) == (9, 9)
        keys = list(found.moves.order_by("at").values_list("pk", flat=True))
        assert keys == sorted(keys)


def test_a_clock_told_by_two_at_once_holds_what_both_did(committed):
    """One suspends for one cause, another ends the suspension for another: both days count."""
    case = in_zone(committed, lambda: opened(committed))
    by, day = committed.clerk, date(2022, 9, 27)
    with walled(committed.zone.pk):
        step(committed, case, lambda c: move_case(c, "accept", by=by, at=moment("2022-09-26")),
             lambda c: suspend(c, cause="hearing", on=day, by=by))  # fmt: skip
    ends = date(2022, 9, 30)
    works = [
        lambda: step(committed, case, lambda c: resume(c, cause="hearing", on=ends, by=by)),
        lambda: step(committed, case, lambda c: suspend(c, cause="testing", on=ends, by=by)),
    ]
    assert refusals(at_once(*[walled_in(committed, work) for work in works])) == []
    with walled(committed.zone.pk):
        row = Deadline.objects.get(case=case, clock="promised")
        assert (row.due_on, row.standing) == (None, "paused")
        step(committed, case, lambda c: resume(c, cause="testing", on=date(2022, 10, 8), by=by))
        row.refresh_from_db()
        assert row.due_on == date(2022, 10, 12)


class Broken(Exception):
    """Something goes wrong after the number was taken."""


def test_numbers_have_no_gap_and_none_comes_twice_under_sixteen_with_rollbacks(committed):
    """Sixteen clerks open ten cases each; every third attempt fails after it took its number."""
    done, failed = [], []

    def attempt(fails):
        case = open_case(kind=KIND, title="x", office=committed.invest, by=committed.clerk,
                         at=moment("2022-05-01"))  # fmt: skip
        recount(case)
        if fails:
            raise Broken
        return case

    def clerk(n):
        for turn in range(10):
            fails = (n + turn) % 3 == 0
            try:
                with walled(committed.zone.pk):
                    done.append(act(committed.clerk, lambda f=fails: attempt(f)).number)
            except Broken:
                failed.append(n)

    assert refusals(at_once(*[lambda n=n: clerk(n) for n in range(16)])) == []
    assert len(done) + len(failed) == 160
    assert len(failed) > 40
    assert sorted(int(number[6:12]) for number in done) == list(range(1, len(done) + 1))
    assert all(holds(number) for number in done)
    with walled(committed.zone.pk):
        assert NumberSeries.objects.get(series="TP", year=2022).last == len(done)
        assert Case.objects.count() == len(done)
