"""What water is like: a section over a period, a river over its sections, the way to better."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.choices import Factor, WaterKind
from jingkai.domains.ecology.models import WaterSample, WaterSection
from jingkai.domains.ecology.models.water import class_word, codes, measured
from jingkai.domains.ecology.queries.rows import samples_for, sections_for
from jingkai.domains.ecology.rules.water import (
    RIVER_SECTIONS,
    WORDS_OF_CLASS,
    Measured,
    Step,
    Verdict,
    WaterClass,
    judge,
    mean_of,
    river_words,
    steps_to,
)


@dataclass(frozen=True)
class Judgement:
    """A section over a period: how many samples, the verdict on their mean, the way to better."""

    section: WaterSection
    samples: int
    verdict: Verdict
    better: WaterClass | None
    steps: list[Step]


@dataclass(frozen=True)
class RiverState:
    """A river over a period: by the mean of its sections, or by their shares when five or more."""

    water: str
    sections: int
    water_class: WaterClass | None
    words: str
    """excellent, good, light, moderate, heavy; empty when nothing was measured."""


def month_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def months_of(samples: Iterable[WaterSample], section: WaterSection) -> dict[date, tuple[Any, ...]]:
    """The samples of a section judged month by month: (samples, class, deciding factors)."""
    groups: dict[date, list[list[Measured]]] = {}
    for sample in samples:
        if told := measured(sample):
            groups.setdefault(month_of(sample.taken_on), []).append(told)
    found: dict[date, tuple[Any, ...]] = {}
    for month, readings in groups.items():
        lake = section.kind == WaterKind.LAKE
        verdict = judge(mean_of(readings), cases.water_limits(month, lake=lake))
        found[month] = (len(readings), class_word(verdict), codes(verdict))
    return found


def judgement(section: WaterSection, seat: Any, first: date, last: date) -> Judgement:
    """A section by the mean of its samples of a period, and what it would take to be better."""
    samples = samples_for(seat).filter(section=section, taken_on__range=(first, last))
    return _judged(section, [told for one in samples if (told := measured(one))], last)


def _judged(section: WaterSection, readings: list[list[Measured]], on: date) -> Judgement:
    limits = cases.water_limits(on, lake=section.kind == WaterKind.LAKE)
    verdict = judge(mean_of(readings), limits)
    better = _better(verdict)
    steps = steps_to(better, verdict, limits) if better else []
    return Judgement(section, len(readings), verdict, better, steps)


def _better(verdict: Verdict) -> WaterClass | None:
    if verdict.water_class is None or verdict.water_class is WaterClass.I:
        return None
    return WaterClass(verdict.water_class - 1)


def rivers(seat: Any, first: date, last: date) -> list[RiverState]:
    """Every river and lake over a period, as the method of assessment has it (环办〔2011〕22号)."""
    by_water: dict[str, list[tuple[WaterSection, list[list[Measured]]]]] = {}
    samples: dict[int, list[list[Measured]]] = {}
    for sample in samples_for(seat).filter(taken_on__range=(first, last)):
        if told := measured(sample):
            samples.setdefault(sample.section_id, []).append(told)
    for section in sections_for(seat):
        by_water.setdefault(section.water, []).append((section, samples.get(section.pk, [])))
    return [_river(water, told, last) for water, told in sorted(by_water.items())]


def _river(
    water: str, told: list[tuple[WaterSection, list[list[Measured]]]], on: date
) -> RiverState:
    measured_ones = [(section, mean_of(readings)) for section, readings in told if readings]
    if not measured_ones:
        return RiverState(water, len(told), None, "")
    if len(measured_ones) >= RIVER_SECTIONS:
        shares: dict[WaterClass, int] = {}
        for section, mean in measured_ones:
            found = judge(mean, _limits(section, on)).water_class
            if found is not None:
                shares[found] = shares.get(found, 0) + 1
        return RiverState(water, len(told), None, river_words(shares))
    section = measured_ones[0][0]
    verdict = judge(mean_of([mean for _section, mean in measured_ones]), _limits(section, on))
    words = WORDS_OF_CLASS[verdict.water_class] if verdict.water_class else ""
    return RiverState(water, len(told), verdict.water_class, words)


def _limits(section: WaterSection, on: date) -> Any:
    return cases.water_limits(on, lake=section.kind == WaterKind.LAKE)


def factor_names(told: Iterable[str]) -> str:
    """The names of factors in the reader's language, from their codes."""
    between = "、" if (get_language() or "zh").startswith("zh") else ", "
    return between.join(str(Factor(code).label) for code in told)


def shown(value: Decimal) -> str:
    """A concentration without needless noughts; a mean to four significant places."""
    rounded = value if value == value.quantize(Decimal("0.00001")) else round(value, 4)
    return f"{rounded.normalize():f}"
