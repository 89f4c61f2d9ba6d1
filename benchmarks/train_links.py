"""Learn the weights by which the number check links an amount to a figure.

    uv run python -m benchmarks.train_links            leave-one-set-out rates
    uv run python -m benchmarks.train_links --write    learn from all development sets and store

A softmax over the figures that fit an amount and "none", learned with a pull towards `PRIOR`. It
learns from the open sets of `tests/check_corpus` and the texts of `kernel/reports/tests`; never
from one that is a control. Every text is told twice: once with all words, then with a part of the
empty words, names and patterns forgotten, as if another author had written it, and without any
words for a part of the figures, as if they had just been declared. All declared figures are rivals,
as in the product; of figures beyond its list a text says nothing, so that they are no choice for an
amount that states none of the list. What is said of each figure (`profiles`) is learned with it,
and so are the times of papers (`train_papers`) and of amounts (`train_times`).
Deterministic: the same texts and words give the same weights.
"""

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import profiles, softmax, train_papers, train_times
from benchmarks.check_corpus import indicators, measured
from benchmarks.train_papers import Paper

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "check_corpus"
OPEN = {
    "first": "", "second": "second", "third": "third", "fourth": "fourth", "fifth": "fifth",
    "sixth": "sixth", "seventh": "seventh",
    "eighth": "eighth", "ninth": "ninth", "tenth": "tenth", "eleventh": "eleventh",
    "twelfth": "twelfth",
}  # fmt: skip
STEPS, STEPS_BEFORE, BEFORE = 60, 25, 3
"""Of learning, and of learning what amounts without a figure are about, which comes before from
every third text."""
TELLINGS = ((0, True), (1, True))
"""How each text is told: the seed of what is forgotten (0: nothing), and whether every declared
figure is known or only the text's own list."""
SHRINK, SHRINK_WORDS = 0.003, 0.01
RARE = 4
"""Amounts beside which a pair of characters must stand to be learned."""
THRESHOLD, THRESHOLDS = 0.5, (0.6, 0.65, 0.7, 0.75, 0.8)
"""How certain a link must be by itself; and with its time, that rates are printed for."""
CANON, UNKNOWING = {"prose": 30.0}, 3.0
"""Texts that count more: what they say is promised by a test, also with their own list of figures
alone; those whose hand knew no list of words are as a new text is."""
BLIND = ("ninth", "tenth", "eleventh", "twelfth")
"""Sets whose hand knew no list of words either."""
KNOWING = "abcdefghijklm"
"""The first letters of linked texts whose hand knew the lists."""
FORGET_WORDS, FORGET_NAMES, FORGET_FIGURES = 0.3, 0.4, 0.4
"""How many empty words, names and patterns, and figures' words altogether a telling forgets: a
figure without words is known from its declaration alone, as a new one is."""
PRIOR = {
    "none": 2.0, "plain": 1.5, "name:0": 3.0, "pattern": 3.0, "follow:0": 3.0,
    "follow_pattern": 3.0,
    "carry_grown:0": 3.0, "carry_dated:0": 3.0, "shared": 4.0, "led": 3.0, "heading": 2.0,
    "pair_told": 2.0, "near:0": 2.0, "near_pattern": 2.0, "label:0": 2.0,
    "headword:0": 1.5, "only:省": 2.0, "only:地市": 1.0,
    "cell_own:0": 2.0, "cell_other:0": 1.5, "cell_beside": 3.0, "cell_caption:0": 2.0,
    "cell_heading:0": 1.5, "cell_never": -3.0, "modified": -3.0, "beaten": -1.5,
    "sp:other": -1.0, "sp:own": 0.5, "sh:other": -0.7, "sh:own": 0.5,
    "sl:other": -0.3, "sl:own": 0.3, "ch:own": 0.5, "ch:other": -1.5, "ch:other~": -0.7,
    "declared": 0.5, "c:class": -2.0,
    "c:firm_before": -1.0, "cell_short": 2.0, "cell_short_street": 1.5,
    "n:mid": -4.0, "n:pre": -2.5, "n:post": -1.0, "c:target": -4.0, "c:plan_behind": -4.0,
    "c:planned_section": -4.0, "c:planned_lead": -4.0, "c:another": -4.0,
    "c:still_another": -2.0, "c:another_here": -3.0, "c:later": -2.0, "c:named_zone": -3.0,
    "c:part": -3.0, "c:again": -2.0, "c:after_none": -2.0, "c:after_none_kin": -1.0,
    "c:day": -1.0, "c:future": -4.0,
    "c:month": -5.0, "c:than_ours": -4.0, "c:started_from": -3.0, "c:will": -3.0,
    "c:demand": -3.0, "c:event": -2.0, "c:ceremony": -5.0, "c:of_whole": -4.0,
    "c:threshold": -4.0, "c:no_growth": -4.0,
    "c:loose_growth": -1.5, "c:cell_difference": -5.0, "c:cell_ratio": -5.0, "c:cell_place": -4.0,
    "c:cell_part": -3.0, "c:cell_wider": -5.0, "c:another_opens": -3.0, "c:cell_part_named": -1.0,
}  # fmt: skip
"""What signs are worth before anything is learned; weights shrink towards it."""


@dataclass
class Text:
    """A development text: its amounts in their contexts and the figure that each states."""

    group: str
    said: list[Any]
    told: list[str | None]
    codes: frozenset[str]
    """The figures that its truths know."""
    times: list[str | None]
    """The time told of each amount."""
    own: dict[Any, tuple[str, ...]]
    """The times that it may be of as a whole: `own_times`."""


def ready() -> None:
    """Django with its settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    import django

    django.setup()


def main() -> int:
    """Rates of each set learned from the others; with --write the weights of all."""
    ready()
    papers = list(told_papers())
    if "--write" in sys.argv:
        _write(learn(papers))
        return 0
    named = [name for name in OPEN if name in sys.argv] or list(OPEN)
    for name in named:
        ranker = learn([paper for paper in papers if paper.group != name])
        for threshold in THRESHOLDS:
            ranker = replace(ranker, times=replace(ranker.times, threshold=threshold))
            _report(f"{name} left out, certain by {threshold}", ranker)
    return 0


def _report(name: str, ranker: Any) -> None:
    for known, whole in (("closed", False), ("whole catalogue", True)):
        total = measured(CORPUS / OPEN[name.split()[0]], ranker, whole=whole)
        counts = total.counts
        wrong = counts["link is right"] - counts["link is right right"]
        print(
            f"{name}, {known}: linking {total.rate('linked right', 'linked'):.2%}, "
            f"wrong verdicts {wrong / (counts['found'] + counts['beside']):.2%}, "
            f"period {total.rate('period right', 'period'):.2%}",
            flush=True,
        )


def _write(ranker: Any) -> None:
    from jingkai.kernel.reports.checking import affinity
    from jingkai.kernel.reports.checking.ranking import FILE, GIVEN, PAPERS, TIMES

    made_for = {FILE: ranker, TIMES: ranker.times, GIVEN: ranker.given, PAPERS: ranker.papers}
    for file, made in made_for.items():
        told = _stored(made)
        file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{len(told['weights'])} weights in {file.name}")
    affinity.FILE.write_text(profiles.stored(ranker.profiles), encoding="utf-8")
    print(f"{len(ranker.profiles.counts)} pairs of characters")


def _stored(ranker: Any) -> dict[str, Any]:
    return {
        "learned": "2026-11-28",
        "command": "uv run python -m benchmarks.train_links --write",
        "from": [*(f"tests/check_corpus/{each}" for each in OPEN.values()), "kernel/reports/tests"],
        "threshold": ranker.threshold,
        "weights": {k: round(v, 3) for k, v in sorted(ranker.weights.items()) if abs(v) > 0.02},
    }


def told_papers() -> Iterator[Paper]:
    """The development texts with their truths."""
    from jingkai.kernel.indicators import catalogue
    from jingkai.kernel.reports.tests import linked, scoring
    from jingkai.kernel.reports.tests.test_reading_prose import LINES, PROSE

    for name, place in OPEN.items():
        home = CORPUS / place
        codes = indicators(home)
        for entry in json.loads((home / "manifest.json").read_text("utf-8")):
            truths = json.loads((home / entry["truth"]).read_text("utf-8"))
            told = [scoring.truth_of(each) for each in truths]
            data = (home / entry["document"]).read_bytes()
            year = int(entry["default_year"])
            yield _paper(name, entry["document"], data, year, told, codes)
    for path in PROSE:
        text, told = scoring.marked(path)
        year = 2023 if path.name.startswith("2023") else 2022
        yield _paper("prose", path.name, text.encode(), year, told)
    for line in LINES:
        text, told = scoring.marked_text(line)
        yield _paper("prose", "2022.txt", text.encode(), 2022, told)
    every = frozenset(each.code for each in catalogue.all())
    for path in linked.files():
        for made in linked.texts_of(path):
            data = made.text.encode()
            known = every if made.whole else None
            yield _paper(f"links {made.file}", made.name, data, made.year, list(made.truths), known)


def _paper(
    group: str,
    name: str,
    data: bytes,
    year: int,
    truths: list[Any],
    codes: frozenset[str] | None = None,
) -> Paper:
    from jingkai.kernel.reports.checking.reading import read

    return Paper(group, name, read(name, data), year, tuple(truths), codes)


def _text(paper: Paper, papers: Any, about: Any = None) -> Text:
    from jingkai.kernel.reports.checking.context import contexts
    from jingkai.kernel.reports.checking.own_times import own_times

    said, told = list(contexts(paper.document, paper.year, papers=papers, period=about)), []
    for each in said:
        start, end = each.block.clean.span(each.quantity.start, each.quantity.end)
        over = [truth for truth in paper.truths if truth.start < end and start < truth.end]
        told.append((over[0].indicator, over[0].period) if over else (None, None))
    own = own_times(paper.document, said[0].calendar.paper) if said else {}
    codes = paper.codes or indicators()
    return Text(paper.group, said, [f for f, _t in told], codes, [t for _f, t in told], own)


def learn(papers: list[Paper]) -> Any:
    """The weights of papers' times, of links and their times, and the profiles."""
    others = train_papers.by_others(papers, worth)
    texts = [_text(paper, others[paper.group]) for paper in papers]
    groups = profiles.counted(texts)
    ranker = fitted(shown(texts, groups))
    given = [_text(paper, None, about) for paper in papers if (about := train_papers.about(paper))]
    return replace(
        ranker,
        profiles=profiles.profiles(groups),
        times=train_times.learned(texts, worth),
        given=train_times.learned(given, worth),
        papers=train_papers.learned(papers, worth),
    )


def shown(texts: list[Text], groups: dict[str, profiles.Counts]) -> list[Any]:
    """Every example in as many tellings as there are variants, held against the other groups.

    What an amount that states no figure is about is told by weights learned before from a part.
    """
    from jingkai.kernel.reports.checking.ranking import Ranker

    lists = {text.codes for text in texts}
    tellings = [
        (0.99 if seed else 1.0, _forgetful(seed, lists, whole)) for seed, whole in TELLINGS
    ]
    others = {group: profiles.profiles(groups, [group]) for group in groups}
    first = list(_told(texts[::BEFORE], tellings[:1], Ranker(PRIOR), others))
    ranker = fitted(first, STEPS_BEFORE)
    closed = [(1.0, _forgetful(0, lists, whole=False))]
    canon = [text for text in texts if text.group in CANON]
    return [*_told(texts, tellings, ranker, others), *_told(canon, closed, ranker, others)]


def _told(
    texts: list[Text], tellings: list[Any], ranker: Any, others: dict[str, Any]
) -> Iterator[Any]:
    for share, (vocabularies, residue) in tellings:
        for text in texts:
            told = replace(ranker, profiles=others[text.group])
            for example in _examples(text, vocabularies[text.codes], residue, told):
                yield (*example, worth(text.group) * share)


def worth(group: str) -> float:
    linked = group.removeprefix("links ")
    told = group in BLIND or group != linked and linked[0] not in KNOWING
    return UNKNOWING if told else CANON.get(group, 1.0)


def fitted(examples: list[Any], steps: int = STEPS) -> Any:
    """The weights that these examples teach."""
    from jingkai.kernel.reports.checking.ranking import Ranker

    return Ranker(softmax.learned(_common(examples), PRIOR, _shrink, steps), THRESHOLD)


def _shrink(sign: str) -> float:
    return SHRINK_WORDS if sign.startswith(("p:", "b:", "r:")) else SHRINK


def _common(examples: list[Any]) -> list[Any]:
    """The examples without words that stand beside few amounts."""
    from jingkai.kernel.reports.checking.lexical import LEXICAL

    seen: Counter[str] = Counter()
    for choices, _right, worth in examples:
        if worth >= 1.0:
            seen.update({s for signs in choices for s in signs if s.startswith(LEXICAL)})
    rare = {sign for sign, count in seen.items() if count < RARE}

    def kept(signs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(s for s in signs if not s.startswith(LEXICAL) or seen[s] and s not in rare)

    return [([kept(signs) for signs in c], right, worth) for c, right, worth in examples]


def _examples(
    text: Text, vocabulary: Any, residue: Any, ranker: Any
) -> Iterator[tuple[list[tuple[str, ...]], int]]:
    """Each amount with the signs of its choices and the right one's place; the last is none."""
    from jingkai.kernel.reports.checking.evidence import Evidence
    from jingkai.kernel.reports.checking.linking import Linker

    linker = Linker(Evidence(vocabulary, residue, ranker.profiles), ranker)
    topics = {each.code: each.topic for each in vocabulary.candidates}
    for said, told in zip(text.said, text.told, strict=True):
        signs = linker.evidence.of(said)
        weighed = [
            each for each in linker.weigh(said, signs) if told or each.candidate.code in text.codes
        ]
        codes = [each.candidate.code for each in weighed]
        if weighed:
            right = codes.index(told) if told in codes else len(codes)
            yield [*(each.signs for each in weighed), ("none",)], right
        linker.go_on(said, topics[told] if told else linker.topic(signs), told or "")


def _forgetful(
    seed: int, lists: set[frozenset[str]], whole: bool
) -> tuple[dict[frozenset[str], Any], Any]:
    """The vocabulary for each list and the empty words; but for seed 0 some are forgotten."""
    from jingkai.kernel.indicators import catalogue
    from jingkai.kernel.reports.checking import words
    from jingkai.kernel.reports.checking.vocabulary import vocabulary_of, word_files, written

    rng = random.Random(1000 + seed)
    forget = (FORGET_WORDS, FORGET_NAMES, FORGET_FIGURES) if seed else (0.0, 0.0, 0.0)
    entries = {}
    for code, entry in written(tuple(word_files())).items():
        if rng.random() < forget[2] and not entry.get("growth"):
            continue
        entries[code] = dict(entry)
        for part in ("names", "patterns", "follow_names", "follow_patterns"):
            kept = [each for each in entry.get(part, []) if rng.random() >= forget[1]]
            entries[code][part] = kept
    kept = [word for word in words.FILLER[3:-1].split("|") if rng.random() >= forget[0]]
    run = words.filler_run("(?:" + "|".join(kept) + ")")
    known = {
        codes: vocabulary_of(entries, [i for i in catalogue.all() if whole or i.code in codes])
        for codes in lists
    }
    return known, lambda text: run.sub("", text)


if __name__ == "__main__":
    sys.exit(main())
