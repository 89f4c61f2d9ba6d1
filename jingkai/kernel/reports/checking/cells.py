"""The signs that a table's headings give for a topic."""

import re
from typing import TYPE_CHECKING

from jingkai.kernel.reports.checking.candidates import Topic
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.headings import without_unit
from jingkai.kernel.reports.checking.streets import all_of, street_of
from jingkai.kernel.reports.checking.wording import GENERIC, is_growth, modified, size

_TOLD = re.compile(
    r"(?:指标)?(?:完成|实绩|实际|执行)(?:值|数|量|额|情况)?|本期|绝对[量额数值]|数值|指标值|累计数?"
    r"|我区|全区|[合总共]计|总数|上年|同期|[(（]?[%个次户家条项亿万元]+[)）]?"
)
"""What a column's heading says beside the figure's name: 完成值, 2022年实绩."""

_PART = re.compile(r"^(?:其中|#)[:,]?")

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.evidence import Evidence


def cell_signs(evidence: "Evidence", topic: Topic, said: Said) -> list[str]:
    """A cell's row or column names the topic, and the other names nothing else; or the caption."""
    row, column = without_unit(said.block.row), without_unit(said.block.column)
    named = {t.code for t in evidence.topics_in(f"{row} {column} {said.above}")}
    signs = []
    home = street_of(topic.code)
    at_home = home in all_of(f"{said.above} {said.block.caption}", evidence.vocabulary.streets)
    for own, other in ((column, row), (row, column)):
        names = topic.follow_names
        told = size(evidence.rest(_TOLD.sub("", other)))
        if names and (short := names.fullmatch(_PART.sub("", own))) and short[0]:
            near = "" if named & {*topic.after} else "_street" if at_home else "_far"
            signs.append(f"cell_short{near}")
        elif topic.weak and topic.weak.fullmatch(own):
            signs.append(f"cell_weak:{told}")
        signs += _named(evidence, topic, said, own, other)
    if not signs and not evidence.rest(GENERIC.sub("", row)):
        rest = size(evidence.rest(GENERIC.sub("", column)))
        for place, heading in (("caption", said.block.caption), ("heading", said.heading)):
            found_there = [t for t in evidence.topics_in(heading) if evidence.fits(t, said)]
            if found_there == [topic] and not topic.blocked(heading):
                signs.append(f"cell_{place}:{rest}")
    return signs or _beside(evidence, topic, said)


def _named(evidence: "Evidence", topic: Topic, said: Said, own: str, other: str) -> list[str]:
    """Its name in a heading, how much else stands there, and in the other heading."""
    found = topic.names.search(own) if topic.names else None
    if found is None:
        return []
    for t in evidence.topics_in(own):
        match = t.names.search(own) if t.names else None
        if t is not topic and evidence.fits(t, said) and match and len(match[0]) > len(found[0]):
            return ["cell_beaten"]
    rest = size(evidence.rest(own[: found.start()] + own[found.end() :]))
    told = size(evidence.rest(_TOLD.sub("", other)))
    signs = [f"cell_own:{rest}", f"cell_other:{told}"]
    if topic.blocked(f"{own},{other}"):
        signs.append("cell_never")
    if modified(own[: found.start()]):
        signs.append("modified")
    return signs


def _beside(evidence: "Evidence", topic: Topic, said: Said) -> list[str]:
    """A column of growth beside the column that names the topic: 产值(亿元) | 同比增长(%).

    So it is with a row of growth beneath the row that names it.
    """
    column = without_unit(said.block.column)
    if said.quantity.unit not in ("%", "倍") or not is_growth(said):
        return []
    if over := without_unit(said.block.over):
        found = [t for t in evidence.topics_in(over) if t.names]
        return ["cell_beside"] if found and found[0] is topic and not topic.blocked(over) else []
    if evidence.rest(GENERIC.sub("", _TOLD.sub("", column))):
        return []
    for heading in reversed(said.block.beside.split(",")):
        plain = without_unit(heading.strip())
        if found := [t for t in evidence.topics_in(plain) if t.names]:
            return ["cell_beside"] if found[0] is topic and not topic.blocked(plain) else []
    return []
