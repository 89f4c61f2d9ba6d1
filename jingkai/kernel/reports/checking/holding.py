"""A report held against the records: its amounts, what each states, and what the records give.

A paper seldom says what it tells of, and its words leave that open in one case of five. Where many
of its numbers don't agree, the other times that it may be of are tried as well, the likeliest
first: the one under which clearly more numbers agree is the paper's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jingkai.kernel.indicators.evaluate import evaluate_asked
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import Vocabulary
from jingkai.kernel.reports.checking.context import calendar_of
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.finding import Found, find
from jingkai.kernel.reports.checking.paper_time import likely_times
from jingkai.kernel.reports.checking.recalling import asked_of, recalled
from jingkai.kernel.reports.checking.settling import Settled, settled

type Figures = Mapping[tuple[str, Period], Figure]

DOUBTFUL, FEW = 0.2, 3
"""The share of what should agree that doesn't, and how many, from which other times are tried."""
MORE, CLEARLY = 2, 0.05
"""How many more numbers, and what share more, must agree under another time."""


@dataclass(frozen=True)
class Held:
    """The amounts, what each states beside the records, and the figures that were asked for."""

    found: list[Found]
    states: list[Settled | None]
    figures: Figures

    def count(self, *outcomes: str) -> int:
        """How many amounts have these outcomes."""
        return sum(each is not None and each.outcome in outcomes for each in self.states)

    @property
    def about(self) -> Period | None:
        """What the paper as a whole was taken to tell of."""
        return self.found[0].said.calendar.paper.base if self.found else None


@dataclass(frozen=True)
class Holding:
    """What is needed to hold a document against the records of a zone."""

    document: Document
    vocabulary: Vocabulary
    year: int
    names: tuple[str, ...]
    seat: Any

    def held(self, period: Period | None) -> Held:
        """The document held against the records; `period` is what it tells of, when known."""
        best = self._under(period)
        if period is not None or not _doubtful(best):
            return best
        for other in self._others(best):
            tried = self._under(other)
            agree = best.count("agrees")
            if tried.count("agrees") >= agree + max(MORE, CLEARLY * agree):
                best = tried
                if not _doubtful(best):
                    break
        return best

    def _under(self, period: Period | None) -> Held:
        found = find(
            self.document, self.vocabulary, year=self.year, names=self.names, period=period
        )
        asked = {
            (each.candidate.code, each.period): None
            for each in found
            if each.candidate and each.period
        }
        asked |= {(c.candidate.code, c.period): None for each in found for c in each.choices}
        asked |= dict.fromkeys(asked_of(found, self.vocabulary))
        figures = evaluate_asked(asked, seat=self.seat) if asked else {}
        values = {pair: figure.value for pair, figure in figures.items()}
        states = recalled(found, settled(found, values), self.vocabulary, values)
        return Held(found, states, figures)

    def _others(self, held: Held) -> Iterator[Period]:
        calendar = calendar_of(self.document, self.year)
        for period in likely_times(self.document, calendar):
            if period != held.about:
                yield period


def _doubtful(held: Held) -> bool:
    """Whether so many numbers don't agree that the paper may be of another time."""
    agree, not_ = held.count("agrees"), held.count("differs", "doubted")
    return not_ >= max(FEW, DOUBTFUL * (agree + not_))
