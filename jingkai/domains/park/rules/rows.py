"""What is wrong with a row beyond single values: shapes that stand outside, days out of order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import shapely
from django.utils.text import format_lazy

from jingkai.domains.park import errors
from jingkai.kernel.geo.measures import area_of, length_of, plane_at
from jingkai.kernel.registers.declare import Check, Fault

CENTIMETRE = 0.01


def sticks_out(inner: Any, outer: Any) -> bool:
    """Whether an area reaches out of another by more than a centimetre."""
    if inner is None or outer is None:
        return False
    flat = plane_at(outer)
    rest = shapely.difference(flat.lay(inner), shapely.buffer(flat.lay(outer), CENTIMETRE))
    return not rest.is_empty


def near_what_is_drawn(
    field: str, share: Fraction, measure: Callable[[Any], Decimal] = area_of
) -> Check:
    """Warns where a registered area or length is far from the drawn one."""

    def check(values: Mapping[str, Any]) -> Iterator[Fault]:
        shape, told = values.get("shape"), values.get(field)
        if shape is None or not told:
            return
        difference = abs(measure(shape) - told)
        if Fraction(difference) > share * Fraction(told):
            percent = format_lazy(errors.FAR_FROM_DRAWN, share=round(float(share * 100), 1))
            yield Fault(field, percent, errors.AS_DRAWN, warning=True)

    return check


def lengths_near(share: Fraction) -> Check:
    """Warns where a surveyed length is far from the drawn one."""
    return near_what_is_drawn("measured_length", share, length_of)


def parcel_in_park(values: Mapping[str, Any]) -> Iterable[Fault]:
    """A parcel of an industrial park lies in it."""
    park = values.get("park")
    if park is not None and sticks_out(values.get("shape"), park.shape):
        yield Fault("shape", errors.OUTSIDE_PARK, errors.INSIDE_IT)


def building_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A building stands on its parcel, in its park, and lets no more than it has."""
    parcel, park = values.get("parcel"), values.get("park")
    if parcel is not None and park is not None and parcel.park_id not in (None, park.pk):
        yield Fault("parcel", errors.OTHER_PARK)
    if parcel is not None and sticks_out(values.get("shape"), parcel.shape):
        yield Fault("shape", errors.OUTSIDE_PARCEL, errors.INSIDE_IT)
    elif park is not None and sticks_out(values.get("shape"), park.shape):
        yield Fault("shape", errors.OUTSIDE_PARK, errors.INSIDE_IT)
    rentable, floor = values.get("rentable_area"), values.get("floor_area")
    if rentable is not None and floor is not None and rentable > floor:
        yield Fault("rentable_area", errors.RENTABLE_TOO_LARGE, errors.NO_MORE_THAN_FLOOR)
