"""The time that a paper as a whole tells of, chosen among all that it may be of.

What 今年, 同期 and an amount without a time mean hangs on it. `dating` says by rules what it is;
`own_times` tells what else it may be and why. Here a softmax over all signs decides: what speaks
for a time, how long it is, which of the times told it ends with, and the words of the title.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.dating import base_of, planned
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.own_times import Own, own_times
from jingkai.kernel.reports.checking.periods import Calendar
from jingkai.kernel.reports.checking.ranking import Ranker, learned_papers

_TITLE = re.compile(
    r"周[报讯刊]|一周|月[报份]?|季度?|半年|三季|年[终末底度]|总结|全年|[快专简]报|讲话|发言|汇报|答复"
    r"|答记者|通报|日记|手记|台账|计划|打算|评估|回顾|五年"
)
"""Words of a title that tell what kind of paper it is."""
_SPOKEN = {
    "so_far": re.compile(r"累计|今年以来|年内|年初以来|截至|到目前|至此|总共"),
    "single": re.compile(r"当月|单月|本月|这个月|[这本]一?季"),
    "next": re.compile(r"明年|来年|下一?年度"),
    "last": re.compile(r"去年|上年"),
}
"""Words by which a paper speaks of times; how often, up to three, is a sign."""
_HEAD, _LONG, _OFTEN = 3, 60, 3
LIKELY, TRIED = 0.02, 5
"""How likely a time must be to be tried against the records, and how many are."""
type Signs = dict[Period, tuple[str, ...]]


def paper_time(document: Document, calendar: Calendar, ranker: Ranker | None = None) -> Period:
    """The likeliest time of the paper; `calendar` is that of the year told of."""
    offered = paper_signs(document, calendar)
    chooser = ranker or learned_papers()
    return max(offered, key=lambda period: chooser.score(offered[period]))


def likely_times(
    document: Document, calendar: Calendar, ranker: Ranker | None = None
) -> list[Period]:
    """The times that the paper may be of, the likeliest first, without unlikely ones."""
    offered = paper_signs(document, calendar)
    chooser = ranker or learned_papers()
    periods = list(offered)
    odds = chooser.odds([chooser.score(offered[period]) for period in periods])
    ordered = sorted(zip(odds, periods, strict=True), key=lambda pair: -pair[0])
    return [period for odd, period in ordered if odd >= LIKELY][:TRIED]


def paper_signs(document: Document, calendar: Calendar) -> Signs:
    """Every time that the paper may be of, with its signs; the one by rule comes first."""
    own = own_times(document, calendar.opened(base_of(document, calendar)))
    latest = _latest(document, calendar)
    around = tuple(_around(document))
    return {
        period: tuple(dict.fromkeys(_signs(period, own, latest, calendar, around)))
        for period in own
    }


def _signs(
    period: Period, own: Own, latest: int, calendar: Calendar, around: tuple[str, ...]
) -> Iterator[str]:
    names, shape = own[period], _shape(period)
    for name in names:
        yield f"o:{name}"
        yield f"o:{name}:{shape}"
    telling = sorted(n for n in names if n == "often_most" or not n.startswith("often_"))
    yield from (f"p:{one}+{other}" for one, other in combinations(telling, 2))
    yield f"s:{shape}"
    yield f"n:{min(len(names), 7)}"
    yield from (f"l:{_order(period, latest)}", f"l:{_order(period, latest)}:{shape}")
    away = max(-2, min(2, period.last_month // 12 - calendar.year))
    yield from (f"yr:{away}", f"yr:{away}:{shape}:{calendar.ahead}")
    if period == Period.year(calendar.year):
        yield f"y:{'told' if 'year_told' in names else 'untold'}:{min(3, len(own))}"
    yield from (f"{sign}:{shape}" for sign in around)


def _around(document: Document) -> Iterator[str]:
    """What the title calls the paper, how it speaks of times, and whether it is mostly tables."""
    title = " ".join(b.text for b in document.blocks[:_HEAD] if len(b.text) <= _LONG)
    yield from (f"t:{word}" for word in dict.fromkeys(_TITLE.findall(title)))
    prose = [block for block in document.blocks if block.kind != "cell"]
    text = "\n".join(block.text for block in prose)
    for name, pattern in _SPOKEN.items():
        yield f"g:{name}{min(len(pattern.findall(text)), _OFTEN)}"
    if len(prose) < len(document.blocks) / 2:
        yield "cells"


def _latest(document: Document, calendar: Calendar) -> int:
    """The last month of which the text tells what was done, counted from year 0; 0 for none."""
    plain = calendar.opened(Period.year(calendar.year))
    told = [
        mention.period.last_month
        for block in document.blocks
        if block.kind != "cell"
        for mention in plain.mentions(block.text)
        if mention.role != "against" and mention.period.months < 12 and not planned(mention, block)
        if not block.text.startswith("初", mention.end)  # when it was written: 12月初,记者走进…
    ]
    return max(told, default=0)


def running(document: Document, paper: Calendar) -> Period | None:
    """The part of a year of which a paper tells, when it tells of nothing behind it.

    What there is "this year" is then what there was at its end.
    """
    told = paper.base
    ends = told.months < 12 and _latest(document, paper) <= told.last_month
    return told if ends else None


def _order(period: Period, latest: int) -> str:
    """Whether a time ends with the latest told, behind it or before."""
    if not latest:
        return "none"
    behind = period.last_month - latest
    return "with" if not behind else "behind" if behind > 0 else "before"


def _shape(period: Period) -> str:
    """How long it is, and whether it begins with the year."""
    if period.months > 12:
        return "years"
    length = period.months if period.months in (1, 3, 6, 12) else "n"
    return f"{length}{'' if period.first_month % 12 else 'j'}"
