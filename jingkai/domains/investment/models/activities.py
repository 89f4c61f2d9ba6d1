"""Promotion activities: how the zone meets investors."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import ActivityKind, Direction, LedBy
from jingkai.domains.investment.models.common import city, city_in_province, province
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import in_order, known
from jingkai.kernel.trail.history import acted

TRAVELS = models.Q(kind=ActivityKind.VISIT, direction=Direction.OUT)
RECEIVES = models.Q(kind=ActivityKind.RECEPTION, direction=Direction.IN)
MEETS = models.Q(kind=ActivityKind.ONLINE, direction=Direction.ONLINE)
EITHER = models.Q(
    kind__in=[ActivityKind.ROADSHOW, ActivityKind.TRADE_FAIR],
    direction__in=[Direction.OUT, Direction.IN],
)


@acted
class Activity(ZoneOwned):
    """A promotion activity (招商活动): a trip, a reception, a roadshow, a fair, an online meeting.

    Where it took the zone's people is its city; for a reception, where the guests came from.
    """

    number = models.CharField(_("activity number"), max_length=30)
    title = models.CharField(_("title"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, blank=True)
    led_by = models.CharField(_("led"), max_length=20, choices=LedBy)
    leader = models.CharField(_("head of the delegation"), max_length=60, blank=True)
    held_on = models.DateField(_("day held"))
    ended_on = models.DateField(_("last day of the activity"), null=True, blank=True)
    province = province()
    city = city()
    place = models.CharField(_("place"), max_length=150, blank=True)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=_("office")
    )
    officer = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("officer"),
    )  # fmt: skip
    participants = models.CharField(_("participants"), max_length=300, blank=True)
    people = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    companies = models.CharField(_("companies met"), max_length=500, blank=True)
    companies_met = models.PositiveIntegerField(
        _("number of companies met"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    result = models.TextField(_("result"), blank=True)

    objects: ClassVar = ScopedQuerySet["Activity"].as_manager()

    class Meta:
        verbose_name = _("promotion activity")
        verbose_name_plural = _("promotion activities")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"],
                name="investment_activity_number_once",
                violation_error_message=_("An activity with this number exists already."),
            ),
            known("investment_activity", "led_by", LedBy.values),
            models.CheckConstraint(
                condition=TRAVELS | RECEIVES | MEETS | EITHER,
                name="investment_activity_direction_fits_kind",
                violation_error_message=_(
                    "The direction does not fit the kind: a visit goes out, a reception invites in."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(direction=Direction.OUT) | ~models.Q(city=""),
                name="investment_activity_trip_has_city",
                violation_error_message=_("A trip needs the city it went to."),
            ),
            city_in_province("investment_activity"),
            in_order(
                "investment_activity", "held_on", "ended_on",
                _("The activity ends before it begins."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "-held_on", "-id"], name="investment_activity_by_day"),
            models.Index(fields=["office", "-held_on"], name="investment_activity_by_office"),
        ]

    def __str__(self) -> str:
        return self.title
