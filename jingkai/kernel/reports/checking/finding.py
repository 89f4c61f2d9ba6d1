"""What the check finds in a document: every amount, and the figure it states, before judging."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import Candidate, Vocabulary
from jingkai.kernel.reports.checking.context import Said, contexts
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.linking import Link, link
from jingkai.kernel.reports.checking.needed import ruled
from jingkai.kernel.reports.checking.own_times import own_times
from jingkai.kernel.reports.checking.ranking import Ranker, learned_times
from jingkai.kernel.reports.checking.timing import Timer


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
) -> list[Found]:
    """Every amount of the document in order of appearance, linked where that is sure.

    `year` is the year that 今年 and a bare month mean; `names` are what the zone calls itself;
    `ranker` chooses the links when not the learned one.
    """
    said = list(contexts(document, year, names, ranker and ranker.papers))
    links = link(said, vocabulary, ranker)
    times = _times(document, said, links, (ranker and ranker.times) or learned_times())
    found = [
        _found(document, each, made, *timed)
        for each, made, timed in zip(said, links, times, strict=True)
        if made.candidate is not None or not each.quantity.weak
    ]
    return sorted(found, key=lambda each: each.start)


def _times(
    document: Document, said: list[Said], links: list[Link], ranker: Ranker
) -> Iterator[tuple[Period | None, bool]]:
    """The time of each amount and whether a link with it is certain; unlinked ones by rule."""
    if not said:
        return
    timer = Timer(own_times(document, said[0].calendar.paper), ranker)
    for each, made in zip(said, links, strict=True):
        if made.candidate is None:
            yield ruled(each, None), True
        else:
            timed = timer.of(each, made.candidate)
            yield timed.period, made.certainty * timed.certainty >= ranker.threshold


def _found(
    document: Document, said: Said, made: Link, period: Period | None, certain: bool
) -> Found:
    quantity = said.quantity
    start, end = said.block.clean.span(quantity.start, quantity.end)
    return Found(
        said, start, end, document.text[start:end], period,
        made.candidate if certain else None, made.topic, made.signs,
        None if certain else made.candidate,
    )  # fmt: skip
