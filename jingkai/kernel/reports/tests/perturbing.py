"""A report with some of its numbers changed, to see whether the check finds them and none other."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jingkai.kernel.reports.checking.check import Finding
from jingkai.kernel.reports.writing.document import Block, Document, Run
from jingkai.kernel.reports.writing.html import to_page
from jingkai.kernel.reports.writing.markdown import to_markdown
from jingkai.kernel.reports.writing.pdf import to_pdf
from jingkai.kernel.reports.writing.word import to_word

_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UPWARDS, _DOWNWARDS = ("more_than", "at_least", "nearly"), ("at_most",)


@dataclass(frozen=True)
class Changed:
    """The new text, and where the changed numbers stand in it.

    `changes` are the figures changed: from where to where in the old text, and what stands now.
    """

    text: str
    places: frozenset[int]
    changes: tuple[tuple[int, int, str], ...] = ()


def perturb(text: str, findings: Sequence[Finding], rng: random.Random, n: int) -> Changed:
    """The text with `n` numbers that agreed changed so that they no longer hold.

    A number changes in its first three figures; one that is a bound moves the way that breaks it.
    """
    usable = [each for each in findings if each.verdict == "agrees" and _FIGURES.search(each.text)]
    chosen = sorted(rng.sample(usable, n), key=lambda each: each.start)
    parts, at, shift = [], 0, 0
    places: set[int] = set()
    changes = []
    for finding in chosen:
        figures = _FIGURES.search(text, finding.start, finding.end)
        assert figures is not None
        new = _other(figures[0], finding, rng)
        parts += [text[at : figures.start()], new]
        places.add(finding.start + shift)
        changes.append((figures.start(), figures.end(), new))
        shift += len(new) - len(figures[0])
        at = figures.end()
    return Changed("".join([*parts, text[at:]]), frozenset(places), tuple(changes))


def _other(figures: str, finding: Finding, rng: random.Random) -> str:
    """Other figures of the same form: five per cent off at least, one count at least."""
    value = Decimal(figures.replace(",", ""))
    decimals = len(figures.partition(".")[2])
    step = Decimal(1).scaleb(-decimals)
    zeros = len(figures) - len(figures.rstrip("0")) if not decimals else 0
    step = step.scaleb(zeros) if finding.qualifier != "exact" else step
    least = max(step * 2, (value * Decimal("0.06")).quantize(step))
    off = least + step * rng.randrange(0, 5)
    downwards = finding.qualifier in _DOWNWARDS or (
        finding.qualifier not in _UPWARDS and value > off and rng.random() < 0.5
    )
    return f"{value - off if downwards else value + off:.{decimals}f}"


@dataclass(frozen=True)
class ChangedReport:
    """The report with some of its figures told wrongly, and how these are printed now."""

    document: Document
    printed: tuple[str, ...]


def perturb_report(
    document: Document, findings: Sequence[Finding], rng: random.Random, n: int
) -> ChangedReport:
    """The report with `n` of its figures changed; `findings` are those of its Markdown."""
    text = to_markdown(document)
    changed = perturb(text, findings, rng, n)
    position = 0

    def retold(run: Run) -> Run:
        nonlocal position
        start = text.index(run.text, position)
        position = start + len(run.text)
        new, at = "", start
        for begins, ends, told in changed.changes:
            if start <= begins < position:
                new, at = new + text[at:begins] + told, ends
        return replace(run, text=new + text[at:position])

    def block_of(block: Block) -> Block:
        runs = tuple(retold(run) for run in block.runs)
        rows = tuple(tuple(tuple(retold(r) for r in cell) for cell in row) for row in block.rows)
        return replace(block, runs=runs, rows=rows)

    made = replace(document, blocks=tuple(block_of(block) for block in document.blocks))
    assert to_markdown(made) == changed.text
    return ChangedReport(made, tuple(told for _begins, _ends, told in changed.changes))


FORMS = {
    "docx": to_word,
    "pdf": to_pdf,
    "html": lambda document: to_page(document).encode(),
    "md": lambda document: to_markdown(document).encode(),
}
"""What the annual report is handed on as."""


def numbers(findings: Sequence[Finding], *verdicts: str) -> list[str]:
    """The numbers that were judged so, as they are printed, in the order of the text."""
    return [_FIGURES.findall("".join(each.text.split()))[0] for each in findings
            if each.verdict in verdicts]  # fmt: skip
