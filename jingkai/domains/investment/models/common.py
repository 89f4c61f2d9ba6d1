"""Fields that several nouns of investment promotion share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import city_choices, province_choices


def province(**more: Any) -> Any:
    """A province by GB/T 2260 code."""
    return models.CharField(
        _("province"), max_length=6, choices=province_choices, blank=True, **more
    )


def city(**more: Any) -> Any:
    """A prefecture-level city by GB/T 2260 code."""
    return models.CharField(_("city"), max_length=6, choices=city_choices, blank=True, **more)


def city_in_province(table: str) -> models.CheckConstraint:
    """The city lies in the province that stands beside it."""
    same = models.Q(city__startswith=models.functions.Left("province", 2))
    return models.CheckConstraint(
        condition=models.Q(city="") | same,
        name=f"{table}_city_in_province",
        violation_error_message=_("The city does not lie in this province."),
    )
