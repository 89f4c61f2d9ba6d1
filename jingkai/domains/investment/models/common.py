"""Fields that several nouns of investment promotion share."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import city_choices, province_choices


def amount(name: Any, **more: Any) -> Any:
    """An amount in its base unit, exact, never negative."""
    validators = [MinValueValidator(0)]
    return models.DecimalField(name, max_digits=20, decimal_places=4, validators=validators, **more)


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


def known(table: str, field: str, values: list[str], *, blank: bool = False) -> Any:
    """A choice field holds one of its choices."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": [*values, ""] if blank else values}),
        name=f"{table}_{field}_known",
        violation_error_message=_("Choose one of the values of the list."),
    )


def not_negative(table: str, field: str) -> models.CheckConstraint:
    """An amount is not below zero."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__gte": 0}),
        name=f"{table}_{field}_not_negative",
        violation_error_message=_("The amount can't be below zero."),
    )


def in_order(table: str, first: str, then: str, sentence: Any) -> models.CheckConstraint:
    """One day does not come before another; either may be unknown."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{first}__isnull": True})
        | models.Q(**{f"{then}__isnull": True})
        | models.Q(**{f"{then}__gte": models.F(first)}),
        name=f"{table}_{then}_after_{first}",
        violation_error_message=sentence,
    )
