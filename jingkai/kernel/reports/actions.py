"""Having a written report checked, and kept with what was found."""

import hashlib
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period
from jingkai.kernel.reports.checking.check import check_document
from jingkai.kernel.reports.models import CheckedReport
from jingkai.kernel.trail.acting import action, record


@action("reports.report.checked", _("Had the report {subject} checked: {differs} numbers differ"))
def check_report(
    *, name: str, data: bytes, year: int, at: datetime, by: Seat, period: Period | None = None
) -> CheckedReport:
    """Check every number of a report and keep the result; refuses what can't be read.

    `period` is what the report as a whole tells of, when whoever hands it in says so.
    """
    report = CheckedReport(
        zone_id=by.zone_id,
        name=name[-255:],
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
    )
    return _checked(report, year, period, at, by)


@action("reports.report.rechecked", _("Had the report {subject} checked anew, as one on {about}"))
def recheck_report(
    *, report: CheckedReport, year: int, period: Period | None, at: datetime, by: Seat
) -> CheckedReport:
    """Check a report again as one that tells of another time; its history keeps what was found."""
    return _checked(report, year, period, at, by)


def _checked(
    report: CheckedReport, year: int, period: Period | None, at: datetime, by: Seat
) -> CheckedReport:
    if not by.can(Permission.REPORTS_CHECK):
        raise Forbidden
    checked = check_document(report.name, bytes(report.data), year=year, seat=by, period=period)
    report.year, report.text = year, checked.text
    report.about = checked.about.text if checked.about else ""
    report.about_told = period is not None
    report.findings = [finding.as_json() for finding in checked.findings]
    report.checked_at, report.checked_by = at, by
    report.save()
    record(report, about=report.about or str(year), **report.counts())
    return report


@action("reports.report.discarded", _("Discarded the checked report {subject}"))
def discard_report(*, report: CheckedReport, by: Seat) -> CheckedReport:
    """Take a checked report out of the list; its versions stay in the history."""
    if report.checked_by_id != by.pk:
        raise Forbidden
    record(report)
    report.delete()
    return report
