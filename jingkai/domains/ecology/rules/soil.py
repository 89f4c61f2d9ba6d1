"""Soil of development land against GB 36600-2018: screening and control values.

At or below the screening value the risk may be neglected; above it the land is to be surveyed and
assessed in detail; above the control value it is to be controlled or remedied.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum


class SoilGrade(IntEnum):
    """How a soil value stands to the two limits, best first."""

    WITHIN = 0
    ABOVE_SCREENING = 1
    ABOVE_CONTROL = 2


@dataclass(frozen=True, slots=True)
class SoilLimits:
    """A pollutant's screening and control value in mg/kg for one class of land."""

    screening: Decimal
    control: Decimal

    def grade_of(self, value: Decimal) -> SoilGrade:
        """Where a value stands; a value equal to a limit does not exceed it.

        >>> arsenic = SoilLimits(Decimal(60), Decimal(140))
        >>> [arsenic.grade_of(Decimal(v)).name for v in (60, 61, 140, 141)]
        ['WITHIN', 'ABOVE_SCREENING', 'ABOVE_SCREENING', 'ABOVE_CONTROL']
        """
        if value > self.control:
            return SoilGrade.ABOVE_CONTROL
        return SoilGrade.ABOVE_SCREENING if value > self.screening else SoilGrade.WITHIN


@dataclass(frozen=True, slots=True)
class SoilValue:
    """One pollutant of a sample in mg/kg; `below` when under the detection limit given."""

    pollutant: str
    value: Decimal
    below: bool = False


@dataclass(frozen=True, slots=True)
class SoilJudged:
    """One pollutant's grade and its share of the screening value."""

    pollutant: str
    value: Decimal
    below: bool
    grade: SoilGrade
    of_screening: Decimal


def read_soil_limits(raw: Mapping[str, Sequence[str]]) -> dict[str, SoilLimits]:
    """The limits as the parameter has them.

    >>> read_soil_limits({"lead": ["800", "2500"]})["lead"].control
    Decimal('2500')
    """
    return {what: SoilLimits(*map(Decimal, values)) for what, values in raw.items()}


def judge_soil(
    sample: Iterable[SoilValue], limits: Mapping[str, SoilLimits]
) -> tuple[SoilGrade | None, list[SoilJudged]]:
    """A sample's grade (the worst of its pollutants) and each pollutant's, the worst first.

    None when nothing that has limits was measured. What lies below a detection limit that is
    itself above the screening value proves nothing and counts as within, marked `below`.
    """
    judged = [
        SoilJudged(
            each.pollutant, each.value, each.below,
            SoilGrade.WITHIN if each.below else limits[each.pollutant].grade_of(each.value),
            each.value / limits[each.pollutant].screening,
        )
        for each in sample if each.pollutant in limits
    ]  # fmt: skip
    judged.sort(key=lambda each: (-each.grade, -each.of_screening))
    return (judged[0].grade if judged else None), judged


def trend(yearly: Sequence[Decimal], *, stable: Decimal) -> str:
    """Whether a series of yearly means got better, worse, or stayed, by its last two values.

    `stable` is the share of change up to which it counts as stable.

    >>> trend([Decimal(10), Decimal("9.6")], stable=Decimal("0.05"))
    'stable'
    >>> trend([Decimal(10), Decimal(9)], stable=Decimal("0.05"))
    'better'
    """
    if len(yearly) < 2 or not yearly[-2]:
        return "unknown"
    change = (yearly[-1] - yearly[-2]) / yearly[-2]
    if abs(change) <= stable:
        return "stable"
    return "better" if change < 0 else "worse"
