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
from jingkai.kernel.reports.checking.wording import (
    BRACKETS,
    GENERIC,
    JOINED,
    LEADING,
    LEVEL_AGAIN,
    MODIFIER_FREE,
    RESPECTIVE,
    STARTED_FROM,
    behind,
    clause_end,
    clause_of,
    is_difference,
    is_growth,
    modified,
    other_base,
    strip_periods,
)


@dataclass
class _Thread:
    """What the text has just been about."""

    said: Said | None = None
    topic: str = ""
    group: list[str] = field(default_factory=list)


def link(said: list[Said], vocabulary: Vocabulary) -> list[tuple[str, Candidate | None]]:
    """For each amount what it is about (a topic's code or "") and the figure that it states."""
    return list(_Linker(vocabulary).run(said))


class _Linker:
    """One pass over a document's amounts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.thread = _Thread()

    def run(self, said: list[Said]) -> Iterator[tuple[str, Candidate | None]]:
        for each in said:
            topic = self._topic(each)
            same = self._follows(each)
            group = self.thread.group if same else []
            code = topic.code if topic else self._kept(each)
            self.thread = _Thread(each, code, [*group, code])
            yield (topic.code, self._candidate(each, topic)) if topic else ("", None)

    def _follows(self, said: Said) -> bool:
        before = self.thread.said
        return before is not None and before.sentence is said.sentence

    def _kept(self, said: Said) -> str:
        """The topic goes on behind an amount that names nothing new: 完成年度目标的39.7%."""
        if said.block.kind == "cell" or RESPECTIVE.search(said.left) or self._in_group(said):
            return ""
        if subject := self._subject(said.left, said):
            return subject.code
        before = self.thread.said
        if before is None or before.block is not said.block or not self._follows(said):
            return ""
        return "" if self._rest(behind(said), said) else self.thread.topic

    def _subject(self, stretch: str, said: Said) -> Topic | None:
        """What a stretch is about when it names one topic and nothing else."""
        found = self._topics_in(stretch)
        if not found or not found[0].names or self._blocked(found[0], stretch):
            return None
        match = found[0].names.search(stretch)
        assert match is not None
        if stretch[: match.start()].endswith("占"):
            return None
        rest = stretch[: match.start()] + stretch[match.end() :]
        return None if self._rest(rest, said) else found[0]

    def _led(self, said: Said) -> Topic | None:
        """A clause of empty words in a sentence led by a topic: 新材料产业…,产值增长□."""
        clauses = re.split(r"[,:]", said.left)
        if len(clauses) < 2 or self._rest(GENERIC.sub("", clauses[-1]), said):
            return None
        for clause in clauses[:-1]:
            head = LEADING.sub("", strip_periods(clause))
            for topic in self._topics_in(head):
                found = topic.names.match(head) if topic.names else None
                blocked = self._blocked(topic, said.left[-60:] + said.right[:8])
                if found and self._fits(topic, said) and not blocked:
                    return topic
        return None

    # which topic

    def _topic(self, said: Said) -> Topic | None:
        if said.block.kind == "cell":
            return self._of_cell(said)
        if RESPECTIVE.search(said.left) or self._in_group(said):
            return self._shared_out(said)
        return (
            self._named(said)
            or self._patterned(said)
            or self._following(said)
            or self._carried(said)
            or self._led(said)
            or self._headed(said)
        )

    def _fits(self, topic: Topic, said: Said) -> bool:
        """Whether any figure of the topic can be printed in this unit, or it is a level aside."""
        unit = said.quantity.unit
        of_topic = self.vocabulary.of_topic[topic.code]
        if unit in ("%", "倍") and not any(each.kind == "share" for each in of_topic):
            return any(each.kind == "growth" for each in of_topic) and is_growth(said)
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
                if self._fits(topic, said) and better:
                    best = (*place, topic)
        if best is None:
            return None
        end, start, topic = best
        between, clause = left[end:], clause_of(left[:start])
        if self._rest(between, said) or modified(clause) or self._of_another(topic, said):
            return None
        return None if self._blocked(topic, clause[-8:] + left[start:] + said.right[:8]) else topic

    def _of_another(self, topic: Topic, said: Said) -> bool:
        """Whether it is the rate of projects of a size: □以上项目84个,已开工71个,开工率□."""
        share = any(each.kind == "share" for each in self.vocabulary.of_topic[topic.code])
        loose = share and not self.thread.topic and said.left.startswith(",")
        return loose and bool(re.search(r"□的?项目□", said.sentence.before(said.index)))

    def _rest(self, between: str, said: Said) -> str:
        """What stands between a name and an amount beside periods and empty words."""
        plain = BRACKETS.sub("", between)
        for topic in self.vocabulary.topics:
            for candidate in self.vocabulary.of_topic[topic.code]:
                if candidate.needs:
                    plain = candidate.needs.sub("", plain)
        return words.residue(words.NEUTRAL.sub("", strip_periods(plain)))

    def _following(self, said: Said) -> Topic | None:
        """A short name that is clear behind another figure: 签约项目16个,总投资131.6亿元."""
        before = self.thread.said
        told = {topic.code for topic in self._topics_in(said.above)}
        if before is not None and before.block is said.block:
            told |= {*(self.thread.group if self._follows(said) else ()), self.thread.topic}
        for topic in self.vocabulary.topics:
            if not told & {*topic.after} or not self._fits(topic, said):
                continue
            if said.part and not any(each.part for each in self.vocabulary.of_topic[topic.code]):
                continue
            blocked = self._blocked(topic, said.left + said.right[:8])
            if not blocked and (
                self._shortly(topic, said) or self._around(topic.follow_patterns, said)
            ):
                return topic
        return None

    def _shortly(self, topic: Topic, said: Said) -> bool:
        """Whether nothing but one of the topic's short names leads to the amount."""
        left = strip_periods(behind(said) if self.thread.topic else said.left)
        for found in topic.follow_names.finditer(left) if topic.follow_names else ():
            if found[0] and not self._rest(left[: found.start()] + left[found.end() :], said):
                return True
        return False

    @staticmethod
    def _around(patterns: tuple[re.Pattern[str], ...], said: Said) -> re.Match[str] | None:
        """A pattern that holds around this very amount."""
        template, slot = said.sentence.template, said.sentence.slots[said.index]
        for pattern in patterns:
            for found in pattern.finditer(template):
                if found.start("amount") == slot:
                    return found
        return None

    def _patterned(self, said: Said) -> Topic | None:
        """A pattern of a domain that holds around this very amount."""
        template = said.sentence.template
        for topic in self.vocabulary.topics:
            found = self._around(topic.patterns, said) if self._fits(topic, said) else None
            if found is None:
                continue
            clause = clause_of(template[: found.start()])
            tail = clause_end(template[found.end() : found.end() + 6])
            if not self._blocked(topic, clause[-8:] + found[0] + tail) and not modified(clause):
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
            stretch = re.split(r"[,、]", tail)[-1] + said.left
        else:
            stretch = behind(said)
        if self._rest(GENERIC.sub("", stretch), said):
            return None
        topic = self._goes_on(bool(LEVEL_AGAIN.search(stretch)))
        growth = said.quantity.unit in ("%", "倍") and is_growth(said)
        dated = strip_periods(stretch) != stretch or bool(
            LEVEL_AGAIN.search(stretch) or re.search(words.OURS, stretch)
        )
        share = any(each.kind == "share" for each in self.vocabulary.of_topic[topic.code])
        level = said.quantity.unit not in ("%", "倍", "百分点") or (share and not growth)
        again = level and "、" not in stretch and dated
        if not (growth or again):
            return None
        return topic if self._fits(topic, said) and not self._blocked(topic, said.left) else None

    def _goes_on(self, level: bool) -> Topic:
        """The topic told last; behind a difference (净增447户) a level is of what differs."""
        topic = _topic_of(self.vocabulary, self.thread.topic)
        change = any(each.change for each in self.vocabulary.of_topic[topic.code])
        whole = [t for t in self.vocabulary.topics if t.code in topic.after]
        return whole[0] if level and change and whole else topic

    def _headed(self, said: Said) -> Topic | None:
        """The section's heading, for the first amount of a paragraph that names nothing itself."""
        if self._rest(GENERIC.sub("", said.sentence.before(said.index)), said):
            return None
        for heading in (said.sentence.lead, said.heading if said.first else ""):
            found = [t for t in self.vocabulary.topics if t.names and t.names.search(heading)]
            if len(found) == 1 and not self._blocked(found[0], heading):
                return found[0] if self._fits(found[0], said) else None
        return None

    # names shared out over amounts

    def _in_group(self, said: Said) -> bool:
        """Whether an amount joins those before it: 分别增长□和□."""
        if not said.index or not JOINED.fullmatch(said.left):
            return False
        head = said.index
        while head and JOINED.fullmatch(said.sentence.left(head)):
            head -= 1
        return bool(RESPECTIVE.search(said.sentence.left(head)))

    def _shared_out(self, said: Said) -> Topic | None:
        sentence, head = said.sentence, said.index
        while head and JOINED.fullmatch(sentence.left(head)):
            head -= 1
        last = head
        while last + 1 < len(sentence.slots) and JOINED.fullmatch(sentence.left(last + 1)):
            last += 1
        left = sentence.left(head)
        named = RESPECTIVE.split(left)[0]
        items = JOINED.split(clause_of(BRACKETS.sub("", named)))
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
                return None if rest and not MODIFIER_FREE.fullmatch(rest) else topic
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
        named = {
            topic.code for topic in self._topics_in(f"{block.row} {block.column} {said.above}")
        }
        for topic in self.vocabulary.topics:
            for own in (block.column, block.row):
                names = topic.follow_names
                short = names.fullmatch(without_unit(own)) if names else None
                if short and named & {*topic.after} and self._fits(topic, said):
                    return topic
        if not self._rest(without_unit(block.row), said) and not self._rest(
            without_unit(block.column), said
        ):
            return self._of_caption(said)
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

    def _of_caption(self, said: Said) -> Topic | None:
        """A total in a table about one topic: 合计 under 实有户数."""
        for heading in (said.block.caption, said.heading):
            found = [topic for topic in self._topics_in(heading) if self._fits(topic, said)]
            if found:
                return found[0] if len(found) == 1 else None
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
        clause = clause_of(said.sentence.before(said.index))
        text = (
            f"{clause} {said.left} {said.right} {said.heading if said.block.kind == 'cell' else ''}"
        )
        if re.search(words.ON_MONTH, said.left) or said.quantity.unit == "百分点":
            return None
        growth = said.quantity.unit in ("%", "倍") and is_growth(said)
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
        if not names or not names.search(part):
            return False
        return is_growth(said) or not names.search(whole)

    def _holds(self, candidate: Candidate, said: Said, text: str) -> bool:
        if said.quantity.weak and not candidate.one:
            return False
        if STARTED_FROM.search(said.left):
            return False
        if candidate.needs and not candidate.needs.search(text):
            return False
        if candidate.never and candidate.never.search(text):
            return False
        if candidate.kind == "growth" and other_base(said):
            return False
        if candidate.kind not in ("growth", "share"):
            differs = said.block.kind != "cell" and is_difference(said)
            if differs and not candidate.change:
                return False
        if said.part and not candidate.part and not self._named_as_part(candidate.topic, said):
            return False
        from_january = said.until or said.period is None or said.period.first_month % 12 == 0
        return from_january or not candidate.cumulative


def _topic_of(vocabulary: Vocabulary, code: str) -> Topic:
    return next(topic for topic in vocabulary.topics if topic.code == code)
