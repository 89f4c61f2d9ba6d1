"""What the check finds in a document: every amount, and the figure it states, before judging."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import Candidate, Vocabulary
from jingkai.kernel.reports.checking.context import Said, contexts
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.linking import Link, link
from jingkai.kernel.reports.checking.needed import ruled
from jingkai.kernel.reports.checking.own_times import own_times
from jingkai.kernel.reports.checking.paper_time import running
from jingkai.kernel.reports.checking.ranking import Ranker, learned_times
from jingkai.kernel.reports.checking.timing import Timed, Timer

LEAST = 0.03
"""How likely a figure at a time must be by the words to be held against the records at all."""


class Choice(NamedTuple):
    """A figure at a time that an amount may state, and how likely that is by the words alone."""

    candidate: Candidate
    period: Period
    odds: float


@dataclass(frozen=True)
class Found:
    """An amount in the original text, in base units, with its period and its figure."""

    said: Said
    start: int
    end: int
    text: str
    period: Period | None
    candidate: Candidate | None
    topic: str = ""
    """What it is about, even when it is a target, another area's, or a part."""
    signs: tuple[str, ...] = ()
    """What spoke most for the link."""
    untimed: Candidate | None = None
    """The figure that it states, when its time isn't certain; such an amount has no link."""
    certainty: float = 0.0
    """How certain the link and its time are by the words alone."""
    choices: tuple[Choice, ...] = ()
    """All that it may state, for whoever knows the records."""

    @property
    def value(self) -> Decimal | None:
        return self.said.quantity.value

    @property
    def unit(self) -> str:
        return self.said.quantity.unit

    @property
    def qualifier(self) -> str:
        return self.said.quantity.qualifier


def find(
    document: Document,
    vocabulary: Vocabulary,
    *,
    year: int,
    names: tuple[str, ...] = (),
    ranker: Ranker | None = None,
    period: Period | None = None,
) -> list[Found]:
    """Every amount of the document in order of appearance, linked where that is sure.

    `year` is the year that 今年 and a bare month mean; `names` are what the zone calls itself;
    `ranker` chooses the links when not the learned one; `period` is what the document as a whole
    tells of, when that is known.
    """
    said = list(contexts(document, year, names, ranker and ranker.papers, period))
    links = link(said, vocabulary, ranker)
    given = period is not None
    own = ranker and (ranker.given if given else ranker.times)
    times = _times(document, said, links, own or learned_times(given=given))
    found = [
        _found(document, each, made, *timed)
        for each, made, timed in zip(said, links, times, strict=True)
        if made.candidate is not None or not each.quantity.weak
    ]
    return sorted(found, key=lambda each: each.start)


def _times(
    document: Document, said: list[Said], links: list[Link], ranker: Ranker
) -> Iterator[tuple[Timed, tuple[Choice, ...], bool]]:
    """The time of each amount, how certain a link with it is, and all that it may be.

    One without a link is of the time by rule.
    """
    if not said:
        return
    paper = said[0].calendar.paper
    timer = Timer(own_times(document, paper), ranker, running(document, paper))
    for each, made in zip(said, links, strict=True):
        choices = tuple(_choices(timer, each, made))
        if made.candidate is None:
            yield Timed(ruled(each, None), 0.0), choices, True
        else:
            period, certainty = timer.of(each, made.candidate)
            certainty *= made.certainty
            yield Timed(period, certainty), choices, certainty >= ranker.threshold


def _choices(timer: Timer, said: Said, made: Link) -> Iterator[Choice]:
    for candidate, odds in made.rivals:
        if odds < LEAST:
            continue
        for period, certainty in timer.weighed(said, candidate):
            if period is not None and odds * certainty >= LEAST:
                yield Choice(candidate, period, odds * certainty)


def _found(
    document: Document,
    said: Said,
    made: Link,
    timed: Timed,
    choices: tuple[Choice, ...],
    certain: bool,
) -> Found:
    quantity = said.quantity
    start, end = said.block.clean.span(quantity.start, quantity.end)
    return Found(
        said, start, end, document.text[start:end], timed.period,
        made.candidate if certain else None, made.topic, made.signs,
        None if certain else made.candidate, timed.certainty, choices,
    )  # fmt: skip
