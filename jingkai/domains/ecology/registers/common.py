"""What the registers of the green park share."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import format_lazy

from jingkai.domains.ecology import errors
from jingkai.domains.ecology.rules.reading import read
from jingkai.kernel.registers.declare import Check, Column, Fault

TABLES = "office/parts/tables.html"


def place_column() -> Column:
    """The place, which a workbook has as WKT or GeoJSON."""
    return Column("shape", heading="位置", in_list=False)


def readings(*fields: str) -> Check:
    """Readings as laboratories write them, and at least one of them."""

    def check(values: Mapping[str, Any]) -> Iterator[Fault]:
        told = {field: values.get(field) for field in fields if values.get(field)}
        if not told:
            yield Fault(fields[0], errors.NOTHING_MEASURED, errors.READING_EXPECTED)
        for field, value in told.items():
            if read(str(value)) is None:
                sentence = format_lazy(errors.NO_READING, value=value)
                yield Fault(field, sentence, errors.READING_EXPECTED)

    return check
