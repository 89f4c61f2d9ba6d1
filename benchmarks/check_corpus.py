"""The number check on the open sets of truths: recall, exactness, linking, wrong verdicts.

    uv run python -m benchmarks.check_corpus [--kinds]

Each set has its list of figures (`indicators.json`, those that were declared when it was written)
and is measured twice: with the catalogue closed to that list, so that rates stay comparable
whatever domains come later, and with every declared figure known, which is how the product checks.
A set says nothing of figures beyond its list: a link to such a one counts only where the amount
states a figure of the list. Prints rates only, never a text. Links are learned from all of these
sets: what the rates are worth is told by `benchmarks.train_links`, which leaves each out in turn.
`--kinds` breaks the rates down by document, qualifier, unit and figure.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "check_corpus"
SETS = {
    "first set": CORPUS,
    "second set (open since)": CORPUS / "second",
    "third set": CORPUS / "third",
    "fourth set": CORPUS / "fourth",
    "fifth set": CORPUS / "fifth",
    "sixth set": CORPUS / "sixth",
    "seventh set (open since)": CORPUS / "seventh",
    "eighth set (open since)": CORPUS / "eighth",
    "ninth set (open since)": CORPUS / "ninth",
    "tenth set (open since)": CORPUS / "tenth",
    "eleventh set (open since)": CORPUS / "eleventh",
}
AIMS = {
    "recall of quantities": 0.98,
    "value, unit and qualifier": 0.97,
    "linking": 0.90,
    "wrong verdicts": 0.02,
}


def main() -> int:
    """Measure all sets; 1 when the first falls short of an aim."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    import django

    django.setup()
    codes = []
    for name, home in SETS.items():
        for known, whole in (("closed to its list", False), ("whole catalogue known", True)):
            print(f"{name}, {known}")
            codes.append(report(measured(home, whole=whole), "--kinds" in sys.argv))
    return codes[0]


def indicators(home: Path = CORPUS) -> frozenset[str]:
    """The codes that a set knows; the older sets share the first one's list."""
    own = home / "indicators.json"
    return frozenset(json.loads((own if own.exists() else CORPUS / own.name).read_text("utf-8")))


def known(codes: frozenset[str] | None = None) -> Any:
    """The vocabulary of the declared figures with these codes, or of all."""
    from jingkai.kernel.indicators import catalogue
    from jingkai.kernel.reports.checking.vocabulary import vocabulary_of, word_files, written

    declared = [each for each in catalogue.all() if codes is None or each.code in codes]
    return vocabulary_of(written(tuple(word_files())), declared)


def measured(home: Path, ranker: Any = None, *, whole: bool = False, given: bool = False) -> Any:
    """The score of one set of documents, which lie beside their truths and a manifest.

    `given` says of each document what it is about, as who has it checked may do.
    """
    from benchmarks.train_papers import Paper, about
    from jingkai.kernel.reports.checking.finding import find
    from jingkai.kernel.reports.checking.reading import read
    from jingkai.kernel.reports.tests.scoring import Score, score, truth_of

    total, entries = Score(), json.loads((home / "manifest.json").read_text("utf-8"))
    told = {e["document"]: json.loads((home / e["truth"]).read_text("utf-8")) for e in entries}
    codes = indicators(home)
    vocabulary = known(None if whole else codes)
    for entry in entries:
        document = read(entry["document"], (home / entry["document"]).read_bytes())
        truths = [truth_of(each) for each in told[entry["document"]]]
        year = int(entry["default_year"])
        period = about(Paper("", "", document, year, truths)) if given else None
        found = find(document, vocabulary, year=year, ranker=ranker, period=period)
        found = [_judged(each, truths, codes) for each in found]
        total.add(score(entry["document"].split("-")[0], found, truths, told=True))
    return total


def _judged(found: Any, truths: list[Any], codes: frozenset[str]) -> Any:
    """Without a link of which the set's truths say nothing."""
    if found.candidate is None or found.candidate.code in codes:
        return found
    over = [t for t in truths if t.start < found.end and found.start < t.end and t.indicator]
    return found if over else replace(found, candidate=None)


def report(total: Any, kinds: bool) -> int:
    counts = total.counts
    wrong = counts["link is right"] - counts["link is right right"]
    rates = {
        "recall of quantities": total.rate("found right", "found"),
        "value, unit and qualifier": total.rate("read right", "found"),
        "linking": total.rate("linked right", "linked"),
        "wrong verdicts": wrong / (counts["found"] + counts["beside"]),
    }
    print(f"{counts['found']} quantities, {counts['linked']} with a figure, "
          f"{counts['link is right']} links made, {counts['beside']} unlinked readings beside")
    for name, rate in rates.items():
        print(f"{name:28} {rate:7.2%}   aim {AIMS[name]:.0%}")
    print(f"{'wrong among the links':28} {wrong / counts['link is right']:7.2%}")
    for name in ("printed", "period", "linked to the letter"):
        print(f"{name:28} {total.rate(f'{name} right', name):7.2%}")
    if kinds:
        _kinds(total)
    held = all(rates[name] >= aim for name, aim in AIMS.items() if name != "wrong verdicts")
    return 0 if held and rates["wrong verdicts"] <= AIMS["wrong verdicts"] else 1


def _kinds(total: Any) -> None:
    for kind, counter in sorted(total.kinds.items()):
        parts = [
            f"{name} {counter[f'{name} right']}/{counter[name]}"
            for name in ("found", "read", "period", "linked", "link is right")
            if counter[name] and counter[f"{name} right"] < counter[name]
        ]
        if parts:
            print(f"  {kind:60} {', '.join(parts)}")


if __name__ == "__main__":
    sys.exit(main())
