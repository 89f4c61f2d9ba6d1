"""Investment leads, in the common pool or in an officer's hands, and the contacts with them."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import (
    Channel,
    ContactWay,
    LeadState,
    LossReason,
)
from jingkai.domains.investment.models.activities import Activity
from jingkai.domains.investment.models.chains import ChainNode, GapTarget
from jingkai.domains.investment.models.common import city, city_in_province, province
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import amount, in_order, known, not_negative
from jingkai.kernel.trail.history import acted

DERIVE = """
    new.state := case
        when new.closed_on is not null and new.loss_reason <> '' then 'lost'
        when new.closed_on is not null then 'converted'
        when new.officer_id is null then 'pool'
        when new.negotiating_on is not null then 'negotiating'
        else 'claimed' end;
    return new;
"""
"""The state by what happened, told by the database at every write, however it is written."""


@acted
class Lead(ZoneOwned):
    """A sign that somebody may invest (招商线索).

    In the pool it belongs to nobody and every office sees it; claimed, it is an officer's, who
    loses it to the pool after so many days of silence. `state` follows from what happened
    (`rules.lead_state`); `last_contact_on` is a copy for lists, the contacts are the truth.
    """

    number = models.CharField(_("lead number"), max_length=30)
    name = models.CharField(_("lead"), max_length=150)
    investor = models.CharField(_("investor"), max_length=150, blank=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="leads",
        verbose_name=_("source activity"),
    )  # fmt: skip
    target = models.ForeignKey(
        GapTarget, models.PROTECT, null=True, blank=True, related_name="leads",
        verbose_name=_("chain target"),
    )  # fmt: skip
    node = models.ForeignKey(
        ChainNode, models.PROTECT, null=True, blank=True, related_name="leads",
        verbose_name=_("chain node"),
    )  # fmt: skip
    industry = models.CharField(_("industry"), max_length=100, blank=True)
    amount_expected = amount(_("investment expected"), null=True, blank=True)
    province = province()
    city = city()
    content = models.TextField(_("content"), blank=True)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=_("office")
    )
    officer = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("officer"),
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=20, choices=LeadState, default=LeadState.POOL, editable=False
    )
    opened_on = models.DateField(_("day recorded"))
    claimed_on = models.DateField(_("day claimed"), null=True, blank=True)
    negotiating_on = models.DateField(_("first day of negotiation"), null=True, blank=True)
    closed_on = models.DateField(_("day closed"), null=True, blank=True)
    loss_reason = models.CharField(
        _("reason of loss"), max_length=20, choices=LossReason, blank=True
    )
    loss_note = models.CharField(_("explanation"), max_length=300, blank=True)
    last_contact_on = models.DateField(_("last contact"), null=True, blank=True, editable=False)

    objects: ClassVar = ScopedQuerySet["Lead"].as_manager()

    class Meta:
        verbose_name = _("investment lead")
        verbose_name_plural = _("investment leads")
        ordering = ["-opened_on", "-pk"]
        triggers = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=DERIVE,
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"],
                name="investment_lead_number_once",
                violation_error_message=_("A lead with this number exists already."),
            ),
            known("investment_lead", "channel", Channel.values),
            known("investment_lead", "loss_reason", LossReason.values, blank=True),
            models.CheckConstraint(
                condition=models.Q(officer__isnull=True) | models.Q(claimed_on__isnull=False),
                name="investment_lead_claimed_has_day",
                violation_error_message=_("A claimed lead needs the day it was claimed."),
            ),
            models.CheckConstraint(
                condition=models.Q(loss_reason="") | models.Q(closed_on__isnull=False),
                name="investment_lead_lost_has_day",
                violation_error_message=_("A lost lead needs the day it was lost."),
            ),
            in_order(
                "investment_lead", "opened_on", "claimed_on",
                _("The lead is claimed before it was recorded."),
            ),
            *not_negative("investment_lead", "amount_expected"),
            city_in_province("investment_lead"),
            in_order(
                "investment_lead", "opened_on", "closed_on",
                _("The lead is closed before it was recorded."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "-opened_on", "-id"], name="investment_lead_by_day"),
            models.Index(
                fields=["zone", "state", "last_contact_on"], name="investment_lead_silent"
            ),
            models.Index(fields=["officer", "state"], name="investment_lead_by_officer"),
            models.Index(fields=["office", "state"], name="investment_lead_by_office"),
        ]

    def __str__(self) -> str:
        return self.name


class LeadContactQuerySet(ScopedQuerySet["LeadContact"]):
    """Contacts, seen by who sees the lead."""

    office_path = "lead__office"
    officer_path = "lead__officer"


@acted
class LeadContact(ZoneOwned):
    """One contact with an investor (线索跟踪): when, how, and what was said.

    `run` is its place in an unbroken run of contacts, and `continuous` says that the run is long
    enough to call the lead continuously tracked; both are told from the lead's contacts by
    `rules.runs` and kept for the figures.
    """

    lead = models.ForeignKey(
        Lead, models.PROTECT, related_name="contacts", verbose_name=_("investment lead")
    )
    on = models.DateField(_("day of contact"))
    way = models.CharField(_("way of contact"), max_length=20, choices=ContactWay)
    content = models.CharField(_("content"), max_length=500)
    officer = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("officer"),
    )  # fmt: skip
    run = models.PositiveSmallIntegerField(_("contacts in a row"), default=1, editable=False)
    continuous = models.BooleanField(
        _("keeps the tracking continuous"), default=False, editable=False
    )

    objects: ClassVar = LeadContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact with a lead")
        verbose_name_plural = _("contacts with leads")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "on", "way"],
                name="investment_leadcontact_once",
                violation_error_message=_("This contact is recorded already."),
            ),
            known("investment_leadcontact", "way", ContactWay.values),
        ]
        indexes = [
            models.Index(fields=["zone", "-on", "-id"], name="investment_contact_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.lead} · {self.on}"
