"""Pure rules of applications: what is lacking, who may rate, how long a matter usually takes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jingkai.domains.services.choices.approvals import BAD, CHANNEL_OF_OFFICE, Channel
from jingkai.kernel.cases.reckoning import union
from jingkai.kernel.workdays.calendar import WorkCalendar

type Days = tuple[date, date | None]
"""From a day up to, not including, another; without end while it lasts."""


def channel_of(office_kind: str) -> Channel:
    """Where somebody applied who came to an office of this kind.

    >>> channel_of("village").value, channel_of("bureau").value
    ('community', 'hall')
    """
    return CHANNEL_OF_OFFICE.get(office_kind, Channel.HALL)


@dataclass(frozen=True)
class Wanted:
    """A material that a matter asks for under the form's values, by its key."""

    key: str
    name: str
    required: bool = True
    tolerable: bool = False


@dataclass(frozen=True)
class Lack:
    """What is still missing of the materials, and what of it may follow later."""

    missing: tuple[Wanted, ...]
    may_follow: tuple[Wanted, ...]


def lacking(
    wanted: Iterable[Wanted],
    given: Collection[str],
    *,
    tolerated: Collection[str] = (),
    committed: bool = False,
) -> Lack:
    """Which required materials are not there; tolerable ones may follow when that was asked for.

    On a commitment (告知承诺) what is missing is replaced by the applicant's word.

    >>> licence, lease = Wanted("licence", "营业执照"), Wanted("lease", "租赁合同", tolerable=True)
    >>> lack = lacking([licence, lease], {"licence"}, tolerated={"lease"})
    >>> [each.key for each in lack.missing], [each.key for each in lack.may_follow]
    ([], ['lease'])
    >>> [each.key for each in lacking([licence], ()).missing]
    ['licence']
    """
    missing: list[Wanted] = []
    follow: list[Wanted] = []
    for each in wanted:
        if not each.required or each.key in given or committed:
            continue
        (follow if each.tolerable and each.key in tolerated else missing).append(each)
    return Lack(tuple(missing), tuple(follow))


def unanswered(items: Sequence[Mapping[str, object]]) -> list[str]:
    """The names of the supplement's points that have no answer yet.

    >>> unanswered([{"name": "营业执照", "wrong": "缺页", "done": True},
    ...             {"name": "地址", "wrong": "不一致"}])
    ['地址']
    """
    return [str(item["name"]) for item in items if not item.get("done")]


def days_taken(
    start: date, end: date, paused: Iterable[Days], calendar: WorkCalendar
) -> int:
    """Working days from acceptance to decision, without those on which the clock stood still.

    The first counted day is the day after acceptance; decided on the same day it took none.

    >>> taken = lambda *paused: days_taken(date(2022, 3, 7), date(2022, 3, 18), paused,
    ...                                    WorkCalendar())
    >>> taken(), taken((date(2022, 3, 9), date(2022, 3, 14)))
    (9, 6)
    """
    day = timedelta(days=1)
    total = calendar.between(start, end)
    for begins, ends in union(paused):
        first, last = max(begins, start + day), min(ends or end + day, end + day)
        if last > first:
            total -= calendar.between(first - day, last - day)
    return max(total, 0)


def spread(windows: Iterable[Days], until: date, calendar: WorkCalendar) -> int:
    """Working days on which at least one of several pieces of work was under way (并联计时).

    >>> spread([(date(2022, 3, 7), date(2022, 3, 9)), (date(2022, 3, 8), date(2022, 3, 11))],
    ...        date(2022, 3, 31), WorkCalendar())
    4
    """
    total = 0
    for begins, ends in union((b, min(e or until, until)) for b, e in windows):
        total += calendar.between(begins, ends or until)
    return total


def usual_days(days: Sequence[int], share: int = 90) -> int | None:
    """Within how many days so many per cent of the finished ones were done (nearest rank).

    >>> usual_days([1, 1, 2, 2, 3, 3, 4, 5, 6, 30]), usual_days([])
    (6, None)
    """
    if not days:
        return None
    ordered = sorted(days)
    return ordered[-(-len(ordered) * share // 100) - 1]


def is_bad(level: int) -> bool:
    """Whether a rating is one of the lowest two, which are called back and mended.

    >>> is_bad(2), is_bad(3)
    (True, False)
    """
    return level in BAD


def may_change_rating(rated_on: date, changed_on: date | None, on: date, days: int) -> bool:
    """A rating may be changed once, within so many days.

    >>> first = date(2022, 3, 1)
    >>> may_change_rating(first, None, date(2022, 3, 11), 10)
    True
    >>> may_change_rating(first, date(2022, 3, 2), date(2022, 3, 3), 10)
    False
    """
    return changed_on is None and rated_on <= on <= rated_on + timedelta(days=days)
