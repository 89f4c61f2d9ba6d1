"""Fields that several nouns of government services share."""

from typing import Any

from django.db import models


def office(verbose: Any, **more: Any) -> Any:
    """An office of the zone."""
    return models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=verbose, **more
    )


def passage(verbose: Any, **more: Any) -> Any:
    """A passage that may be left empty."""
    return models.TextField(verbose, blank=True, **more)
