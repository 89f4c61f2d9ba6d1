"""Fields that several nouns of the green park share."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology.errors import NO_READING, READING_EXPECTED
from jingkai.domains.ecology.rules.reading import read, tidy
from jingkai.kernel.geo.fields import ShapeField


class ReadingField(models.CharField[Any, Any]):
    """A laboratory's reading, kept as it is written: "0.35", "0.05L". Empty: not measured."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 20, "blank": True, "default": "", **kwargs})

    def deconstruct(self) -> Any:
        """A migration and the history see plain words."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value: Any) -> Any:
        return tidy(str(value)) if value not in (None, "") else ""

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(value)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value and read(value) is None:
            raise ValidationError(
                f"{NO_READING.format(value=value)} {READING_EXPECTED}", code="reading"
            )


def point() -> Any:
    """Where it is; it may be put on the map later than the record is made."""
    return ShapeField(_("place"), kinds=("Point",), null=True, blank=True)


def readings_of(record: Any, names: Any) -> dict[str, tuple[Decimal, bool]]:
    """The readings that a sample has: value, and whether below the detection limit."""
    told = {str(name): read(getattr(record, name) or "") for name in names}
    return {name: value for name, value in told.items() if value is not None}
