"""What the check finds in a document: every amount, and the figure it states, before judging."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Candidate, Vocabulary
from jingkai.kernel.reports.checking.context import Said, contexts
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.linking import Link, link
from jingkai.kernel.reports.checking.ranking import Ranker


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
    said = list(contexts(document, year, names))
    found = [
        _found(document, each, made)
        for each, made in zip(said, link(said, vocabulary, ranker), strict=True)
        if made.candidate is not None or not each.quantity.weak
    ]
    return sorted(found, key=lambda each: each.start)


def _found(document: Document, said: Said, made: Link) -> Found:
    quantity = said.quantity
    start, end = said.block.clean.span(quantity.start, quantity.end)
    return Found(
        said,
        start,
        end,
        document.text[start:end],
        period_of(said, made.candidate),
        made.candidate,
        made.topic,
        made.signs,
    )


def period_of(said: Said, candidate: Candidate | None) -> Period | None:
    """The period as the figure needs it: 截至10月底 is a stock of October, a flow until it."""
    period = said.period
    if candidate is not None and candidate.nature == "stock" and period is not None:
        if period.months > 12 and period.months % 12 == 0:
            return Period.year(period.last_month // 12)
    if period is not None and period.months == 1 and candidate is not None and so_far(said):
        return period.year_to_date() if candidate.nature == "flow" else period
    if period is None or not said.until or period.months > 1:
        return period
    if candidate is not None:
        stock = candidate.nature == "stock" and not _summed(said)
        return period if stock else period.year_to_date()
    return period.year_to_date() if _summed(said) else period


def so_far(said: Said) -> bool:
    """Whether a month stands for the time from January on: 4月份累计增速, a column 累计同比."""
    if said.block.kind == "cell":
        return "累计" in said.block.column
    return bool(re.search(r"累计(?:增速|增长|降幅|增幅|下降|同比)[^,;。□]*$", said.left))


def _summed(said: Said) -> bool:
    """Whether it is told among what was done so far: 截至9月底,共开展活动126场,跟踪线索231条."""
    before = said.sentence.before(said.index)
    ends = [m.start for m in said.sentence.mentions if m.until and m.end <= len(before)]
    held = said.quantity.unit == "户"
    return not held and bool(words.SUMMED.search(before, ends[-1] if ends else 0))
