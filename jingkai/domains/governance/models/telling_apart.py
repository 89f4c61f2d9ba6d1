"""Appeals that look alike and are not of one matter, as somebody who looked at them said."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.errors import STEP_TOO_EARLY
from jingkai.domains.governance.models.appeals import Appeal
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import day, in_order, listed, text
from jingkai.kernel.trail.history import acted


@acted
class AppealsApart(ZoneOwned):
    """Two appeals of which somebody said that they are not of the same matter (非同一事项).

    They are not proposed to be joined again until that is taken back; what was said stays on
    record. `first` is the one with the lower key.
    """

    first = models.ForeignKey(
        Appeal, models.PROTECT, related_name="+", verbose_name=_("appeal")
    )
    second = models.ForeignKey(
        Appeal, models.PROTECT, related_name="+", verbose_name=_("other appeal")
    )
    told_on = models.DateField(_("told apart on"))
    because = text(_("why they are not the same matter"))
    teller = models.CharField(_("who told them apart"), max_length=150)
    taken_back_on = day(_("taken back on"))
    taken_back_because = text(_("why taken back"))

    class Meta:
        verbose_name = _("appeals told apart")
        verbose_name_plural = _("pairs of appeals told apart")
        ordering = ["-told_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="governance_apart_once",
                condition=Q(taken_back_on__isnull=True),
                violation_error_message=_("These two were told apart already."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="governance_apart_two",
                violation_error_message=_("An appeal can't be told apart from itself."),
            ),
            in_order("governance_apart", "told_on", "taken_back_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True) | ~Q(taken_back_because=""),
                name="governance_apart_taken_back_why",
                violation_error_message=_("It is taken back with a reason."),
            ),
        ]  # fmt: skip
        indexes = listed("gov_apart", "told_on")

    def __str__(self) -> str:
        return f"{self.first.number} ≠ {self.second.number}"
