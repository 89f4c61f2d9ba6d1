"""Rows written by an action: new ones put, known ones changed.

    put(CaseMove(case=case, code="accepted", ...))
    change(case, "state", "version", only_if={"version": 3})

An action's code says what is to be written here; how many statements that takes is this module's.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.acting import acting


class ChangedMeanwhile(Refusal):
    """Somebody else changed the row after it was read."""

    sentence = _("Meanwhile somebody else has changed “{row}”. Nothing was done.")
    hint = _("Look at it as it stands now, then decide again.")


def put[M: models.Model](row: M) -> M:
    """Write a new row; it has its key from here on."""
    acting()
    row.save(force_insert=True)
    return row


def change(row: models.Model, *fields: str, only_if: Mapping[str, Any] | None = None) -> None:
    """Write these fields of a known row, only if it still holds the given values.

    Raises ChangedMeanwhile.
    """
    acting()
    values = {name: getattr(row, name) for name in fields}
    rows = type(row)._default_manager.filter(pk=row.pk, **(only_if or {}))
    if not rows.update(**values):
        raise ChangedMeanwhile(row=str(row))
