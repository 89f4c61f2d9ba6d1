"""What the map tells of buildings on its day: how much is let, and so how they are coloured."""

from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DecimalField,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from jingkai.domains.park.choices import LetState
from jingkai.domains.park.models import Lease
from jingkai.kernel.trail.history import as_known_at

AREA: DecimalField[Any, Any] = DecimalField(max_digits=20, decimal_places=4)


def area_let(key: str, day: date, known_at: datetime | None) -> Any:
    """Square metres of a building that are let on a day, as an expression."""
    rows = Lease.objects.all() if known_at is None else as_known_at(Lease, known_at)
    in_force = rows.filter(
        Q(over_on__isnull=True) | Q(over_on__gt=day), building_id=OuterRef(key), begins_on__lte=day
    )
    total = in_force.order_by().values("building_id").annotate(total=Sum("area")).values("total")
    return Coalesce(Subquery(total), Value(0), output_field=AREA)


def let_state(key: str, day: date, known_at: datetime | None) -> Any:
    """How far a building is let on a day (`LetState`), as an expression."""
    let = area_let(key, day, known_at)
    return Case(
        When(demolished_on__lte=day, then=Value(LetState.GONE.value)),
        When(built_on__lte=day, then=_of_area(let)),
        When(started_on__lte=day, then=Value(LetState.UNDER_WAY.value)),
        default=Value(LetState.PLANNED.value),
        output_field=CharField(),
    )


def _of_area(let: Any) -> Any:
    return Case(
        When(LessThanOrEqual(let, Value(0)), then=Value(LetState.VACANT.value)),
        When(LessThanOrEqual(F("rentable_area"), let), then=Value(LetState.LET.value)),
        default=Value(LetState.PARTLY.value),
        output_field=CharField(),
    )
