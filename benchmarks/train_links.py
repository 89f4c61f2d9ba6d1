"""Learn the weights by which the number check links an amount to a figure.

    uv run python -m benchmarks.train_links            leave-one-set-out rates
    uv run python -m benchmarks.train_links --write    learn from all development sets and store

A softmax over the figures that fit an amount and "none", learned by AdaGrad with L2. It learns from
the open sets of `tests/check_corpus` and the texts of `kernel/reports/tests`; never from the first
set nor from one that is a control. Every text is told several times: once with all words, then
with a part of the empty words, names and patterns forgotten, as if another author had written it.
Deterministic: the same texts and words give the same weights.
"""

import json
import math
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.check_corpus import indicators

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "check_corpus"
OPEN = ("second", "third", "fourth")
VARIANTS, ROUNDS, EPOCHS = 5, 3, 25
RATE, SHRINK = 0.3, 0.002
THRESHOLD, THRESHOLDS = 0.7, (0.5, 0.6, 0.7)
FORGET_WORDS, FORGET_NAMES = 0.3, 0.2
FIRST = {
    "none": 2.0, "name:0": 5.0, "pattern": 5.0, "follow:0": 5.0, "follow_pattern": 5.0,
    "carry_grown:0": 4.0, "carry_dated:0": 4.0, "cell_own:0": 3.0, "cell_other:0": 2.0,
    "shared": 5.0, "led": 4.0, "heading": 4.0, "never": -5.0, "modified": -5.0,
}  # fmt: skip
"""Weights to begin with, so that the first round knows what a text is about."""


@dataclass
class Text:
    """A development text: its amounts in their contexts and the figure that each states."""

    group: str
    said: list[Any]
    told: list[str | None]


@dataclass
class Learner:
    """AdaGrad over sparse signs."""

    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    squares: dict[str, float] = field(default_factory=lambda: defaultdict(lambda: 1e-6))

    def see(self, choices: list[tuple[str, ...]], right: int, worth: float) -> None:
        """One amount: `right` is the place of the figure that it states, the last is none."""
        scores = [sum(self.weights[sign] for sign in signs) for signs in choices]
        top = max(scores)
        parts = [math.exp(score - top) for score in scores]
        whole = sum(parts)
        slope: dict[str, float] = defaultdict(float)
        for place, signs in enumerate(choices):
            off = (parts[place] / whole - (place == right)) * worth
            for sign in signs:
                slope[sign] += off
        for sign, value in slope.items():
            value += SHRINK * self.weights[sign]
            self.squares[sign] += value * value
            self.weights[sign] -= RATE * value / math.sqrt(self.squares[sign])


def main() -> int:
    """Rates of each set learned from the others; with --write the weights of all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    import django

    django.setup()
    texts = list(_texts())
    if "--write" in sys.argv:
        _write(learn(texts))
        return 0
    for name in OPEN:
        ranker = learn([text for text in texts if text.group != name])
        for threshold in THRESHOLDS:
            ranker = replace(ranker, threshold=threshold)
            _report(f"{name} left out, certain by {threshold}", ranker)
    return 0


def _report(name: str, ranker: Any) -> None:
    from benchmarks.check_corpus import measured

    total = measured(CORPUS / name.split()[0], ranker)
    counts = total.counts
    wrong = counts["link is right"] - counts["link is right right"]
    print(
        f"{name}: linking {total.rate('linked right', 'linked'):.2%}, "
        f"wrong verdicts {wrong / (counts['found'] + counts['beside']):.2%}, "
        f"period {total.rate('period right', 'period'):.2%}"
    )


def _write(ranker: Any) -> None:
    from jingkai.kernel.reports.checking.ranking import FILE

    told = {
        "learned": "2026-11-24",
        "command": "uv run python -m benchmarks.train_links --write",
        "from": [*(f"tests/check_corpus/{name}" for name in OPEN), "kernel/reports/tests"],
        "threshold": ranker.threshold,
        "weights": {k: round(v, 3) for k, v in sorted(ranker.weights.items()) if abs(v) > 0.02},
    }
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(told['weights'])} weights")


def _texts() -> Iterator[Text]:
    """The development texts with their truths."""
    from jingkai.kernel.reports.tests import scoring
    from jingkai.kernel.reports.tests.test_reading_prose import LINES, PROSE

    for name in OPEN:
        home = CORPUS / name
        for entry in json.loads((home / "manifest.json").read_text("utf-8")):
            truths = json.loads((home / entry["truth"]).read_text("utf-8"))
            told = [scoring.truth_of(each) for each in truths]
            data = (home / entry["document"]).read_bytes()
            yield _text(name, entry["document"], data, int(entry["default_year"]), told)
    for path in PROSE:
        text, told = scoring.marked(path)
        year = 2023 if path.name.startswith("2023") else 2022
        yield _text("prose", path.name, text.encode(), year, told)
    for line in LINES:
        text, told = scoring.marked_text(line)
        yield _text("prose", "2022.txt", text.encode(), 2022, told)


def _text(group: str, name: str, data: bytes, year: int, truths: list[Any]) -> Text:
    from jingkai.kernel.reports.checking.context import contexts
    from jingkai.kernel.reports.checking.reading import read

    document = read(name, data)
    said, told = list(contexts(document, year)), []
    for each in said:
        start, end = each.block.clean.span(each.quantity.start, each.quantity.end)
        over = [truth.indicator for truth in truths if truth.start < end and start < truth.end]
        told.append(over[0] if over else None)
    return Text(group, said, told)


def learn(texts: list[Text]) -> Any:
    """The weights learned from these texts."""
    from jingkai.kernel.reports.checking.ranking import Ranker

    ranker = Ranker(FIRST)
    variants = [_forgetful(seed) for seed in range(VARIANTS)]
    for turn in range(ROUNDS):
        examples = [
            (*example, 1.0 if not number else 1.0 / (VARIANTS - 1))
            for number, (vocabulary, residue) in enumerate(variants)
            for text in texts
            for example in _examples(text, vocabulary, residue, ranker)
        ]
        learner, rng = Learner(), random.Random(turn)
        for _epoch in range(EPOCHS if turn == ROUNDS - 1 else EPOCHS // 3):
            rng.shuffle(examples)
            for choices, right, worth in examples:
                learner.see(choices, right, worth)
        ranker = Ranker(dict(learner.weights), THRESHOLD)
    return ranker


def _examples(
    text: Text, vocabulary: Any, residue: Any, ranker: Any
) -> Iterator[tuple[list[tuple[str, ...]], int]]:
    """Each amount with the signs of its choices and the right one's place; the last is none."""
    from jingkai.kernel.reports.checking.evidence import Evidence
    from jingkai.kernel.reports.checking.linking import Linker

    linker = Linker(Evidence(vocabulary, residue), ranker)
    topics = {each.code: each.topic for each in vocabulary.candidates}
    for said, told in zip(text.said, text.told, strict=True):
        signs = linker.evidence.of(said)
        weighed = linker.weigh(said, signs)
        codes = [each.candidate.code for each in weighed]
        if weighed:
            right = codes.index(told) if told in codes else len(codes)
            yield [*(each.signs for each in weighed), ("none",)], right
        linker.go_on(said, topics[told] if told else linker.topic(signs))


def _forgetful(seed: int) -> tuple[Any, Any]:
    """The vocabulary and the empty words; for all seeds but the first some are forgotten."""
    from jingkai.kernel.reports.checking import words
    from jingkai.kernel.reports.checking.vocabulary import vocabulary_of, word_files, written

    rng = random.Random(1000 + seed)
    forget = (FORGET_WORDS, FORGET_NAMES) if seed else (0.0, 0.0)
    entries = {}
    for code, entry in written(tuple(word_files())).items():
        entries[code] = dict(entry)
        for part in ("names", "patterns", "follow_names", "follow_patterns"):
            kept = [each for each in entry.get(part, []) if rng.random() >= forget[1]]
            entries[code][part] = kept
    kept = [word for word in words.FILLER[3:-1].split("|") if rng.random() >= forget[0]]
    run = words.filler_run("(?:" + "|".join(kept) + ")")
    return vocabulary_of(entries, only=indicators()), lambda text: run.sub("", text)


if __name__ == "__main__":
    sys.exit(main())
