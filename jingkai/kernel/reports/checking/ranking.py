"""The learned weights by which the linker chooses: what each sign for or against a figure is worth.

The weights lie beside this module as a dated parameter with the command that made them. A choice
is a softmax over the figures that fit an amount and "none"; nothing is learned at run time.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.affinity import Profiles

FILE = Path(__file__).with_name("link_weights.json")
TIMES = Path(__file__).with_name("time_weights.json")
GIVEN = Path(__file__).with_name("given_time_weights.json")
PAPERS = Path(__file__).with_name("paper_weights.json")
NONE = "none"
"""The weight of telling nothing."""
CLAIM = "c:"
"""Signs that a figure isn't told here as the zone's own; the others say what it is about."""


PLAIN, PLAINLY = "plain", 2.1
"""A declared name with nothing between it and the amount, and what that is worth at least."""


@dataclass(frozen=True)
class Ranker:
    """Weights of signs; a link below `threshold` of certainty isn't made."""

    weights: Mapping[str, float]
    threshold: float = 0.5
    profiles: "Profiles | None" = None
    """What is said of each figure, when not the learned profiles."""
    times: "Ranker | None" = None
    """The weights by which the time of a link is chosen, when not the learned ones."""
    given: "Ranker | None" = None
    """The same, in a paper of which it was said what it is about."""
    papers: "Ranker | None" = None
    """The weights by which the time of a paper is chosen, when not the learned ones."""

    @property
    def none(self) -> float:
        """What must be exceeded to be about anything at all."""
        return self.weights.get(NONE, 0.0)

    def score(self, signs: Iterable[str]) -> float:
        """The worth of all signs together."""
        return sum(self.weights.get(sign, 0.0) for sign in signs)

    def about(self, signs: Iterable[str]) -> float:
        """The worth of the signs that say what an amount is about."""
        return self.score(sign for sign in signs if not sign.startswith(CLAIM))

    def choose(self, scores: list[float]) -> int | None:
        """The place of the best score when it is certain enough, or none."""
        best, certainty = self.best(scores)
        return best if certainty >= self.threshold else None

    def best(self, scores: list[float]) -> tuple[int | None, float]:
        """The place of the best score and how certain it is, beside the others and none."""
        odds = self.odds(scores)
        best = max(range(len(odds)), key=odds.__getitem__, default=None)
        return best, 0.0 if best is None else odds[best]

    def odds(self, scores: list[float]) -> list[float]:
        """How certain each of them is beside the others and none; with none's they add up to 1."""
        top = max([*scores, self.none])
        parts = [math.exp(score - top) for score in scores]
        whole = sum(parts) + math.exp(self.none - top)
        return [part / whole for part in parts]

    def open(self, scores: list[float]) -> bool:
        """Whether some figure is likelier than none, though none may be certain enough."""
        return bool(scores) and max(scores) > self.none

    def strongest(self, signs: Iterable[str], count: int = 3) -> tuple[str, ...]:
        """The signs that spoke most for a link, for those who ask why it was made."""
        ordered = sorted(signs, key=lambda sign: -self.weights.get(sign, 0.0))
        return tuple(ordered[:count])


@lru_cache(maxsize=1)
def learned() -> Ranker:
    """The weights of links in force."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    weights = told["weights"]
    plainly = max(PLAINLY, weights.get(PLAIN, 0.0))
    return Ranker(weights | {PLAIN: plainly}, told["threshold"])


@lru_cache(maxsize=2)
def learned_times(*, given: bool = False) -> Ranker:
    """The weights of times in force; link and time together must be as certain as it says.

    Others hold where it was said what a paper is about (`given`).
    """
    told = json.loads((GIVEN if given else TIMES).read_text(encoding="utf-8"))
    return Ranker(told["weights"], told["threshold"])


@lru_cache(maxsize=1)
def learned_papers() -> Ranker:
    """The weights of papers' times in force."""
    told = json.loads(PAPERS.read_text(encoding="utf-8"))
    return Ranker(told["weights"], told["threshold"])
