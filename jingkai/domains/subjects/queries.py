"""What is known of subjects, as far as a seat may see."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.subjects.models import Contact, Enterprise, ScaleStatus


def enterprises_for(seat: Any) -> QuerySet[Enterprise]:
    """The zone's subjects, but for records merged into another.

    They are the zone's common base: every office that may see subjects sees all of the zone's.
    """
    return Enterprise.objects.filter(zone_id=seat.zone_id).kept()


def contacts_for(seat: Any) -> QuerySet[Contact]:
    """The people who speak for the zone's subjects."""
    return Contact.objects.filter(zone_id=seat.zone_id)


def scale_for(seat: Any) -> QuerySet[ScaleStatus]:
    """Yearly revenue of the zone's subjects, with their place against the threshold."""
    return ScaleStatus.objects.filter(zone_id=seat.zone_id)
