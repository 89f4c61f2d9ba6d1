"""Learn what is said of each figure: the profiles of `checking.affinity`.

Characters and pairs around the amounts of the texts that `benchmarks.train_links` learns from, the
figures' declared names, synonyms and notes, and the listed words of the domains. The weights are
learned from texts each held against the profiles of the others alone, so that a profile isn't
trusted for having seen the very text.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

NAME, NOTE, SHORT = 2.0, 1.0, 1.0
"""How many amounts a declared or listed name counts for, and a note or a short name."""
KEPT = 0.3
"""What a pair must count at least: one that stood once in a heading is forgotten."""
type Counts = dict[str, dict[str, float]]

_ASIDE = re.compile(r"\(\?<?!(?:[^()]|\([^()]*\))*\)|\[\^[^\]]*\]|\{[\d,]+\}|\?")
"""What a pattern excludes or repeats."""


def counted(texts: Iterable[Any]) -> dict[str, Counts]:
    """For each group of texts what stood around the amounts of each topic, and of none.

    An amount without a figure tells something only where its text knows every figure.
    """
    from jingkai.kernel.reports.checking.affinity import NOTHING, grams_of, home_of
    from jingkai.kernel.reports.checking.streets import street_of

    topics = _topics()
    groups: dict[str, Counts] = {}
    for text in texts:
        counts = groups.setdefault(text.group, defaultdict(lambda: defaultdict(float)))
        stated: Counter[str] = Counter()
        block, last = None, ""
        for said, told in zip(text.said, text.told, strict=True):
            last = last if said.block is block else ""
            topic = topics.get(told, NOTHING) if told else NOTHING
            if told or len(text.codes) > len(topics) / 2:
                for gram, worth in grams_of(said, last, home_of(stated)).items():
                    counts[gram][topic] += worth
            block, last = said.block, topic or last
            if topic:
                stated[street_of(topic)] += 1
    return groups


def profiles(groups: Mapping[str, Counts], without: Iterable[str] = ()) -> Any:
    """The profiles that all groups but some teach, with what is declared."""
    from jingkai.kernel.reports.checking.affinity import Profiles

    left = set(without)
    made: Counts = defaultdict(lambda: defaultdict(float))
    for name, counts in (*groups.items(), ("", _declared())):
        if name in left:
            continue
        for gram, of_gram in counts.items():
            for topic, count in of_gram.items():
                made[gram][topic] += count
    return Profiles(
        {
            gram: kept
            for gram, of_gram in made.items()
            if (kept := {t: round(c, 2) for t, c in of_gram.items() if c >= KEPT})
        }
    )


def written(made: Any) -> dict[str, Any]:
    """The profiles as they are stored: for each pair the places of topics and their counts."""
    topics = sorted({topic for of_gram in made.counts.values() for topic in of_gram})
    places = {topic: place for place, topic in enumerate(topics)}
    grams = {}
    for gram, of_gram in sorted(made.counts.items()):
        grams[gram] = " ".join(
            f"{place}:{count:g}" if count != 1 else f"{place}"
            for place, count in sorted((places[t], count) for t, count in of_gram.items())
        )
    return {"topics": topics, "grams": grams}


def stored(made: Any) -> str:
    """The file's text, a line for each pair."""
    return json.dumps(written(made), indent=0, ensure_ascii=False) + "\n"


def _topics() -> dict[str, str]:
    from benchmarks.check_corpus import known

    return {each.code: each.topic for each in known(None).candidates}


def _declared() -> Counts:
    """What the declarations and the domains' words say, as if it stood beside an amount."""
    from jingkai.kernel.reports.checking.affinity import grams_in

    counts: Counts = defaultdict(lambda: defaultdict(float))
    for name, topic, worth in _names():
        for gram in grams_in(name):
            counts[gram][topic] += worth
    return counts


def _names() -> Iterable[tuple[str, str, float]]:
    from django.utils import translation

    from jingkai.kernel.indicators import catalogue
    from jingkai.kernel.reports.checking.vocabulary import word_files
    from jingkai.kernel.reports.checking.vocabulary import written as words

    topics = _topics()
    with translation.override("zh-hans"):
        for each in catalogue.all():
            if topic := topics.get(each.code):
                for name in sorted({str(each.name), *each.synonyms}):
                    yield name, topic, NAME
                yield str(getattr(each, "note", "") or ""), topic, NOTE
    known = set(topics.values())
    for code, entry in words(tuple(word_files())).items():
        for part, worth in (("names", NAME), ("patterns", NAME), ("follow_names", SHORT)):
            for source in entry.get(part, []) if code in known else ():
                yield _ASIDE.sub("", source), code, worth
