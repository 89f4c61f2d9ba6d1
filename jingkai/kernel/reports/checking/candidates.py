"""What a report may speak of: the closed catalogue, with the words that reports use for it.

The linker knows only these; where they come from (the catalogue of indicators and the domains'
`parameters/check_words.yaml`) is the business of `vocabulary`.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from jingkai.kernel.reports.checking.words import THINGS

type CandidateKind = Literal["level", "growth", "share", "count"]
type Nature = Literal["flow", "stock"]

BARE = ""
"""The unit of a number that a table prints without one."""
GAP = "…"
"""In a pattern: a few words without an amount (…… more). □ is the amount, ◇ another one."""


@dataclass(frozen=True)
class Candidate:
    """One figure of the closed catalogue as the linker sees it.

    `topic` is what it is about: a level and its growth share one. `units` are the units in which
    it may be printed. `needs` are words without which it isn't meant (a named exclusion), `never`
    words with which it isn't. `cumulative` figures aren't told of a single month.
    """

    code: str
    topic: str
    name: str
    kind: CandidateKind
    units: frozenset[str]
    nature: Nature = "flow"
    needs: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    cumulative: bool = False
    one: bool = False
    """A Chinese 一 before its unit means the number one, not "a"."""
    part: bool = False
    """Told as a part of another: 其中当年开工13个."""
    change: bool = False
    """Told as a difference: 净增620户."""

    def takes(self, unit: str) -> bool:
        """Whether an amount in this unit can be it."""
        if unit == BARE:
            return not self.units.isdisjoint(THINGS)
        return unit in self.units


@dataclass(frozen=True)
class Topic:
    """What reports call it: `names` before the amount, `patterns` around it, `never` beside it."""

    code: str
    names: re.Pattern[str] | None
    patterns: tuple[re.Pattern[str], ...] = ()
    never: re.Pattern[str] | None = None
    follow_names: re.Pattern[str] | None = None
    follow_patterns: tuple[re.Pattern[str], ...] = ()
    weak: re.Pattern[str] | None = None
    """Words that may mean it as well as others: 投资, 财政."""
    after: tuple[str, ...] = ()
    """Short names hold only when one of these was told before: 总投资 after 签约项目."""
    declared: re.Pattern[str] | None = None
    """Its declared name and synonyms, which are nobody else's: 外出招商 is a trip, no activity."""

    def blocked(self, stretch: str) -> bool:
        """Whether a word stands there with which it is another figure."""
        return bool(self.never and self.never.search(stretch))


@dataclass(frozen=True)
class Vocabulary:
    """All topics and candidates of the catalogue."""

    topics: tuple[Topic, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    of_topic: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    hints: dict[str, dict[str, float]] = field(default_factory=dict)
    """For each topic the pairs of characters in its words, and how much they are its own."""
    kin: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each topic those that are counted on the same records."""
    streets: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """For each domain the words by which a passage is seen to be about it."""

    @classmethod
    def of(
        cls,
        topics: list[Topic],
        candidates: list[Candidate],
        kin: Mapping[str, frozenset[str]] | None = None,
        streets: Mapping[str, re.Pattern[str]] | None = None,
    ) -> "Vocabulary":
        """A vocabulary with its index by topic."""
        index: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            index.setdefault(candidate.topic, []).append(candidate)
        by_topic = {code: tuple(each) for code, each in index.items()}
        return cls(
            tuple(topics), tuple(candidates), by_topic, _hints(topics), kin or {}, streets or {}
        )

    def candidate(self, code: str) -> Candidate | None:
        """The candidate of that code."""
        return next((each for each in self.candidates if each.code == code), None)


_ASIDE = re.compile(r"\(\?<?!(?:[^()]|\([^()]*\))*\)|\[\^[^\]]*\]|\{[\d,]+\}|\?")


def _hints(topics: list[Topic]) -> dict[str, dict[str, float]]:
    """Pairs of characters of each topic's words; those of many topics are worth less."""
    pairs: dict[str, set[str]] = {}
    for topic in topics:
        sources = [each for each in (topic.names, topic.follow_names) if each]
        texts = [_ASIDE.sub("", each.pattern) for each in (*sources, *topic.patterns)]
        runs = [run for text in texts for run in re.findall(r"[\u4e00-\u9fff]{2,}", text)]
        pairs[topic.code] = {run[n : n + 2] for run in runs for n in range(len(run) - 1)}
    known = Counter(pair for each in pairs.values() for pair in each)
    return {
        code: {pair: math.log(1 + len(topics) / known[pair]) for pair in sorted(each)}
        for code, each in pairs.items()
    }


def expression(source: str) -> str:
    """A domain's words as a pattern: … is a short gap without an amount.

    >>> bool(re.search(expression("签约…项目□"), "签约域外项目□"))
    True
    """
    gap, wide = r"[^,;。□]{0,12}?", r"[^,;。□]{0,40}?"
    return source.replace(GAP * 2, wide).replace(GAP, gap).replace("◇", "□")


def alternatives(sources: list[str]) -> re.Pattern[str] | None:
    """One pattern for any of the words, the longest first."""
    ordered = sorted(sources, key=len, reverse=True)
    return re.compile("|".join(f"(?:{expression(each)})" for each in ordered)) if sources else None


def around(source: str) -> re.Pattern[str]:
    """A pattern with the amount itself in the group `amount`.

    A gap right behind the amount does not reach into the next item of a list: 供电□、供汽□.
    """
    source = source.replace("□" + GAP * 2, "□\1").replace("□" + GAP, r"□[^,;。、□]{0,12}?")
    source = source.replace("\1", GAP * 2)
    return re.compile(expression(source.replace("□", "\0")).replace("\0", "(?P<amount>□)"))
