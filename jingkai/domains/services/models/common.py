"""Constraints and fields that several nouns of government services share."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def known(table: str, field: str, values: list[str], *, blank: bool = False) -> Any:
    """A choice field holds one of its choices."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*values, ""] if blank else values}),
        name=f"{table}_{field}_known",
        violation_error_message=_("Choose one of the values of the list."),
    )


def in_order(table: str, first: str, then: str, sentence: Any) -> models.CheckConstraint:
    """One day comes after another; either may be unknown."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{then}__isnull": True})
        | Q(**{f"{then}__gt": F(first)}),
        name=f"{table}_{then}_after_{first}",
        violation_error_message=sentence,
    )


def office(verbose: Any, **more: Any) -> Any:
    """An office of the zone."""
    return models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=verbose, **more
    )


def words(verbose: Any, length: int = 300, **more: Any) -> Any:
    """A line or two that may be left empty."""
    return models.CharField(verbose, max_length=length, blank=True, **more)


def text(verbose: Any, **more: Any) -> Any:
    """A passage that may be left empty."""
    return models.TextField(verbose, blank=True, **more)


def choice(verbose: Any, choices: Any, *, blank: bool = False, **more: Any) -> Any:
    """One of a closed list."""
    return models.CharField(verbose, max_length=20, choices=choices, blank=blank, **more)
