"""Constraints and fields that several nouns of government services share."""

from typing import Any

from django.db import models
from django.db.models import F, Q


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


def passage(verbose: Any, **more: Any) -> Any:
    """A passage that may be left empty."""
    return models.TextField(verbose, blank=True, **more)
