"""Numbers of cases: one after the other, with a check character."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.cases.numbers import SIGNS, holds, next_number, with_check
from jingkai.kernel.cases.tests.world import act, opened
from jingkai.kernel.trail.acting import NotInAnAction

bodies = st.text(SIGNS, min_size=4, max_size=20)


@given(bodies, st.data())
def test_one_wrong_sign_is_always_told(body, data):
    number = with_check(body)
    at = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from(SIGNS.replace(number[at], "")))
    assert holds(number)
    assert not holds(number[:at] + wrong + number[at + 1 :])


def test_nearly_all_swapped_neighbours_are_told():
    missed = told = 0
    for nth in range(0, 1_000_000, 997):
        number = with_check(f"SA2026{nth:06}")
        for at in range(len(number) - 1):
            if (one := number[at]) != (other := number[at + 1]):
                told += 1
                missed += holds(number[:at] + other + one + number[at + 2 :])
    assert missed / told < 0.02


def test_each_series_each_year_and_each_zone_counts_for_itself(cast):
    def work():
        taken.extend(
            next_number(zone_id=cast.zone.pk, series=series, on=date(year, 1, 1))[:-1]
            for series, year in (("A", 2025), ("A", 2026), ("B", 2026), ("A", 2026))
        )
        return cast.invest

    taken = []
    act(cast.clerk, work)
    assert taken == ["A2025000001", "A2026000001", "B2026000001", "A2026000002"]


def test_an_action_that_fails_gives_its_number_back(cast):
    from django.db import transaction

    def fail():
        next_number(zone_id=cast.zone.pk, series="TP", on=date(2022, 1, 1))
        raise LookupError

    with pytest.raises(LookupError), transaction.atomic():
        act(cast.clerk, fail)
    assert opened(cast).number.startswith("TP2022000001")


def test_a_number_is_taken_inside_an_action_only(cast):
    with pytest.raises(NotInAnAction):
        next_number(zone_id=cast.zone.pk, series="A", on=date(2026, 1, 1))
