"""The whole number check beside records: control sets about the demonstration zone.

    uv run jingkai demo && uv run python -m benchmarks.check_records [SET…]

Each text of the sixteenth to the twenty-fourth set tells of the demonstration zone with the values
of its records, in the words of hands that knew neither the check nor its words. Printed are linking
(amounts whose figure and time are found, with a verdict), wrong verdicts (with another figure or
time than the text tells), and numbers called wrong though they are right. Then, a few times, every
twentieth number that states a figure is held against a text that says something else, so that it is
wrong by a little (`NEAR`): how many are called so, how many are shown to the reader with what the
records give, and how many agree with something else; and the same for numbers that are wrong by
more than half (`FAR`) and by a shifted point (`SLIPPED`). The texts' words alone are measured
beside it.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.check_corpus import CORPUS

SETS = (
    "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first",
    "twenty-second", "twenty-third", "twenty-fourth",
)  # fmt: skip
EACH = 20
"""How many right numbers stand beside one that is made wrong."""
NEAR, FAR, SLIPPED = (83, 91, 94, 107, 112, 130), (30, 40, 250, 350), (10, 1000)
"""What is made of a hundred where a number is made wrong."""
TIMES = {NEAR: 5, FAR: 2, SLIPPED: 2}
"""How often each is done."""


@dataclass(frozen=True)
class Told:
    """A document of a set, read, and its truths."""

    document: Any
    year: int
    truths: list[Any]


def main() -> int:
    """Print the rates of each set; 1 when more than 2 % of verdicts are wrong."""
    from jingkai.config.cli import start

    start("zh-hans")
    from jingkai.kernel.access.models import Zone
    from jingkai.kernel.access.walls import walled
    from jingkai.kernel.trail.acting import Machine

    zone = Zone.objects.get(code="jletdz")
    rates = {}
    with walled(zone.pk):
        for name in [name for name in SETS if name in sys.argv] or SETS:
            rates[name] = rates_of(CORPUS / name, Machine(zone_id=zone.pk))
    print(json.dumps(rates, ensure_ascii=False, indent=1))
    return int(any(each["wrong verdicts"] > 0.02 for each in rates.values()))


def rates_of(home: Path, seat: Any) -> dict[str, float]:
    """The rates of one set beside the seat's records."""
    told = list(documents(home))
    counts = sum((judged(each, seat) for each in told), Counter())
    errors, far, slipped = (
        sum((made_wrong(told, seat, seed, by) for seed in range(times)), Counter())
        for by, times in TIMES.items()
    )
    linked, found = counts["linked"], counts["found"]
    return {
        "amounts": found,
        "with a figure": linked,
        "linking by words alone": round(counts["words right"] / linked, 4),
        "wrong by words alone": round(counts["words wrong"] / found, 4),
        "linking": round(counts["right"] / linked, 4),
        "wrong verdicts": round(counts["wrong"] / found, 4),
        "called wrong though right": counts["right differs"],
        "made wrong": errors["all"],
        "of these called wrong": round(errors["differs"] / errors["all"], 4),
        "of these shown to the reader": round(errors["shown"] / errors["all"], 4),
        "of these without evidence": round(errors["no_evidence"] / errors["all"], 4),
        "of these agreeing": round(errors["agrees"] / errors["all"], 4),
        "made wrong by more than half, called wrong": round(far["differs"] / far["all"], 4),
        "made wrong by more than half, shown": round(far["shown"] / far["all"], 4),
        "with a shifted point, called wrong": round(slipped["differs"] / slipped["all"], 4),
        "with a shifted point, shown": round(slipped["shown"] / slipped["all"], 4),
    }


def documents(home: Path) -> Iterator[Told]:
    """The documents of a set."""
    from jingkai.kernel.reports.checking.reading import read
    from jingkai.kernel.reports.tests.scoring import truth_of

    for entry in json.loads((home / "manifest.json").read_text("utf-8")):
        truths = [truth_of(t) for t in json.loads((home / entry["truth"]).read_text("utf-8"))]
        document = read(entry["document"], (home / entry["document"]).read_bytes())
        yield Told(document, int(entry["default_year"]), truths)


def judged(told: Told, seat: Any) -> Counter[str]:
    """How many amounts of a document get a right link with a verdict, and how many a wrong one."""
    from jingkai.kernel.reports.checking.check import check
    from jingkai.kernel.reports.checking.finding import find
    from jingkai.kernel.reports.checking.vocabulary import current

    counts: Counter[str] = Counter(linked=sum(bool(t.indicator) for t in told.truths))
    for each in find(told.document, current(), year=told.year):
        if each.candidate:
            fits = _right(each.candidate.code, each.period, _truth(told, each))
            counts["words right" if fits else "words wrong"] += 1
    for finding in check(told.document, current(), year=told.year, seat=seat).findings:
        counts["found"] += 1
        if finding.verdict == "no_evidence" or not finding.indicator:
            continue
        fits = _right(finding.indicator, _period(finding.period), _truth(told, finding))
        counts["right" if fits else "wrong"] += 1
        counts["right differs"] += fits and finding.verdict == "differs"
    return counts


def made_wrong(
    told: list[Told], seat: Any, seed: int, by: Sequence[int] = NEAR
) -> Counter[str]:
    """What becomes of numbers that are read otherwise than their figure is in the records."""
    from jingkai.kernel.reports.checking import holding
    from jingkai.kernel.reports.checking.check import check
    from jingkai.kernel.reports.checking.vocabulary import current

    rng, counts, find = random.Random(seed), Counter[str](), holding.find
    for each in told:
        stating = [t for t in each.truths if t.indicator and t.value]
        wrong = {t.start for t in stating if rng.random() < 1 / EACH}
        shift = {start: Decimal(rng.choice(by)) / 100 for start in wrong}

        def told_wrong(*given: Any, _shift: Any = shift, **named: Any) -> list[Any]:
            return [_shifted(found, _shift) for found in find(*given, **named)]

        holding.find = told_wrong
        try:
            made = check(each.document, current(), year=each.year, seat=seat)
        finally:
            holding.find = find
        verdicts = [
            "shown" if f.perhaps else f.verdict for f in made.findings if f.start in wrong
        ]
        counts.update(verdicts)
        counts["all"] += len(verdicts)
    return counts


def _shifted(found: Any, shift: dict[int, Decimal]) -> Any:
    """The amount as if the text printed another number of as many digits."""
    quantity = found.said.quantity
    if found.start not in shift or quantity.value is None:
        return found
    step = quantity.step or Decimal(1)
    value = (quantity.value * shift[found.start] / step).to_integral_value() * step
    if value == quantity.value:
        value += step
    return replace(found, said=replace(found.said, quantity=replace(quantity, value=value)))


def _truth(told: Told, found: Any) -> Any:
    over = [t for t in told.truths if t.start < found.end and found.start < t.end]
    return over[0] if over else None


def _right(code: str, period: Any, truth: Any) -> bool:
    """Whether figure and time are those told; a stock's time is its end."""
    from benchmarks.train_times import candidates, right
    from jingkai.kernel.reports.tests.scoring import same_figure

    if truth is None or not truth.indicator or not same_figure(code, truth):
        return False
    known = candidates().get(code)
    return bool(known and period and (not truth.period or right(period, known, truth.period)))


def _period(text: str | None) -> Any:
    from benchmarks.train_papers import period_of

    return period_of(text) if text else None


if __name__ == "__main__":
    sys.exit(main())
