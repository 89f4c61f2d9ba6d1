"""Monthly returns, their closing, and what was restated after it."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy.choices import Series
from jingkai.kernel.access.models import Seat, ZoneOwned
from jingkai.kernel.trail.history import acted

CLOSED = """
    IF (TG_OP <> 'INSERT' AND EXISTS (
            SELECT 1 FROM economy_monthclosing
            WHERE zone_id = OLD.zone_id AND month = OLD.month))
        OR (TG_OP <> 'DELETE' AND NOT (TG_OP = 'INSERT' AND NEW.correction > 0) AND EXISTS (
            SELECT 1 FROM economy_monthclosing
            WHERE zone_id = NEW.zone_id AND month = NEW.month))
    THEN RAISE EXCEPTION 'the month of this return is closed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'economy_return_month_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
"""Whatever door a change comes through: a closed month takes restatements only."""


def month_words(month: date) -> str:
    """A month as a reader says it: 2022年3月."""
    return str(date_format(month, "YEAR_MONTH_FORMAT"))


@acted
class MonthlyReturn(ZoneOwned):
    """One amount that an office reported for one month (月度报表).

    The return itself has `correction` 0; restating it after its month was closed adds records 1, 2,
    … with the difference, so that a month's amount is the sum of its records. Base unit: 元.
    """

    series = models.CharField(_("series"), max_length=40, choices=Series)
    month = models.DateField(_("month"), help_text=_("The first day of the month."))
    correction = models.PositiveSmallIntegerField(_("restatement no."), default=0, editable=False)
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=2)
    reported_by = models.CharField(_("reported by"), max_length=100)
    reported_on = models.DateField(_("reported on"), default=timezone.localdate)
    source = models.CharField(_("source document"), max_length=200)
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("monthly return")
        verbose_name_plural = _("monthly returns")
        ordering = ["-month", "series", "correction"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "series", "month", "correction"],
                name="economy_return_once_a_month",
                violation_error_message=_("This series is already reported for this month."),
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="economy_return_for_a_month",
                violation_error_message=_("A return is for a whole month."),
            ),
            models.CheckConstraint(
                condition=models.Q(series__in=Series.values),
                name="economy_return_series_known",
                violation_error_message=_("This series is not known."),
            ),
            models.CheckConstraint(
                condition=models.Q(reported_on__gte=models.F("month")),
                name="economy_return_not_before_its_month",
                violation_error_message=_("It was reported before its month began."),
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "month", "series"], name="economy_return_by_month"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="month_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=CLOSED,
            )
        ]

    def __str__(self) -> str:
        number = f" #{self.correction}" if self.correction else ""
        return f"{self.get_series_display()} {month_words(self.month)}{number}"


@acted
class MonthClosing(ZoneOwned):
    """A month whose returns are final (关账); it is not reopened."""

    month = models.DateField(_("month"))
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, related_name="+", verbose_name=_("closed by")
    )

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "month"],
                name="economy_month_closed_once",
                violation_error_message=_("This month is already closed."),
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="economy_closing_of_a_month",
                violation_error_message=_("A whole month is closed."),
            ),
        ]

    def __str__(self) -> str:
        return month_words(self.month)


@acted
class Restatement(ZoneOwned):
    """Why a return was corrected after its month was closed; `record` carries the difference."""

    restated = models.ForeignKey(
        MonthlyReturn, models.PROTECT, related_name="restatements", verbose_name=_("monthly return")
    )
    record = models.OneToOneField(
        MonthlyReturn,
        models.PROTECT,
        related_name="restatement",
        verbose_name=_("record of the difference"),
    )
    before = models.DecimalField(_("amount before"), max_digits=20, decimal_places=2)
    after = models.DecimalField(_("amount after"), max_digits=20, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=500)
    on = models.DateField(_("restated on"))

    class Meta:
        verbose_name = _("restatement")
        verbose_name_plural = _("restatements")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="economy_restatement_has_a_reason",
                violation_error_message=_("A restatement needs its reason."),
            ),
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")),
                name="economy_restatement_changes_the_amount",
                violation_error_message=_("A restatement changes the amount."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.record)
