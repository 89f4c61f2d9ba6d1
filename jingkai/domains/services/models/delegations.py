"""Where matters are accepted: the places, and what was delegated to whom from when to when."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import DelegationWay
from jingkai.domains.services.models.common import office
from jingkai.domains.services.models.matters import Matter
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import choice, in_order, known, text
from jingkai.kernel.trail.history import acted


@acted
class ServicePlace(ZoneOwned):
    """A place of the services network (办事网点): the hall, a street's centre, a community's post.

    Every community belongs to the network from `listed_on`, whether or not its post is open yet, so
    that the network's coverage is told of all of them.
    """

    office = models.OneToOneField(
        "access.Office", models.PROTECT, related_name="service_place", verbose_name=_("office")
    )
    name = models.CharField(_("name of the place"), max_length=100)
    name_en = text(_("English name"), 150)
    address = text(_("address"))
    hours = text(_("hours"))
    transport = text(_("how to get there"))
    phone = text(_("telephone for inquiries"), 40)
    listed_on = models.DateField(_("in the network from"))
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed from"), null=True, blank=True)

    objects: ClassVar = ScopedQuerySet["ServicePlace"].as_manager()

    class Meta:
        verbose_name = _("service place")
        verbose_name_plural = _("service places")
        ordering = ["office__path"]
        constraints = [
            in_order("services_place", "listed_on", "closed_on",
                     _("A place can't close before it is in the network."), strictly=True),
        ]  # fmt: skip
        indexes = [models.Index(fields=["zone", "name", "id"], name="services_place_list")]

    def __str__(self) -> str:
        return self.name


class DelegationQuerySet(ScopedQuerySet["Delegation"]):
    """Delegations; `standing_on(day)` are those that hold."""

    def standing_on(self, day: date) -> "DelegationQuerySet":
        """Begun and not ended by that day."""
        lasting = Q(until__isnull=True) | Q(until__gt=day)
        return self.filter(lasting, since__lte=day)


class _Days(Func):
    """From the first day up to, not including, the day it ends."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, *expressions: Any) -> None:
        super().__init__(*(expressions or (F("since"), F("until"), Value("[)"))))


@acted
class Delegation(ZoneOwned):
    """An office accepts a matter for the implementing one (委托受理、事项下沉).

    It holds for the matter whatever its version, so that a new version needs no new delegation.
    `until` is the first day on which it holds no longer.
    """

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="delegations", verbose_name=_("matter")
    )
    office = office(_("accepting office"))
    way = choice(_("what it does"), DelegationWay, default=DelegationWay.ACCEPT)
    since = models.DateField(_("since"))
    until = models.DateField(_("ended from"), null=True, blank=True)
    basis = text(_("basis"))

    objects: ClassVar = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegated matter")
        verbose_name_plural = _("delegated matters")
        ordering = ["matter", "office", "since"]
        constraints = [
            ExclusionConstraint(
                name="services_delegation_days_apart",
                expressions=[
                    ("matter", RangeOperators.EQUAL), ("office", RangeOperators.EQUAL),
                    (_Days(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The matter is delegated to this office on these days."),
            ),
            models.UniqueConstraint(
                fields=["matter", "office", "since"], name="services_delegation_once",
                violation_error_message=_("This delegation is recorded already."),
            ),
            known("services_delegation", "way", DelegationWay.values),
            in_order("services_delegation", "since", "until",
                     _("A delegation can't end before it begins."), strictly=True),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "office", "matter"], name="services_delegation_office"),
            models.Index(fields=["zone", "-since", "-id"], name="services_delegation_list"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} → {self.office}"
