"""Columns that nobody types: what follows from the whole record, told anew at each save.

Every way in saves through them – a form, a workbook, a program –, so a figure that adds such a
column up and the record that it follows from can't disagree.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models


class Derived(models.Field[Any, Any]):
    """What `told(record)` says, each time the record is saved or imported."""

    plain: ClassVar[str]
    given: ClassVar[dict[str, Any]]

    def __init__(self, *args: Any, told: Callable[[Any], Any] | None = None, **kwargs: Any) -> None:
        self.told = told
        super().__init__(*args, **{"editable": False, **self.given, **kwargs})

    def deconstruct(self) -> Any:
        """A migration and the history see the plain column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.plain}", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        assert self.told is not None, "a derived column needs its rule"
        value = self.told(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class DerivedWord(Derived, models.CharField[Any, Any]):
    """A word that follows from the record: a class, a grade."""

    plain = "CharField"
    given: ClassVar[dict[str, Any]] = {"max_length": 200, "blank": True, "default": ""}


class DerivedAmount(Derived, models.DecimalField[Any, Any]):
    """An amount that follows from the record, in its base unit: an area, a share."""

    plain = "DecimalField"
    given: ClassVar[dict[str, Any]] = {
        "max_digits": 20, "decimal_places": 4, "default": Decimal(0),
    }  # fmt: skip
