"""The signs for and against each figure beside an amount, which the linker weighs.

A sign is a short word: `name:0` (a name with nothing but empty words between), `name:3` (a few
unknown characters), `pattern`, `carry:0` (what the amount before was about), `heading`, `never`.
Signs that begin with `c:` say that a figure isn't told here as the zone's own.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Candidate, Topic, Vocabulary
from jingkai.kernel.reports.checking.cells import cell_signs
from jingkai.kernel.reports.checking.claims import claims
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.sentences import SLOT, Sentence
from jingkai.kernel.reports.checking.sharing import respective, shared_out
from jingkai.kernel.reports.checking.wording import (
    BRACKETS,
    GENERIC,
    LEADING,
    LEVEL_AGAIN,
    behind,
    clause_end,
    clause_of,
    is_growth,
    modified,
    size,
    strip_periods,
)

_KINDS = {"growth": "g", "share": "s", "level": "l", "count": "l"}
type Spans = list[tuple[int, int]]


@dataclass
class Thread:
    """What the text has just been about."""

    said: Said | None = None
    topic: str = ""
    group: list[str] = field(default_factory=list)

    def follows(self, said: Said) -> bool:
        """Whether the amount before stands in the same sentence."""
        return self.said is not None and self.said.sentence is said.sentence

    def beside(self, said: Said) -> bool:
        """Whether the amount before stands in the same paragraph."""
        return self.said is not None and self.said.block is said.block


@dataclass
class _Places:
    """Where a sentence names the topics, and which amounts their patterns hold around."""

    sentence: Sentence
    names: dict[str, Spans]
    patterns: dict[str, dict[int, tuple[int, int]]]
    follows: dict[str, dict[int, tuple[int, int]]]


class Evidence:
    """Gathers the signs; `residue` takes the words out of a stretch that name nothing."""

    def __init__(
        self, vocabulary: Vocabulary, residue: Callable[[str], str] = words.residue
    ) -> None:
        self.vocabulary, self.residue = vocabulary, residue
        self.thread = Thread()
        self.needs = [each.needs for each in vocabulary.candidates if each.needs]
        self._rests: dict[str, str] = {}
        self._places: _Places | None = None

    # words

    def rest(self, between: str) -> str:
        """What stands between a name and an amount beside periods and empty words."""
        if (known := self._rests.get(between)) is None:
            plain = BRACKETS.sub("", between)
            for needed in self.needs:
                plain = needed.sub("", plain)
            known = self.residue(words.NEUTRAL.sub("", strip_periods(plain)))
            self._rests[between] = known
        return known

    def fits(self, topic: Topic, said: Said) -> bool:
        """Whether any figure of the topic can be printed in this unit, or it is a level aside."""
        unit = said.quantity.unit
        of_topic = self.vocabulary.of_topic[topic.code]
        grows = any(each.kind == "growth" for each in of_topic)
        if unit in ("%", "倍") and not any(each.kind == "share" for each in of_topic):
            return grows
        return any(each.takes(unit) for each in of_topic) or (unit in ("元", "百分点") and grows)

    def topics_in(self, text: str) -> list[Topic]:
        """The topics a heading names, the longest name first."""
        found = [
            (len(match[0]), topic)
            for topic in self.vocabulary.topics
            if topic.names and (match := topic.names.search(text))
        ]
        return [topic for _length, topic in sorted(found, key=lambda pair: -pair[0])]

    def places(self, sentence: Sentence) -> _Places:
        """Where the sentence names topics; kept until the next sentence."""
        if self._places is None or self._places.sentence is not sentence:
            template = sentence.template
            topics = self.vocabulary.topics
            self._places = _Places(
                sentence,
                {t.code: [f.span() for f in t.names.finditer(template)] if t.names else []
                 for t in topics},
                {t.code: _around(t.patterns, template) for t in topics},
                {t.code: _around(t.follow_patterns, template) for t in topics},
            )  # fmt: skip
        return self._places

    # signs

    def of(self, said: Said) -> dict[str, list[str]]:
        """For each topic that fits the amount, the signs that it is what the amount is about."""
        fitting = [topic for topic in self.vocabulary.topics if self.fits(topic, said)]
        if said.block.kind == "cell":
            return {topic.code: cell_signs(self, topic, said) for topic in fitting}
        shared, apart = None, respective(said)
        if apart:
            group = self.thread.group if self.thread.follows(said) else []
            shared = shared_out(said, self.vocabulary, group, self.rest, self.fits)
        told = self._told(said)
        led, headed = self._led(said), self._headed(said)
        hinted, hint = self._hinted(fitting, said)
        signs = {}
        for topic in fitting:
            made = [*self._named(topic, said), *self._patterned(topic, said)]
            followed = list(self._followed(topic, said, told))
            if not made or followed[:1] and not followed[0].startswith("short"):
                made += followed
            made += [] if apart else self._carried(topic, said)
            if made and hinted is topic and not {"never", "modified", "pattern_never"} & {*made}:
                made.append(hint)
            if not apart and led is topic:
                made.append("led")
            if not apart and headed is topic:
                made.append("heading")
            if apart:
                made = ["shared"] if shared is topic else [f"unshared:{s}" for s in made[:1]]
                made += [hint] if made and hinted is topic else []
            signs[topic.code] = made
        return signs

    def claims(self, said: Said, candidate: Candidate, signs: list[str]) -> list[str] | None:
        """The signs against a figure of a topic; None when it can't be."""
        return claims(self, said, candidate, signs)

    def _named(self, topic: Topic, said: Said) -> Iterator[str]:
        """The last name before the amount: how far, what between, whether another is nearer."""
        places, slot = self.places(said.sentence), said.sentence.slots[said.index]
        template = said.sentence.template
        found = [span for span in places.names[topic.code] if span[1] <= slot]
        if not found:
            yield from self._named_behind(topic, said)
            return
        start, end = found[-1]
        between = template[end:slot]
        if (passed := between.count(SLOT)) and passed > 2:
            return
        if self._beaten(topic, said, start, end):
            yield "beaten"
            return
        clause = clause_of(template[:start].replace(SLOT, ","))
        if topic.blocked(clause[-8:] + template[start:slot] + said.right[:8]):
            yield "never_before" if passed else "never"
        elif modified(clause):
            yield "modified_before" if passed else "modified"
        elif passed:
            yield f"before{passed}:{size(self.rest(behind(said)))}"
        else:
            rest = size(self.rest(between))
            yield f"name,:{rest}" if rest != "0" and re.search(r"[,:]", between) else f"name:{rest}"

    def _named_behind(self, topic: Topic, said: Said) -> Iterator[str]:
        found = topic.names.search(said.right[:14]) if topic.names else None
        if found and not topic.blocked(said.left[-8:] + said.right):
            yield f"behind:{size(self.rest(said.right[: found.start()]))}"

    def _hinted(self, fitting: list[Topic], said: Said) -> tuple[Topic | None, str]:
        """The topic whose words share most with the clause, though none stands there whole."""
        clause = clause_of(said.left)[-20:]
        around = f"{clause} {clause_end(said.right)[:12]}"
        pairs = {around[n : n + 2] for n in range(len(around) - 1)}
        worth = sorted(
            ((sum(self.vocabulary.hints[t.code].get(pair, 0.0) for pair in pairs), -n)
             for n, t in enumerate(fitting)), reverse=True,
        )  # fmt: skip
        if not worth or worth[0][0] < 1:
            return None, ""
        lead = worth[0][0] - (worth[1][0] if len(worth) > 1 else 0.0)
        topic = fitting[-worth[0][1]]
        against = topic.blocked(around) or modified(clause)
        step = min(int(worth[0][0] / 2), 5)
        return topic, f"hint{'_never' if against else ''}:{step}{'+' if lead > 1 else ''}"

    def _beaten(self, topic: Topic, said: Said, start: int, end: int) -> bool:
        """Whether another topic is named nearer, or by a longer name at the same place."""
        slot = said.sentence.slots[said.index]
        for other in self.vocabulary.topics:
            if other is topic or not self.fits(other, said):
                continue
            for begin, stop in self.places(said.sentence).names[other.code]:
                if stop <= slot and (stop > end or (stop == end and begin < start)):
                    return True
        return False

    def _patterned(self, topic: Topic, said: Said) -> Iterator[str]:
        slot, template = said.sentence.slots[said.index], said.sentence.template
        if span := self.places(said.sentence).patterns[topic.code].get(slot):
            clause = clause_of(template[: span[0]])
            tail = clause_end(template[span[1] : span[1] + 6])
            stretch = clause[-8:] + template[span[0] : span[1]] + tail
            against = topic.blocked(stretch) or modified(clause)
            yield "pattern_never" if against else "pattern"

    def _told(self, said: Said) -> set[str]:
        """What has been told just before, in the sentence or in the headings."""
        told = {topic.code for topic in self.topics_in(said.above)}
        if self.thread.beside(said):
            told |= {*(self.thread.group if self.thread.follows(said) else ()), self.thread.topic}
        return told

    def _followed(self, topic: Topic, said: Said, told: set[str]) -> Iterator[str]:
        """A short name that is clear behind another figure: 签约项目16个,总投资131.6亿元."""
        known = "follow" if told & {*topic.after} else "short"
        if said.part and not any(e.part for e in self.vocabulary.of_topic[topic.code]):
            known = "part_" + known
        slot = said.sentence.slots[said.index]
        against = topic.blocked(said.left + said.right[:8])
        if slot in self.places(said.sentence).follows[topic.code]:
            yield f"{known}_never" if against else f"{known}_pattern"
        left = strip_periods(behind(said) if self.thread.topic else said.left)
        best: str | None = None
        for found in topic.follow_names.finditer(left) if topic.follow_names else ():
            rest = size(self.rest(left[: found.start()] + left[found.end() :]))
            if found[0] and (best is None or rest < best):
                best = rest
        if best is not None:
            yield f"{known}_never" if against else f"{known}:{best}"

    def _carried(self, topic: Topic, said: Said) -> Iterator[str]:
        """What the amount before was about, with what is new since."""
        thread = self.thread
        before = thread.said
        if before is None or not thread.topic or not thread.beside(said):
            return
        where = "carry"
        stretch = behind(said)
        if not thread.follows(said):
            tail = before.sentence.template[before.sentence.slots[-1] + 1 :]
            if before.index != len(before.sentence.quantities) - 1 or said.index:
                return
            where, stretch = "over", re.split(r"[,、]", tail)[-1] + said.left
        level = bool(LEVEL_AGAIN.search(stretch))
        if self._goes_on(level) is not topic:
            return
        if self._left(topic, stretch, said):
            yield f"{where}_left"
            return
        growth = said.quantity.unit in ("%", "倍")
        dated = strip_periods(stretch) != stretch or level or re.search(words.OURS, stretch)
        again = "dated" if dated and "、" not in stretch else "bare"
        grown = "grown" if is_growth(said) else "rate"
        manner = grown if growth else again
        against = "_never" if topic.blocked(said.left) else ""
        yield f"{where}_{manner}{against}:{size(self.rest(GENERIC.sub('', stretch)))}"

    def _left(self, topic: Topic, stretch: str, said: Said) -> bool:
        """Whether the stretch names another topic, even by a short name."""
        for other in self.vocabulary.topics:
            if other is topic or not self.fits(other, said):
                continue
            known = topic.code in other.after and other.follow_names
            if (known and (found := known.search(stretch)) and len(found[0]) > 1) or (
                other.names and other.names.search(stretch)
            ):
                return True
        return False

    def _goes_on(self, level: bool) -> Topic | None:
        """The topic told last; behind a difference (净增447户) a level is of what differs."""
        topic = next(t for t in self.vocabulary.topics if t.code == self.thread.topic)
        change = any(each.change for each in self.vocabulary.of_topic[topic.code])
        whole = [t for t in self.vocabulary.topics if t.code in topic.after]
        return whole[0] if level and change and whole else topic

    def _led(self, said: Said) -> Topic | None:
        """A clause of empty words in a sentence led by a topic: 新材料产业…,产值增长□."""
        clauses = re.split(r"[,:]", said.left)
        if len(clauses) < 2 or self.rest(GENERIC.sub("", clauses[-1])):
            return None
        for clause in clauses[:-1]:
            head = LEADING.sub("", strip_periods(clause))
            for topic in self.topics_in(head):
                found = topic.names.match(head) if topic.names else None
                blocked = topic.blocked(said.left[-60:] + said.right[:8])
                if found and self.fits(topic, said) and not blocked:
                    return topic
        return None

    def _headed(self, said: Said) -> Topic | None:
        """The section's heading, for the first amount of a paragraph that names nothing itself."""
        if self.rest(GENERIC.sub("", said.sentence.before(said.index))):
            return None
        for heading in (said.sentence.lead, said.heading if said.first else ""):
            found = [t for t in self.vocabulary.topics if t.names and t.names.search(heading)]
            if len(found) == 1 and not found[0].blocked(heading):
                return found[0] if self.fits(found[0], said) else None
        return None


def _around(patterns: tuple[re.Pattern[str], ...], template: str) -> dict[int, tuple[int, int]]:
    """The amounts that patterns hold around, by their places in the template."""
    found: dict[int, tuple[int, int]] = {}
    for pattern in patterns:
        for match in pattern.finditer(template):
            found.setdefault(match.start("amount"), match.span())
    return found


def kind_of(candidate: Candidate) -> str:
    """One letter for the kind, as signs write it."""
    return _KINDS[candidate.kind]
