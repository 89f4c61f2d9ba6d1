"""What other rooms ask of the ground under their records, for the platform itself: where it lies.

Who keeps a record on a parcel need not see the register of parcels.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Min

from jingkai.domains.park.models import Parcel
from jingkai.kernel.geo.shapes import Shape


def sites_of(parcels: Collection[int], by: Any) -> dict[int, tuple[str, Shape | None]]:
    """The names and shapes of parcels, by their keys."""
    if not parcels:
        return {}
    rows = Parcel.objects.filter(zone_id=by.zone_id, pk__in=parcels)
    return {key: (name, shape) for key, name, shape in rows.values_list("pk", "name", "shape")}


def parcels_named(words: Collection[str], by: Any) -> dict[str, int]:
    """The parcels with these numbers, or names that one parcel alone has, by the words."""
    asked = {word for word in words if word}
    if not asked:
        return {}
    rows = Parcel.objects.filter(zone_id=by.zone_id)
    named = rows.filter(name__in=asked).values("name").annotate(many=Count("pk"), key=Min("pk"))
    found = {one["name"]: one["key"] for one in named.order_by() if one["many"] == 1}
    return found | dict(rows.filter(number__in=asked).values_list("number", "pk"))
