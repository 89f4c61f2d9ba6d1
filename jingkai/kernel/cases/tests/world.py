"""A small kind of case with its clocks, and a way to act on it, for the tests of this room."""

from datetime import date, datetime
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

from django.db import connections
from django.utils.translation import gettext_lazy
from hypothesis import HealthCheck, settings

from jingkai.kernel.cases.kinds import KINDS, CaseKind, ClockRule, Move, State, Unit
from jingkai.kernel.cases.moving import CLOSED, lock, open_case, recount
from jingkai.kernel.trail.acting import CODES, declare, perform, record

steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For property tests on a machine that has much else to do."""
SHANGHAI = ZoneInfo("Asia/Shanghai")
DONE = "tests.cases.done"
if DONE not in CODES:
    declare(DONE, gettext_lazy("Done with {subject}"))

PROMISED = ClockRule(
    code="promised", name="promised limit", unit=Unit.WORKDAYS, length=5,
    starts=frozenset({"accepted"}), stops=frozenset({"decided", CLOSED}),
    pauses=frozenset({"asked"}), resumes=frozenset({"supplied"}), amber=2, red=1,
    longest_extension=10,
)  # fmt: skip
STATUTORY = ClockRule(
    code="statutory", name="statutory limit", unit=Unit.WORKDAYS, length=20,
    starts=frozenset({"accepted"}), stops=frozenset({"decided", CLOSED}), amber=5, red=2,
    outside=frozenset({"hearing", "expert_review"}),
)  # fmt: skip
OFFICE = ClockRule(
    code="answer", name="answer", unit=Unit.WORKDAYS, length=3, each_office=True,
    starts=frozenset({"handed"}), stops=frozenset({"answered"}),
)  # fmt: skip
KIND = CaseKind(
    code="tests.permit", name="permit", first="applied", prefix="TP",
    states=(State("applied", "applied"), State("accepted", "accepted"),
            State("decided", "decided"), State("delivered", "delivered", final=True),
            State("withdrawn", "withdrawn", final=True)),
    moves=(
        Move("accept", "Accept", "accepted", frozenset({"applied"}), "edit"),
        Move("decide", "Decide", "decided", frozenset({"accepted"}), "edit"),
        Move("deliver", "Deliver", "delivered", frozenset({"decided"}), "edit"),
        Move("withdraw", "Withdraw", "withdrawn", frozenset({"applied", "accepted"}), "edit"),
    ),
    clocks=(PROMISED, STATUTORY, OFFICE),
)  # fmt: skip
KINDS.setdefault(KIND.code, KIND)


def moment(text, hour=10):
    """Ten o'clock of a day, in the zone."""
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def act(by, work):
    """Run the work as one action that records the case it returns."""

    def run():
        case = work()
        record(case)
        return case

    return perform(DONE, by, run)


def opened(cast, on="2022-09-26", **more):
    """A case opened on a day."""
    given = {"title": "示例许可", "office": cast.invest, "party": "示例公司", **more}
    return act(
        cast.clerk, lambda: open_case(kind=KIND, by=cast.clerk, at=moment(on, 9), **given)
    )


def step(cast, case, *works, version=None):
    """Lock the case, do these to it one after the other, tell its clocks anew."""

    def work():
        held = lock(case.pk, version=version)
        for do in works:
            do(held)
        recount(held)
        return held

    return act(cast.clerk, work)


def at_once(*works):
    """Run these at the same moment, each with its own connection; what each gave, or its fault."""
    start, outcomes = Barrier(len(works)), [None] * len(works)

    def run(n, work):
        try:
            start.wait()
            outcomes[n] = work()
        except Exception as fault:
            outcomes[n] = fault
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(n, work)) for n, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def refusals(outcomes):
    """What was refused, or went wrong."""
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]
