"""What both sides of a deal promised, and agreements with friendly zones."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import CommitmentKind, OutcomeKind, Side
from jingkai.domains.investment.models.common import city, city_in_province, province
from jingkai.domains.investment.models.deals import Deal
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import amount, in_order, known, not_negative
from jingkai.kernel.trail.history import acted


class CommitmentQuerySet(ScopedQuerySet["Commitment"]):
    """Commitments, seen by who sees the deal."""

    office_path = "deal__office"
    officer_path = "deal__officer"


@acted
class Commitment(ZoneOwned):
    """A promise in a deal (承诺事项): the zone's preferential term or the investor's own."""

    number = models.CharField(_("commitment number"), max_length=30)
    deal = models.ForeignKey(
        Deal, models.PROTECT, related_name="commitments", verbose_name=_("investment deal")
    )
    side = models.CharField(_("owed by"), max_length=10, choices=Side)
    kind = models.CharField(_("kind"), max_length=20, choices=CommitmentKind)
    content = models.CharField(_("content"), max_length=300)
    amount = amount(_("amount"), null=True, blank=True)
    made_on = models.DateField(_("day made"))
    due_on = models.DateField(_("due day"))
    fulfilled_on = models.DateField(_("day of fulfilment"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)
    waived_on = models.DateField(_("day of waiving"), null=True, blank=True)
    waived_because = models.CharField(_("reason of waiving"), max_length=300, blank=True)

    objects: ClassVar = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"],
                name="investment_commitment_number_once",
                violation_error_message=_("A commitment with this number exists already."),
            ),
            known("investment_commitment", "side", Side.values),
            known("investment_commitment", "kind", CommitmentKind.values),
            *not_negative("investment_commitment", "amount"),
            in_order(
                "investment_commitment", "made_on", "due_on",
                _("The commitment is due before it was made."),
            ),
            in_order(
                "investment_commitment", "made_on", "fulfilled_on",
                _("The commitment is fulfilled before it was made."),
            ),
            models.CheckConstraint(
                condition=models.Q(fulfilled_on__isnull=True) | ~models.Q(evidence=""),
                name="investment_commitment_fulfilled_has_evidence",
                violation_error_message=_("A fulfilled commitment needs its evidence."),
            ),
            models.CheckConstraint(
                condition=models.Q(waived_on__isnull=True)
                | models.Q(fulfilled_on__isnull=True) & ~models.Q(waived_because=""),
                name="investment_commitment_waived_has_reason",
                violation_error_message=_(
                    "A waived commitment needs the reason and isn't fulfilled."
                ),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["zone", "due_on"],
                condition=models.Q(fulfilled_on__isnull=True, waived_on__isnull=True),
                name="investment_commitment_open",
            ),
            models.Index(fields=["zone", "-id"], name="investment_commitment_by_zone"),
        ]

    def __str__(self) -> str:
        return self.content


@acted
class FriendlyZone(ZoneOwned):
    """An agreement with a partner zone (友好园区)."""

    number = models.CharField(_("agreement number"), max_length=30)
    partner = models.CharField(_("partner zone"), max_length=100)
    province = province()
    city = city()
    signed_on = models.DateField(_("day of signing"))
    ends_on = models.DateField(_("end of the agreement"), null=True, blank=True)
    content = models.TextField(_("what was agreed"), blank=True)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=_("office")
    )

    objects: ClassVar = ScopedQuerySet["FriendlyZone"].as_manager()

    class Meta:
        verbose_name = _("friendly-zone agreement")
        verbose_name_plural = _("friendly-zone agreements")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"],
                name="investment_friendlyzone_number_once",
                violation_error_message=_("An agreement with this number exists already."),
            ),
            city_in_province("investment_friendlyzone"),
            in_order(
                "investment_friendlyzone", "signed_on", "ends_on",
                _("The agreement ends before it was signed."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["zone", "-signed_on"], name="investment_friendly_by_day")]

    def __str__(self) -> str:
        return self.partner


class FriendlyOutcomeQuerySet(ScopedQuerySet["FriendlyOutcome"]):
    """Outcomes, seen by who sees the agreement."""

    office_path = "friendly_zone__office"


@acted
class FriendlyOutcome(ZoneOwned):
    """Something that came of an agreement (合作成果): a visit, a lead, a project."""

    friendly_zone = models.ForeignKey(
        FriendlyZone, models.PROTECT, related_name="outcomes",
        verbose_name=_("friendly-zone agreement"),
    )  # fmt: skip
    on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=20, choices=OutcomeKind)
    content = models.CharField(_("content"), max_length=300)
    deal = models.ForeignKey(
        Deal, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("investment deal"),
    )  # fmt: skip

    objects: ClassVar = FriendlyOutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of an agreement")
        verbose_name_plural = _("outcomes of agreements")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["friendly_zone", "on", "kind"],
                name="investment_friendlyoutcome_once",
                violation_error_message=_("This outcome is recorded already."),
            ),
            known("investment_friendlyoutcome", "kind", OutcomeKind.values),
        ]

    def __str__(self) -> str:
        return self.content
