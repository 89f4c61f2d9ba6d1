"""Fields that several nouns of governance share."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Value
from django.utils import timezone

from jingkai.kernel.access.personal import MASKS
from jingkai.kernel.registers.derived import Derived


def mask_name(text: str) -> str:
    """The first sign of a person's name.

    >>> mask_name("王强"), mask_name("欧阳小明")
    ('王*', '欧***')
    """
    return text[:1] + "*" * (len(text) - 1)


MASKS.setdefault("name", mask_name)


class DerivedDay(Derived, models.DateField[Any, Any]):
    """A day that follows from the record: by when a step is due."""

    plain = "DateField"
    given: ClassVar[dict[str, Any]] = {"null": True, "blank": True, "default": None}


def day_of(*fields: str) -> Callable[[Any], date | None]:
    """The zone's day of the first of these moments that has come."""

    def told(record: Any) -> date | None:
        moments = (getattr(record, field) for field in fields)
        return next((timezone.localdate(at) for at in moments if at is not None), None)

    return told


class Held(Func):
    """The days from one column up to and including another, or for good."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(first), F(last), Value("[]"))


def office(verbose: Any, **more: Any) -> Any:
    """An office of the zone."""
    return models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=verbose, **more
    )


def other(to: str, verbose: Any, **more: Any) -> Any:
    """Another record, perhaps none."""
    options = {"null": True, "blank": True, "related_name": "+", **more}
    return models.ForeignKey(to, models.PROTECT, verbose_name=verbose, **options)


def passage(verbose: Any, **more: Any) -> Any:
    """A passage that may be left empty."""
    return models.TextField(verbose, blank=True, **more)


def derive(func: str) -> pgtrigger.Trigger:
    """Columns that the database tells from the others of the row."""
    when, on = pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    return pgtrigger.Trigger(name="derive", when=when, operation=on, func=func)
