"""What speaks against a figure of a topic: another's, a plan, a part, a difference."""

import re
from typing import TYPE_CHECKING

from jingkai.kernel.reports.checking import words
from jingkai.kernel.reports.checking.candidates import Candidate
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.wording import (
    STARTED_FROM,
    clause_of,
    is_difference,
    is_growth,
    other_base,
)

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.evidence import Evidence

_GROWS = re.compile(words.GROWTH)
_WORK = re.compile(
    r"^(?:[\d一二三四五六七八九十]+[、.)是]|\([一二三四五六七八九十\d]+\))?\s*"
    r"(?:要|加快|加大|抓|狠抓|强化|推进|深化|扩大|提升|做|全力|持续|着力|突出|坚持|建立|聚力|聚焦|进一步)"
)
"""A heading that gives out work: 加快招商项目转化."""
_WILL = re.compile(r"(?:再|要|须|应|力求|不断|继续|还要|至少要)[^,;。□]{0,8}$")


def claims(
    evidence: "Evidence", said: Said, candidate: Candidate, signs: list[str]
) -> list[str] | None:
    """The signs against it; None when it can't be this figure at all."""
    unit = said.quantity.unit
    rate = unit in ("%", "倍")
    if said.quantity.value is None or not candidate.takes(unit) or not (said.ours and said.claimed):
        return None
    if re.search(words.ON_MONTH, said.left):
        return None
    grows = rate and is_growth(said)
    if grows and candidate.kind != "growth":
        return None
    text = _around(said)
    if not _meant(evidence, candidate, text) or _ruled_out(said, candidate, text):
        return None
    made = []
    if candidate.kind == "growth" and not grows:
        soft = _GROWS.search(said.left) or any(sign.startswith("carry") for sign in signs)
        made.append("c:loose_growth" if soft else "c:no_growth")
    if candidate.kind == "share" and not evidence.thread.topic and said.left.startswith(","):
        if re.search(r"□的?项目□", said.sentence.before(said.index)):
            made.append("c:of_another")
    made += [f"c:{name}" for name in _against(evidence, said, candidate)]
    if said.quantity.qualifier in ("at_least", "at_most"):
        made.append(f"c:{said.quantity.qualifier}")
    return made


def _around(said: Said) -> str:
    clause = clause_of(said.sentence.before(said.index))
    heading = said.heading if said.block.kind == "cell" else ""
    return f"{clause} {said.left} {said.right} {heading}"


def _meant(evidence: "Evidence", candidate: Candidate, text: str) -> bool:
    """Whether the exclusion it needs is named, and none that only a sibling has."""
    siblings = evidence.vocabulary.of_topic[candidate.topic]
    for sibling in siblings:
        if sibling.needs and bool(sibling.needs.search(text)) != (sibling is candidate):
            if sibling is candidate or candidate.kind == "growth":
                return False
    return True


def _ruled_out(said: Said, candidate: Candidate, text: str) -> bool:
    """Whether it is "a" and no number, a difference, or growth since another year."""
    if said.quantity.weak and not candidate.one:
        return True
    if candidate.never and candidate.never.search(text):
        return True
    if candidate.kind == "growth":
        return other_base(said)
    level = candidate.kind != "share" and said.block.kind != "cell"
    return level and is_difference(said) and not candidate.change


def _against(evidence: "Evidence", said: Said, candidate: Candidate) -> list[str]:
    made = []
    if STARTED_FROM.search(said.left):
        made.append("started_from")
    if said.part and not candidate.part and not _named_as_part(evidence, candidate, said):
        made.append("part")
    month = said.period is not None and said.period.first_month % 12 and not said.until
    if candidate.cumulative and month and "累计" not in f"{said.left}{said.block.column}":
        made.append("month")
    if _WORK.search(said.heading) or _WORK.search(said.block.text[:12]):
        made.append("work")
    if _WILL.search(said.left):
        made.append("will")
    return made


def _named_as_part(evidence: "Evidence", candidate: Candidate, said: Said) -> bool:
    """Whether the part is a figure with a name of its own: 其中精细化工产业产值."""
    topic = next(t for t in evidence.vocabulary.topics if t.code == candidate.topic)
    whole, *_rest, part = re.split(words.PART, said.sentence.before(said.index))
    if not topic.names or not topic.names.search(part):
        return False
    return is_growth(said) or not topic.names.search(whole)
