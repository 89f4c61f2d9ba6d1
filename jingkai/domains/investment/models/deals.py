"""Investment deals from first talk to start of construction, and the documents they rest on."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import choices
from jingkai.domains.investment.choices import (
    Channel,
    DealStage,
    EnvironmentClass,
    EvidenceKind,
    LedBy,
    LossReason,
)
from jingkai.domains.investment.models.activities import Activity
from jingkai.domains.investment.models.chains import ChainNode
from jingkai.domains.investment.models.common import city, city_in_province, province
from jingkai.domains.investment.models.leads import Lead
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import amount, in_order, known, not_negative
from jingkai.kernel.trail.history import acted

NEEDS = ("land_area", "floor_area", "floor_load", "clear_height", "power", "steam")


DERIVE = """
    new.stage := case
        when new.ended_on is not null then 'ended'
        when new.started_on is not null then 'started'
        when new.signed_on is not null then 'signed'
        when new.evaluated_on is not null then 'evaluation'
        when new.negotiated_on is not null then 'negotiation'
        else 'lead' end;
    return new;
"""
"""The stage by its days, told by the database at every write, however it is written."""


@acted
class Deal(ZoneOwned):
    """A project that somebody wants to bring to the zone (招商项目).

    `stage` follows from the days on which the stages were reached (`rules.stage_of`). The needs are
    hard conditions for a site: land and floor area in 平方米, load in 吨/平方米, height in 米,
    power in kVA, steam in 吨/小时.
    """

    STAGE_ORDER: ClassVar = choices.STAGE_ORDER

    number = models.CharField(_("deal number"), max_length=30)
    name = models.CharField(_("project"), max_length=150)
    investor = models.CharField(_("investor"), max_length=150, blank=True)
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("project company"),
    )  # fmt: skip
    total_investment = amount(_("total investment"), null=True, blank=True)
    from_outside = models.BooleanField(_("from outside the region"), default=True)
    province = province()
    city = city()
    node = models.ForeignKey(
        ChainNode, models.PROTECT, null=True, blank=True, related_name="deals",
        verbose_name=_("chain node"),
    )  # fmt: skip
    industry = models.CharField(_("industry"), max_length=100, blank=True)
    content = models.TextField(_("what is built and made"), blank=True)
    lead = models.OneToOneField(
        Lead, models.PROTECT, null=True, blank=True, related_name="deal", verbose_name=_("lead")
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="deals",
        verbose_name=_("source activity"),
    )  # fmt: skip
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, blank=True)
    led_by = models.CharField(_("led"), max_length=20, choices=LedBy, blank=True)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=_("office")
    )
    officer = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("officer"),
    )  # fmt: skip
    stage = models.CharField(
        _("stage"), max_length=20, choices=DealStage, default=DealStage.LEAD, editable=False
    )
    opened_on = models.DateField(_("day recorded"))
    negotiated_on = models.DateField(_("first day of negotiation"), null=True, blank=True)
    evaluated_on = models.DateField(_("first day of evaluation"), null=True, blank=True)
    signed_on = models.DateField(_("day of signing"), null=True, blank=True)
    planned_start_on = models.DateField(_("planned start of construction"), null=True, blank=True)
    started_on = models.DateField(_("day of start"), null=True, blank=True)
    ended_on = models.DateField(_("day ended"), null=True, blank=True)
    end_reason = models.CharField(
        _("reason of ending"), max_length=20, choices=LossReason, blank=True
    )
    end_note = models.CharField(_("explanation"), max_length=300, blank=True)
    land_area = amount(_("land needed"), null=True, blank=True)
    floor_area = amount(_("floor area needed"), null=True, blank=True)
    floor_load = amount(_("floor load needed"), null=True, blank=True)
    clear_height = amount(_("clear height needed"), null=True, blank=True)
    power = amount(_("power needed"), null=True, blank=True)
    steam = amount(_("steam needed"), null=True, blank=True)
    environment_class = models.CharField(
        _("environment class"), max_length=20, choices=EnvironmentClass, blank=True
    )

    objects: ClassVar = ScopedQuerySet["Deal"].as_manager()

    class Meta:
        verbose_name = _("investment deal")
        verbose_name_plural = _("investment deals")
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
                name="investment_deal_number_once",
                violation_error_message=_("A deal with this number exists already."),
            ),
            known("investment_deal", "channel", Channel.values, blank=True),
            known("investment_deal", "led_by", LedBy.values, blank=True),
            known("investment_deal", "end_reason", LossReason.values, blank=True),
            known("investment_deal", "environment_class", EnvironmentClass.values, blank=True),
            models.CheckConstraint(
                condition=models.Q(started_on__isnull=True) | models.Q(signed_on__isnull=False),
                name="investment_deal_starts_signed",
                violation_error_message=_("Construction can't start before the deal is signed."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | ~models.Q(end_reason=""),
                name="investment_deal_end_has_reason",
                violation_error_message=_("An ended deal needs the reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(signed_on__isnull=True)
                | models.Q(total_investment__isnull=False),
                name="investment_deal_signed_has_amount",
                violation_error_message=_("A signed deal needs its total investment."),
            ),
            *not_negative("investment_deal", "total_investment", *NEEDS),
            city_in_province("investment_deal"),
            in_order(
                "investment_deal", "negotiated_on", "evaluated_on",
                _("Evaluation lies before negotiation."),
            ),
            in_order(
                "investment_deal", "evaluated_on", "signed_on",
                _("Signing lies before evaluation."),
            ),
            in_order(
                "investment_deal", "negotiated_on", "signed_on",
                _("Signing lies before negotiation."),
            ),
            in_order(
                "investment_deal", "signed_on", "started_on",
                _("Construction starts before signing."),
            ),
            in_order(
                "investment_deal", "opened_on", "ended_on",
                _("The deal ended before it was recorded."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "-opened_on", "-id"], name="investment_deal_by_day"),
            models.Index(fields=["zone", "stage"], name="investment_deal_by_stage"),
            models.Index(fields=["zone", "signed_on"], name="investment_deal_by_signing"),
            models.Index(fields=["office", "stage"], name="investment_deal_by_office"),
            models.Index(fields=["enterprise"], name="investment_deal_by_enterprise"),
        ]

    def __str__(self) -> str:
        return self.name


class DealEvidenceQuerySet(ScopedQuerySet["DealEvidence"]):
    """Documents, seen by who sees the deal."""

    office_path = "deal__office"
    officer_path = "deal__officer"


@acted
class DealEvidence(ZoneOwned):
    """A document that a stage rests on (项目佐证), by its title and document number."""

    deal = models.ForeignKey(
        Deal, models.PROTECT, related_name="evidence", verbose_name=_("investment deal")
    )
    kind = models.CharField(_("kind of document"), max_length=30, choices=EvidenceKind)
    title = models.CharField(_("document"), max_length=200)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    issued_on = models.DateField(_("dated"))

    objects: ClassVar = DealEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("deal's document")
        verbose_name_plural = _("deals' documents")
        ordering = ["deal", "issued_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "kind", "title"],
                name="investment_dealevidence_once",
                violation_error_message=_("This document is recorded already."),
            ),
            known("investment_dealevidence", "kind", EvidenceKind.values),
        ]
        indexes = [models.Index(fields=["zone", "-id"], name="investment_evidence_by_zone")]

    def __str__(self) -> str:
        return self.title
