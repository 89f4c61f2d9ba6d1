"""How many statements a step of a case costs, once the platform knows what the step writes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jingkai.kernel.cases import recounting
from jingkai.kernel.cases.moving import (
    extend,
    move_case,
    note_event,
    open_case,
    recount,
    resume,
    suspend,
)
from jingkai.kernel.cases.tests.world import KIND, act, moment, opened, step

SAVEPOINTS = 2  # a savepoint and its release: the tests' actions run inside a wall
DAY = date(2022, 9, 28)


@pytest.fixture
def september(monkeypatch):
    """No clock turns by itself meanwhile."""
    monkeypatch.setattr(recounting, "zone_now", lambda: moment("2022-09-26", 11))


def counted(work):
    """How many statements the work takes the second time."""
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured) - SAVEPOINTS


def test_opening_a_case_costs_two_statements(cast, september):
    """The number with the keys and the beginning, and all that is written."""

    def work():
        case = open_case(kind=KIND, title="x", office=cast.invest, by=cast.clerk)
        recount(case)
        return case

    assert counted(lambda: act(cast.clerk, work)) == 2


@pytest.mark.parametrize(
    "do",
    [
        lambda c, by: move_case(c, "accept", by=by, at=moment("2022-09-26")),
        lambda c, by: note_event(c, "called", by=by),
        lambda c, by: suspend(c, cause="hearing", on=DAY, by=by),
        lambda c, by: (suspend(c, cause="testing", on=DAY, by=by),
                       resume(c, cause="testing", on=DAY, by=by)),
        lambda c, by: (move_case(c, "accept", by=by, at=moment("2022-09-26")),
                       extend(c, clock="promised", amount=1, on=DAY, by=by, reason="x")),
    ],
    ids=["move", "note", "suspend", "suspend and resume", "move and extend"],
)  # fmt: skip
def test_a_step_costs_three_statements_whatever_it_does(cast, september, do):
    """The lock with the past, the keys and the beginning, all that is written with its entry."""
    waiting = [opened(cast) for _n in range(2)]
    assert counted(lambda: step(cast, waiting.pop(), lambda c: do(c, cast.clerk))) == 3
