"""Rows written by an action: new ones put, known ones changed.

    put(CaseMove(case=case, code="accepted", ...))
    change(case, "state", "version", only_if={"version": 3})

An action's code says what is to be written here; it is written together, with the entry that the
action leaves, by one statement at its end (`unit.py` says when before). Values count as they are
when they are put or changed. As with `bulk_create` no signals are sent, and a model's own `save` is
not called: a model that has one is saved at once instead, as is a row with a value that only the
database can tell.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import models

from jingkai.kernel.trail.acting import acting
from jingkai.kernel.trail.compiling import Compiled
from jingkai.kernel.trail.models import ActedModel
from jingkai.kernel.trail.statement import ChangedMeanwhile

__all__ = ["ChangedMeanwhile", "change", "fetch_one", "flush", "put", "say"]


def put[M: models.Model](row: M) -> M:
    """Write a new row; it has its key from here on, and stands in the database when asked for."""
    unit = acting().unit
    if _waits(type(row)):
        unit.put(row)
    else:
        unit.flush()
        row.save(force_insert=True)
    return row


def change(row: models.Model, *fields: str, only_if: Mapping[str, Any] | None = None) -> None:
    """Write these fields of a known row, only if it still holds the given values.

    Raises ChangedMeanwhile: here, or when it is written.
    """
    acting().unit.change(row, fields, only_if or {})


def say(
    model: type[models.Model], sql: str, parameters: Sequence[Any],
    then: Callable[[list[Any]], None], *, reads: Collection[str] = (),
) -> None:  # fmt: skip
    """Write rows of a model by an INSERT of one's own, together with whatever the action writes.

    It returns a column `told`; `then` is given its values when it has run. `reads` names the other
    tables that it looks at.
    """
    acting().unit.say(model, Compiled(sql, parameters), then, reads)


def flush() -> None:
    """Write what waits, now."""
    acting().unit.flush()


def fetch_one(columns: str, parameters: list[Any], *, before: str = "") -> tuple[Any, ...]:
    """Run `<before> select <columns>` and draw the action's keys by the same statement.
    For a statement that an action needs anyway before it writes.
    """
    unit = acting().unit
    wanted = unit.foreseen()
    return unit.asked(columns, parameters, before, wanted)


@cache
def _waits(model: type[models.Model]) -> bool:
    """Whether a row of this model can be written by Django's plain INSERT: nothing of its own."""
    meta = model._meta
    return (
        model.save in (models.Model.save, ActedModel.save)
        and not meta.parents
        and not meta.order_with_respect_to
        and not any(f.generated for f in meta.local_concrete_fields)
    )
