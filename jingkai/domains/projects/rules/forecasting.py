"""When a project will produce, by what comparable projects took; honest about how little is known.

The forecast rests on finished projects only. They are comparable when they belong to the same
leading industry and their total investment lies within a factor; too few of them, and the circle is
widened, first to any size, then to any industry, and the forecast says so. What is left of the way
is their time from the milestone last reached to production. Projects that took less time than has
gone by already say nothing about this one and are left out. The band holds the middle share of
them; with fewer than asked for, it is everything from the fastest to the slowest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from statistics import median

WAY = ("signed", "started", "structure", "equipment", "trial", "production")
"""The milestones on the way to production; the last is what is forecast."""


class Circle(StrEnum):
    """How far one had to look for comparable projects."""

    ALIKE = "alike"  # same industry, similar size
    INDUSTRY = "industry"  # same industry, any size
    ANY = "any"  # any finished project
    NONE = "none"  # there is none


@dataclass(frozen=True)
class Course:
    """A project as the forecast sees it: which milestones on which days, and its plan."""

    name: str
    industry: str
    total: Decimal
    reached: Mapping[str, date]
    planned: Mapping[str, date]

    @property
    def at(self) -> str:
        """The last milestone on the way that was reached."""
        return next((step for step in reversed(WAY) if step in self.reached), "")

    def took(self, start: str) -> int | None:
        """Days from a milestone to production."""
        first, last = self.reached.get(start), self.reached.get(WAY[-1])
        return (last - first).days if first and last else None

    def slipped(self, step: str) -> int | None:
        """Days after its plan on which a milestone was reached; negative when early."""
        planned, reached = self.planned.get(step), self.reached.get(step)
        return (reached - planned).days if planned and reached else None


@dataclass(frozen=True)
class Forecast:
    """The day of production that comparable projects let one expect, and how sure that is.

    `earliest` to `latest` is the band, `late` the days after the plan by `expected` (negative when
    early). `compared` are the projects it rests on, `outrun` those left out because this project
    has already taken longer. `thin`: fewer than asked for, so the band is the whole span.
    `expected` is None when nothing can be said.
    """

    circle: Circle
    at: str
    waited: int
    expected: date | None = None
    earliest: date | None = None
    latest: date | None = None
    late: int | None = None
    middle: int | None = None
    compared: tuple[str, ...] = ()
    outrun: int = 0
    thin: bool = True
    share: int = 0
    slip: int | None = None


@dataclass(frozen=True)
class Asked:
    """How a forecast is made: least number of comparables, factor of size, share of the band."""

    least: int = 5
    factor: int = 4
    band: int = 80


def forecast(
    project: Course, finished: Iterable[Course], on: date, asked: Asked | None = None
) -> Forecast:
    """When the project will be put into production, as seen on a day.

    >>> from datetime import date as d
    >>> def course(name, days):
    ...     reached = {"started": d(2019, 1, 1), "production": d(2019, 1, 1) + timedelta(days)}
    ...     return Course(name, "x", Decimal(10), reached, {})
    >>> past = [course(str(n), n) for n in (300, 350, 400, 450, 500, 700)]
    >>> now = Course("new", "x", Decimal(12), {"started": d(2022, 1, 1)},
    ...     {"production": d(2023, 1, 1)})
    >>> told = forecast(now, past, d(2022, 6, 1))
    >>> told.middle, told.late, told.thin, len(told.compared)
    (425, 60, False, 6)
    >>> forecast(now, past, d(2023, 9, 1)).outrun
    5
    """
    asked = asked or Asked()
    at = project.at
    if not at or at == WAY[-1]:
        return Forecast(Circle.NONE, at, 0)
    since = project.reached[at]
    waited = max(0, (on - since).days)
    circle, chosen = _chosen(project, finished, at, asked)
    usable = [(days, one.name) for one, days in chosen if days >= waited]
    outrun = len(chosen) - len(usable)
    slip = _usual_slip([one for one, _days in chosen])
    if not usable:
        return Forecast(circle, at, waited, outrun=outrun, slip=slip)
    told = Forecast(circle, at, waited, outrun=outrun, slip=slip)
    return _told(told, since, sorted(usable), project.planned.get(WAY[-1]), asked)


def _told(
    told: Forecast, since: date, usable: Sequence[tuple[int, str]], planned: date | None,
    asked: Asked,
) -> Forecast:  # fmt: skip
    """The forecast with its day and its band, from the usable durations in order."""
    days = [taken for taken, _name in usable]
    thin = len(days) < asked.least
    low, high = (days[0], days[-1]) if thin else band(days, asked.band)
    middle = round(median(days))
    expected = since + timedelta(days=middle)
    return replace(
        told, expected=expected, middle=middle, thin=thin, share=100 if thin else asked.band,
        earliest=since + timedelta(days=low), latest=since + timedelta(days=high),
        late=(expected - planned).days if planned else None,
        compared=tuple(name for _taken, name in usable),
    )  # fmt: skip


def _chosen(
    project: Course, finished: Iterable[Course], at: str, asked: Asked
) -> tuple[Circle, list[tuple[Course, int]]]:
    """The narrowest circle with enough finished projects that went the same way."""
    rows = [(one, days) for one in finished if (days := one.took(at)) is not None and days >= 0]
    same = [row for row in rows if row[0].industry == project.industry]
    alike = [row for row in same if _near(row[0].total, project.total, asked.factor)]
    circles = ((Circle.ALIKE, alike), (Circle.INDUSTRY, same), (Circle.ANY, rows))
    for circle, found in circles:
        if len(found) >= asked.least:
            return circle, found
    return (Circle.ANY, rows) if rows else (Circle.NONE, [])


def _near(one: Decimal, other: Decimal, factor: int) -> bool:
    return one > 0 and other > 0 and one <= other * factor and other <= one * factor


def band(days: Sequence[int], share: int) -> tuple[int, int]:
    """The shortest and longest of the middle share of durations, by nearest rank.

    >>> band([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 80)
    (1, 9)
    >>> band([5], 80)
    (5, 5)
    """
    count = len(days)
    tail = (100 - share) / 200
    low = max(1, -(-count * tail // 1))
    high = max(1, -(-count * (1 - tail) // 1))
    return days[int(low) - 1], days[min(count, int(high)) - 1]


def _usual_slip(finished: Sequence[Course]) -> int | None:
    """By how many days finished projects were late against their own plans, in the middle."""
    slips = [slip for one in finished if (slip := one.slipped(WAY[-1])) is not None]
    return round(median(slips)) if slips else None


@dataclass(frozen=True)
class Trial:
    """How the forecast would have done on the finished projects themselves, each left out once."""

    tried: int
    inside: int
    missed_by: int | None

    @property
    def share(self) -> Decimal | None:
        """The share of them that were put into production within the band."""
        return Decimal(self.inside) / self.tried if self.tried else None


def back_test(finished: Sequence[Course], start: str, asked: Asked | None = None) -> Trial:
    """Forecast each finished project from a milestone by the others, on the day it was reached.

    >>> from datetime import date as d
    >>> past = [Course(str(n), "x", Decimal(10),
    ...     {"started": d(2019, 1, 1), "production": d(2019, 1, 1) + timedelta(n)}, {})
    ...     for n in (300, 350, 400, 450, 500, 550, 700)]
    >>> back_test(past, "started")
    Trial(tried=7, inside=5, missed_by=125)
    """
    inside, errors = 0, []
    for one in finished:
        if start not in one.reached or WAY[-1] not in one.reached:
            continue
        cut = WAY[: WAY.index(start) + 1]
        known = {step: day for step, day in one.reached.items() if step in cut}
        others = [other for other in finished if other is not one]
        told = forecast(Course(one.name, one.industry, one.total, known, one.planned), others,
                        one.reached[start], asked)  # fmt: skip
        if told.expected is None or told.earliest is None or told.latest is None:
            continue
        happened = one.reached[WAY[-1]]
        inside += told.earliest <= happened <= told.latest
        errors.append(abs((happened - told.expected).days))
    return Trial(len(errors), inside, round(median(errors)) if errors else None)
