"""What several nouns of party building share."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.errors import MORE_THAN_EXPECTED
from jingkai.kernel.access.models import ScopedQuerySet


class OfOrganisation[M: models.Model](ScopedQuerySet[M]):
    """What belongs to an organisation is seen by the office that keeps the organisation."""

    office_path = "organisation__office"


class Days(Func):
    """From the first day up to, not including, the day it ends."""

    function = "daterange"

    def __init__(self, *expressions: Any) -> None:
        from django.contrib.postgres.fields import DateRangeField

        given = expressions or (F("since"), F("until"), Value("[)"))
        super().__init__(*given, output_field=DateRangeField())


def derive(func: str) -> pgtrigger.Trigger:
    """Columns that the database derives from the others, however a row is written."""
    when, on = pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    return pgtrigger.Trigger(name="derive", when=when, operation=on, func=func)


def of_organisation(related: str, name: Any = "", **more: Any) -> Any:
    """The organisation that it belongs to."""
    return models.ForeignKey(
        "party_building.Organisation", models.PROTECT, related_name=related,
        verbose_name=name or _("party organisation"), **more,
    )  # fmt: skip


def people(name: Any) -> Any:
    """How many people: never below none."""
    return models.PositiveIntegerField(name, default=0)


def attended(table: str) -> models.CheckConstraint:
    """No more attended than were expected, where it is known how many were."""
    return models.CheckConstraint(
        condition=Q(expected=0) | Q(attended__lte=F("expected")),
        name=f"{table}_attended_of_expected", violation_error_message=MORE_THAN_EXPECTED,
    )  # fmt: skip
