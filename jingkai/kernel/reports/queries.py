"""Checked reports that a seat may read: one's own office's."""

from django.db.models import QuerySet

from jingkai.kernel.access.models import Seat
from jingkai.kernel.reports.models import CheckedReport


def checked_reports_for(seat: Seat) -> QuerySet[CheckedReport]:
    """The reports that the seat's office has had checked, the newest first, without their bytes."""
    return (
        CheckedReport.objects.filter(zone_id=seat.zone_id, checked_by__office_id=seat.office_id)
        .select_related("checked_by__user")
        .defer("data")
    )
