"""What was handed in to be checked, and what the check found."""

from collections import Counter
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Seat, ZoneOwned
from jingkai.kernel.indicators import Period
from jingkai.kernel.trail.history import acted

VERDICTS = ("differs", "perhaps", "no_evidence", "agrees")
"""What may become of a number; `perhaps`: it may differ from a figure, for a person to look at."""


def verdict_of(finding: dict[str, Any]) -> str:
    """What became of a number; one without evidence may be for a person to look at.

    >>> verdict_of({"verdict": "no_evidence", "perhaps": "investment.signed_amount"})
    'perhaps'
    """
    return "perhaps" if finding.get("perhaps") else str(finding["verdict"])


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
        """How many numbers differ, are to be looked at, are without evidence, and agree."""
        told = Counter(map(verdict_of, self.findings))
        return {verdict: told[verdict] for verdict in VERDICTS}

    def tells_of(self) -> str:
        """The period that the report is of, as it is read."""
        return Period.parse(self.about).show() if self.about else str(self.year)
