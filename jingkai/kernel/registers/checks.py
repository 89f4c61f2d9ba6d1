"""Checks of a row's clean values that registers of several domains share."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Sentence
from jingkai.kernel.registers.declare import Check, Fault

DAY_TOO_EARLY = _("This day lies before the step before it.")


def days_in_order(
    values: Mapping[str, Any], fields: Iterable[str], sentence: Sentence = DAY_TOO_EARLY
) -> Iterator[Fault]:
    """Days that happened one after another; unknown ones are skipped.

    >>> row = {"made_on": date(2022, 3, 1), "seen_on": None, "due_on": date(2022, 2, 1)}
    >>> [fault.field for fault in days_in_order(row, ("made_on", "seen_on", "due_on"))]
    ['due_on']
    """
    before: date | None = None
    for field in fields:
        day = values.get(field)
        if day is None:
            continue
        if before is not None and day < before:
            yield Fault(field, sentence, format_lazy(_("{day} or later"), day=before))
        before = day


def in_order(*fields: str) -> Check:
    """The check that these days happened one after another."""
    return lambda values: days_in_order(values, fields)
