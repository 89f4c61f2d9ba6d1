"""From an amount to the figure of the catalogue that it states. No link is better than a wrong one.

In this order: the name stands before it with nothing but empty words between; a pattern of the
domain holds around it; the amount before it was about the same ("36.7亿元,同比增长26.1%"); several
names are shared out (分别); the heading of the section names it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Candidate, Topic, Vocabulary
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.headings import without_unit
from jingkai.kernel.reports.checking.periods import Calendar

_GROWS = re.compile(rf"{words.GROWTH}(?:了|约|达到?|为|速度|幅度|是|分别|各|均|率|将近|近|超|[^,;。□]{{0,4}}[为达])*$")
_GROWS_BEHIND = re.compile(r"^的?(?:高位|高速|较快|同比|年均|平均)?(?:增长|增速|增幅|速度)")
_DIFFERS = re.compile(rf"{words.CHANGE}(?:了|约|近|超|出)?$")
_REACHED = re.compile(r"(?:到|至|为|达|达到)$")
_RESPECTIVE = re.compile(r"(?:分别|依次)")
_JOINED = re.compile(r"[、和及与]|以及")
_BRACKETS = re.compile(r"\([^()□]*\)")


@dataclass
class _Thread:
    """What the text has just been about."""

    said: Said | None = None
    topic: str = ""
    group: list[str] = field(default_factory=list)


def link(said: list[Said], vocabulary: Vocabulary) -> list[Candidate | None]:
    """For each amount the figure that it states, or None."""
    return list(_Linker(vocabulary).run(said))


class _Linker:
    """One pass over a document's amounts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.thread = _Thread()

    def run(self, said: list[Said]) -> Iterator[Candidate | None]:
        for each in said:
            topic = self._topic(each)
            same = self._follows(each)
            group = self.thread.group if same else []
            self.thread = _Thread(each, topic.code if topic else "", [*group, topic.code if topic else ""])
            yield self._candidate(each, topic) if topic else None

    def _follows(self, said: Said) -> bool:
        before = self.thread.said
        return before is not None and before.sentence is said.sentence

    # which topic

    def _topic(self, said: Said) -> Topic | None:
        if said.block.kind == "cell":
            return self._of_cell(said)
        if _RESPECTIVE.search(said.left) or self._in_group(said):
            return self._shared_out(said)
        return self._named(said) or self._patterned(said) or self._carried(said) or self._headed(said)

    def _fits(self, topic: Topic, said: Said) -> bool:
        """Whether any figure of the topic can be printed in this unit, or it is a level aside."""
        unit = said.quantity.unit
        of_topic = self.vocabulary.of_topic[topic.code]
        if any(each.takes(unit) for each in of_topic):
            return True
        return unit in ("元", "百分点", "%") and any(each.kind == "growth" for each in of_topic)

    def _blocked(self, topic: Topic, stretch: str) -> bool:
        return bool(topic.never and topic.never.search(stretch))

    def _named(self, said: Said) -> Topic | None:
        """The last name before the amount, when only empty words stand between."""
        left = said.left
        best: tuple[int, int, Topic] | None = None
        for topic in self.vocabulary.topics:
            for found in topic.names.finditer(left) if topic.names else ():
                place = (found.end(), found.start())
                better = best is None or (place[0], -place[1]) > (best[0], -best[1])
                if self._fits(topic, said) and self._after(topic, said) and better:
                    best = (*place, topic)
        if best is None:
            return None
        end, start, topic = best
        between, clause = left[end:], _clause(left[:start])
        if self._rest(between, said) or _modified(clause):
            return None
        return None if self._blocked(topic, clause + left[start:] + said.right[:8]) else topic

    def _rest(self, between: str, said: Said) -> str:
        """What stands between a name and an amount beside periods and empty words."""
        plain = _BRACKETS.sub("", between)
        for topic in self.vocabulary.topics:
            for candidate in self.vocabulary.of_topic[topic.code]:
                if candidate.needs:
                    plain = candidate.needs.sub("", plain)
        return words.residue(_without_periods(plain))

    def _after(self, topic: Topic, said: Said) -> bool:
        return not topic.after or (self._near() and self.thread.topic in topic.after)

    def _near(self) -> bool:
        return self.thread.said is not None

    def _patterned(self, said: Said) -> Topic | None:
        """A pattern of a domain that holds around this very amount."""
        template, slot = said.sentence.template, said.sentence.slots[said.index]
        for topic in self.vocabulary.topics:
            if not self._fits(topic, said) or not self._after(topic, said):
                continue
            for pattern in topic.patterns:
                for found in pattern.finditer(template):
                    if found.start("amount") != slot:
                        continue
                    clause = _clause(template[: found.start()])
                    stretch = clause + found[0] + _clause_end(template[found.end() : found.end() + 6])
                    if not self._blocked(topic, stretch) and not _modified(clause):
                        return topic
        return None

    def _carried(self, said: Said) -> Topic | None:
        """What the amount before was about, when nothing new is named since."""
        before = self.thread.said
        if before is None or not self.thread.topic or before.block is not said.block:
            return None
        if not self._follows(said):
            tail = before.sentence.template[before.sentence.slots[-1] + 1 :]
            if before.index != len(before.sentence.quantities) - 1 or said.index:
                return None
            stretch = tail + said.left
        else:
            stretch = said.left
        if self._rest(stretch, said):
            return None
        topic = _topic_of(self.vocabulary, self.thread.topic)
        growth = said.quantity.unit in ("%", "倍") and _is_growth(said)
        again = said.quantity.unit == before.quantity.unit and "、" not in stretch
        if not (growth or again and _without_periods(stretch) != stretch):
            return None
        return topic if self._fits(topic, said) and not self._blocked(topic, said.left) else None

    def _headed(self, said: Said) -> Topic | None:
        """The section's heading, for the first amount of a paragraph that names nothing itself."""
        if not said.first or self._rest(said.sentence.before(said.index), said):
            return None
        found = [t for t in self.vocabulary.topics if t.names and t.names.search(said.heading)]
        if len(found) != 1 or self._blocked(found[0], said.heading):
            return None
        return found[0] if self._fits(found[0], said) else None

    # names shared out over amounts

    def _in_group(self, said: Said) -> bool:
        """Whether an amount joins those before it: 分别增长□和□."""
        if not said.index or not _JOINED.fullmatch(said.left):
            return False
        head = said.index
        while head and _JOINED.fullmatch(said.sentence.left(head)):
            head -= 1
        return bool(_RESPECTIVE.search(said.sentence.left(head)))

    def _shared_out(self, said: Said) -> Topic | None:
        sentence, head = said.sentence, said.index
        while head and _JOINED.fullmatch(sentence.left(head)):
            head -= 1
        last = head
        while last + 1 < len(sentence.slots) and _JOINED.fullmatch(sentence.left(last + 1)):
            last += 1
        left = sentence.left(head)
        named = _RESPECTIVE.split(left)[0]
        items = _JOINED.split(_clause(_BRACKETS.sub("", named)))
        size = last - head + 1
        if len(items) == size and size > 1:
            return self._item(items[said.index - head], said)
        if size > 1 and not self._rest(named, said):
            return self._of_group(said.index - size, said)
        return None

    def _item(self, item: str, said: Said) -> Topic | None:
        for topic in self.vocabulary.topics:
            found = topic.names.search(item) if topic.names else None
            if found and self._fits(topic, said) and not self._blocked(topic, item):
                rest = self._rest(item[: found.start()] + item[found.end() :], said)
                return None if rest and not _MODIFIER_FREE.fullmatch(rest) else topic
        return None

    def _of_group(self, index: int, said: Said) -> Topic | None:
        if not self._follows(said) or not 0 <= index < len(self.thread.group):
            return None
        code = self.thread.group[index]
        return next((t for t in self.vocabulary.topics if t.code == code), None)

    # tables

    def _of_cell(self, said: Said) -> Topic | None:
        """A cell: its row or its column names the topic, and the other names nothing else."""
        block = said.block
        for own, other in ((block.row, block.column), (block.column, block.row)):
            plain = without_unit(own)
            for topic in self._topics_in(plain):
                found = topic.names.search(plain) if topic.names else None
                assert found is not None
                rest = self._rest(plain[: found.start()] + plain[found.end() :], said)
                other_rest = self._rest(without_unit(other), said)
                blocked = self._blocked(topic, f"{own},{other}")
                if not rest and not other_rest and not blocked and self._fits(topic, said):
                    return topic
        return None

    def _topics_in(self, text: str) -> list[Topic]:
        """The topics a heading names, the longest name first."""
        found = [
            (len(match[0]), topic)
            for topic in self.vocabulary.topics
            if topic.names and (match := topic.names.search(text))
        ]
        return [topic for _length, topic in sorted(found, key=lambda pair: -pair[0])]

    # which figure of the topic

    def _candidate(self, said: Said, topic: Topic) -> Candidate | None:
        """The level or the growth of the topic, if the text claims it of the zone."""
        if not (said.ours and said.claimed) or said.quantity.value is None:
            return None
        clause = _clause(said.sentence.before(said.index))
        text = f"{clause} {said.left} {said.right} {said.heading if said.block.kind == 'cell' else ''}"
        if re.search(words.ON_MONTH, said.left) or said.quantity.unit == "百分点":
            return None
        growth = said.quantity.unit in ("%", "倍") and _is_growth(said)
        for each in self.vocabulary.of_topic[topic.code]:
            if growth != (each.kind == "growth") or not each.takes(said.quantity.unit):
                continue
            if self._holds(each, said, text):
                return each
        return None

    def _named_as_part(self, code: str, said: Said) -> bool:
        """Whether the part is a figure with a name of its own: 其中精细化工产业产值."""
        names = _topic_of(self.vocabulary, code).names
        whole, *_rest, part = re.split(words.PART, said.sentence.before(said.index))
        return bool(names and names.search(part) and not names.search(whole))

    def _holds(self, candidate: Candidate, said: Said, text: str) -> bool:
        if candidate.needs and not candidate.needs.search(text):
            return False
        if candidate.never and candidate.never.search(text):
            return False
        if candidate.kind not in ("growth", "share"):
            differs = said.block.kind != "cell" and _difference(said)
            if differs and not candidate.change:
                return False
        if said.part and not candidate.part and not self._named_as_part(candidate.topic, said):
            return False
        single = said.period is not None and said.period.months == 1
        january = single and said.period is not None and said.period.first_month % 12 == 0
        return not (candidate.cumulative and single and not january)


def _topic_of(vocabulary: Vocabulary, code: str) -> Topic:
    return next(topic for topic in vocabulary.topics if topic.code == code)


def _clause(text: str) -> str:
    """The last clause of a stretch."""
    return re.split(r"[,;。:]", text)[-1]


def _clause_end(text: str) -> str:
    """What is left of the clause that a stretch begins in."""
    return re.split(r"[,;。:、□]", text, maxsplit=1)[0]


_MODIFIER = re.compile(rf"{words.PARTIAL}(?:的|类|领域|产业|行业)?$")
_MODIFIER_FREE = re.compile(r"(?:产业|行业|总?产值|项目|指标)+")


def _modified(before: str) -> bool:
    """Whether a word that makes it a part stands right before the name: 工业固定资产投资."""
    return bool(_MODIFIER.search(_without_periods(before)))


def _difference(said: Said) -> bool:
    left = said.left
    return bool(_DIFFERS.search(left)) and not _REACHED.search(left)


def _is_growth(said: Said) -> bool:
    if said.block.kind == "cell":
        return bool(re.search(words.GROWTH, f"{said.block.row} {said.block.column}"))
    return bool(_GROWS.search(said.left) or _GROWS_BEHIND.match(said.right) or _list_of_growth(said))


def _list_of_growth(said: Said) -> bool:
    """Whether an amount joins one that is growth: 增长15.6%、62%."""
    index = said.index
    while index and _JOINED.fullmatch(said.sentence.left(index)):
        index -= 1
        if _GROWS.search(said.sentence.left(index)):
            return True
    return False


_CALENDAR: Calendar | None = None


def _without_periods(text: str) -> str:
    """The stretch without its mentions of time."""
    return strip_periods(text)


def strip_periods(text: str) -> str:
    """A stretch of text without the periods that it names.

    >>> strip_periods("2022年1—10月完成")
    '完成'
    """
    from jingkai.kernel.indicators.period import Period

    calendar = Calendar(2022, Period.year(2022))
    kept, at = [], 0
    for mention in calendar.mentions(text):
        kept.append(text[at : mention.start])
        at = mention.end
    return "".join(kept) + text[at:]
