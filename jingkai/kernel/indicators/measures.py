"""What is computed from records: counts and sums, and formulas over them.

A measure is a tree. Only its leaves reach the database; ratios, growth and differences are formed
afterwards, once, in Decimal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from jingkai.kernel.errors import Sentence
from jingkai.kernel.indicators.amounts import Amount
from jingkai.kernel.indicators.errors import NotDeclaredSo
from jingkai.kernel.indicators.predicates import Hashed, OneOf, Path, Predicate, Value
from jingkai.kernel.indicators.shifts import (
    Back,
    Earlier,
    FirstDay,
    Shift,
    Trailing,
    TrailingDays,
    role_of,
)
from jingkai.kernel.indicators.spans import Grain

if TYPE_CHECKING:
    from jingkai.kernel.indicators.recordsets import RecordSet

type Function = Literal["count", "sum", "distinct", "months"]
class Measure:
    """Something that has a value for a period."""

    __slots__ = ()

    def __truediv__(self, other: "Measure") -> "Ratio":
        return Ratio(self, other)

    def __sub__(self, other: "Measure | Decimal | int") -> "Difference":
        return Difference(self, _measure(other))

    def __rsub__(self, other: "Decimal | int") -> "Difference":
        return Difference(_measure(other), self)

    def __add__(self, other: "Measure | Decimal | int") -> "Total":
        return Total((*_summands(self), *_summands(_measure(other))))

    def __mul__(self, factor: "Decimal | int") -> "Scaled":
        """So many times the measure: a weight in a score, deaths per ten thousand residents."""
        return Scaled(self, _exact(factor))

    def share_of(self, whole: "Measure") -> "Ratio":
        """Its part in a whole (占比)."""
        return Ratio(self, whole, share=True)

    def year_on_year(self) -> "Growth":
        """Growth against the same period a year before (同比)."""
        return Growth(self, "year_before")

    def on_previous(self) -> "Growth":
        """Growth against the period just before (环比)."""
        return Growth(self, "period_before")

    def year_before(self) -> "Shifted":
        """The same measure a year before (去年同期)."""
        return Shifted(self, "year_before")

    def period_before(self) -> "Shifted":
        """The same measure in the period just before (上期)."""
        return Shifted(self, "period_before")

    def year_to_date(self) -> "Shifted":
        """The same measure from January on (累计)."""
        return Shifted(self, "year_to_date")

    def quarter_to_date(self) -> "Shifted":
        """The same measure from the first month of the quarter on (季度累计)."""
        return Shifted(self, "quarter_to_date")

    def year_start(self) -> "Shifted":
        """The measure of the December before, which a stock begins the year with (年初数)."""
        return Shifted(self, "year_start")

    def months_before(self, months: int) -> "Shifted":
        """The same measure so many months before."""
        return Shifted(self, Back(_counted(months)))

    def trailing(self, months: int) -> "Shifted":
        """The measure of so many months that end with the period's last (近12个月)."""
        return Shifted(self, Trailing(_counted(months)))

    def month_to_date(self) -> "Shifted":
        """The same measure from the first day of the month on (本月以来累计)."""
        return Shifted(self, "month_to_date")

    def week_to_date(self) -> "Shifted":
        """The same measure from Monday on (本周以来累计)."""
        return Shifted(self, "week_to_date")

    def days_before(self, days: int) -> "Shifted":
        """The same measure of as many days, so many days before (7天前)."""
        return Shifted(self, Earlier(_counted(days, "days")))

    def trailing_days(self, days: int) -> "Shifted":
        """The measure of so many days that end with the last of those asked (近7天)."""
        return Shifted(self, TrailingDays(_counted(days, "days")))

    def at_start_of(self, grain: Grain) -> "Shifted":
        """The measure of the first day of the week, month, quarter or year (月初首日)."""
        return Shifted(self, FirstDay(grain))

    def growth_over_days(self, days: int) -> "Growth":
        """Growth against so many days before (较7天前)."""
        return Growth(self, Earlier(_counted(days, "days")))

    def growth_since_start_of(self, grain: Grain) -> "Growth":
        """Growth against the first day of the week, month, quarter or year (较月初)."""
        return Growth(self, FirstDay(grain))

    def growth_over(self, months: int) -> "Growth":
        """Growth against so many months before (较2019年同期)."""
        return Growth(self, Back(_counted(months)))

    def excluding(self, name: Sentence, effect: "Measure", *, reduces: bool) -> "Excluding":
        """The measure with a named effect taken out; the effect is shown beside the figure.

        `reduces` says which way the effect went: what lowered the figure (refunds paid out of
        revenue) is added back, what raised it is subtracted.
        """
        return Excluding(self, name, effect, reduces)

    def against(self, target: str) -> "Progress":
        """Its share of the target that was set for the period under the target's name."""
        return Progress(self, target)

    def where(self, condition: Predicate) -> "Measure":
        """The measure over those of its records that meet the condition."""
        return refined(self, condition)

    def named(
        self,
        code: str,
        name: Sentence,
        *,
        unit: str,
        owner: str,
        source: Sentence = "",
        synonyms: tuple[str, ...] = (),
        note: Sentence = "",
        target: str = "",
    ) -> "Indicator":
        """Declare it in the catalogue under a code; see `Indicator` for the facts."""
        from jingkai.kernel.indicators.catalogue import catalogue

        made = Indicator(code, name, self, unit, owner, source, synonyms, note, target)
        catalogue.add(made)
        return made


@dataclass(frozen=True)
class Aggregate(Hashed, Measure):
    """A count, a sum or a count of different values over a record set."""

    records: "RecordSet"
    function: Function
    path: Amount | None = None

    __hash__ = Hashed.__hash__


@dataclass(frozen=True)
class Worst(Measure):
    """The worst class that occurs among the records; its value is the class's place in the order.

    It needs no more than the count of each class.
    """

    records: "RecordSet"
    path: Path
    order: tuple[Value, ...]

    def counts(self) -> Iterator[Aggregate]:
        """The count of each class, best first."""
        for value in self.order:
            yield self.records.where(OneOf(self.path, (value,))).count()


@dataclass(frozen=True)
class WorstAmount(Worst):
    """The same, told as the amount that each class stands for ("within 15 minutes": 15).

    A class that stands for none (None: "not within 60 minutes") leaves the figure untold.
    """

    worth: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Ratio(Measure):
    """One measure over another."""

    top: Measure
    bottom: Measure
    share: bool = False


@dataclass(frozen=True)
class Difference(Measure):
    """One measure less another."""

    left: Measure
    right: Measure


@dataclass(frozen=True)
class Total(Measure):
    """Several measures together."""

    summands: tuple[Measure, ...]


@dataclass(frozen=True)
class Scaled(Measure):
    """A measure times a constant."""

    measure: Measure
    factor: Decimal


@dataclass(frozen=True)
class Constant(Measure):
    """A number that stands in a formula: the hundred points from which a score is taken off."""

    value: Decimal


@dataclass(frozen=True)
class Shifted(Measure):
    """A measure of another period that follows from the asked one."""

    measure: Measure
    to: Shift


@dataclass(frozen=True)
class Growth(Measure):
    """How much a measure grew against an earlier period, as a ratio."""

    measure: Measure
    back: Literal["year_before", "period_before"] | Back | Earlier | FirstDay


@dataclass(frozen=True)
class Excluding(Measure):
    """A measure with a named effect taken out."""

    measure: Measure
    name: Sentence
    effect: Measure
    reduces: bool


@dataclass(frozen=True)
class Progress(Measure):
    """A measure as a share of its target."""

    measure: Measure
    target: str


@dataclass(frozen=True, eq=False)
class Indicator(Measure):
    """A declared figure.

    `unit` is the base unit (元, 个) or "%" for a ratio; `owner` the office that answers for it;
    `source` the register or return it comes from; `synonyms` other names in written reports;
    `target` the code under which its target is set (its own by default).
    """

    code: str
    name: Sentence
    measure: Measure
    unit: str
    owner: str
    source: Sentence = ""
    synonyms: tuple[str, ...] = ()
    note: Sentence = ""
    target: str = ""

    @property
    def target_code(self) -> str:
        """The code under which its target is looked up."""
        return self.target or self.code

    @property
    def is_ratio(self) -> bool:
        """Whether its value is a ratio, shown as a percentage."""
        return self.unit == "%"


def _exact(number: Decimal | int) -> Decimal:
    if isinstance(number, bool) or not isinstance(number, Decimal | int):
        raise NotDeclaredSo(fault=f"{number!r} is no exact number; write it as Decimal")
    return Decimal(number)


def _measure(given: "Measure | Decimal | int") -> Measure:
    return given if isinstance(given, Measure) else Constant(_exact(given))


def _counted(number: int, what: str = "months") -> int:
    if number < 1:
        raise NotDeclaredSo(fault=f"{number} is no number of {what}")
    return number


def _summands(measure: Measure) -> tuple[Measure, ...]:
    return measure.summands if isinstance(measure, Total) else (measure,)


def refined(measure: Measure, condition: Predicate) -> Measure:
    """The measure over fewer records: every leaf gets the condition."""
    if has_target(measure):
        raise NotDeclaredSo(fault="a target is set for the whole, not for a part of it")
    return narrowed(measure, lambda records: records.where(condition))


def has_target(measure: Measure) -> bool:
    """Whether a target is part of the formula."""
    return isinstance(measure, Progress) or any(has_target(part) for _, part in children(measure))


def narrowed(measure: Measure, narrow: "Callable[[RecordSet], RecordSet]") -> Measure:
    """The measure with every leaf's record set replaced; named parts lose their names."""
    match measure:
        case Indicator():
            return narrowed(measure.measure, narrow)
        case Aggregate() | Worst():
            return replace(measure, records=narrow(measure.records))
        case Ratio(top, bottom):
            return replace(measure, top=narrowed(top, narrow), bottom=narrowed(bottom, narrow))
        case Difference(left, right):
            return Difference(narrowed(left, narrow), narrowed(right, narrow))
        case Total(summands):
            return Total(tuple(narrowed(part, narrow) for part in summands))
        case Excluding(inner, _name, effect):
            changed = narrowed(effect, narrow)
            return replace(measure, measure=narrowed(inner, narrow), effect=changed)
        case Constant():
            return measure
        case Shifted() | Growth() | Progress() | Scaled():
            return replace(measure, measure=narrowed(measure.measure, narrow))
    raise TypeError(type(measure).__name__)


def aggregates(measure: Measure) -> Iterator[Aggregate]:
    """Every leaf of the tree."""
    if isinstance(measure, Aggregate):
        yield measure
    elif isinstance(measure, Worst):
        yield from measure.counts()
    else:
        for _role, inner in children(measure):
            yield from aggregates(inner)


def children(measure: Measure) -> tuple[tuple[str, Measure], ...]:
    """What a formula is made of, each with the part it plays."""
    match measure:
        case Ratio(top, bottom):
            return (("numerator", top), ("denominator", bottom))
        case Difference(left, right):
            return (("minuend", left), ("subtrahend", right))
        case Total(summands):
            return tuple(("summand", part) for part in summands)
        case Shifted(inner, to):
            return ((role_of(to), inner),)
        case Scaled(inner, _):
            return (("scaled", inner),)
        case Growth(inner, _):
            return (("current", inner), ("previous", inner))
        case Excluding(inner, _, effect):
            return (("base", inner), ("excluded", effect))
        case Progress(inner, _):
            return (("reached", inner),)
        case Indicator():
            return (("value", measure.measure),)
    return ()
