"""The thread of a text: what the amounts before were about, and what is carried on from them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Topic
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.wording import (
    GENERIC,
    LEVEL_AGAIN,
    against,
    behind,
    is_growth,
    size,
    strip_periods,
)

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.evidence import Evidence

_PAIRED = re.compile(r"(?:多|余)?(?:个|项)?(?:[^,;。□、]{0,4}项目)?[、,/和(]?(?:总?投资)?")
"""Between two amounts of which the second tells how much: 18个、134.9亿元."""


@dataclass
class Thread:
    """What the text has just been about."""

    said: Said | None = None
    topic: str = ""
    group: list[str] = field(default_factory=list)
    linked: bool = False
    """Whether the amount before states a figure."""
    last: str = ""
    """The topic told last in the paragraph, though the amount before may have none."""
    told: frozenset[str] = frozenset()
    """The topics told in the last sentences of the paragraph."""
    stated: frozenset[tuple[str, Period | None]] = frozenset()
    """The figures that the sentence has stated."""

    def follows(self, said: Said) -> bool:
        """Whether the amount before stands in the same sentence."""
        return self.said is not None and self.said.sentence is said.sentence

    def beside(self, said: Said) -> bool:
        """Whether the amount before stands in the same paragraph."""
        return self.said is not None and self.said.block is said.block


def paired(evidence: "Evidence", said: Said) -> bool:
    """Whether it stands right behind an amount of another unit: 18个、134.9亿元."""
    before = evidence.thread.said
    other = before is not None and before.quantity.unit != said.quantity.unit
    return other and evidence.thread.follows(said) and bool(_PAIRED.fullmatch(said.left))


def carried(evidence: "Evidence", topic: Topic, said: Said) -> Iterator[str]:
    """What the amount before was about, with what is new since."""
    thread = evidence.thread
    before = thread.said
    if before is None or not thread.last or not thread.beside(said):
        return
    where = "carry" if thread.topic else "back"
    stretch = behind(said)
    if not thread.follows(said):
        tail = before.sentence.template[before.sentence.slots[-1] + 1 :]
        if before.index != len(before.sentence.quantities) - 1 or said.index:
            return
        where = "over" if thread.topic else "overback"
        stretch = re.split(r"[,、]", tail)[-1] + said.left
    level = bool(LEVEL_AGAIN.search(stretch))
    if topic.code != thread.last and not level:
        return
    if _goes_on(evidence, level) is not topic:
        return
    if _left(evidence, topic, stretch, said):
        yield f"{where}_left"
        return
    kinds = {each.kind for each in evidence.vocabulary.of_topic[topic.code]}
    growth = said.quantity.unit in ("%", "倍") and "share" not in kinds
    dated = strip_periods(stretch) != stretch or level or re.search(words.OURS, stretch)
    again = "dated" if dated and "、" not in stretch else "bare"
    grown = "grown" if is_growth(said) else "rate"
    manner = grown if growth else again
    yield f"{where}_{manner}:{size(evidence.rest(GENERIC.sub('', stretch)))}"
    yield from against(topic, "", said.left, said.right)


def _left(evidence: "Evidence", topic: Topic, stretch: str, said: Said) -> bool:
    """Whether the stretch names another topic, even by a short name."""
    for other in evidence.vocabulary.topics:
        if other is topic or not evidence.fits(other, said):
            continue
        known = topic.code in other.after and other.follow_names
        if (known and (found := known.search(stretch)) and len(found[0]) > 1) or (
            other.names and other.names.search(stretch)
        ):
            return True
    return False


def _goes_on(evidence: "Evidence", level: bool) -> Topic | None:
    """The topic told last; behind a difference (净增447户) a level is of what differs."""
    topic = next(t for t in evidence.vocabulary.topics if t.code == evidence.thread.last)
    change = any(each.change for each in evidence.vocabulary.of_topic[topic.code])
    whole = [t for t in evidence.vocabulary.topics if t.code in topic.after]
    return whole[0] if level and change and whole else topic
