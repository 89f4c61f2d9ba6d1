"""A report with some of its numbers changed, to see whether the check finds them and none other."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jingkai.kernel.reports.checking.check import Finding

_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UPWARDS, _DOWNWARDS = ("more_than", "at_least", "nearly"), ("at_most",)


@dataclass(frozen=True)
class Changed:
    """The new text, and where the changed numbers stand in it."""

    text: str
    places: frozenset[int]


def perturb(text: str, findings: Sequence[Finding], rng: random.Random, n: int) -> Changed:
    """The text with `n` numbers that agreed changed so that they no longer hold.

    A number changes in its first three figures; one that is a bound moves the way that breaks it.
    """
    usable = [each for each in findings if each.verdict == "agrees" and _FIGURES.search(each.text)]
    chosen = sorted(rng.sample(usable, n), key=lambda each: each.start)
    parts, at, shift, places = [], 0, 0, set()
    for finding in chosen:
        printed = text[finding.start : finding.end]
        changed = _FIGURES.sub(lambda found, f=finding: _other(found[0], f, rng), printed, count=1)
        parts += [text[at : finding.start], changed]
        places.add(finding.start + shift)
        shift += len(changed) - len(printed)
        at = finding.end
    return Changed("".join([*parts, text[at:]]), frozenset(places))


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
