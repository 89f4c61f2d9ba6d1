"""From a linked amount to the time that it is of, and how certain that is."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import Candidate
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.own_times import Own
from jingkai.kernel.reports.checking.ranking import Ranker
from jingkai.kernel.reports.checking.times import Told, key_of, offers

OPEN = 0.5
"""A choice against the rule that is less certain is none: the time by rule stands."""


class Timed(NamedTuple):
    """The likeliest time and its certainty between 0 and 1."""

    period: Period | None
    certainty: float


class Timer:
    """One pass over a document's linked amounts; the time told last is a sign for the next."""

    def __init__(self, own: Own, ranker: Ranker, running: Period | None = None) -> None:
        self.own, self.ranker, self.told = own, ranker, Told(running=running)

    def run(self, linked: Iterable[tuple[Said, Candidate]]) -> Iterator[Timed]:
        """The time of each amount that states that figure, in order."""
        for said, candidate in linked:
            yield self.of(said, candidate)

    def of(self, said: Said, candidate: Candidate) -> Timed:
        """The time of the next amount."""
        offered = self.weighed(said, candidate)
        chosen = max(offered, key=lambda timed: timed.certainty, default=Timed(None, 0.0))
        if offered and chosen is not offered[0] and chosen.certainty < OPEN:
            chosen = Timed(offered[0].period, OPEN)
        self.go_on(said, candidate, chosen.period)
        return chosen

    def weighed(self, said: Said, candidate: Candidate) -> list[Timed]:
        """All times that the amount may be of, were it that figure; the one by rule comes first."""
        offered = offers(said, candidate, self.own, self.told)
        odds = self.ranker.odds([self.ranker.score(each.signs) for each in offered])
        return [Timed(each.period, odd) for each, odd in zip(offered, odds, strict=True)]

    def go_on(self, said: Said, candidate: Candidate, period: Period | None) -> None:
        """What was told last."""
        if period is not None:
            self.told.said, self.told.period = said, period
            self.told.stated.setdefault((candidate.code, *key_of(period, candidate)), said)
