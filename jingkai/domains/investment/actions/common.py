"""What the actions of investment promotion share."""

from datetime import date
from typing import Any

from django.db import connection, models

from jingkai.domains.investment.errors import TooEarly
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.subjects.queries import office_of
from jingkai.kernel.access.models import Office
from jingkai.kernel.errors import Forbidden


def require(by: Any, permission: Permission) -> None:
    """Whoever acts must hold the permission, whichever door they came through."""
    if not by.can(permission):
        raise Forbidden


def own_office(by: Any, office: Office | None = None) -> Office:
    """The office that answers: the one named, else that of who acts."""
    return office or office_of(by)


def not_before(on: date, before: date | None, step: object) -> None:
    """A step does not come before the step before it."""
    if before is not None and on < before:
        raise TooEarly(field="on", day=on, before=before, step=step)


def locked[M: models.Model](record: M) -> M:
    """The record as it is now, held until the action is over."""
    rows: Any = type(record)._default_manager
    return rows.select_for_update(of=("self",)).get(pk=record.pk)  # type: ignore[no-any-return]


def next_number(model: type[models.Model], zone_id: int, prefix: str, on: date) -> str:
    """The next free number of a kind and year: "XS2022-086". One caller at a time gets it."""
    head = f"{prefix}{on.year}-"
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{zone_id}:{head}"]
        )
    rows = model._default_manager.filter(zone_id=zone_id, number__startswith=head)
    tails = (number.removeprefix(head) for number in rows.values_list("number", flat=True))
    last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    return f"{head}{last + 1:03d}"
