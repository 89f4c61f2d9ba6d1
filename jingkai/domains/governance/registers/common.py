"""What the registers of governance share."""

from collections.abc import Callable
from typing import Any

from django import forms

from jingkai.kernel.access.models import Office
from jingkai.kernel.registers.declare import Column

TABLES = "office/parts/tables.html"


def place_column(heading: str = "位置") -> Column:
    """The place or shape, which a workbook has as WKT or GeoJSON."""
    return Column("shape", heading=heading, in_list=False)


def at(*states: str) -> Callable[[Any], bool]:
    """Whether a record stands in one of these states."""
    return lambda one: one.state in states


def passage(label: Any, *, required: bool = True) -> forms.CharField:
    """Several lines of words."""
    return forms.CharField(
        label=label, required=required, max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )


def office(record: Any, label: Any, *, required: bool = True) -> forms.ModelChoiceField[Office]:
    """An office of the record's zone."""
    rows = Office.objects.filter(zone_id=record.zone_id)
    return forms.ModelChoiceField(rows, label=label, required=required)
