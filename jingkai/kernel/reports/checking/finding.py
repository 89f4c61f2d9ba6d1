"""What the check finds in a document: every amount, and the figure it states, before judging."""

from dataclasses import dataclass
from decimal import Decimal

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Candidate, Vocabulary
from jingkai.kernel.reports.checking.context import Said, contexts
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.linking import link


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
    document: Document, vocabulary: Vocabulary, *, year: int, names: tuple[str, ...] = ()
) -> list[Found]:
    """Every amount of the document in order of appearance, linked where that is sure.

    `year` is the year that 今年 and a bare month mean; `names` are what the zone calls itself.
    """
    said = list(contexts(document, year, names))
    found = [
        _found(document, each, topic, candidate)
        for each, (topic, candidate) in zip(said, link(said, vocabulary), strict=True)
        if candidate is not None or not each.quantity.weak
    ]
    return sorted(found, key=lambda each: each.start)


def _found(document: Document, said: Said, topic: str, candidate: Candidate | None) -> Found:
    quantity = said.quantity
    start, end = said.block.clean.span(quantity.start, quantity.end)
    return Found(
        said,
        start,
        end,
        document.text[start:end],
        period_of(said, candidate),
        candidate,
        topic,
    )


def period_of(said: Said, candidate: Candidate | None) -> Period | None:
    """The period as the figure needs it: 截至10月底 is a stock of October, a flow until it."""
    period = said.period
    if period is None or not said.until or period.months > 1:
        return period
    if candidate is not None:
        stock = candidate.nature == "stock" and not _summed(said)
        return period if stock else period.year_to_date()
    return period.year_to_date() if _summed(said) else period


def _summed(said: Said) -> bool:
    """Whether it is told among what was done so far: 截至9月底,共开展活动126场,跟踪线索231条."""
    held = said.quantity.unit == "户"
    return not held and bool(words.SUMMED.search(said.sentence.before(said.index)))
