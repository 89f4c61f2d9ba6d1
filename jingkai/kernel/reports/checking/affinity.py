"""How much the words around an amount sound like what is said of each figure.

A figure's profile counts the characters and pairs of characters that stood around its amounts in
texts with known truths, and those of its declared name, its note and its listed words. An amount is
held against the profiles of all figures that fit its unit, and against that of amounts which state
none: the profile's rank, its lead over the next and its distance from none are signs among the
others. So a wording that no list knows (新破土19个) still has a figure. The counts lie beside this
module, learned together with the weights; at run time they are only looked up.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path

from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.headings import without_unit
from jingkai.kernel.reports.checking.wording import clause_of, strip_periods

FILE = Path(__file__).with_name("link_profiles.json")
NOTHING = ""
"""The profile of amounts that state no figure."""
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_NEAR, _BEFORE, _BEHIND, _LEAD = 20, 40, 14, 60
"""Characters of the own clause, the sentence before it, behind the amount, the headings."""
_WORTH = {"n": 1.0, "b": 0.5, "h": 0.25}
_UNIT, _LARGE, _LAST, _HOME = 1.0, 0.6, 1.2, 1.0
"""What the unit, the size, the figure told before and the paper's street count."""
_AT_HOME = 2
"""Figures of a street that a paper states before it is known to be at home there."""
_SHARES = (0.05, 0.15, 0.4, 0.7, 0.9, 0.98)
"""Steps of a ratio's size."""
_SMOOTH, _UNSEEN, _SIZE = 0.01, 0.005, 50.0
"""What a pair that a profile hasn't seen counts: by how common it is, and at least."""
_LEADS, _BEHIND_FIRST = (1, 3, 6, 10, 15, 22, 30, 40), (2, 5, 10, 20)
_OVER_NOTHING = (-12, -6, -2, 2, 6, 12, 18, 26, 36)
"""Steps of the lead, of the distance from the first, and from none, in logarithms of odds."""
SIGNS = ("af:", "an:", "al:")
COUNTED = 3
"""Profiles that bring a figure in which nothing else speaks for."""


@dataclass(frozen=True)
class Profiles:
    """For each pair of characters how often it stood at each topic's amounts."""

    counts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @cached_property
    def sizes(self) -> Mapping[str, float]:
        """The logarithm of how much each topic has been told."""
        sizes: dict[str, float] = {}
        for of_gram in self.counts.values():
            for topic, count in of_gram.items():
                sizes[topic] = sizes.get(topic, 0.0) + count
        return {topic: math.log(size + _SMOOTH * _SIZE) for topic, size in sizes.items()}

    @cached_property
    def _floors(self) -> Mapping[str, float]:
        """What a gram counts for a topic that hasn't seen it."""
        totals = {gram: sum(of_gram.values()) for gram, of_gram in self.counts.items()}
        whole = sum(totals.values()) or 1.0
        return {g: _SMOOTH * (t / whole * _SIZE + _UNSEEN / _SMOOTH) for g, t in totals.items()}

    def scores(self, grams: Mapping[str, float], topics: Iterable[str]) -> dict[str, float]:
        """How well each known topic explains these grams, in logarithms; only differences tell."""
        told = {g: worth for g, worth in grams.items() if g in self.counts}
        length = sum(told.values())
        made = {t: -length * self.sizes[t] for t in topics if t in self.sizes}
        for gram, worth in told.items():
            floor = self._floors[gram]
            for topic, count in self.counts[gram].items():
                if topic in made:
                    made[topic] += worth * math.log1p(count / floor)
        return made


def grams_of(said: Said, last: str = "", home: str = "") -> dict[str, float]:
    """The characters and pairs around an amount, each with what its place is worth.

    Beside them its unit, how large it is by powers of ten, the topic told before it, and the
    street of which the paper has stated most.
    """
    if said.block.kind == "cell" and not said.index:
        row, column = without_unit(said.block.row), without_unit(said.block.column)
        own, before = strip_periods(f"{row} {column}"), ""
        lead = f"{said.block.caption} {said.heading}"
    else:
        clause = clause_of(strip_periods(said.left))
        before = strip_periods(said.sentence.before(said.index))
        before = before[: len(before) - len(clause)][-_BEFORE:]
        own = f"{clause[-_NEAR:]} {said.right[:_BEHIND]}"
        lead = f"{said.sentence.lead} {said.heading}"
    made = {f"u{said.quantity.unit}": _UNIT, f"m{_large(said)}": _LARGE}
    made |= {f"t{last}": _LAST} if last else {}
    made |= {f"s{home}": _HOME} if home else {}
    for place, text in (("n", own), ("b", before), ("h", lead[:_LEAD])):
        made |= {f"{place}{gram}": _WORTH[place] for gram in _grams(text)}
    return made


def home_of(stated: Counter[str]) -> str:
    """The street of which a paper has stated most so far, "" before it is seen."""
    most = stated.most_common(1)
    return most[0][0] if most and most[0][1] >= _AT_HOME else ""


def _large(said: Said) -> str:
    value, unit = abs(said.quantity.value or Decimal()), said.quantity.unit
    if unit == "%":
        return f"{unit}{_step(float(value), _SHARES)}"
    return f"{unit}{value.adjusted() if value >= 1 else -1}"


def grams_in(name: str) -> dict[str, float]:
    """Those of a name, as if it stood beside an amount."""
    return {f"n{gram}": 1.0 for gram in _grams(name)}


def _grams(text: str) -> set[str]:
    runs = _WORDS.findall(text)
    return {
        run[n : n + size] for run in runs for size in (1, 2) for n in range(len(run) - size + 1)
    }


@dataclass(frozen=True)
class Affinity:
    """The profiles of the figures that fit one amount, in order."""

    order: tuple[str, ...]
    scores: Mapping[str, float]

    @classmethod
    def of(
        cls, profiles: Profiles, grams: Mapping[str, float], topics: Iterable[str]
    ) -> "Affinity":
        """What the profiles say of an amount among these grams that may be of these topics."""
        scores = profiles.scores(grams, [NOTHING, *topics])
        known = sorted((t for t in scores if t), key=lambda topic: (-scores[topic], topic))
        return cls(tuple(known), scores)

    def signs(self, topic: str, *, alone: bool) -> list[str]:
        """Its place, and how it stands beside none; `alone` when nothing else speaks for it."""
        if topic not in self.scores:
            return []
        first, mine = self.scores[self.order[0]], self.scores[topic]
        if topic == self.order[0]:
            second = self.scores[self.order[1]] if len(self.order) > 1 else -math.inf
            made = f"1+{_step(mine - second, _LEADS)}"
        else:
            place = min(self.order.index(topic) + 1, 4)
            made = f"{place}-{_step(first - mine, _BEHIND_FIRST)}"
        over = _step(mine - self.scores.get(NOTHING, mine), _OVER_NOTHING)
        return [f"af:{made}", f"an:{over}", *([f"al:{made}", f"al:n{over}"] if alone else [])]

    def far_behind(self, topic: str, unknown: Set[str]) -> bool:
        """Whether a figure that isn't known here explains the words so much better."""
        if topic not in self.scores or self.order[0] not in unknown:
            return False
        return self.scores[self.order[0]] - self.scores[topic] >= _BEHIND_FIRST[-1]

    @property
    def likely(self) -> frozenset[str]:
        """The topics that may be meant though nothing else speaks for them."""
        return frozenset(self.order[:COUNTED])


def _step(value: float, steps: Sequence[float]) -> int:
    """How many steps a value has passed.

    >>> _step(4, (1, 3, 6))
    2
    """
    return sum(value >= step for step in steps)


@lru_cache(maxsize=1)
def learned_profiles() -> Profiles:
    """The profiles in force."""
    if not FILE.exists():
        return Profiles()
    told = json.loads(FILE.read_text(encoding="utf-8"))
    topics = told["topics"]
    return Profiles(
        {
            gram: {topics[int(at)]: float(count) for at, count in _pairs(line)}
            for gram, line in told["grams"].items()
        }
    )


def _pairs(line: str) -> Iterable[tuple[str, str]]:
    """`3:2 17:0.5` → a topic's place and its count."""
    for each in line.split():
        place, _colon, count = each.partition(":")
        yield place, count or "1"
