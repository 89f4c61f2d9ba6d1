"""The records behind a figure: the same conditions as querysets.

Aggregated again, they give the figure; a test holds that for every declared indicator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zlib import crc32

from django.db import models
from django.db.models import (
    Case,
    Count,
    DecimalField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, ExtractYear, Left, TruncMonth

from jingkai.kernel.indicators.amounts import Amount, Computed, Operand, columns_of
from jingkai.kernel.indicators.columns import field_of, places_of
from jingkai.kernel.indicators.compile import keeps_history
from jingkai.kernel.indicators.errors import NoHistory
from jingkai.kernel.indicators.evaluate import Where, indicator_of, narrowed
from jingkai.kernel.indicators.figures import Cell, outermost, parts_of
from jingkai.kernel.indicators.measures import Aggregate, Indicator, Measure
from jingkai.kernel.indicators.predicates import (
    Compare,
    CompareColumns,
    Every,
    Leaf,
    Missing,
    OneOf,
    Path,
    Predicate,
    SameYear,
    Some,
    every,
    paths,
)
from jingkai.kernel.indicators.spans import Days, Span
from jingkai.kernel.indicators.words import phrase
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.trail.history import as_known_at, event_model

type Rows = QuerySet[models.Model]

_LOOKUPS = {"=": "exact", "<": "lt", "≤": "lte", ">": "gt", "≥": "gte"}
DIGITS = 60


@dataclass(frozen=True)
class DrillPart:
    """Records behind one leaf of a figure, and how they are aggregated.

    `role` is the part the leaf plays ("value", "numerator", "previous", "excluded", …; a leaf deep
    in a formula has the outermost role). `queryset` yields records, or as known at an instant the
    versions of records (with the record's key in `pgh_obj_id`). `whole` tells whether these
    records are listed for the figure; a part that lies within another is not listed twice.
    `column` and `opened` are the queryset's names of the aggregated column and of the months.
    """

    role: str
    label: str
    aggregate: Aggregate
    period: Span
    queryset: Rows
    column: str
    whole: bool
    opened: str = ""
    known_at: datetime | None = None

    def again(self) -> Cell:
        """The records aggregated once more, without the engine that told the figure."""
        function: dict[str, Any] = {
            "count": Count("pk"),
            "sum": Sum(self.column),
            "distinct": Count(self.column, distinct=True),
        }
        month = TruncMonth(self.opened) if self.opened else None
        months = {"months": Count(month, distinct=True)} if month is not None else {}
        told = self.queryset.aggregate(
            records=Count("pk"), again=function[self.aggregate.function], **months
        )
        return Cell(Decimal(told["again"] or 0), told["records"], told.get("months"))


def drill(
    code: str | Indicator,
    period: Span,
    *,
    seat: Actor,
    known_at: datetime | None = None,
    where: Where | None = None,
) -> list[DrillPart]:
    """The records behind a figure, leaf by leaf, in the order of the formula."""
    indicator = narrowed(indicator_of(code), where)
    leaves = list(_leaves(indicator, period, "value"))
    listed = outermost({_condition(leaf, when): None for _role, leaf, when in leaves})
    parts: dict[tuple[Aggregate, Span], DrillPart] = {}
    for role, leaf, when in leaves:
        if (leaf, when) in parts:
            continue
        condition = _condition(leaf, when)
        rows = _Rows(leaf.records.model, seat.zone_id, known_at)
        extra = (leaf.path, leaf.records.opened)
        by_month = leaf.records.monthly and not isinstance(when, Days)
        queryset = rows.meeting(condition, (path for path in extra if path is not None))
        parts[leaf, when] = DrillPart(
            role=role,
            label=phrase(leaf),
            aggregate=leaf,
            period=when,
            queryset=queryset,
            column=rows.column(leaf.path) if leaf.path else "",
            whole=condition in listed,
            opened=rows.column(leaf.records.opened) if by_month else "",
            known_at=known_at,
        )
    return list(parts.values())


def _condition(leaf: Aggregate, period: Span) -> Predicate:
    return every(leaf.records.window(period), leaf.records.condition)


def _leaves(
    measure: Measure, period: Span, role: str
) -> Iterable[tuple[str, Aggregate, Span]]:
    if isinstance(measure, Aggregate):
        yield role, measure, period
    for inner, part, when in parts_of(measure, period):
        for deeper, leaf, then in _leaves(part, when, inner):
            yield deeper if role == "value" else role, leaf, then


class _Rows:
    """Querysets of one kind of record, now or as known at an instant."""

    def __init__(
        self, model: type[models.Model], zone_id: int | None, known_at: datetime | None
    ) -> None:
        self.model, self.known_at = model, known_at
        self.zoned = zone_id if any(f.column == "zone_id" for f in model._meta.fields) else None
        if known_at is not None and not keeps_history(model):
            raise NoHistory(model=model._meta.verbose_name)

    def meeting(self, condition: Predicate, more: Iterable[Amount]) -> Rows:
        """The rows that meet the condition, with the columns it needs at hand."""
        if self.known_at is None:
            rows: Rows = self.model._default_manager.all()
        else:
            rows = as_known_at(self.model, self.known_at)
        if self.zoned is not None:
            rows = rows.filter(zone_id=self.zoned)
        amounts = dict.fromkeys(more)
        aggregated = dict.fromkeys(path for amount in amounts for path in columns_of(amount))
        for path in dict.fromkeys((*aggregated, *paths(condition))):
            for name, expression in self._helpers(path):
                # Only an annotation can be aggregated; a filter is content with an alias.
                add = rows.annotate if path in aggregated else rows.alias
                rows = add(**{name: expression})
        for amount in amounts:
            if isinstance(amount, Computed):
                rows = rows.annotate(**{self.column(amount): self._reckoned(amount)})
        return rows.filter(self._q(condition))

    def _reckoned(self, amount: Operand) -> Any:
        if isinstance(amount, Computed):
            left, right = self._reckoned(amount.left), self._reckoned(amount.right)
            made = {"+": left.__add__, "−": left.__sub__, "×": left.__mul__}[amount.sign](right)
        else:
            made = F(self.column(amount)) if isinstance(amount, Path) else Value(amount)
        held = DecimalField(max_digits=DIGITS, decimal_places=places_of(amount))
        return ExpressionWrapper(Cast(made, held) if isinstance(amount, Path) else made, held)

    def column(self, path: Amount) -> str:
        """The name under which the queryset knows the column."""
        if isinstance(path, Computed):
            return f"reckoned_{crc32(str(path).encode()):08x}"
        joined = "__".join(path.names)
        if self.known_at is not None and len(path.names) > 1:
            joined = f"then_{'_to_'.join(path.names)}"
        return f"{'_of_'.join(path.names)}_first_{path.prefix}" if path.prefix else joined

    def _helpers(self, path: Path) -> Iterable[tuple[str, Any]]:
        """Expressions that the queryset needs before it knows the column."""
        whole = Path(path.model, path.names)
        if self.known_at is not None:
            for depth in range(2, len(path.names) + 1):
                step = Path(path.model, path.names[:depth])
                yield self.column(step), self._looked_up(step)
        if path.prefix:
            yield self.column(path), Left(F(self.column(whole)), path.prefix)

    def _looked_up(self, path: Path) -> "Subquery[Any]":
        """The column of the record pointed to, as it was known at the same instant."""
        owner = Path(path.model, path.names[:-1])
        key = OuterRef(self.column(owner))
        relation = field_of(owner)
        assert isinstance(relation, models.ForeignKey)
        model, name = relation.related_model, path.names[-1]
        if not keeps_history(model):
            found = model._default_manager.filter(**{relation.target_field.name: key})
            return Subquery(found.values(name)[:1])
        versions = event_model(model)._default_manager.filter(
            **{"pgh_created_at__lte": self.known_at, relation.target_field.name: key}
        )
        alive = Case(When(~Q(pgh_label="delete"), then=F(name)))
        return Subquery(versions.order_by("-pgh_id").values(told=alive)[:1])

    def _q(self, condition: Predicate) -> Q:
        if isinstance(condition, Every | Some):
            parts = [self._q(part) for part in condition.parts]
            if not parts:
                nothing = Q(pk__in=[])
                return Q() if isinstance(condition, Every) else nothing
            together = parts[0]
            for part in parts[1:]:
                together = together & part if isinstance(condition, Every) else together | part
            return together
        assert isinstance(condition, Compare | OneOf | CompareColumns | SameYear | Missing)
        return self._leaf(condition)

    def _leaf(self, leaf: Leaf) -> Q:
        name = self.column(leaf.path)
        given = Q(**{f"{name}__isnull": False})
        match leaf:
            case Missing(_path, missing):
                return Q(**{f"{name}__isnull": missing})
            case Compare(_path, "≠", value):
                return given & ~Q(**{name: value})
            case Compare(_path, sign, value):
                return Q(**{f"{name}__{_LOOKUPS[sign]}": value})
            case OneOf(_path, values, among):
                found = Q(**{f"{name}__in": list(values)})
                return found if among else given & ~found
        return self._between_columns(leaf, name, given)

    def _between_columns(self, leaf: CompareColumns | SameYear, name: str, given: Q) -> Q:
        other = self.column(leaf.other)
        both = given & Q(**{f"{other}__isnull": False})
        if isinstance(leaf, SameYear):
            found = Q(**{f"{name}__year": ExtractYear(F(other))})
            return both & (found if leaf.same else ~found)
        if leaf.sign == "≠":
            return both & ~Q(**{name: F(other)})
        return both & Q(**{f"{name}__{_LOOKUPS[leaf.sign]}": F(other)})


def listed_records(parts: Iterable[DrillPart]) -> list[DrillPart]:
    """The parts whose records are listed for the figure: those that lie in no other, each once."""
    seen: dict[Predicate, DrillPart] = {}
    for part in parts:
        if part.whole:
            seen.setdefault(_condition(part.aggregate, part.period), part)
    return list(seen.values())
