"""Amounts with their unit: kept in base units, shown and read as people write them."""

from jingkai.kernel.units.catalogue import BASES, Base, Measure, base_of, measure, names
from jingkai.kernel.units.chinese import read_chinese_number
from jingkai.kernel.units.errors import AnotherMeasure, NotANumber, NotAQuantity, UnknownUnit
from jingkai.kernel.units.reading import (
    Quantity,
    from_base,
    heading,
    parse,
    sheet_value,
    split_heading,
    to_base,
)
from jingkai.kernel.units.showing import NOTHING, english_name, show, unit_name

__all__ = [
    "BASES",
    "NOTHING",
    "AnotherMeasure",
    "Base",
    "Measure",
    "NotANumber",
    "NotAQuantity",
    "Quantity",
    "UnknownUnit",
    "base_of",
    "english_name",
    "from_base",
    "heading",
    "measure",
    "names",
    "parse",
    "read_chinese_number",
    "sheet_value",
    "show",
    "split_heading",
    "to_base",
    "unit_name",
]
