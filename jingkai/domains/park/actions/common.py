"""What the actions of the park share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, models

from jingkai.domains.park import queries
from jingkai.domains.park.errors import StillMissing, TooEarly
from jingkai.domains.park.permissions import Permission
from jingkai.kernel.cases.kinds import CaseKind
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import record


def require(by: Any, permission: str) -> None:
    """Whoever acts must hold the permission, whichever door they came through."""
    if not by.can(Permission(permission)):
        raise Forbidden


def locked[M: models.Model](row: M) -> M:
    """The record as it is now, held until the action is over."""
    rows: Any = type(row)._default_manager
    return rows.select_for_update(of=("self",)).get(pk=row.pk)  # type: ignore[no-any-return]


def not_before(on: date, before: date | None, step: object, field: str = "on") -> None:
    """A step does not come before the step before it."""
    if before is not None and on < before:
        raise TooEarly(field=field, day=on, before=before, step=step)


def require_complete(kind: CaseKind, state: str, row: Any) -> None:
    """Refuse a move to a state for which the record lacks something, naming it."""
    missing = queries.missing_of(kind, state, row)
    if missing:
        words = "、".join(queries.missing_words(row, missing))
        raise StillMissing(
            field=missing.fields[0], stage=kind.state(state).name, missing=words
        )


def put(row: models.Model, values: Mapping[str, Any]) -> None:
    """Give the record the values that were told; what was not told stays."""
    for name, told in values.items():
        if told not in (None, ""):
            setattr(row, name, told)


def saved[M: models.Model](row: M, **facts: Any) -> M:
    """Check, save, read again what the database derived, and leave an entry."""
    row.full_clean(exclude=["zone"])
    row.save()
    row.refresh_from_db()
    record(row, **facts)
    return row


def next_number(model: type[models.Model], zone_id: int, prefix: str, on: date) -> str:
    """The next free number of a kind and year: "XZ2022-006". One caller at a time gets it."""
    head = f"{prefix}{on.year}-"
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{zone_id}:{head}"]
        )
    rows = model._default_manager.filter(zone_id=zone_id, number__startswith=head)
    tails = (number.removeprefix(head) for number in rows.values_list("number", flat=True))
    last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    return f"{head}{last + 1:03d}"
