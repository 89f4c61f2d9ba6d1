"""Whatever unit a figure or a column is told in, an English reader reads no Chinese beside it."""

import re

import pytest
from django.utils.translation import override

from jingkai.domains.economy.cases import edition_of
from jingkai.doors.cockpit.telling import tell
from jingkai.doors.ui.templatetags.ui import unit_words
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.units import base_of, parse, unit_name

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FIGURES = sorted({one.unit for one in catalogue.all() if one.unit != "class"})
COLUMNS = sorted(
    {unit for register in REGISTERS.values() for column in register.columns
     for unit in (column.unit, column.sheet_unit) if unit}
)  # fmt: skip


@pytest.mark.parametrize("unit", FIGURES)
def test_every_figure_is_told_in_both_languages_and_taken_as_a_target(unit):
    for value in (1, 2, 12_345, 130_000_000):
        with override("en"):
            assert not CHINESE.search(tell(value, unit)), tell(value, unit)
            assert not CHINESE.search(unit_words(unit))
        with override("zh-hans"):
            told = tell(value, unit, places=2)
            assert " " not in told, told
            assert unit_words(unit) == unit
    assert parse(f"12{unit}", unit).unit == base_of(unit)
    assert parse("12", unit).unit == base_of(unit)


def test_every_column_and_every_item_of_an_evaluation_has_an_english_unit():
    groups, _basis = edition_of(2022)
    for unit in (*COLUMNS, *(item.unit for group in groups for item in group.items)):
        assert not CHINESE.search(unit_name(unit, "en")), unit
