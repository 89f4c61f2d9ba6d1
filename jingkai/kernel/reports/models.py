"""What was handed in to be checked, and what the check found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Seat, ZoneOwned
from jingkai.kernel.trail.history import acted

VERDICTS = ("differs", "no_evidence", "agrees")


@acted
class CheckedReport(ZoneOwned):
    """A written report as it was handed in, with each of its numbers judged at that moment.

    `findings` holds one object per quantity: text, start, end, value, unit, qualifier, period,
    indicator, verdict, expected, records, why, linked_by, perhaps. `text` is what `start` and
    `end` count in. `about` is the period that the report as a whole was taken to tell of, as the
    check chose it or, if `about_told`, as whoever had it checked said.
    """

    name = models.CharField(_("file name"), max_length=255)
    data = models.BinaryField(editable=False)
    digest = models.CharField("SHA-256", max_length=64)
    year = models.PositiveSmallIntegerField(_("year"))
    about = models.CharField(_("tells of"), max_length=20, blank=True, default="")
    about_told = models.BooleanField(default=False)
    text = models.TextField()
    findings: models.JSONField[Any, list[dict[str, Any]]] = models.JSONField(default=list)
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.ForeignKey(
        Seat, models.PROTECT, verbose_name=_("checked by"), related_name="+"
    )

    class Meta:
        verbose_name = _("checked report")
        verbose_name_plural = _("checked reports")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["zone", "-id"], name="reports_checked_latest")]

    def __str__(self) -> str:
        return self.name

    def counts(self) -> dict[str, int]:
        """How many numbers agree, differ, and are without evidence."""
        return {v: sum(f["verdict"] == v for f in self.findings) for v in VERDICTS}
