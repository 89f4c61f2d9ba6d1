"""What the actions on dated steps of a record share: who may, the record as it is now, its order.

For nouns whose state follows from the days on which their steps were taken (a rectification, a
parcel): the days of later steps don't lie before those of earlier ones, and a step needs what its
state needs.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from jingkai.kernel.cases.errors import StillMissing, TooEarly
from jingkai.kernel.cases.kinds import CaseKind, missing_for, missing_words
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import record


def require(by: Any, permission: str) -> None:
    """Whoever acts must hold the permission, whichever door they came through."""
    if not by.can(permission):
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
    missing = missing_for(kind, state, row)
    if missing:
        words = "、".join(missing_words(row, missing))
        raise StillMissing(field=missing.fields[0], stage=kind.state(state).name, missing=words)


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
