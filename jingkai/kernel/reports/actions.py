"""Having a written report checked, and kept with what was found."""

import hashlib
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.reports.checking.check import check_document
from jingkai.kernel.reports.models import CheckedReport
from jingkai.kernel.trail.acting import action, record


@action("reports.report.checked", _("Had the report {subject} checked: {differs} numbers differ"))
def check_report(*, name: str, data: bytes, year: int, at: datetime, by: Seat) -> CheckedReport:
    """Check every number of a report and keep the result; refuses what can't be read."""
    if not by.can(Permission.REPORTS_CHECK):
        raise Forbidden
    checked = check_document(name, data, year=year, seat=by)
    report = CheckedReport(
        zone_id=by.zone_id,
        name=name[-255:],
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        year=year,
        text=checked.text,
        findings=[finding.as_json() for finding in checked.findings],
        checked_at=at,
        checked_by=by,
    )
    report.save()
    record(report, **report.counts())
    return report


@action("reports.report.discarded", _("Discarded the checked report {subject}"))
def discard_report(*, report: CheckedReport, by: Seat) -> CheckedReport:
    """Take a checked report out of the list; its versions stay in the history."""
    if report.checked_by_id != by.pk:
        raise Forbidden
    record(report)
    report.delete()
    return report
