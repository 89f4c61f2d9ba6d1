"""What the registers of the park share: form fields, guards, tabs."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms

from jingkai.domains.park import actions, cases
from jingkai.kernel.geo.overlaps import refuse_overlaps
from jingkai.kernel.registers.declare import Column

TABLES = "office/parts/tables.html"
DIFFERENCE: Fraction = cases.share("drawn_difference_share", date.max)


def amount(label: Any, initial: Any = None, *, required: bool = True) -> forms.DecimalField:
    """An amount in its base unit."""
    return forms.DecimalField(
        label=label, initial=initial, required=required, min_value=0, max_digits=20,
        decimal_places=4,
    )  # fmt: skip


def other(rows: Any, label: Any, *, required: bool = True) -> forms.ModelChoiceField[Any]:
    """Another record of the zone."""
    return forms.ModelChoiceField(rows, label=label, required=required)


def guard_shape(record: Any, values: Mapping[str, Any], seat: Any) -> None:
    """What is drawn covers no other of its kind."""
    shape = values.get("shape")
    if shape is not None:
        model = type(record)
        refuse_overlaps(model, shape, record.pk, among=actions.LIVE[model])


def guard_lease(record: Any, values: Mapping[str, Any], seat: Any) -> None:
    """On no day is more of a building let than it has."""
    lease = {
        name: values.get(name, getattr(record, name, None))
        for name in ("area", "begins_on", "ends_on", "left_on")
    }
    building = values.get("building") or getattr(record, "building", None)
    if building is None or None in (lease["area"], lease["begins_on"], lease["ends_on"]):
        return
    ends = min(lease["ends_on"], lease["left_on"] or lease["ends_on"])
    actions.require_room(
        building, lease["area"], lease["begins_on"], ends, besides=getattr(record, "pk", None)
    )


def shape_column() -> Column:
    """The shape, which a workbook has as WKT or GeoJSON."""
    return Column("shape", heading="图形", in_list=False)


def drawn_column(field: str, unit: str) -> Column:
    """What is measured off the shape: shown, never typed."""
    return Column(field, unit=unit, in_form=False)


AREA: dict[str, Any] = {"unit": "平方米", "sheet_unit": "平方米"}
LENGTH: dict[str, Any] = {"unit": "米", "sheet_unit": "米"}
