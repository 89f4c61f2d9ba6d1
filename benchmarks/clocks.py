"""A million deadlines on one core, and beside it counting day by day.

    uv run python -m benchmarks.clocks [--count N]

Cases of the years 2019 to 2026: a third plain, a third paused by events, a third with ordered
suspensions (overlapping) and an extension; working days, calendar days and months. The baseline
walks from day to day until enough working days are counted, over the same calendar, for the plain
cases only. Seconds are those of the processor, so that what else the machine does is no matter.
Exit code 1 when a million would take 20 of them or more.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from jingkai.kernel.cases.clocks import Event, More, Pause, due
from jingkai.kernel.cases.kinds import ClockRule, Unit
from jingkai.kernel.workdays.calendar import WorkCalendar
from jingkai.kernel.workdays.national import national

MILLION = 1_000_000
LIMIT = 20.0
DAY, SHANGHAI = timedelta(days=1), timezone(timedelta(hours=8))
RULE = ClockRule(
    code="promised", name="promised", unit=Unit.WORKDAYS, length=20, starts=frozenset({"accepted"}),
    stops=frozenset({"decided"}), pauses=frozenset({"asked"}), resumes=frozenset({"supplied"}),
    amber=5, red=2,
)  # fmt: skip
RULES = (RULE, replace(RULE, length=5), replace(RULE, unit=Unit.DAYS, length=30, rolls=True),
         replace(RULE, unit=Unit.MONTHS, length=3))  # fmt: skip

type Story = tuple[ClockRule, list[Event], list[Pause], list[More]]


def stories(count: int) -> list[Story]:
    """Different cases, the same in every run."""
    draw = random.Random(1)
    return [_story(draw, n) for n in range(count)]


def _story(draw: random.Random, n: int) -> Story:
    start = date(2019, 1, 1) + draw.randrange(2800) * DAY
    held, more = [], []
    days = [(0, "accepted")]
    if n % 3 == 1:
        days += [(3, "asked"), (3 + draw.randrange(12), "supplied")]
    if n % 3 == 2:
        held = [Pause(start + a * DAY, start + b * DAY, "hearing") for a, b in ((2, 9), (6, 14))]
        more = [More("promised", 5, start)]
    if draw.random() < 0.5:
        days.append((draw.randrange(5, 40), "decided"))
    events = []
    for after, code in days:
        day = start + after * DAY
        moment = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
        events.append(Event(code, day, moment))
    return RULES[draw.randrange(len(RULES))], events, held, more


def timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def ours(cases: Sequence[Story], rounds: int, calendar: WorkCalendar) -> None:
    for _round in range(rounds):
        for rule, events, held, more in cases:
            due(rule, events, calendar, pauses=held, extensions=more)


def day_by_day(cases: Sequence[Story], calendar: WorkCalendar) -> list[date]:
    """What one writes without a calendar that counts: walk on until enough days were worked."""
    found = []
    for rule, events, _held, _more in cases:
        day, left = events[0].on, rule.length
        assert isinstance(left, int)
        while left:
            day += DAY
            left -= calendar.is_workday(day)
        found.append(day)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=MILLION)
    count: int = parser.parse_args().count
    calendar, cases = national(), stories(20_000)
    ours(cases, 1, calendar)
    rounds = max(count // len(cases), 1)
    seconds = timed(lambda: ours(cases, rounds, calendar))
    done = rounds * len(cases)
    million = seconds / done * MILLION
    print(f"{done:,} deadlines in {seconds:.1f} s of one core;"
          f" a million: {million:.1f} s (bar {LIMIT:.0f} s)")  # fmt: skip
    plain = [c for c in cases if c[0].unit is Unit.WORKDAYS and not c[2] and len(c[1]) < 3]
    walked = day_by_day(plain, calendar)
    assert walked == [due(rule, events, calendar).due_on for rule, events, _h, _m in plain]
    slow = timed(lambda: day_by_day(plain, calendar))
    quick = timed(lambda: ours(plain, 1, calendar))
    print(f"plain ones, day by day: {slow / len(plain) * 1e6:.1f} µs; ours with all its facts:"
          f" {quick / len(plain) * 1e6:.1f} µs; ratio {slow / quick:.2f}")  # fmt: skip
    return 0 if million < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
