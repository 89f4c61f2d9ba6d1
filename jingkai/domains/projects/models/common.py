"""Fields and constraints that several nouns of projects share."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from jingkai.kernel.access.models import ScopedQuerySet


def amount(name: Any, **more: Any) -> Any:
    """An amount in its base unit: 元 or 吨."""
    return models.DecimalField(name, max_digits=20, decimal_places=4, **more)


def in_order(table: str, first: str, then: str, sentence: Any) -> models.CheckConstraint:
    """One day does not come before another; either may be unknown."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{then}__isnull": True})
        | Q(**{f"{then}__gte": F(first)}),
        name=f"{table}_{then}_in_order",
        violation_error_message=sentence,
    )


class OfProjectQuerySet[M: models.Model](ScopedQuerySet[M]):
    """What belongs to a project is seen by who sees the project."""

    office_path = "project__office"
    officer_path = "project__officer"
