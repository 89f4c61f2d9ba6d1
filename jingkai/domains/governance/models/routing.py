"""Kinds of appeals, and the one table by which an appeal finds its office."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.choices import AppealSource, Pace
from jingkai.domains.governance.errors import STEP_TOO_EARLY
from jingkai.domains.governance.models.common import office, other
from jingkai.domains.governance.models.grids import Grid
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class AppealKind(ZoneOwned):
    """A kind of appeal (诉求类别) on one of two levels; `pace` says under which limits it runs."""

    code = models.CharField(_("code of the kind"), max_length=20)
    name = models.CharField(_("kind of appeal"), max_length=60)
    parent = other("governance.AppealKind", _("belongs to"), related_name="parts")
    pace = choice(_("pace"), Pace, default=Pace.ORDINARY)
    hint = text(_("what to tell"), 200)
    open_to_public = models.BooleanField(_("offered to the public"), default=True)
    until = day(_("used until"))

    class Meta:
        verbose_name = _("kind of appeal")
        verbose_name_plural = _("kinds of appeals")
        ordering = ["code"]
        constraints = [
            once("governance_kind", "code", sentence=_("A kind with this code exists already.")),
            known("governance_kind", "pace", Pace.values),
        ]
        indexes = [
            SearchIndex("code", "name", name="governance_kind_search"),
            *listed("governance_kind", "code", "parent", "pace"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Route(ZoneOwned):
    """One rule of the routing table (派单规则): what it asks for, and the office that it sends to.

    Left empty, kind, source and area hold for all. Of the rules that hold, the one with the lowest
    priority number goes first; of equals, the one that asks for more. A rule by which appeals were
    sent is only ended, never edited.
    """

    number = models.CharField(_("rule number"), max_length=30)
    kind = other("governance.AppealKind", _("kind of appeal"))
    source = choice(_("source"), AppealSource, blank=True)
    area = models.ForeignKey(
        Grid, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("area it holds for"),
    )  # fmt: skip
    priority = models.PositiveSmallIntegerField(_("priority"), default=100)
    since = models.DateField(_("valid from"))
    until = day(_("valid until"))
    office = office(_("office that works on it"))
    basis = text(_("by what it was decided"), 200)

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing table")
        ordering = ["priority", "number"]
        constraints = [
            once("governance_route", "number",
                 sentence=_("A rule with this number exists already.")),
            known("governance_route", "source", AppealSource.values, blank=True),
            in_order("governance_route", "since", "until", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(priority__gte=1), name="governance_route_priority_from_one",
                violation_error_message=_("Priorities begin at 1."),
            ),
        ]  # fmt: skip
        indexes = listed("governance_route", "number", "kind", "office", "priority", "source")

    def __str__(self) -> str:
        return self.number
