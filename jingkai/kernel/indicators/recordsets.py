"""Record sets: which records a figure of a period looks at."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.indicators.amounts import columns_of
from jingkai.kernel.indicators.columns import Column, Reckoned, field_of, is_date, is_exact_number
from jingkai.kernel.indicators.errors import NotComparable, NotDeclaredSo, OtherRecords
from jingkai.kernel.indicators.measures import Aggregate, Measure, Worst, WorstAmount
from jingkai.kernel.indicators.predicates import (
    ALL,
    Compare,
    Hashed,
    Missing,
    Path,
    Predicate,
    Value,
    every,
    paths,
    some,
)
from jingkai.kernel.indicators.spans import Span


class Kind(StrEnum):
    """How a record belongs to a period."""

    FLOW = "flow"  # it happened in the period
    STOCK = "stock"  # it was in force at the period's end
    DURING = "during"  # it was in force at some time in the period


@dataclass(frozen=True)
class RecordSet(Hashed):
    """Records of one kind that belong to a period and meet a condition.

    `monthly` says that each month must have come in: a figure over a period with a month missing
    is then not told, rather than told too small.
    """

    model: type[models.Model]
    kind: Kind
    opened: Path
    closed: Path | None = None
    condition: Predicate = ALL
    monthly: bool = False

    __hash__ = Hashed.__hash__

    def where(self, condition: Predicate) -> "RecordSet":
        """Only those that also meet the condition."""
        check_condition(self.model, condition)
        return replace(self, condition=every(self.condition, condition))

    @property
    def is_stock(self) -> bool:
        """Whether its records are those that stand at the period's end."""
        return self.kind is Kind.STOCK

    def window(self, period: Span) -> Predicate:
        """The condition that ties a record to the period."""
        start, after = bound_of(self.opened, period.start), bound_of(self.opened, period.after)
        if self.kind is Kind.FLOW:
            return every(Compare(self.opened, "≥", start), Compare(self.opened, "<", after))
        begun = Compare(self.opened, "<", after)
        if self.closed is None:
            return begun
        last = period.after if self.kind is Kind.STOCK else period.start
        ended_later = Compare(self.closed, "≥", bound_of(self.closed, last))
        return every(begun, some(Missing(self.closed), ended_later))

    def count(self) -> Aggregate:
        """How many records."""
        return Aggregate(self, "count")

    def sum(self, amount: Reckoned) -> Aggregate:
        """The total of an amount, a column or reckoned from columns; a missing one adds nothing."""
        self._own(amount)
        if not all(is_exact_number(path) for path in columns_of(amount.as_amount)):
            raise NotComparable(name=repr(amount), needed=_("a whole number or a decimal"))
        return Aggregate(self, "sum", amount.as_amount)

    def distinct(self, column: Column) -> Aggregate:
        """How many different values (cities reached, enterprises served)."""
        self._own(column)
        return Aggregate(self, "distinct", column.path)

    def average(self, amount: Reckoned) -> Measure:
        """The total of an amount over the number of records that have one."""
        return self.sum(amount) / self.where(amount.present()).count()

    def worst(
        self, column: Column, order: tuple[object, ...], worth: tuple[int | None, ...] = ()
    ) -> Worst:
        """The worst class that occurs; `order` goes from the best to the worst.

        With `worth` it is told as the amount that the class stands for; None is told as nothing.
        """
        self._own(column)
        classes = tuple(column.constant(value) for value in order)
        if len(set(classes)) < 2:
            raise NotDeclaredSo(fault="an order of classes needs two different ones")
        if worth and len(worth) != len(classes):
            raise NotDeclaredSo(fault="each class of the order needs what it is worth")
        if worth:
            return WorstAmount(self, column.path, classes, worth)
        return Worst(self, column.path, classes)

    def _own(self, column: Reckoned) -> None:
        model = column.as_amount.model
        if model is not self.model:
            raise OtherRecords(model=model.__name__, counted=self.model.__name__)


def records(
    model: type[models.Model], *, on: Column, where: Predicate = ALL, monthly: bool = False
) -> RecordSet:
    """Flow: the records whose day `on` lies in the period.

    A table of monthly returns is a flow on its month (any day of it); with `monthly=True` its
    figures are told only when every month of the period has come in.
    """
    if monthly and not is_date(on.path):
        raise NotComparable(name=repr(on), needed=_("a day"))
    return _record_set(model, Kind.FLOW, on, None, where, monthly)


def stock(
    model: type[models.Model],
    *,
    opened: Column,
    closed: Column | None = None,
    where: Predicate = ALL,
) -> RecordSet:
    """Stock: the records in force at the end of the period's last day."""
    return _record_set(model, Kind.STOCK, opened, closed, where)


def during(
    model: type[models.Model],
    *,
    opened: Column,
    closed: Column | None = None,
    where: Predicate = ALL,
) -> RecordSet:
    """The records in force at some time in the period: a lead followed up, a project under way."""
    return _record_set(model, Kind.DURING, opened, closed, where)


def _record_set(
    model: type[models.Model],
    kind: Kind,
    opened: Column,
    closed: Column | None,
    where: Predicate,
    monthly: bool = False,
) -> RecordSet:
    for column in (opened, closed):
        if column is None:
            continue
        if not isinstance(field_of(column.path), models.DateField):
            raise NotComparable(name=repr(column), needed=_("a day"))
        if column.path.model is not model:
            raise OtherRecords(model=column.path.model.__name__, counted=model.__name__)
    check_condition(model, where)
    end = closed.path if closed is not None else None
    return RecordSet(model, kind, opened.path, end, where, monthly)


def check_condition(model: type[models.Model], condition: Predicate) -> None:
    """A condition must speak of the counted record only."""
    for path in paths(condition):
        if path.model is not model:
            raise OtherRecords(model=path.model.__name__, counted=model.__name__)


def bound_of(path: Path, day: date) -> Value:
    """The day as the column holds it: for a time, the zone's midnight."""
    if isinstance(field_of(path), models.DateTimeField):
        return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
    return day
