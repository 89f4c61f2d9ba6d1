"""The signs that a table's headings give for a topic."""

from typing import TYPE_CHECKING

from jingkai.kernel.reports.checking.candidates import Topic
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.headings import without_unit
from jingkai.kernel.reports.checking.wording import GENERIC, modified, size

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.evidence import Evidence


def cell_signs(evidence: "Evidence", topic: Topic, said: Said) -> list[str]:
    """A cell's row or column names the topic, and the other names nothing else; or the caption."""
    row, column = without_unit(said.block.row), without_unit(said.block.column)
    named = {t.code for t in evidence.topics_in(f"{row} {column} {said.above}")}
    signs = []
    for own, other in ((column, row), (row, column)):
        names = topic.follow_names
        if names and names.fullmatch(own) and named & {*topic.after}:
            signs.append("cell_short")
        found = topic.names.search(own) if topic.names else None
        if found is None:
            continue
        longer = [
            t for t in evidence.topics_in(own)
            if t is not topic and evidence.fits(t, said) and t.names
            and (match := t.names.search(own)) and len(match[0]) > len(found[0])
        ]  # fmt: skip
        if longer:
            signs.append("cell_beaten")
            continue
        rest = evidence.rest(own[: found.start()] + own[found.end() :])
        signs.append(f"cell_own:{size(rest)}")
        signs.append(f"cell_other:{size(evidence.rest(other))}")
        if topic.blocked(f"{own},{other}"):
            signs.append("cell_never")
        if modified(own[: found.start()]):
            signs.append("modified")
    if not signs and not evidence.rest(GENERIC.sub("", row)):
        rest = size(evidence.rest(GENERIC.sub("", column)))
        for place, heading in (("caption", said.block.caption), ("heading", said.heading)):
            found_there = [t for t in evidence.topics_in(heading) if evidence.fits(t, said)]
            if found_there == [topic] and not topic.blocked(heading):
                signs.append(f"cell_{place}:{rest}")
    return signs
