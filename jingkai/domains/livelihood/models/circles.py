"""Service points, residences, and how the ones are reached from the others."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices import Area, Circle, PointKind, TravelMode
from jingkai.domains.livelihood.errors import STEP_TOO_EARLY
from jingkai.domains.livelihood.models.common import community, placed
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.geo.fields import ShapeField, ShapeIndex
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class ServicePoint(ZoneOwned):
    """A place where employment services are given (就业服务点), from opening to closing."""

    number = models.CharField(_("service point number"), max_length=30)
    name = models.CharField(_("service point"), max_length=80)
    kind = choice(_("kind of point"), PointKind)
    area = choice(_("town or country"), Area)
    community = community()
    opened_on = models.DateField(_("open since"))
    closed_on = day(_("point closed on"))
    shape = placed()
    note = text(_("note"))

    class Meta:
        verbose_name = _("service point")
        verbose_name_plural = _("service points")
        ordering = ["number"]
        constraints = [
            once("live_point", "number",
                 sentence=_("A service point with this number exists already.")),
            known("live_point", "kind", PointKind.values),
            known("live_point", "area", Area.values),
            in_order("live_point", "opened_on", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "community", name="live_point_search"),
            ShapeIndex("shape", name="live_point_shape"),
            *listed("live_point", "kind", "area", "opened_on"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Residence(ZoneOwned):
    """Where people live (居住点): an estate, a building, a hamlet, with how many live there.

    Nobody is named. How its people get to a service point is told by its reaches.
    """

    number = models.CharField(_("residence number"), max_length=30)
    name = models.CharField(_("residence"), max_length=80)
    area = choice(_("town or country"), Area)
    community = community()
    residents = models.PositiveIntegerField(_("people who live there"))
    since = models.DateField(_("lived in since"))
    until = day(_("left empty on"))
    shape = placed()
    note = text(_("note"))

    class Meta:
        verbose_name = _("residence")
        verbose_name_plural = _("residences")
        ordering = ["number"]
        constraints = [
            once("live_residence", "number",
                 sentence=_("A residence with this number exists already.")),
            known("live_residence", "area", Area.values),
            in_order("live_residence", "since", "until", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "community", name="live_residence_search"),
            ShapeIndex("shape", name="live_residence_shape"),
            *listed("live_residence", "area", "community", "residents"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Reach(ZoneOwned):
    """How a residence reaches the nearest service point from a day to a day (服务可达).

    Computed from the network, the points and the dated rules whenever one of them changes, never
    typed. `minutes` is empty where no way leads; `within` says whether the minutes lie within the
    circle that the rules ask of its area. `since` up to the day before `until`; what has ended
    lies on the map no more.
    """

    residence = models.ForeignKey(
        Residence, models.CASCADE, related_name="reaches", verbose_name=_("residence")
    )
    point = models.ForeignKey(
        ServicePoint, models.CASCADE, null=True, related_name="reaches",
        verbose_name=_("nearest service point"),
    )  # fmt: skip
    area = choice(_("town or country"), Area)
    mode = choice(_("way of getting there"), TravelMode)
    residents = models.PositiveIntegerField(_("people who live there"))
    minutes = models.DecimalField(_("minutes"), max_digits=8, decimal_places=2, null=True)
    circle = choice(_("circle"), Circle)
    within = models.BooleanField(_("within the circle asked"))
    since = models.DateField(_("since"))
    until = day(_("until before"))
    shape = placed(null=True, blank=True)

    class Meta:
        verbose_name = _("reach of a residence")
        verbose_name_plural = _("reaches of residences")
        ordering = ["-since", "residence"]
        constraints = [
            once("live_reach", "residence", "since",
                 sentence=_("The reach of this residence from this day on is known.")),
            known("live_reach", "circle", Circle.values),
            known("live_reach", "mode", TravelMode.values),
            known("live_reach", "area", Area.values),
            in_order("live_reach", "since", "until", STEP_TOO_EARLY, strictly=True),
            models.CheckConstraint(
                condition=Q(minutes__isnull=False, point__isnull=False)
                | Q(minutes__isnull=True, point__isnull=True, circle=Circle.BEYOND, within=False),
                name="live_reach_minutes_of_a_point",
                violation_error_message=_("Minutes are those to a service point."),
            ),
        ]  # fmt: skip
        indexes = [
            ShapeIndex("shape", name="live_reach_shape"),
            *listed("live_reach", "area", "circle", "within", "minutes", "since", "residence"),
        ]

    def __str__(self) -> str:
        return f"{self.residence} {self.get_circle_display()}"


@acted
class ServiceCircle(ZoneOwned):
    """The area from which a service point is reached in time (服务圈), from a day to a day.

    Computed like the reaches: the streets from which one gets there within the minutes asked;
    what has ended lies on the map no more. `drawn_from` is the digest of the ways within the time,
    by which any process knows that an area need not be drawn again.
    """

    point = models.ForeignKey(
        ServicePoint, models.CASCADE, related_name="circles", verbose_name=_("service point")
    )
    mode = choice(_("way of getting there"), TravelMode)
    minutes = models.PositiveSmallIntegerField(_("minutes asked"))
    residents = models.PositiveIntegerField(_("residents nearest to it and in time"))
    since = models.DateField(_("since"))
    until = day(_("until before"))
    shape = ShapeField(
        _("area of the circle"), kinds=("Polygon", "MultiPolygon"), null=True, blank=True
    )
    drawn_from = models.CharField(
        _("digest of what it was drawn from"), max_length=64, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("circle of a service point")
        verbose_name_plural = _("circles of service points")
        ordering = ["-since", "point"]
        constraints = [
            once("live_circle", "point", "since",
                 sentence=_("The circle of this point from this day on is known.")),
            known("live_circle", "mode", TravelMode.values),
            in_order("live_circle", "since", "until", STEP_TOO_EARLY, strictly=True),
        ]  # fmt: skip
        indexes = [
            ShapeIndex("shape", name="live_circle_shape"),
            *listed("live_circle", "mode", "minutes", "since", "point"),
        ]

    def __str__(self) -> str:
        return str(self.point)
