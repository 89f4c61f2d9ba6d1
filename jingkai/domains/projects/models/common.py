"""Fields and constraints that several nouns of projects share."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import ScopedQuerySet


def amount(name: Any, **more: Any) -> Any:
    """An amount in its base unit: 元 or 吨."""
    return models.DecimalField(name, max_digits=20, decimal_places=4, **more)


def known(table: str, field: str, values: list[str], *, blank: bool = False) -> Any:
    """A choice field holds one of its choices."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*values, ""] if blank else values}),
        name=f"{table}_{field}_known",
        violation_error_message=_("Choose one of the values of the list."),
    )


def not_negative(table: str, field: str) -> models.CheckConstraint:
    """An amount is not below zero."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        name=f"{table}_{field}_not_negative",
        violation_error_message=_("The amount can't be below zero."),
    )


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
