"""Figures: what an indicator comes to, why it can't be told, and what it is made of.

Engines have counted and summed; here ratios, growth and differences are formed, once, in Decimal,
without rounding (that belongs to showing).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, localcontext

from django.utils.translation import gettext as _

from jingkai.kernel.indicators.measures import (
    Aggregate,
    Constant,
    Difference,
    Excluding,
    Growth,
    Indicator,
    Measure,
    Progress,
    Ratio,
    Scaled,
    Shifted,
    Total,
    Worst,
    WorstAmount,
)
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.plan import Group, asks_of
from jingkai.kernel.indicators.predicates import Predicate, conjuncts
from jingkai.kernel.indicators.shifts import role_of, shifted
from jingkai.kernel.indicators.spans import Days, Span

# Quotients are kept to this many digits; sums and differences are exact.
QUOTIENT_DIGITS = 28


@dataclass(frozen=True)
class Cell:
    """What an engine answered for one leaf: its value, the records behind, the months come in."""

    value: Decimal
    records: int
    months: int | None = None


@dataclass(frozen=True)
class Exclusion:
    """A named effect that was taken out of a figure; negative where it had lowered it."""

    name: str
    value: Decimal | None


@dataclass(frozen=True)
class Figure:
    """One figure, with all that a reader may ask about it.

    `value` is in base units, or a ratio; None when it can't be told, with `why`. `parts` are the
    figures that the formula is made of, each with its `role`; `groups` the figure split by a
    dimension. `label` is the class's name where the value is a class.
    """

    code: str
    name: str
    value: Decimal | None
    why: str
    unit: str
    period: Span
    records: int
    role: str = ""
    label: str = ""
    exclusions: tuple[Exclusion, ...] = ()
    parts: tuple["Figure", ...] = ()
    groups: Mapping[Group, "Figure"] = field(default_factory=dict)
    known_at: datetime | None = None
    target: Decimal | None = None

    @property
    def progress(self) -> Decimal | None:
        """The share of its target that is reached."""
        if self.value is None or not self.target:
            return None
        return self.value / self.target


@dataclass(frozen=True)
class Told:
    """A measure's value for a period, on the way to a figure."""

    value: Decimal | None
    why: str = ""
    parts: tuple[tuple[str, Measure, Span, "Told"], ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    behind: Mapping[Predicate, int] = field(default_factory=dict)
    label: str = ""


type Reader = Callable[[Aggregate, Span], Cell]
type Targets = Callable[[str, Span], Decimal | None]
type Formed = tuple[Decimal | None, str, str]


def parts_of(measure: Measure, period: Span) -> tuple[tuple[str, Measure, Span], ...]:
    """What the measure is formed from: the part each plays, and for which period."""
    match measure:
        case Ratio(top, bottom):
            return ("numerator", top, period), ("denominator", bottom, period)
        case Difference(left, right):
            return ("minuend", left, period), ("subtrahend", right, period)
        case Total(summands):
            return tuple(("summand", part, period) for part in summands)
        case Growth(inner, back):
            return ("current", inner, period), ("previous", inner, shifted(period, back))
        case Excluding(inner, _name, effect):
            return ("base", inner, period), ("excluded", effect, period)
        case Worst():
            return tuple(("class", count, period) for count in measure.counts())
        case Indicator() | Shifted() | Scaled() | Progress():
            return (_only_part(measure, period),)
    return ()


def _only_part(
    measure: Indicator | Shifted | Scaled | Progress, period: Span
) -> tuple[str, Measure, Span]:
    if isinstance(measure, Shifted):
        return role_of(measure.to), measure.measure, shifted(period, measure.to)
    roles = {Scaled: "scaled", Progress: "reached"}
    return roles.get(type(measure), "value"), measure.measure, period


def needs_of(measure: Measure, period: Span) -> Iterator[tuple[Aggregate, Span]]:
    """Every count and sum that the measure needs, each with its period."""
    if isinstance(measure, Aggregate):
        yield measure, period
    for _role, part, when in parts_of(measure, period):
        yield from needs_of(part, when)


def targets_of(measure: Measure, period: Span) -> Iterator[tuple[str, Span]]:
    """Every target that the measure is held against."""
    if isinstance(measure, Progress):
        yield measure.target, period
    for _role, part, when in parts_of(measure, period):
        yield from targets_of(part, when)


def tell(
    measure: Measure, period: Span, read: Reader, targets: Targets, founded: int | None = None
) -> Told:
    """The measure's value for the period, from what the engine answered.

    `founded` is the month key of the zone's founding, before which nothing is missing and nothing
    is compared.
    """
    if isinstance(measure, Aggregate):
        return _tell_leaf(measure, period, read, founded)
    if isinstance(measure, Constant):
        return Told(measure.value)
    if isinstance(measure, Indicator):
        return tell(measure.measure, period, read, targets, founded)
    made = tuple(
        (role, part, when, tell(part, when, read, targets, founded))
        for role, part, when in parts_of(measure, period)
    )
    behind: dict[Predicate, int] = {}
    for _role, _part, _when, told in made:
        behind.update(told.behind)
    exclusions = tuple(
        dict.fromkeys(
            each for role, *_, told in made if role != "previous" for each in told.exclusions
        )
    )
    value, why, label = None, next((told.why for *_, told in made if told.value is None), ""), ""
    if isinstance(measure, Growth) and founded is not None and made[0][3].value is not None:
        why = _no_base_yet(measure.measure, made[1][2], founded) or why
    if not why:
        values = [told.value for *_, told in made if told.value is not None]
        with localcontext(prec=60):
            value, why, label = _formed(measure, period, values, targets)
    if isinstance(measure, Excluding):
        effect = made[1][3].value
        signed = -effect if effect is not None and measure.reduces else effect
        exclusions = (*exclusions, Exclusion(str(measure.name), signed))
    return Told(value, why, made, exclusions, behind, label)


def _tell_leaf(measure: Aggregate, period: Span, read: Reader, founded: int | None) -> Told:
    cell = read(measure, period)
    behind = {asks_of((measure, period)).records.condition: cell.records}
    if measure.records.monthly and isinstance(period, Days):
        why = _("What comes in month by month isn't told for {period}.")
        return Told(None, why.format(period=period.show()), behind=behind)
    if cell.months is None or isinstance(period, Days):
        return Told(cell.value, behind=behind)
    due = period.months if founded is None else period.months_since(founded)
    why = ""
    if founded is not None and due == 0:
        why = _("The zone was founded in {month}; {period} lies before.").format(
            month=Period(founded, 1).show(), period=period.show()
        )
    elif cell.months < due:
        why = _("Only {come} of the {months} months of {period} have come in.").format(
            come=cell.months, months=due, period=period.show()
        )
    return Told(None if why else cell.value, why, behind=behind)


def _no_base_yet(measure: Measure, before: Span, founded: int) -> str:
    """Why the zone has nothing, or not the whole, to compare with in an earlier period.

    What is counted over months needs them all since the founding; what stands at a period's end
    needs that end only.
    """
    early = [
        when
        for aggregate, when in needs_of(measure, before)
        if (when.last_month if aggregate.records.is_stock else when.first_month) < founded
    ]
    if not early:
        return ""
    words = (
        _("There is no growth to tell: the zone was founded in {month}, after {period}.")
        if all(when.last_month < founded for when in early)
        else _(
            "There is no growth to tell: the zone was founded in {month},"
            " so {period} is not whole."
        )
    )
    return words.format(month=Period(founded, 1).show(), period=early[0].show())


def _formed(
    measure: Measure, period: Span, values: list[Decimal], targets: Targets
) -> Formed:
    """The value of a formula; else why there is none; for a class, its name."""
    match measure:
        case Difference():
            return values[0] - values[1], "", ""
        case Total():
            return sum(values, Decimal(0)), "", ""
        case Shifted():
            return values[0], "", ""
        case Scaled(_, factor):
            return values[0] * factor, "", ""
        case Excluding(reduces=reduces):
            return values[0] + values[1] if reduces else values[0] - values[1], "", ""
        case Worst():
            return _worst(measure, values)
    return _divided(measure, period, values, targets)


def _divided(
    measure: Measure, period: Span, values: list[Decimal], targets: Targets
) -> Formed:
    if isinstance(measure, Growth):
        return _growth(values[0], values[1], shifted(period, measure.back))
    if isinstance(measure, Progress):
        target = targets(measure.target, period)
        if not target:
            return None, _("No target is set for {period}.").format(period=period.show()), ""
        return _quotient(values[0], target), "", ""
    if values[1] == 0:
        return None, _("There is nothing to divide by: the denominator is zero."), ""
    return _quotient(values[0], values[1]), "", ""


def _growth(current: Decimal, previous: Decimal, before: Span) -> Formed:
    if previous == 0:
        why = _("There is no growth to tell: the figure of {period} is zero.")
        return None, why.format(period=before.show()), ""
    if previous < 0:
        why = _("There is no growth to tell: the figure of {period} is negative.")
        return None, why.format(period=before.show()), ""
    return _quotient(current - previous, previous), "", ""


def _quotient(top: Decimal, bottom: Decimal) -> Decimal:
    with localcontext(prec=QUOTIENT_DIGITS):
        return top / bottom


def _worst(measure: Worst, counts: list[Decimal]) -> Formed:
    from jingkai.kernel.indicators.words import value_words

    present = [place for place, count in enumerate(counts) if count]
    if not present:
        return None, _("There is no record to judge."), ""
    words = value_words(measure.path, measure.order[present[-1]])
    if not isinstance(measure, WorstAmount):
        return Decimal(present[-1] + 1), "", words
    amount = measure.worth[present[-1]]
    if amount is None:
        return None, _("There are records beyond every class: {words}.").format(words=words), ""
    return Decimal(amount), "", ""


def records_behind(behind: Mapping[Predicate, int]) -> int:
    """How many records are behind: a set that lies within another counts once."""
    return sum(behind[condition] for condition in outermost(behind))


def outermost[T](conditions: Mapping[Predicate, T]) -> list[Predicate]:
    """The conditions that are no refinement of another, each once."""
    parts = {frozenset(conjuncts(condition)): condition for condition in conditions}
    return [parts[one] for one in parts if not any(other < one for other in parts)]
