"""Roads, and the utility lines along them."""

from decimal import Decimal
from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.park.choices import Axis, LineKind, LineState, RoadClass
from jingkai.domains.park.models.common import LINE, drawn, drawn_length, kept_shape
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeIndex
from jingkai.kernel.geo.measures import length_of
from jingkai.kernel.registers.derived import DerivedAmount
from jingkai.kernel.registers.nouns import (
    amount,
    day,
    in_order,
    known,
    listed,
    needs,
    not_negative,
    once,
    text,
)
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


def surface(road: Any) -> Decimal:
    """Square metres of a road: its drawn length by its width."""
    shape = kept_shape(road)
    if shape is None or road.width is None:
        return Decimal(0)
    return round(length_of(shape) * Decimal(road.width), 4)


@acted
class Road(ZoneOwned):
    """A road of the zone (道路): its axis drawn, its place in the grid, from opening to closing.

    Width and lengths in 米, `surface_area` (drawn length by width) in 平方米.
    """

    number = models.CharField(_("road number"), max_length=30)
    name = models.CharField(_("road"), max_length=80)
    road_class = models.CharField(_("class of road"), max_length=20, choices=RoadClass)
    axis = models.CharField(_("axis of the grid"), max_length=20, choices=Axis, blank=True)
    place = models.PositiveSmallIntegerField(
        _("place on the axis"), null=True, blank=True,
        help_text=_("Counted from north to south, from west to east."),
    )  # fmt: skip
    width = amount(_("width"))
    shape = drawn(LINE)
    drawn_length = drawn_length()
    measured_length = amount(_("length surveyed"), null=True, blank=True)
    surface_area = DerivedAmount(_("surface"), told=surface)
    opened_on = day(_("open to traffic since"))
    closed_on = day(_("closed to traffic on"))
    maintained_from = day(_("maintained since"))
    maintained_to = day(_("maintained up to"))
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("road")
        verbose_name_plural = _("roads")
        ordering = ["number"]
        constraints = [
            once("park_road", "number", sentence=_("A road with this number exists already.")),
            known("park_road", "road_class", RoadClass.values),
            known("park_road", "axis", Axis.values, blank=True),
            models.CheckConstraint(
                condition=Q(width__gt=0), name="park_road_width_positive",
                violation_error_message=_("A road has a width above zero."),
            ),
            *not_negative("park_road", "measured_length"),
            needs("park_road", "closed_on", "opened_on",
                  _("A road closes only after it was opened.")),
            in_order("park_road", "opened_on", "closed_on",
                     _("A road closes only after it was opened.")),
            in_order("park_road", "maintained_from", "maintained_to",
                     _("Maintenance can't end before it began.")),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="park_road_search"),
            ShapeIndex("shape", name="park_road_shape"),
            *listed("park_road", "road_class", "axis", "opened_on"),
        ]

    def __str__(self) -> str:
        return self.name


DERIVE = """
    new.state := case
        when new.retired_on is not null then 'retired'
        when new.laid_on is not null then 'laid'
        else 'planned' end;
    return new;
"""


@acted
class UtilityLine(ZoneOwned):
    """A stretch of utility line (市政管线): drawn, along which road, how deep, of what.

    Lengths and depth in 米, diameter in 毫米. `drawn_length` is the shape's by geodesic, which
    figures count; `measured_length` what the survey says.
    """

    number = models.CharField(_("line number"), max_length=30)
    name = models.CharField(_("line"), max_length=120)
    kind = models.CharField(_("kind of line"), max_length=20, choices=LineKind)
    medium = text(_("what flows"), 40)
    road = models.ForeignKey(
        Road, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("road")
    )
    shape = drawn(LINE)
    drawn_length = drawn_length()
    measured_length = amount(_("length surveyed"), null=True, blank=True)
    depth = amount(_("depth"), null=True, blank=True)
    diameter = amount(_("diameter"), null=True, blank=True)
    material = text(_("made of"), 60)
    owner = text(_("owner"), 120)
    laid_on = day(_("laid on"))
    retired_on = day(_("out of use since"))
    state = models.CharField(
        _("state"), max_length=20, choices=LineState, default=LineState.PLANNED, editable=False
    )
    note = text(_("note"), 300)

    class Meta:
        verbose_name = _("utility line")
        verbose_name_plural = _("utility lines")
        ordering = ["number"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=DERIVE,
            )
        ]  # fmt: skip
        constraints = [
            once("park_line", "number", sentence=_("A line with this number exists already.")),
            known("park_line", "kind", LineKind.values),
            *not_negative("park_line", "measured_length", "depth", "diameter"),
            needs("park_line", "retired_on", "laid_on",
                  _("Only a line that was laid goes out of use.")),
            in_order("park_line", "laid_on", "retired_on",
                     _("Only a line that was laid goes out of use.")),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "owner", name="park_line_search"),
            ShapeIndex("shape", name="park_line_shape"),
            *listed("park_line", "kind", "state", "laid_on", "road"),
        ]

    def __str__(self) -> str:
        return self.name
