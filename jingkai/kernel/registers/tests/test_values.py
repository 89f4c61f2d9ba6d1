"""Values are read as people write them, and come back as they were."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.registers.declare import Column
from jingkai.kernel.registers.showing import shown_value
from jingkai.kernel.registers.texts import Unreadable, read_date, read_flag, read_text, tidy
from jingkai.kernel.registers.values import Reader, _converter

AMOUNT = models.DecimalField("amount", max_digits=20, decimal_places=4, null=True)
DAY = models.DateField("day")
KIND = models.CharField("kind", max_length=10, choices=[("street", "街道"), ("unit", "单位")])
YEAR = models.PositiveSmallIntegerField("year")
NAME = models.CharField("name", max_length=5)
for _name, _field in (("amount", AMOUNT), ("day", DAY), ("kind", KIND), ("year", YEAR)):
    _field.set_attributes_from_name(_name)
NAME.set_attributes_from_name("name")


def reader(field, **column):
    made = Column(field.name, **column)
    return Reader(made, field, _converter(field, made, ""))


IN_WAN = reader(AMOUNT, unit="元", sheet_unit="万元")


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_number_of_the_sheet_is_kept_in_base_units_exactly(number):
    assert IN_WAN.read(str(number)) == number * 10_000
    assert IN_WAN.read(f"{number:,}") == number * 10_000


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_a_cell_that_is_a_number_reads_as_the_text_of_it_does(number):
    assert IN_WAN.read(number) == IN_WAN.read(float(number)) == IN_WAN.read(str(number))


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [("1,234.5", "12345000"), ("57万", "570000"), ("１２", "120000"), ("1.2亿元", "120000000"),
     (0.1, "1000"), ("30元", "30"), ("5000万元", "50000000")],
)  # fmt: skip
def test_amounts_may_bring_their_own_unit(cell, yuan):
    assert IN_WAN.read(cell) == Decimal(yuan)


@pytest.mark.parametrize("cell", ["约三百", "12吨", "1,23", True, "NaN", float("inf"), "1e999"])
def test_what_is_no_amount_says_what_is_expected(cell):
    with pytest.raises(Unreadable) as fault:
        IN_WAN.read(cell)
    assert "万元" in str(fault.value.expected)


@given(st.dates(min_value=date(1949, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_reads_the_same_in_every_manner_of_writing(day):
    written = [
        day, day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}－{day.month}－{day.day}", f"{day} 00:00:00",
    ]  # fmt: skip
    assert {read_date(text) for text in written} == {day}


@given(st.integers(min_value=5_000, max_value=100_000))
def test_a_day_that_lost_its_format_is_the_number_excel_keeps(serial):
    assert read_date(float(serial)) == date(1899, 12, 30) + timedelta(days=serial)


@pytest.mark.parametrize("cell", ["2022-13-01", "2022-02-30", "去年", 2022.5, "2022", 0, -4.0])
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(Unreadable, match="."):
        read_date(cell)


def test_a_choice_is_known_by_its_label_or_its_value_in_any_width():
    kind = reader(KIND)
    assert [kind.read(c) for c in ("街道", " 街道 ", "street", "ＳＴＲＥＥＴ")] == ["street"] * 4
    with pytest.raises(Unreadable) as fault:
        kind.read("乡镇")
    assert fault.value.expected == "街道 / 单位"


def test_yes_and_no_are_read_as_officials_write_them():
    assert [read_flag(c) for c in ("是", "否", "√", 1.0, 0, True, "Y")] == [
        True, False, True, True, False, True, True,
    ]  # fmt: skip
    with pytest.raises(Unreadable):
        read_flag("也许")


def test_a_long_number_that_excel_has_shortened_is_refused_not_guessed():
    with pytest.raises(Unreadable, match="15"):
        read_text(9.12202710000021e17)
    assert read_text(13912345678.0) == "13912345678"


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


def test_the_punctuation_of_a_name_stays_its_own():
    assert tidy("\u3000吉林（示例）ＡＢ有限公司 ") == "吉林（示例）AB有限公司"


def test_a_text_that_is_too_long_is_refused_with_its_limit():
    with pytest.raises(Unreadable) as fault:
        reader(NAME).read("一二三四五六")
    assert "5" in str(fault.value.expected)


def test_a_year_is_a_whole_number_within_its_range():
    year = reader(YEAR)
    assert year.read("2022") == year.read(2022.0) == 2022
    for wrong in ("2022.5", "-1", "99999"):
        with pytest.raises(Unreadable):
            year.read(wrong)


def test_required_and_empty_is_a_fault_and_optional_and_empty_is_nothing():
    with pytest.raises(Unreadable):
        reader(NAME, required=True).read("  ")
    assert reader(NAME).read(None) == ""
    assert IN_WAN.read("") is None


class _Seat:
    def __init__(self, *permissions):
        self.permissions = permissions

    def can(self, permission):
        return permission in self.permissions


def test_a_telephone_number_is_masked_unless_the_seat_may_read_it():
    column = Column("name", personal="phone")
    clerk, keeper = _Seat(), _Seat("access.personal.read")
    assert shown_value(column, NAME, "13912345678", clerk, "zh-hans") == "139****5678"
    assert shown_value(column, NAME, "13912345678", keeper, "zh-hans") == "13912345678"


def test_amounts_are_shown_in_the_readers_language():
    column = Column("amount", unit="元")
    big = Decimal("13160000000")
    assert shown_value(column, AMOUNT, big, None, "zh-hans") == "131.6亿元"
    assert shown_value(column, AMOUNT, big, None, "en") == "CNY 13.16 billion"
    assert shown_value(column, AMOUNT, None, None, "zh-hans") == "—"
