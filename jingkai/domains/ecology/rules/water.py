"""The class of surface water by GB 3838-2002: the worst single factor of those evaluated decides.

A factor within the limit of a class belongs to that class; beyond the limit of class V the water
is worse than V. A value below detection stands for half of the detection limit when means are
taken, and within a class when its detection limit is within it; when even the detection limit
lies above the limit of class I, the class told is the one that the detection limit proves.
A factor that was not measured is not evaluated, and is named as missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import IntEnum


class WaterClass(IntEnum):
    """The classes of surface water, best first; six is worse than class V (劣Ⅴ类)."""

    I = 1  # noqa: E741 - the standard's own numeral
    II = 2
    III = 3
    IV = 4
    V = 5
    WORSE = 6


@dataclass(frozen=True, slots=True)
class Limits:
    """One factor's limits for the classes I to V, in mg/L (pH without unit).

    `sense` is `at_most`, `at_least` (dissolved oxygen) or `range` (pH: low and high, all classes).
    """

    factor: str
    sense: str
    values: tuple[Decimal, ...]

    def class_of(self, value: Decimal) -> WaterClass:
        """The class that a value belongs to.

        >>> oxygen = Limits("dissolved_oxygen", "at_least", tuple(map(Decimal, "75321")))
        >>> oxygen.class_of(Decimal(5)).name, oxygen.class_of(Decimal("0.9")).name
        ('II', 'WORSE')
        """
        if self.sense == "range":
            low, high = self.values
            return WaterClass.I if low <= value <= high else WaterClass.WORSE
        for at, limit in enumerate(self.values, 1):
            if value >= limit if self.sense == "at_least" else value <= limit:
                return WaterClass(at)
        return WaterClass.WORSE

    def limit_for(self, wanted: WaterClass) -> tuple[Decimal, ...]:
        """What a value must keep to for a class: one limit, or low and high for a range."""
        return self.values if self.sense == "range" else (self.values[min(wanted, 5) - 1],)

    def times_over(self, value: Decimal, wanted: WaterClass) -> Decimal:
        """By how many times a value exceeds the limit of a class (超标倍数); zero within it.

        For dissolved oxygen and pH the standard's method gives no multiple: zero as well.
        """
        if self.sense != "at_most":
            return Decimal(0)
        limit = self.limit_for(wanted)[0]
        return max(Decimal(0), value / limit - 1)


@dataclass(frozen=True, slots=True)
class Measured:
    """One factor's value in a sample; `below` when it lies under the detection limit given."""

    factor: str
    value: Decimal
    below: bool = False

    @property
    def for_mean(self) -> Decimal:
        """Half of the detection limit for what was not detected (HJ 91.2, values below)."""
        return self.value / 2 if self.below else self.value


@dataclass(frozen=True, slots=True)
class Judged:
    """One factor's class, and by how much it lies over class III."""

    factor: str
    value: Decimal
    below: bool
    water_class: WaterClass
    times_over_iii: Decimal


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of a sample with what decides it."""

    water_class: WaterClass | None
    """None when nothing was measured that is evaluated."""
    deciding: tuple[Judged, ...]
    """The factors in the worst class."""
    over_iii: tuple[Judged, ...]
    """The factors beyond class III, the furthest first: the main pollutants (主要污染指标)."""
    missing: tuple[str, ...]
    judged: tuple[Judged, ...] = ()


def read_limits(raw: Mapping[str, Mapping[str, Sequence[str]]], *, lake: bool) -> dict[str, Limits]:
    """The limits as the parameter has them, for rivers or for lakes and reservoirs.

    >>> raw = {"total_phosphorus": {"at_most": list("12345"), "lakes": list("01234")}}
    >>> [str(read_limits(raw, lake=it)["total_phosphorus"].values[0]) for it in (False, True)]
    ['1', '0']
    """
    found = {}
    for factor, given in raw.items():
        sense = next(key for key in given if key != "lakes")
        values = given["lakes"] if lake and "lakes" in given else given[sense]
        found[factor] = Limits(factor, sense, tuple(map(Decimal, values)))
    return found


def judge(sample: Iterable[Measured], limits: Mapping[str, Limits]) -> Verdict:
    """The class of a sample: the worst of its evaluated factors.

    >>> cod = Limits("cod", "at_most", tuple(map(Decimal, (15, 15, 20, 30, 40))))
    >>> verdict = judge([Measured("cod", Decimal("20.1"))], {"cod": cod})
    >>> verdict.water_class.name, verdict.deciding[0].factor
    ('IV', 'cod')
    """
    judged = tuple(_judged(each, limits[each.factor]) for each in sample if each.factor in limits)
    measured = {each.factor for each in judged}
    missing = tuple(factor for factor in limits if factor not in measured)
    if not judged:
        return Verdict(None, (), (), missing)
    worst = max(each.water_class for each in judged)
    over = sorted(
        (each for each in judged if each.water_class > WaterClass.III),
        key=lambda each: (-each.water_class, -each.times_over_iii),
    )
    deciding = tuple(each for each in judged if each.water_class == worst)
    return Verdict(worst, deciding, tuple(over), missing, judged)


def _judged(each: Measured, limits: Limits) -> Judged:
    over = Decimal(0) if each.below else limits.times_over(each.value, WaterClass.III)
    return Judged(each.factor, each.value, each.below, limits.class_of(each.value), over)


@dataclass(frozen=True, slots=True)
class Step:
    """What one factor must come to for a better class."""

    factor: str
    value: Decimal
    target: tuple[Decimal, ...]
    change: Decimal
    """Share of the present value by which it has to fall; below zero: by which it has to rise."""


def steps_to(wanted: WaterClass, verdict: Verdict, limits: Mapping[str, Limits]) -> list[Step]:
    """What it would take to be of the wanted class: every factor that is worse, and by how much.

    >>> cod = Limits("cod", "at_most", tuple(map(Decimal, (15, 15, 20, 30, 40))))
    >>> verdict = judge([Measured("cod", Decimal(25))], {"cod": cod})
    >>> [str(step.change) for step in steps_to(WaterClass.III, verdict, {"cod": cod})]
    ['0.2']
    """
    found = []
    for each in verdict.judged:
        if each.water_class > wanted:
            target = limits[each.factor].limit_for(wanted)
            nearest = min(target, key=lambda limit: abs(limit - each.value))
            change = (each.value - nearest) / each.value if each.value else Decimal(0)
            found.append(Step(each.factor, each.value, target, change))
    return sorted(found, key=lambda step: -abs(step.change))


def mean_of(samples: Sequence[Sequence[Measured]]) -> list[Measured]:
    """The arithmetic mean of several samples, factor by factor.

    Rivers with fewer than five sections are judged by the mean of their sections; a section's
    month by the mean of its samples. What was below detection everywhere stays so.

    >>> one, two = [Measured("cod", Decimal(10))], [Measured("cod", Decimal(4), below=True)]
    >>> mean_of([one, two])[0].value
    Decimal('6')
    """
    by_factor: dict[str, list[Measured]] = {}
    for sample in samples:
        for each in sample:
            by_factor.setdefault(each.factor, []).append(each)
    return [_mean(factor, values) for factor, values in by_factor.items()]


def _mean(factor: str, values: Sequence[Measured]) -> Measured:
    if all(each.below for each in values):
        return Measured(factor, max(each.value for each in values), below=True)
    total = sum((each.for_mean for each in values), Decimal(0))
    return Measured(factor, total / len(values))


RIVER_SECTIONS = 5
"""From this number of sections on, a river is judged by the share of its sections."""


def river_words(shares: Mapping[WaterClass, int]) -> str:
    """The state of a river of five or more sections, by the share of sections in each class.

    Excellent from 90 % in I to III; good from 75 %; light pollution below 75 % with under 20 %
    worse than V; moderate below 75 % with 20 to 40 % worse than V; heavy below 60 % with 40 % or
    more worse than V (地表水环境质量评价办法（试行）, 环办〔2011〕22号, table 3).

    >>> river_words({WaterClass.II: 9, WaterClass.IV: 1})
    'excellent'
    """
    total = sum(shares.values())
    good = Decimal(sum(n for at, n in shares.items() if at <= WaterClass.III)) / total
    worse = Decimal(shares.get(WaterClass.WORSE, 0)) / total
    if good >= Decimal("0.9"):
        return "excellent"
    if good >= Decimal("0.75"):
        return "good"
    if worse < Decimal("0.2"):
        return "light"
    return "moderate" if worse < Decimal("0.4") or good >= Decimal("0.6") else "heavy"


WORDS_OF_CLASS = {
    WaterClass.I: "excellent", WaterClass.II: "excellent", WaterClass.III: "good",
    WaterClass.IV: "light", WaterClass.V: "moderate", WaterClass.WORSE: "heavy",
}  # fmt: skip
"""The state of one section in words: excellent, good, light, moderate, heavy pollution."""


def rounded_share(change: Decimal) -> Decimal:
    """A share in whole tenths of a percent, away from zero: what is asked must suffice.

    >>> rounded_share(Decimal("0.20001")), rounded_share(Decimal("-0.5"))
    (Decimal('0.201'), Decimal('-0.500'))
    """
    to = ROUND_CEILING if change > 0 else ROUND_FLOOR
    return change.quantize(Decimal("0.001"), to)
