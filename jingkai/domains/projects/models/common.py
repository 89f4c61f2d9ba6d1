"""Fields and constraints that several nouns of projects share."""

from typing import Any

from django.db import models

from jingkai.kernel.access.models import ScopedQuerySet
from jingkai.kernel.registers import nouns


def amount(name: Any, **more: Any) -> Any:
    """An amount in its base unit: 元 or 吨."""
    return models.DecimalField(name, max_digits=20, decimal_places=4, **more)


def in_order(table: str, first: str, then: str, sentence: Any) -> Any:
    """One day does not come before another; either may be unknown."""
    return nouns.in_order(table, first, then, sentence, name=f"{table}_{then}_in_order")


class OfProjectQuerySet[M: models.Model](ScopedQuerySet[M]):
    """What belongs to a project is seen by who sees the project."""

    office_path = "project__office"
    officer_path = "project__officer"
