"""What the actions of government services share."""

from typing import Any

from django.db import models

from jingkai.kernel.errors import Forbidden


def require(by: Any, permission: str) -> None:
    """Whoever acts must hold the permission, whichever door they came through."""
    if not by.can(permission):
        raise Forbidden


def locked[M: models.Model](record: M) -> M:
    """The record as it is now, held until the action is over."""
    rows: Any = type(record)._default_manager
    return rows.select_for_update(of=("self",)).get(pk=record.pk)  # type: ignore[no-any-return]
