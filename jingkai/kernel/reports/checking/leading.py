"""What leads an amount: a topic at the head of the sentence, a label, the section's heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingkai.kernel.reports.checking.candidates import Topic
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.wording import GENERIC, LEADING, clause_of, size, strip_periods

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.evidence import Evidence

_LABEL = re.compile(
    r"(?:[-—*·(【\[]*[一二三四五六七八九十\d]*(?:是|要)?[)、.】\]]*)?"
    r"(?P<label>[\u4e00-\u9fff“”、]{2,12}?)"
    r"(?:[】\]]|方面[,:]|[这一]+块[,:]|上[,:]|[:。!])"
)
"""A short head of a paragraph or sentence: 【招商】, 投资方面, 工业:."""
_NUMBERING = re.compile(r"^[\s\d一二三四五六七八九十、.()#]+")
_HEADWORD = 6
"""Characters of a heading that is a label."""


@dataclass(frozen=True)
class Leads:
    """What leads an amount without a name beside it."""

    led: tuple[Topic | None, str]
    headed: Topic | None

    @classmethod
    def of(cls, evidence: "Evidence", said: Said) -> "Leads":
        return cls(led(evidence, said), headed(evidence, said))

    def signs(self, topic: Topic) -> list[str]:
        """The signs that lead to this topic."""
        made = [self.led[1]] if self.led[0] is topic else []
        return [*made, "heading"] if self.headed is topic else made


def label_of(said: Said) -> str:
    """What stands before the first colon or stop when it is short: 投资方面, 工业:, 三算财政账。"""
    for text in (said.sentence.template, said.block.text):
        if found := _LABEL.match(text):
            return found["label"]
    return ""


def _headword(said: Said) -> str:
    """A heading of a word or two, which holds for all that stands under it: 3 财政."""
    plain = _NUMBERING.sub("", said.heading).strip()
    return plain if len(plain) <= _HEADWORD else ""


def led(evidence: "Evidence", said: Said) -> tuple[Topic | None, str]:
    """A clause of empty words in a sentence led by a topic: 新材料产业…,产值增长□."""
    clauses = re.split(r"[,:]", said.sentence.before(said.index))
    if len(clauses) < 2 or evidence.rest(GENERIC.sub("", clauses[-1])):
        return None, ""
    near = len(re.split(r"[,:]", said.left))
    for place, clause in enumerate(clauses[:-1]):
        head = LEADING.sub("", strip_periods(clause))
        for topic in evidence.topics_in(head):
            found = topic.names.match(head) if topic.names else None
            blocked = topic.blocked(said.left[-60:] + said.right[:8])
            if found and evidence.fits(topic, said) and not blocked:
                return topic, "led" if place >= len(clauses) - near else "led_far"
    return None, ""


def labelled(evidence: "Evidence", topic: Topic, said: Said) -> Iterator[str]:
    """The word at the head of the paragraph, sentence or section: 工业:产值□."""
    clause = clause_of(said.left)
    for sign, label in (("label", label_of(said)), ("headword", _headword(said))):
        for pattern in (topic.names, topic.weak):
            if label and pattern and pattern.search(label) and not topic.blocked(label):
                if not [t for t in evidence.topics_in(clause) if t is not topic]:
                    yield f"{sign}:{size(evidence.rest(GENERIC.sub('', clause)))}"
                return


def headed(evidence: "Evidence", said: Said) -> Topic | None:
    """The section's heading, for the first amount of a paragraph that names nothing itevidence."""
    if evidence.rest(GENERIC.sub("", said.sentence.before(said.index))):
        return None
    for heading in (said.sentence.lead, said.heading if said.first else ""):
        found = evidence.topics_in(heading)
        if len(found) == 1 and not found[0].blocked(heading):
            return found[0] if evidence.fits(found[0], said) else None
    return None
