"""Texts written to learn links from: only the amounts that state a figure are marked.

A file holds many short texts, each under a line `=== name.md 2022`. A mark is
`{printed|figure}` or `{printed|figure|period}`, the figure by its code or a
short one; every amount without a mark states no figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jingkai.kernel.reports.checking.finding import Found
from jingkai.kernel.reports.tests.scoring import CODES, Score, Truth, same_figure, same_time

HERE = Path(__file__).parent / "links"
_MARK = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")


@dataclass(frozen=True)
class Linked:
    """A text without its marks, and what they say."""

    file: str
    name: str
    year: int
    text: str
    truths: tuple[Truth, ...]

    @property
    def whole(self) -> bool:
        """Whether its writer knew every declared figure and told them by their codes."""
        return any(t.indicator not in CODES.values() for t in self.truths)


def files() -> list[Path]:
    """All files of linked texts."""
    return sorted(HERE.glob("*.txt"))


def texts_of(path: Path) -> Iterator[Linked]:
    """The texts of a file."""
    for part in re.split(r"(?m)^=== ", path.read_text("utf-8"))[1:]:
        head, _line, body = part.partition("\n")
        name, year = head.split()
        text, truths = _unmarked(body)
        yield Linked(path.stem, name, int(year), text, tuple(truths))


def _unmarked(body: str) -> tuple[str, list[Truth]]:
    parts, truths, at, length = [], [], 0, 0
    for found in _MARK.finditer(body):
        parts += [body[at : found.start()], found[1]]
        length += found.start() - at
        code, _bar, period = found[2].partition("|")
        end = length + len(found[1])
        figure, told = CODES.get(code, code), period or None
        truths.append(Truth(length, end, found[1], None, "", "", told, figure))
        length, at = end, found.end()
    return "".join([*parts, body[at:]]), truths


def score_links(found: list[Found], truths: tuple[Truth, ...]) -> Score:
    """How many marked amounts are linked rightly, and how many of all links are wrong."""
    made = Score()
    made.counts["found"] = len(found)
    for each in found:
        over = [t for t in truths if t.start < each.end and each.start < t.end]
        code = each.candidate.code if each.candidate else None
        if code and not (over and _right(each, over[0])):
            made.counts["wrong"] += 1
            made.faults.append(f"{code} {each.period} for {each.text}, told {over}")
    for truth in truths:
        over_it = [f for f in found if f.start < truth.end and truth.start < f.end]
        right = any(_right(each, truth) for each in over_it)
        made.counts["linked"] += 1
        made.counts["linked right"] += right
        if not right:
            made.faults.append(f"missed {truth.indicator}: {truth.text}")
    return made


def _right(found: Found, truth: Truth) -> bool:
    code = found.candidate.code if found.candidate else None
    return same_figure(code, truth) and same_time(found, truth.period)
