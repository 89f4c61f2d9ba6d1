"""Codes, names and thresholds, by hand and by hypothesis."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.domains.subjects import choices, rules
from jingkai.domains.subjects.factories import sample_code, sample_enterprises

firsts = st.text(rules.ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize(
    "code", ["11110000000021135M", "11420503087246977F", "11430000006122244L"]
)
def test_the_codes_of_real_offices_check(code):
    assert rules.code_checks(code)
    assert rules.organisation_part_checks(code)
    assert list(rules.check_code({"credit_code": code})) == []


def test_a_real_code_that_fails_its_check_is_asked_about_and_not_refused():
    faults = list(rules.check_code({"credit_code": "91350100M0001TGQXM"}))
    assert [(f.field, f.warning) for f in faults] == [("credit_code", True)]


@pytest.mark.parametrize("code", ["1111", "11110000000021135I", "11110000000021135m"])
def test_a_code_in_the_wrong_form_is_refused_and_not_asked_about(code):
    assert [f.warning for f in rules.check_code({"credit_code": code})] == [False]


@given(first=firsts, place=st.integers(0, 17), other=st.sampled_from(rules.ALPHABET))
def test_changing_any_one_character_of_a_code_is_caught(first, place, other):
    code = first + rules.check_character(first)
    changed = code[:place] + other + code[place + 1 :]
    assert rules.code_checks(code)
    assert rules.code_checks(changed) == (changed == code)


@given(first=firsts, place=st.integers(0, 16))
def test_swapping_two_neighbours_in_a_code_is_caught(first, place):
    code = first + rules.check_character(first)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert rules.code_checks(swapped) == (swapped == code)


@given(st.integers(0, 31**6 - 1), st.sampled_from(list(choices.Kind)))
def test_an_invented_code_has_both_check_characters(number, kind):
    code = sample_code(number, kind)
    assert rules.code_checks(code)
    assert rules.organisation_part_checks(code)


def test_an_organisation_code_that_does_not_check_is_asked_about():
    first = "1111000000002113" + "6"
    code = first + rules.check_character(first)
    assert [f.warning for f in rules.check_code({"credit_code": code})] == [True]


def test_no_two_invented_subjects_share_a_code_or_a_name():
    rows = list(sample_enterprises(3000, start=20_000))
    assert len({row["credit_code"] for row in rows}) == 3000
    assert len({row["name"] for row in rows}) == 3000
    assert all("示例" in row["name"] for row in rows)


@pytest.mark.parametrize(
    "other",
    [
        "吉林示例(集团)新材料有限公司",
        "吉林示例（集团）新材料股份有限公司",
        "吉林 示例【集团】新材料公司",
    ],
)
def test_names_that_differ_in_brackets_or_legal_form_have_one_key(other):
    assert rules.name_key(other) == rules.name_key("吉林示例（集团）新材料有限责任公司")


def test_names_of_different_subjects_have_different_keys():
    assert rules.name_key("吉林示例甲有限公司") != rules.name_key("吉林示例乙有限公司")


def test_the_classification_has_twenty_sections_and_ninety_seven_divisions():
    assert len(choices.sections()) == 20
    assert sorted(choices.divisions()) == [f"{n:02}" for n in range(1, 98)]
    assert all(i.name_zh and i.name_en for i in choices.divisions().values())
    assert {code[:2] for code in choices.classes()} <= set(choices.divisions())


def test_an_unknown_class_is_named_by_its_division():
    assert rules.industry_of("2661").name_zh == "化学试剂和助剂制造"
    assert rules.industry_of("1399").name_zh == "农副食品加工业"


@pytest.mark.parametrize("code", ["C2661", "26", "0111"])
def test_an_industry_code_may_carry_its_sections_letter(code):
    assert list(rules.check_industry({"industry": code})) == []


def test_an_industry_outside_the_classification_is_refused():
    assert [f.warning for f in rules.check_industry({"industry": "9801"})] == [False]


@pytest.mark.parametrize(
    ("industry", "year", "revenue", "above"),
    [
        ("2661", 2022, 20_000_000, True),
        ("2661", 2022, 19_999_999, False),
        ("2661", 2010, 5_000_000, True),
        ("5212", 2022, 5_000_000, True),
        ("6210", 2022, 1_999_999, False),
        ("7020", 2022, 10_000_000, True),
        ("7010", 2022, 10**12, False),
        ("4710", 2022, 10**12, False),
        ("6513", 2019, 10**12, False),
    ],
)
def test_the_threshold_of_the_industry_and_the_year_decides_what_is_above_scale(
    industry, year, revenue, above
):
    assert rules.is_above_scale(industry, year, Decimal(revenue)) is above


def test_a_legal_life_that_runs_backwards_is_told_at_each_day():
    faults = rules.check_days(
        {
            "established_on": date(2020, 1, 1),
            "moved_in_on": date(2019, 1, 1),
            "moved_away_on": date(2018, 1, 1),
            "revoked_on": date(2020, 1, 1),
            "deregistered_on": date(2017, 1, 1),
        }
    )
    assert [f.field for f in faults] == ["moved_in_on", "moved_away_on", "deregistered_on"]


def test_a_subject_of_the_zone_needs_a_first_day_and_an_outsider_does_not():
    assert [f.field for f in rules.check_days({})] == ["established_on"]
    assert list(rules.check_days({"outside": True})) == []


def test_on_the_day_it_leaves_a_subject_is_gone():
    life = {
        "entered_on": date(2010, 1, 1),
        "moved_away_on": date(2020, 5, 1),
        "revoked_on": None,
        "deregistered_on": date(2021, 1, 1),
    }
    days = [date(2009, 12, 31), date(2010, 1, 1), date(2020, 5, 1), date(2021, 1, 1)]
    states = [rules.state_on(day, **life).value for day in days]
    assert states == ["outside", "active", "moved_away", "deregistered"]
