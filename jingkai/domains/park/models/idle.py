"""Cases of idle land: suspected, investigated, determined, and what followed."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.park.choices import IdleFinding, IdleGround, IdleState
from jingkai.domains.park.models.land import Parcel
from jingkai.kernel.access.models import ZoneOwned
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

DERIVE = """
    new.state := case
        when new.taken_back_on is not null then 'taken_back'
        when new.closed_on is not null then 'closed'
        when new.paid_on is not null then 'fee_paid'
        when new.levied_on is not null then 'fee_levied'
        when new.determined_on is not null then 'determined'
        when new.notified_on is not null then 'investigated'
        else 'found' end;
    new.over_on := least(new.closed_on, new.taken_back_on);
    return new;
"""


@acted
class IdleCase(ZoneOwned):
    """One case of idle land (闲置土地案件), from suspicion to its end; the fee in 元.

    `state` and the day it was over follow from the days on which its steps were taken.
    """

    number = models.CharField(_("idle-land case number"), max_length=30)
    parcel = models.ForeignKey(
        Parcel, models.PROTECT, related_name="idle_cases", verbose_name=_("parcel")
    )
    ground = models.CharField(_("ground"), max_length=20, choices=IdleGround)
    found_on = models.DateField(_("found on"))
    notified_on = day(_("investigation notified on"))
    determined_on = day(_("determined on"))
    finding = models.CharField(_("finding"), max_length=20, choices=IdleFinding, blank=True)
    document_number = text(_("document number"), 80)
    levied_on = day(_("fee levied on"))
    fee = amount(_("idle-land fee"), null=True, blank=True)
    paid_on = day(_("fee paid on"))
    taken_back_on = day(_("taken back on"))
    closed_on = day(_("case closed on"))
    outcome = text(_("outcome"), 300)
    over_on = models.DateField(_("over on"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=IdleState, default=IdleState.FOUND, editable=False
    )

    class Meta:
        verbose_name = _("idle-land case")
        verbose_name_plural = _("idle-land cases")
        ordering = ["-found_on", "-pk"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=DERIVE,
            )
        ]  # fmt: skip
        constraints = [
            once("park_idle", "number", sentence=_("A case with this number exists already.")),
            models.UniqueConstraint(
                fields=["parcel"],
                condition=Q(closed_on__isnull=True) & Q(taken_back_on__isnull=True),
                name="park_idle_open_once",
                violation_error_message=_("This parcel has an open case already."),
            ),
            known("park_idle", "ground", IdleGround.values),
            known("park_idle", "finding", IdleFinding.values, blank=True),
            *not_negative("park_idle", "fee"),
            needs("park_idle", "determined_on", "notified_on",
                  _("Idle land is determined after its investigation was notified.")),
            models.CheckConstraint(
                condition=Q(determined_on__isnull=True) | ~Q(finding=""),
                name="park_idle_determined_has_finding",
                violation_error_message=_("A determination needs its finding."),
            ),
            models.CheckConstraint(
                condition=Q(levied_on__isnull=True) | Q(fee__isnull=False, finding="user"),
                name="park_idle_fee_by_finding",
                violation_error_message=_(
                    "A fee is levied only where the user let the land lie idle."
                ),
            ),
            needs("park_idle", "paid_on", "levied_on", _("A fee is paid after it was levied.")),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True) | Q(finding="user"),
                name="park_idle_back_by_finding",
                violation_error_message=_(
                    "Land is taken back without pay only where the user let it lie idle."
                ),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(outcome=""),
                name="park_idle_closed_has_outcome",
                violation_error_message=_("A closed case needs its outcome."),
            ),
            *(
                in_order("park_idle", first, then, _("This day lies before the step before it."))
                for first, then in (
                    ("found_on", "notified_on"), ("notified_on", "determined_on"),
                    ("determined_on", "levied_on"), ("levied_on", "paid_on"),
                    ("determined_on", "taken_back_on"), ("found_on", "closed_on"),
                )
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "document_number", name="park_idle_search"),
            *listed("park_idle", "found_on", "state", "ground", "finding"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.parcel}"
