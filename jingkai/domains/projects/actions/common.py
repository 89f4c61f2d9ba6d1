"""What the actions of projects share."""

from datetime import date
from typing import Any

from django.db import models

from jingkai.domains.projects.errors import OfAnotherOffice, TooEarly
from jingkai.domains.projects.permissions import Permission
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import record


def require(by: Any, permission: Permission) -> None:
    """Whoever acts must hold the permission, whichever door they came through."""
    if not by.can(permission):
        raise Forbidden


def require_office(by: Any, project: Any) -> None:
    """A seat that sees no further than its office works on its office's projects only."""
    if getattr(by, "scope", Scope.ZONE) == Scope.OFFICE and project.office_id != by.office_id:
        raise OfAnotherOffice(record=project, office=project.office.name)


def not_before(on: date, before: date | None, step: object, field: str = "on") -> None:
    """A step does not come before the step before it."""
    if before is not None and on < before:
        raise TooEarly(field=field, day=on, before=before, step=step)


def locked[M: models.Model](record: M) -> M:
    """The record as it is now, held until the action is over."""
    rows: Any = type(record)._default_manager
    return rows.select_for_update(of=("self",)).get(pk=record.pk)  # type: ignore[no-any-return]


def saved[M: models.Model](row: M, **facts: Any) -> M:
    """Check the row whole, write it, and leave the entry."""
    row.full_clean(exclude=["zone"])
    row.save()
    row.refresh_from_db()
    record(row, **facts)
    return row
