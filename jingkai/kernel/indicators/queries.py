"""Reading targets and publications."""

from django.db.models import QuerySet

from jingkai.kernel.indicators.models import Publication, Target
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.trail.acting import Actor


def targets(seat: Actor, *, period: Period | None = None) -> QuerySet[Target]:
    """The zone's targets in force, of a period or of all."""
    rows = Target.objects.filter(zone_id=seat.zone_id, ended_on=None)
    if period is None:
        return rows
    return rows.filter(first_month=period.first_month, months=period.months)


def publications(seat: Actor, *, code: str = "") -> QuerySet[Publication]:
    """What the zone has published, the newest first; of one indicator or of all."""
    rows = Publication.objects.filter(zone_id=seat.zone_id).prefetch_related("figures")
    return rows.filter(figures__indicator=code).distinct() if code else rows
