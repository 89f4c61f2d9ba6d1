"""Learn the weights by which the number check chooses the time of a paper as a whole.

Called by `benchmarks.train_links`, from whose texts it learns. The right time of a paper is the one
of those offered that most of its marked amounts are of. The texts that links and times are learned
from get a time chosen by what the *other* groups of texts taught, as an unknown paper does.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import softmax

SHRINK, STEPS, RARE = 0.4, 60, 3
"""How strongly weights are pulled to nothing; papers that must bear a sign."""
LEAST = 3
"""Amounts with a time without which a paper teaches nothing."""
PARTS = 6
"""Into which the groups are divided."""
ENDS = 0.6
"""What an amount of a month counts for a longer time that ends with it: 6月底 in a half-year's."""


@dataclass(frozen=True)
class Paper:
    """A text with its truths: for each quantity the figure and the time told."""

    group: str
    name: str
    document: Any
    year: int
    truths: Sequence[Any]
    codes: frozenset[str] | None = None


def learned(papers: Sequence[Paper], worth: Callable[[str], float]) -> Any:
    """The weights that these papers teach."""
    from jingkai.kernel.reports.checking.ranking import Ranker

    examples = list(_examples(papers, worth))
    seen = Counter(sign for choices, _right, _worth in examples for sign in {*sum(choices, ())})
    common = [
        ([tuple(s for s in signs if seen[s] >= RARE) for signs in choices], right, worth)
        for choices, right, worth in examples
    ]
    return Ranker(softmax.learned(common, {}, lambda _sign: SHRINK, STEPS), 0.0)


def about(paper: Paper) -> Any:
    """The time that most of a paper's amounts are of, as its author would say; or none."""
    times = [period_of(t.period) for t in paper.truths if t.indicator and t.period]
    if len(times) < LEAST:
        return None
    may = sorted({*times, *(time.year_to_date() for time in times)}, key=lambda p: p.first_month)
    return max(may, key=lambda period: (sum(_fit(t, period) for t in times), period.months))


def by_others(papers: Sequence[Paper], worth: Callable[[str], float]) -> dict[str, Any]:
    """For each group the weights that papers of the other parts teach."""
    groups = sorted({paper.group for paper in papers})
    made: dict[str, Any] = {}
    for part in range(PARTS):
        mine = groups[part::PARTS]
        others = learned([paper for paper in papers if paper.group not in mine], worth)
        made |= dict.fromkeys(mine, others)
    return made


def _examples(papers: Sequence[Paper], worth: Callable[[str], float]) -> Iterator[Any]:
    from jingkai.kernel.reports.checking.context import calendar_of
    from jingkai.kernel.reports.checking.paper_time import paper_signs

    for paper in papers:
        times = [period_of(t.period) for t in paper.truths if t.indicator and t.period]
        if len(times) < LEAST:
            continue
        if paper not in _SIGNS:
            _SIGNS[paper] = paper_signs(paper.document, calendar_of(paper.document, paper.year))
        offered = _SIGNS[paper]
        fits = [sum(_fit(time, period) for time in times) for period in offered]
        if max(fits) > 0:
            best = max(range(len(fits)), key=lambda n: (fits[n], list(offered)[n].months))
            yield list(offered.values()), best, worth(paper.group)


_SIGNS: dict[Paper, Any] = {}
"""Signs of papers, which don't hang on what is learned."""


def _fit(time: Any, period: Any) -> float:
    if time == period:
        return 1.0
    return ENDS if time.months == 1 and time.last_month == period.last_month else 0.0


def period_of(time: str) -> Any:
    from jingkai.kernel.indicators.period import Period

    first, dots, last = time.partition("..")
    if dots and len(first) == len(last) == 4:
        return Period.between(int(first), 1, int(last), 12)
    return Period.parse(time)
