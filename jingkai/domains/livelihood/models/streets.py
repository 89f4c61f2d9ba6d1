"""The street network on which circles are measured, and the bus lines that run on it."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices import StreetClass
from jingkai.domains.livelihood.errors import STEP_TOO_EARLY
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeField, ShapeIndex
from jingkai.kernel.geo.measures import length_of
from jingkai.kernel.registers.derived import DerivedAmount
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


def _length(street: Any) -> Decimal:
    field: Any = type(street)._meta.get_field("shape")
    shape = field.to_python(street.shape)
    return Decimal(0) if shape is None else round(length_of(shape), 1)


@acted
class Street(ZoneOwned):
    """A stretch of street (路段) on which people walk, cycle or drive.

    Two stretches are joined where they have a point of their lines in common: a bridge that only
    crosses above is not. Length in 米 by geodesic.
    """

    number = models.CharField(_("stretch number"), max_length=30)
    name = models.CharField(_("name of the street"), max_length=80)
    street_class = choice(_("class of street"), StreetClass)
    walking = models.BooleanField(_("open to walkers"), default=True)
    cycling = models.BooleanField(_("open to bicycles"), default=True)
    driving = models.BooleanField(_("open to cars"), default=True)
    one_way = models.BooleanField(
        _("one way"), default=False, help_text=_("Cars go only in the direction of drawing.")
    )
    length = DerivedAmount(_("length"), told=_length)
    opened_on = day(_("street open since"))
    closed_on = day(_("street closed on"))
    shape = ShapeField(_("line of the street"), kinds=("LineString", "MultiLineString"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("stretch of street")
        verbose_name_plural = _("stretches of street")
        ordering = ["number"]
        constraints = [
            once("live_street", "number",
                 sentence=_("A stretch with this number exists already.")),
            known("live_street", "street_class", StreetClass.values),
            in_order("live_street", "opened_on", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="live_street_search"),
            ShapeIndex("shape", name="live_street_shape"),
            *listed("live_street", "street_class", "opened_on"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class BusLine(ZoneOwned):
    """A bus line (公交线路): its line's points are its stops, served both ways.

    `headway` is the minutes between two buses; the wait is a dated share of it.
    """

    number = models.CharField(_("bus line number"), max_length=30)
    name = models.CharField(_("bus line"), max_length=80)
    headway = models.PositiveSmallIntegerField(
        _("minutes between buses"), validators=[MinValueValidator(1)]
    )
    opened_on = day(_("runs since"))
    closed_on = day(_("line given up on"))
    shape = ShapeField(_("line over the stops"), kinds=("LineString",))
    note = text(_("note"))

    class Meta:
        verbose_name = _("bus line")
        verbose_name_plural = _("bus lines")
        ordering = ["number"]
        constraints = [
            once("live_bus", "number", sentence=_("A line with this number exists already.")),
            in_order("live_bus", "opened_on", "closed_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(headway__gt=0), name="live_bus_headway_positive",
                violation_error_message=_("Buses come at least a minute apart."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="live_bus_search"),
            ShapeIndex("shape", name="live_bus_shape"),
            *listed("live_bus", "opened_on"),
        ]

    def __str__(self) -> str:
        return self.name
