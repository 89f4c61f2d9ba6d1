"""Fields and constraints that nouns of several domains share."""

from collections.abc import Collection
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def amount(name: Any, **more: Any) -> Any:
    """An amount in its base unit, exact, never negative."""
    validators = [MinValueValidator(0)]
    return models.DecimalField(name, max_digits=20, decimal_places=4, validators=validators, **more)


def day(name: Any, **more: Any) -> Any:
    """A day that may not have come yet."""
    return models.DateField(name, null=True, blank=True, **more)


def text(name: Any, length: int = 300, **more: Any) -> Any:
    """Words that may be left out."""
    return models.CharField(name, max_length=length, blank=True, **more)


def choice(name: Any, choices: Any, *, blank: bool = False, **more: Any) -> Any:
    """One word of a closed list."""
    return models.CharField(name, max_length=20, choices=choices, blank=blank, **more)


def known(table: str, field: str, values: Collection[str], *, blank: bool = False) -> Any:
    """A choice field holds one of its choices."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*values, ""] if blank else list(values)}),
        name=f"{table}_{field}_known",
        violation_error_message=_("Choose one of the values of the list."),
    )


def not_negative(table: str, *fields: str) -> list[Any]:
    """Amounts are not below zero."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
            name=f"{table}_{field}_not_negative",
            violation_error_message=_("The amount can't be below zero."),
        )
        for field in fields
    ]


def in_order(
    table: str, first: str, then: str, sentence: Any, *, strictly: bool = False, name: str = ""
) -> Any:
    """One day does not come before another, or strictly comes after; either may be unknown."""
    later = "gt" if strictly else "gte"
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{then}__isnull": True})
        | Q(**{f"{then}__{later}": F(first)}),
        name=name or f"{table}_{then}_after_{first}",
        violation_error_message=sentence,
    )


def needs(table: str, field: str, other: str, sentence: Any) -> Any:
    """A day that is known needs another field to be known."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{other}__isnull": False}),
        name=f"{table}_{field}_needs_{other}",
        violation_error_message=sentence,
    )


def once(table: str, *fields: str, sentence: Any) -> Any:
    """No two records of a zone share this."""
    return models.UniqueConstraint(
        fields=["zone", *fields], name=f"{table}_{'_'.join(fields)}_once",
        violation_error_message=sentence,
    )  # fmt: skip


def listed(table: str, *fields: str) -> list[models.Index]:
    """Indexes of a register's order and filters."""
    return [
        models.Index(fields=["zone", field, "-id"], name=f"{table}_{field}"[:30])
        for field in fields
    ]
