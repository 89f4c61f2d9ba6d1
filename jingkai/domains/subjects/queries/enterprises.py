"""The zone's subjects and their people."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from jingkai.domains.subjects import rules
from jingkai.domains.subjects.models import Award, Contact, Enterprise, Person, ScaleStatus
from jingkai.kernel.access.personal import digests


def enterprises_for(seat: Any) -> QuerySet[Enterprise]:
    """The zone's subjects, but for records merged into another.

    They are the zone's common base: every office that may see subjects sees all of the zone's.
    """
    return Enterprise.objects.filter(zone_id=seat.zone_id, merged_into__isnull=True)


def contacts_for(seat: Any) -> QuerySet[Contact]:
    """The people who speak for the zone's subjects."""
    return Contact.objects.filter(zone_id=seat.zone_id)


def persons_for(seat: Any) -> QuerySet[Person]:
    """The people whom the zone knows by an identity number."""
    return Person.objects.filter(zone_id=seat.zone_id)


def persons_with_identity(seat: Any, typed: str) -> QuerySet[Person]:
    """The person with this identity number, found by its digest."""
    return persons_for(seat).filter(identity_digest__in=digests(typed))


def scale_for(seat: Any) -> QuerySet[ScaleStatus]:
    """Yearly revenue of the zone's subjects, with their place against the threshold."""
    return ScaleStatus.objects.filter(zone_id=seat.zone_id, enterprise__merged_into__isnull=True)


def awards_for(seat: Any) -> QuerySet[Award]:
    """The awards of the zone, its offices and its subjects: public, so for every seat that asks."""
    return Award.objects.filter(zone_id=seat.zone_id)


def by_code(seat: Any, code: str) -> Enterprise | None:
    """The subject with this unified social credit code; a merged record leads to the kept one."""
    found = (
        Enterprise.objects.filter(zone_id=seat.zone_id, credit_code=rules.clean_code(code))
        .select_related("merged_into")
        .first()
    )
    return found.merged_into or found if found is not None else None


def kept_key(seat: Any, key: int) -> int | None:
    """Where a record went that was merged: the key of the kept one; None when it was not."""
    return (
        Enterprise.objects.filter(zone_id=seat.zone_id, pk=key)
        .values_list("merged_into_id", flat=True)
        .first()
    )


def crosses_threshold(industry: str, year: int, revenue: Decimal) -> bool:
    """Whether an enterprise with this yearly revenue (元) is above the statistical threshold."""
    return rules.is_above_scale(industry, year, revenue)


def threshold_of(industry: str, year: int) -> Decimal | None:
    """From which yearly revenue (元) an enterprise of the industry is above scale; None where no
    threshold by revenue is known."""
    return rules.scale_threshold(industry, year)


def above_scale_in(zone_id: int, year: int) -> set[int]:
    """The keys of the enterprises that stood above the threshold in a year."""
    rows = ScaleStatus.objects.filter(zone_id=zone_id, year=year, above_scale=True)
    return set(rows.values_list("enterprise_id", flat=True))
