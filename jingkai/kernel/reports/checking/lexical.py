"""The words around an amount as signs: what stands before a name, between, behind the amount.

Pairs of characters that name nothing known (`p:`, `b:`, `r:`) are worth what texts have taught of
them: 民间 before a name makes it a part, whatever the name is.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jingkai.kernel.reports.checking.candidates import Topic
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.sentences import SLOT
from jingkai.kernel.reports.checking.wording import clause_of, size, strip_periods

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.evidence import Evidence

LEXICAL = ("p:", "b:", "r:")
_REACH = 10
"""Characters behind an amount that may say what was counted."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def surroundings(evidence: "Evidence", topic: Topic, said: Said) -> Iterator[str]:
    """What stands unknown before the topic's name, between it and the amount, and behind."""
    yield from _kin(evidence, topic, said)
    before, between = _apart(evidence, topic, said)
    rest = evidence.rest(before.replace(SLOT, ","))
    yield f"pre:{size(rest)}"
    yield from (f"p:{pair}" for pair in _pairs(rest))
    yield from (f"b:{pair}" for pair in _pairs(evidence.rest(between)))
    told = _told_behind(evidence, topic, said)
    behind = said.right[told : told + _REACH].partition("、")[0]
    own = topic.names.search(behind) if topic.names else None
    if own:
        behind = behind[: own.start()] + behind[own.end() :]
    rest = evidence.rest(behind)
    yield f"post:{'own' if own or told else size(rest)}"
    yield from (f"r:{pair}" for pair in _pairs(rest))


def _told_behind(evidence: "Evidence", topic: Topic, said: Said) -> int:
    """How many characters behind the amount belong to the topic's own pattern: 解决了□项目问题."""
    slot = said.sentence.slots[said.index]
    span = evidence.places(said.sentence).patterns[topic.code].get(slot)
    return max(0, span[1] - slot - 1) if span else 0


def _kin(evidence: "Evidence", topic: Topic, said: Said) -> Iterator[str]:
    """Whether what was told before is counted on the same records: 收集问题□,解决□."""
    thread, kin = evidence.thread, evidence.vocabulary.kin.get(topic.code, frozenset())
    if thread.beside(said) and thread.last:
        if thread.last in kin:
            yield "kin:last"
        elif thread.last != topic.code:
            yield "kin:told" if thread.told & kin else "kin:other"
    if kin and any(each.code in kin for each in evidence.topics_in(said.above)):
        yield "kin:above"


def _apart(evidence: "Evidence", topic: Topic, said: Said) -> tuple[str, str]:
    """The clause before the topic's last name or pattern, and what follows up to the amount."""
    template, slot = said.sentence.template, said.sentence.slots[said.index]
    places = evidence.places(said.sentence)
    spans = [span for span in places.names[topic.code] if span[1] <= slot]
    if spans and template[spans[-1][1] : slot].count(SLOT) < 2:
        start, end = spans[-1]
        return clause_of(template[:start].replace(SLOT, ",")), template[end:slot]
    for found in (places.patterns, places.follows):
        if span := found[topic.code].get(slot):
            return clause_of(template[: span[0]].replace(SLOT, ",")), ""
    return "", clause_of(said.left)


def _pairs(rest: str) -> set[str]:
    return {
        run[n : n + 2] for run in _CHINESE.findall(rest) for n in range(max(1, len(run) - 1))
    }


def weakly(evidence: "Evidence", topic: Topic, said: Said) -> Iterator[str]:
    """A word in the clause, or in what leads to it, that may mean the topic: 投资这块,…□."""
    if topic.weak is None:
        return
    clause = clause_of(said.left)
    for where, stretch in (("clause", clause), ("left", said.left)):
        found = list(topic.weak.finditer(stretch))
        if found and not topic.blocked(said.left[-16:] + said.right[:8]):
            rest = evidence.rest(strip_periods(stretch[found[-1].end() :]))
            yield f"weak_{where}:{size(rest)}"
            return
    if evidence.thread.follows(said):
        return
    for where, stretch in (("lead", said.sentence.lead), ("heading", said.heading)):
        if stretch and topic.weak.search(stretch) and not topic.blocked(stretch):
            yield f"weak_{where}:{size(evidence.rest(clause))}"
            return
