"""What the registers of the people's livelihood share."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.registers.declare import Column, Fault

TABLES = "office/parts/tables.html"


def place_column(heading: str = "位置", *, required: bool = True) -> Column:
    """The place, which a workbook has as WKT or GeoJSON."""
    example = "POINT (126.45 43.96)" if required and heading == "位置" else ""
    return Column("shape", heading=heading, in_list=False, required=required, example=example)


def month_words(record: Any) -> str:
    """A month as it is read."""
    return f"{record.month:%Y-%m}"


def whole_month(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A statement is for a whole month."""
    if values.get("month") and values["month"].day != 1:
        yield Fault("month", _("A statement is for a whole month."),
                    _("the first day of the month"))  # fmt: skip
