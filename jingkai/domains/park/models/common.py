"""Fields that several nouns of the park share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from jingkai.kernel.geo.fields import ShapeField
from jingkai.kernel.geo.measures import area_of, length_of
from jingkai.kernel.geo.shapes import kept
from jingkai.kernel.registers.derived import DerivedAmount

AREA = ("Polygon", "MultiPolygon")
LINE = ("LineString", "MultiLineString")


def drawn(kinds: tuple[str, ...] = AREA) -> Any:
    """The shape of a record; it may be drawn later than the record is made."""
    return ShapeField(_("shape"), kinds=kinds, null=True, blank=True)


def kept_shape(record: Any) -> BaseGeometry | None:
    """The record's shape as it is kept: to a billionth of a degree."""
    field = type(record)._meta.get_field("shape")
    shape: BaseGeometry | None = kept(record.shape, field.kinds)
    return shape


def measured(measure: Callable[[BaseGeometry], Decimal]) -> Callable[[Any], Decimal]:
    """What a record's shape measures; nothing drawn is nothing."""

    def told(record: Any) -> Decimal:
        shape = kept_shape(record)
        return measure(shape) if shape is not None else Decimal(0)

    return told


def drawn_area() -> Any:
    """Square metres of the shape, by geodesic."""
    return DerivedAmount(_("area drawn"), told=measured(area_of))


def drawn_length() -> Any:
    """Metres of the shape, by geodesic."""
    return DerivedAmount(_("length drawn"), told=measured(length_of))
