"""The closed catalogue in the words of reports.

Each domain says in `parameters/check_words.yaml` what reports call its figures; a declared
indicator without an entry is known by its name and synonyms. Words for a code that is not declared
are left aside: what can't be computed can't be checked.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.utils.translation import get_language

from jingkai.kernel.indicators import Indicator, catalogue
from jingkai.kernel.reports.checking.candidates import (
    Candidate,
    CandidateKind,
    Topic,
    Vocabulary,
    alternatives,
    around,
)
from jingkai.kernel.reports.checking.declared import (
    COUNTS,
    RATIOS,
    candidate_of,
    kin,
    nature_of,
    told_names,
    topic_of,
)
from jingkai.kernel.reports.checking.streets import patterns, street_of

FILE = Path("parameters", "check_words.yaml")
_made: dict[str, tuple[tuple[Indicator, ...], Vocabulary]] = {}


def word_files() -> list[Path]:
    """The domains' files of words, in the order of the installed applications."""
    places = [Path(app.path) / FILE for app in apps.get_app_configs()]
    return [place for place in places if place.exists()]


@lru_cache(maxsize=4)
def written(files: tuple[Path, ...]) -> dict[str, dict[str, Any]]:
    """The entries of the files by topic."""
    entries: dict[str, dict[str, Any]] = {}
    for path in files:
        entries |= yaml.safe_load(path.read_text(encoding="utf-8"))["topics"]
    return entries


@lru_cache(maxsize=4)
def streets(files: tuple[Path, ...]) -> dict[str, re.Pattern[str]]:
    """For each domain the words by which a passage is seen to be about it."""
    told: dict[str, list[str]] = {}
    for path in files:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        told[street_of(next(iter(read["topics"])))] = read.get("street", [])
    return patterns(told)


def vocabulary_of(
    entries: dict[str, dict[str, Any]],
    indicators: Iterable[Indicator] | None = None,
    *,
    only: Collection[str] | None = None,
) -> Vocabulary:
    """Topics and candidates; with `indicators` those that they declare, with `only` those codes."""
    declared = None if indicators is None else {each.code: each for each in indicators}
    allowed = only if declared is None else declared
    topics, candidates = [], []
    for code, entry in entries.items():
        made = [
            each
            for each in _candidates(code, entry, (declared or {}).get(code))
            if allowed is None or each.code in allowed
        ]
        if made:
            topics.append(_topic(code, entry, (declared or {}).get(code)))
            candidates += made
    related = kin(declared or {})
    known, told = {each.code for each in candidates}, {each.code for each in topics}
    for code, indicator in sorted((declared or {}).items()):
        topic, growth, _rest = code.partition(".yoy")
        if code in known:
            continue
        if growth and topic in told:
            name = str(indicator.name)
            candidates.append(Candidate(code, topic, name, "growth", RATIOS))
            continue
        topics.append(topic_of(indicator, related.get(code, frozenset())))
        candidates.append(candidate_of(indicator))
    return Vocabulary.of(topics, candidates, related, streets(tuple(word_files())))


def current() -> Vocabulary:
    """The vocabulary of the installed domains and the catalogue as declared.

    Made once for each language, and again when another indicator is declared: its hundreds of
    patterns take longer to compile than most reports to check.
    """
    language, declared = get_language() or "", tuple(catalogue.all())
    kept = _made.get(language)
    if kept is None or kept[0] != declared:
        kept = declared, vocabulary_of(written(tuple(word_files())), declared)
        _made[language] = kept
    return kept[1]


def _topic(code: str, entry: dict[str, Any], indicator: Indicator | None = None) -> Topic:
    return Topic(
        declared=None if indicator is None else alternatives(told_names(indicator)),
        code=code,
        names=alternatives(entry.get("names", [])),
        patterns=tuple(around(each) for each in entry.get("patterns", [])),
        never=alternatives(entry.get("never", [])),
        follow_names=alternatives(entry.get("follow_names", [])),
        follow_patterns=tuple(around(each) for each in entry.get("follow_patterns", [])),
        weak=alternatives(entry.get("weak", [])),
        after=tuple(entry.get("after", [])),
    )


def _candidates(
    topic: str, entry: dict[str, Any], declared: Indicator | None = None
) -> list[Candidate]:
    made = []
    counted = "flow" if declared is None else nature_of(declared)
    if unit := entry.get("unit"):
        units = entry.get("units") or COUNTS.get(unit, unit).split()
        kind: CandidateKind = "share" if unit == "%" else "level" if unit == "元" else "count"
        nature = entry.get("nature", counted)
        name = str(entry["name"])
        made.append(
            Candidate(
                topic,
                topic,
                name,
                kind,
                frozenset(units),
                nature,
                one="one" in entry,
                part="part" in entry,
                change="change" in entry,
            )  # fmt: skip
        )
    for growth in entry.get("growth", []):
        made.append(
            Candidate(
                growth["code"],
                topic,
                str(growth["name"]),
                "growth",
                RATIOS,
                needs=alternatives(growth.get("needs", [])),
                never=alternatives(growth.get("never", [])),
                nature=entry.get("nature", counted),
                cumulative=bool(growth.get("cumulative")),
            )  # fmt: skip
        )
    return made
