"""The signs for and against each figure beside an amount, which the linker weighs.

A sign is a short word: `name:0` (a name with nothing but empty words between), `name:3` (a few
unknown characters), `pattern`, `carry:0` (what the amount before was about), `heading`, `never`.
Signs that begin with `c:` say that a figure isn't told here as the zone's own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jingkai.kernel.reports.checking import leading, words
from jingkai.kernel.reports.checking.affinity import (
    NOTHING,
    Affinity,
    Profiles,
    grams_of,
    home_of,
    learned_profiles,
)
from jingkai.kernel.reports.checking.candidates import Candidate, Topic, Vocabulary
from jingkai.kernel.reports.checking.cells import cell_signs
from jingkai.kernel.reports.checking.claims import claims
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.lexical import surroundings, weakly
from jingkai.kernel.reports.checking.ranking import PLAIN
from jingkai.kernel.reports.checking.sentences import SLOT, Sentence
from jingkai.kernel.reports.checking.sharing import respective, shared_out
from jingkai.kernel.reports.checking.streets import Street
from jingkai.kernel.reports.checking.threads import Thread, carried, paired
from jingkai.kernel.reports.checking.wording import (
    BRACKETS,
    GENERIC,
    against,
    behind,
    clause_end,
    clause_of,
    modified,
    size,
    strip_periods,
)

_KINDS = {"growth": "g", "share": "s", "level": "l", "count": "l"}
_PLACES = re.compile(
    rf"{words.OTHERS}|(?:^|(?<=[,;:、]))[\u4e00-\u9fff]{{2,3}}(?:开发区|经开区|高新区|工业园区?|园区)"
)
"""Places beside whose figures ours stand: whose an amount is, the scope tells."""
_SPEAKING = ("省", "省份", "地市", "地级市", "城市", "市州")
"""Units that say themselves what is counted, when one topic alone is counted so."""
_NEXT = re.compile(r"、|以及|[和与及](?=[\u4e00-\u9fff]{2,12}$)")
"""Behind it the next item of a list begins: 精细化工增长□、新材料增长□."""
_CONTRARY = {"n:mid", "n:pre", "modified"}
type Spans = list[tuple[int, int]]


@dataclass
class Places:
    """Where a sentence names the topics, and which amounts their patterns hold around."""

    sentence: Sentence
    names: dict[str, Spans]
    patterns: dict[str, dict[int, tuple[int, int]]]
    follows: dict[str, dict[int, tuple[int, int]]]


class Evidence:
    """Gathers the signs; `residue` takes the words out of a stretch that name nothing."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        residue: Callable[[str], str] = words.residue,
        profiles: Profiles | None = None,
    ) -> None:
        self.vocabulary, self.residue = vocabulary, residue
        self.profiles = learned_profiles() if profiles is None else profiles
        known = {topic.code for topic in vocabulary.topics}
        self.unknown = self.profiles.sizes.keys() - known - {NOTHING}
        """Topics that have a profile and no place here: what sounds like them is another figure."""
        self.never = ""
        """The topic that words beside the amount rule out."""
        self.thread = Thread()
        self.stated: Counter[str] = Counter()
        self.needs = [each.needs for each in vocabulary.candidates if each.needs]
        self._rests: dict[str, str] = {}
        self._fits: dict[tuple[str, str], bool] = {}
        self._fitting: dict[str, list[Topic]] = {}
        self._heard: dict[str, list[Topic]] = {}
        self._places: Places | None = None

    # words

    def rest(self, between: str) -> str:
        """What stands between a name and an amount beside periods and empty words."""
        if (known := self._rests.get(between)) is None:
            plain = BRACKETS.sub("", between)
            for needed in self.needs:
                plain = needed.sub("", plain)
            known = self.residue(_PLACES.sub("", words.NEUTRAL.sub("", strip_periods(plain))))
            self._rests[between] = known
        return known

    def fits(self, topic: Topic, said: Said) -> bool:
        """Whether any figure of the topic can be printed in this unit, or it is a level aside."""
        key = topic.code, said.quantity.unit
        if (known := self._fits.get(key)) is None:
            known = self._fits[key] = self._printed_in(*key)
        return known

    def _printed_in(self, code: str, unit: str) -> bool:
        of_topic = self.vocabulary.of_topic[code]
        grows = any(each.kind == "growth" for each in of_topic)
        if unit in ("%", "倍") and not any(each.kind == "share" for each in of_topic):
            return grows
        return any(each.takes(unit) for each in of_topic) or (unit in ("元", "百分点") and grows)

    def fitting(self, said: Said) -> list[Topic]:
        """The topics that may be printed in the amount's unit."""
        unit = said.quantity.unit
        if (known := self._fitting.get(unit)) is None:
            known = [topic for topic in self.vocabulary.topics if self.fits(topic, said)]
            self._fitting[unit] = known
        return known

    def topics_in(self, text: str) -> list[Topic]:
        """The topics a heading names, the longest name first."""
        if (known := self._heard.get(text)) is None:
            known = self._heard[text] = self._topics_in(text)
        return known

    def _topics_in(self, text: str) -> list[Topic]:
        found = [
            (len(match[0]), topic)
            for topic in self.vocabulary.topics
            if topic.names and (match := topic.names.search(text))
        ]
        return [topic for _length, topic in sorted(found, key=lambda pair: -pair[0])]

    def places(self, sentence: Sentence) -> Places:
        """Where the sentence names topics; kept until the next sentence."""
        if self._places is None or self._places.sentence is not sentence:
            template = sentence.template
            topics = self.vocabulary.topics
            self._places = Places(
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
        fitting = self.fitting(said)
        cell = said.block.kind == "cell" and not _told_in_words(said)
        told = {t.code: cell_signs(self, t, said) for t in fitting} if cell else self._told_of(said)
        lies = Street.of(self, said)
        last = self.thread.last if self.thread.beside(said) else ""
        grams = grams_of(said, last, home_of(self.stated))
        sounds = Affinity.of(self.profiles, grams, [*told, *self.unknown])
        likely = frozenset() if not cell and respective(said) else sounds.likely
        signs = {}
        for topic in fitting:
            another = sounds.far_behind(topic.code, self.unknown)
            made = [] if another else list(dict.fromkeys(told[topic.code]))
            if {"declared", "name:0"} <= {*made} and not _CONTRARY & {*made}:
                made.append(PLAIN)
            around = [] if cell or not made else surroundings(self, topic, said)
            if made or topic.code in likely - {self.never}:
                made += sounds.signs(topic.code, alone=not made)
                made += lies.signs(topic.code) if made else []
            signs[topic.code] = [*made, *around]
        return signs

    def _told_of(self, said: Said) -> dict[str, list[str]]:
        """What names, patterns, the thread and leading words say of each topic in a sentence."""
        fitting = self.fitting(said)
        shared, apart = None, respective(said)
        if apart:
            group = self.thread.group if self.thread.follows(said) else []
            shared = shared_out(said, self.vocabulary, group, self.rest, self.fits)
        self.never = ""
        told, lead = self._told(said), leading.Leads.of(self, said)
        hinted, hint = self._hinted(fitting, said)
        signs = {}
        for topic in fitting:
            made = self._about(topic, said, told)
            hints = [hint] if hinted is topic else []
            if apart:
                made = ["shared"] if shared is topic else [f"unshared:{s}" for s in made[:1]]
                made += hints if made else []
            else:
                made += carried(self, topic, said)
                made += hints if made and not _CONTRARY & {*made} else []
                made += lead.signs(topic)
                short = all(sign.startswith(("short", "hint")) for sign in made)
                made += leading.labelled(self, topic, said) if short else []
                made += [] if made else weakly(self, topic, said)
                if hints and not made and "never" in hint:
                    self.never = topic.code
                    hints = []
                made += [] if made else [f"alone_{each}" for each in hints]
            if len(fitting) == 1 and (made or said.quantity.unit in _SPEAKING):
                made.append(f"only:{said.quantity.unit}")
            signs[topic.code] = made
        return signs

    def _about(self, topic: Topic, said: Said, told: set[str]) -> list[str]:
        """Its names and patterns; a short name only when no whole one stands there."""
        made = [*self._named(topic, said), *self._patterned(topic, said)]
        followed = list(self._followed(topic, said, told))
        if not made or (followed and not followed[0].startswith(("short", "near", "pair"))):
            made += followed
        return made

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
        named = template[max(0, start - 4) : slot]
        if topic.declared and not passed and topic.declared.search(named):
            yield "declared"
        clause = clause_of(template[:start].replace(SLOT, ","))
        inside = template[start:end] + behind(said) if passed else template[start:slot]
        yield from against(topic, clause[-8:], inside, said.right)
        if modified(clause):
            yield "modified_before" if passed else "modified"
        if passed:
            yield f"before{passed}:{size(self.rest(behind(said)))}"
        else:
            plain, bare = self.rest(between), self.rest(GENERIC.sub("", between))
            apart = "," if plain and re.search(r"[,:]", between) else ""
            loose = "~" if len(bare) < len(plain) else ""
            yield f"name{apart}{loose}:{size(bare)}"

    def _named_behind(self, topic: Topic, said: Said) -> Iterator[str]:
        right = _NEXT.split(said.right[:14])[0]
        found = topic.names.search(right) if topic.names else None
        if found:
            yield f"behind:{size(self.rest(right[: found.start()]))}"
            yield from against(topic, said.left[-8:], right[: found.end()], said.right)

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
        contrary = topic.blocked(around) or modified(clause)
        step = min(int(worth[0][0] / 2), 5)
        return topic, f"hint{'_never' if contrary else ''}:{step}{'+' if lead > 1 else ''}"

    def _beaten(self, topic: Topic, said: Said, start: int, end: int) -> bool:
        """Whether another topic is named nearer, or by a longer name at the same place."""
        slot = said.sentence.slots[said.index]
        for other in self.fitting(said):
            if other is topic:
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
            yield "pattern_modified" if modified(clause) else "pattern"
            yield from against(topic, clause[-8:], template[span[0] : span[1]], tail)

    def _told(self, said: Said) -> set[str]:
        """What has been told just before, in the sentence or in the headings."""
        told = {topic.code for topic in self.topics_in(f"{said.above} {leading.label_of(said)}")}
        if self.thread.beside(said):
            told |= {*(self.thread.group if self.thread.follows(said) else ()), self.thread.topic}
        return told

    def _near(self, topic: Topic, said: Said) -> bool:
        """Whether what its short name needs was told in the paragraph or is named before it."""
        if self.thread.told & {*topic.after} and self.thread.beside(said):
            return True
        names, slot = self.places(said.sentence).names, said.sentence.slots[said.index]
        return any(stop <= slot for code in topic.after for _start, stop in names.get(code, ()))

    def _followed(self, topic: Topic, said: Said, told: set[str]) -> Iterator[str]:
        """A short name that is clear behind another figure: 签约项目16个,总投资131.6亿元."""
        if not topic.after and topic.follow_names is None and not topic.follow_patterns:
            return
        known = "follow" if told & {*topic.after} else "short"
        if known == "short" and self._near(topic, said):
            known = "near"
        if said.part and not any(e.part for e in self.vocabulary.of_topic[topic.code]):
            known = "part_" + known
        slot = said.sentence.slots[said.index]
        if slot in self.places(said.sentence).follows[topic.code]:
            yield f"{known}_pattern"
            yield from against(topic, "", said.left, said.right)
        left = strip_periods(behind(said) if self.thread.topic else said.left)
        best: str | None = None
        for found in topic.follow_names.finditer(left) if topic.follow_names else ():
            rest = size(self.rest(left[: found.start()] + left[found.end() :]))
            if found[0] and (best is None or rest < best):
                best = rest
        if best is not None:
            yield f"{known}:{best}"
            yield from against(topic, "", said.left, said.right)
        elif paired(self, said) and (self.thread.topic,) == topic.after[:1]:
            yield "pair_told" if self.thread.linked else "pair"

def _told_in_words(said: Said) -> bool:
    """Whether a cell holds a sentence and no bare amount: 年末5412户,全年净增386户."""
    return bool(said.index) or len(re.sub(r"[^\u4e00-\u9fff]", "", said.block.text)) > 5


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
