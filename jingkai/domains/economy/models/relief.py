"""The use of a relief measure by an enterprise, from entitlement to payment."""

from decimal import Decimal
from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy import cases
from jingkai.domains.economy.choices import ReliefKind, ReliefState
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.derived import Derived, DerivedAmount
from jingkai.kernel.registers.nouns import (
    amount,
    choice,
    day,
    in_order,
    known,
    listed,
    not_negative,
    once,
    text,
)
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

STATE = """
    new.state := case
        when new.paid_on is not null then 'paid'
        when new.declined_on is not null then 'declined'
        when new.applied_on is not null then 'applied'
        else 'entitled' end;
    return new;
"""
STEP_TOO_EARLY = _("A step can't come before the one before it.")


class DueDay(Derived, models.DateField[Any, Any]):
    """The day by which the measure is to reach the enterprise, by its clock."""

    plain = "DateField"
    given: ClassVar[dict[str, Any]] = {"null": True, "blank": True}


def _due_on(use: "Relief") -> Any:
    return cases.deadline_of(use).due_on


def _on_time(use: "Relief") -> Any:
    """1 when it came by its day, 0 when later; nothing while it has not come."""
    due = _due_on(use)
    return None if use.paid_on is None or due is None else Decimal(int(use.paid_on <= due))


def _days_taken(use: "Relief") -> Any:
    return None if use.paid_on is None else Decimal((use.paid_on - use.entitled_on).days)


@acted
class Relief(ZoneOwned):
    """One measure of relief (助企纾困) for one enterprise: a refund, a permit, an officer.

    Amounts in 元; a permit or an officer has none. `entitled_on` is the day from which the
    enterprise had a right to it; `paid_on` the day on which it had it: the money, the permit, the
    officer. `due_on`, `on_time` and `days_taken` follow from the days and the dated limits.
    """

    number = models.CharField(_("relief number"), max_length=30)
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, related_name="reliefs",
        verbose_name=_("enterprise"),
    )  # fmt: skip
    kind = choice(_("relief measure"), ReliefKind)
    basis = text(_("policy document"), 200)
    officer = text(_("officer in charge"), 60)
    entitled_on = models.DateField(_("entitled on"))
    applied_on = day(_("applied on"))
    paid_on = day(_("paid or granted on"))
    declined_on = day(_("given up on"))
    declined_because = text(_("why given up"))
    amount = amount(_("amount of the relief"), null=True, blank=True)
    state = choice(_("state"), ReliefState, default=ReliefState.ENTITLED, editable=False)
    due_on = DueDay(_("to be paid by"), told=_due_on)
    on_time = DerivedAmount(_("on time"), told=_on_time, null=True, default=None)
    days_taken = DerivedAmount(
        _("days from entitlement to payment"), told=_days_taken, null=True, default=None
    )

    class Meta:
        verbose_name = _("use of a relief measure")
        verbose_name_plural = _("uses of relief measures")
        ordering = ["-entitled_on", "-pk"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before, func=STATE,
                operation=pgtrigger.Insert | pgtrigger.Update,
            )
        ]  # fmt: skip
        constraints = [
            once("economy_relief", "number",
                 sentence=_("A relief with this number exists already.")),
            known("economy_relief", "kind", ReliefKind.values),
            *not_negative("economy_relief", "amount"),
            in_order("economy_relief", "entitled_on", "applied_on", STEP_TOO_EARLY),
            in_order("economy_relief", "entitled_on", "paid_on", STEP_TOO_EARLY),
            in_order("economy_relief", "applied_on", "paid_on", STEP_TOO_EARLY),
            in_order("economy_relief", "entitled_on", "declined_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(declined_on__isnull=True),
                name="economy_relief_paid_or_declined",
                violation_error_message=_("What was given up was not paid."),
            ),
            models.CheckConstraint(
                condition=Q(declined_on__isnull=True) | ~Q(declined_because=""),
                name="economy_relief_declined_has_a_reason",
                violation_error_message=_("Say why it was given up."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "basis", "officer", name="economy_relief_search"),
            *listed("economy_relief", "enterprise", "kind", "state", "entitled_on", "paid_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"
