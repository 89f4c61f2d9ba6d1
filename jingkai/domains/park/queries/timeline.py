"""What the park knows of an enterprise, for its page in time order."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.park.choices import STAGE_DAYS
from jingkai.domains.park.queries.rows import idle_cases_for, leases_for, parcels_for


def happenings(enterprise: Any, seat: Any) -> Iterator[tuple[date, str, str, str, int]]:
    """Its parcels' stages, its leases, its idle land: (day, what, which, register, key)."""
    for parcel in parcels_for(seat).filter(enterprise=enterprise):
        for stage, field in STAGE_DAYS.items():
            day = getattr(parcel, field)
            if day and parcel.contracted_on and day >= parcel.contracted_on:
                what = _("Parcel: {stage}").format(stage=stage.label)
                yield day, what, parcel.name, "park.parcels", parcel.pk
    for case in idle_cases_for(seat).filter(parcel__enterprise=enterprise).select_related("parcel"):
        yield case.found_on, _("Idle land suspected"), str(case), "park.idle_cases", case.pk
    for lease in leases_for(seat).filter(enterprise=enterprise).select_related("building"):
        name = str(lease.building)
        yield lease.begins_on, _("Lease begins"), name, "park.leases", lease.pk
        if lease.left_on:
            yield lease.left_on, _("Left the building"), name, "park.leases", lease.pk
