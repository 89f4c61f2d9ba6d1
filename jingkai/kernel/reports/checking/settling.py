"""What an amount states, told by its words and by what the records give together.

Words alone leave open for one amount in four which figure at which time it states. Where one of
those that they leave open has in the records just the value that is printed, that it is the one is
all but certain: a number of four digits equals a wrong one's once in a thousand times. A number
that agrees with none of them is called wrong only where words and neighbours make it certain what
it states, since a doubtful link is wrong more often than a number is.
"""

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.candidates import Candidate
from jingkai.kernel.reports.checking.claims import of_one
from jingkai.kernel.reports.checking.context import Said
from jingkai.kernel.reports.checking.finding import Choice, Found
from jingkai.kernel.reports.checking.judging import as_printed, holds, significance
from jingkai.kernel.reports.checking.quantities import Quantity
from jingkai.kernel.reports.checking.wording import STARTED_FROM

type Values = Mapping[tuple[str, Period], Decimal | None]
"""What the records give for a figure at a time, in base units; none where it can't be told."""

WRONG = 0.03
"""How many of a report's numbers are thought to be wrong before it is read."""
AGREES, DOUBTED = 0.85, 0.5
"""How certain it must be what an amount agrees with, by words and records together; and what it
may differ from, by its words, for a reader to look."""
DIFFERS = 150.0
"""How many times likelier than not it must be what an amount states, for it to be called wrong."""
FAR_OFF, OFTEN, FEW = 4.0, 2, 5
"""How many times likelier yet, where a number is more than twice the records' or less than half and
differs by more than a few: numbers go wrong by a little, or by a shifted point."""
NAMED = frozenset({"plain", "declared", "name:0", "pattern"})
"""Signs that the figure itself is named at the number."""
SAME = Decimal("0.02")
"""How far two numbers of the same digits lie apart, rounded."""
RIVAL = 0.05
"""How likely something else that a number agrees with must be, to save it from being wrong."""
FAR = 10
"""How many times likelier the words must make something else than what a number agrees with, for
it to be left open: last year's number, copied into this year's report, agrees with last year."""
USUAL, UNUSUAL = 3, 1
"""Numbers of its time that are thought to agree and to differ before any is read."""
CLEARLY, MANY = 2, 8
"""Where twice as many agree as differ, the time is clear, and one in eight counts as differing at
most: a report in which a third of the numbers is wrong is of its time none the less."""
DATED, CLEAR = 3.5, 2.0
"""What neighbours count for at least where the sentence names its time with the year, and where the
time is clear: those that differ are wrong themselves then."""
_YEAR = re.compile(r"\d{4}年")
_SHARE, _LEAST, _MOST, _BOUND = 0.25, 0.002, 0.5, 0.4
"""Shares and growth lie within a quarter; no chance is less, or more; and that of a bound."""


@dataclass(frozen=True)
class Settled:
    """What an amount states and whether the records bear it out; `doubted` needs a reader's eye."""

    choice: Choice
    outcome: Literal["agrees", "differs", "doubted", "untold"]


def settled(found: Sequence[Found], values: Values) -> list[Settled | None]:
    """What each amount states beside these records; none when that can't be said."""
    neighbours = Neighbours(found, values)
    return [_settled(each, values, neighbours) for each in found]


def _settled(found: Found, values: Values, neighbours: "Neighbours") -> Settled | None:
    likely = shares(found, values)
    borne = [(share, choice) for share, choice, fits in likely if fits]
    told = by_words(found)
    if sum(share for share, _choice in borne) >= AGREES:
        best = max(borne, key=lambda each: each[0])[1]
        if told is None or best.odds * FAR >= told.odds:
            return Settled(best, "agrees")
    if told is None:
        return None
    if values.get((told.candidate.code, told.period)) is None:
        return Settled(told, "untold") if found.candidate else None
    rival = any(share >= RIVAL for share, _choice in borne)
    certain = DIFFERS * (FAR_OFF if _far_off(found, told, values) else 1)
    if not rival and _of_the_zone(found.said) and neighbours.odds(found, told) >= certain:
        return Settled(told, "differs")
    return Settled(told, "doubted") if told.odds >= DOUBTED else None


def _of_the_zone(said: Said) -> bool:
    """Whether nothing says that it is another's, a single firm's, or where it began."""
    return said.ours and not of_one(said) and not STARTED_FROM.search(said.left)


def _far_off(found: Found, told: Choice, values: Values) -> bool:
    """Whether the number differs so much that it is rather another's than wrong."""
    value, actual = found.value, values.get((told.candidate.code, told.period))
    if value is None or actual is None or not NAMED.isdisjoint(found.signs):
        return False
    less, more = sorted((abs(value), abs(actual)))
    return more > OFTEN * less and more - less > FEW and not _slipped(more, less)


def _slipped(more: Decimal, less: Decimal) -> bool:
    """Whether the point stands elsewhere: 1.31亿元 for 13.1亿元."""
    if not less:
        return False
    times = more / less
    return abs(times.scaleb(-round(times.log10())) - 1) <= SAME


def by_words(found: Found) -> Choice | None:
    """What the words alone say."""
    stated = found.candidate or found.untimed
    if stated is not None and found.period is not None:
        return Choice(stated, found.period, found.certainty)
    return None


class Neighbours:
    """Which numbers agree, by their words alone: of each time, and in each sentence.

    Where the others of its time agree, the time is the right one and a number may be called wrong;
    where they differ as well, all of them are of another time rather than wrong.
    """

    def __init__(self, found: Sequence[Found], values: Values) -> None:
        self.fits: dict[int, bool] = {}
        self.counts: Counter[tuple[Hashable, bool]] = Counter()
        for each in found:
            told = by_words(each)
            value = told and values.get((told.candidate.code, told.period))
            if told is None or value is None:
                continue
            self.fits[id(each)] = fits = bears(each, told.candidate, value)
            self.counts.update((key, fits) for key in self._keys(each))

    def _keys(self, found: Found) -> tuple[Hashable, ...]:
        return found.period, (id(found.said.sentence), found.period)

    def odds(self, found: Found, told: Choice) -> float:
        """How many times likelier than not the amount states that, by words and neighbours."""
        sure, dated = told.odds, _dated(found)
        if dated:
            sure = sum(c.odds for c in found.choices if c.candidate == told.candidate)
        odds, own, least = sure / max(1 - sure, 1e-6), self.fits[id(found)], DATED if dated else 0.0
        for key in self._keys(found):
            agree = self.counts[key, True] - own
            differ: float = self.counts[key, False] - (not own)
            if agree >= CLEARLY * differ:
                differ = min(differ, agree / MANY)
                least = max(least, CLEAR) if agree >= MANY else least
            odds *= max((agree + USUAL) / (differ + UNUSUAL), least)
        return odds


def _dated(found: Found) -> bool:
    """Whether its sentence names its time with the year: then only the figure may be another.

    Neighbours that differ are wrong themselves then, and say nothing against its time.
    """
    sentence = found.said.sentence
    return any(
        mention.period == found.period
        and mention.role == "frame"
        and mention.start < sentence.slots[found.said.index]
        and _YEAR.search(sentence.template, mention.start, mention.end)
        for mention in sentence.mentions
    )


def shares(found: Found, values: Values) -> list[tuple[float, Choice, bool]]:
    """How likely each choice is beside the records, and whether it bears the amount out."""
    quantity = found.said.quantity
    by_chance = chance(quantity)
    weighed, open_ = [], 1.0
    for choice in found.choices:
        open_ -= choice.odds
        value = values.get((choice.candidate.code, choice.period))
        fits = value is not None and bears(found, choice.candidate, value)
        told = (1 - WRONG) / by_chance if fits else WRONG / (1 - by_chance)
        weighed.append((choice.odds * (1.0 if value is None else told), choice, fits))
    whole = sum(weight for weight, _choice, _fits in weighed) + max(open_, 0.0)
    return [(weight / whole, choice, fits) for weight, choice, fits in weighed] if whole else []


def bears(found: Found, candidate: Candidate, value: Decimal) -> bool:
    """Whether that value of the figure bears the amount out.

    A figure that counts what was given up or left is no decline though it is told as one:
    自然减员66人, 清掉12条.
    """
    quantity, printed = found.said.quantity, as_printed(found.text, candidate, value)
    counts = candidate.kind != "growth" and not candidate.change
    told = quantity.value
    if counts and told is not None and told < 0 <= printed:
        return holds(replace(quantity, value=-told), printed)
    return holds(quantity, printed)


def chance(quantity: Quantity) -> float:
    """How likely a figure that isn't meant has a value that may be printed so."""
    if quantity.value is None or quantity.qualifier in ("at_least", "at_most"):
        return _BOUND
    reach = quantity.step if quantity.qualifier == "exact" else significance(quantity)
    within = _SHARE if quantity.unit == "%" else float(abs(quantity.value))
    return min(_MOST, float(reach or 1) / max(within, float(reach or 1)) + _LEAST)
