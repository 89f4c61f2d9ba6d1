"""Fields that several nouns of the park share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from jingkai.kernel.geo.fields import ShapeField
from jingkai.kernel.geo.measures import area_of, length_of
from jingkai.kernel.geo.shapes import kept

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


class MeasuredField(models.DecimalField[Any, Any]):
    """An amount read off the record's shape each time the record is saved or imported.

    So the figure that adds it up and the map that draws the shape can't disagree.
    """

    def __init__(
        self, *args: Any, measure: Callable[[BaseGeometry], Decimal] | None = None, **kwargs: Any
    ) -> None:
        self.measure = measure
        given = {"max_digits": 20, "decimal_places": 4, "editable": False, "default": Decimal(0)}
        super().__init__(*args, **{**given, **kwargs})

    def deconstruct(self) -> Any:
        """A migration and the history see a plain decimal."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Decimal:
        value = self.told(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def told(self, record: Any) -> Decimal:
        """What the shape says; nothing drawn is nothing."""
        assert self.measure is not None, "a measured field needs its measure"
        shape = kept_shape(record)
        return self.measure(shape) if shape is not None else Decimal(0)


class MadeField(MeasuredField):
    """An amount that follows from the whole record: the surface of a road."""

    def told(self, record: Any) -> Decimal:
        made: Any = self.measure
        return Decimal(made(record))


def drawn_area() -> Any:
    """Square metres of the shape, by geodesic."""
    return MeasuredField(_("area drawn"), measure=area_of)


def drawn_length() -> Any:
    """Metres of the shape, by geodesic."""
    return MeasuredField(_("length drawn"), measure=length_of)
