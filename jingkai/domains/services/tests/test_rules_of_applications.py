"""Rules of applications over many values: check characters, days, courses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.domains.services import cases
from jingkai.domains.services.rules import approvals as rules
from jingkai.domains.services.rules import certificates, histories
from jingkai.kernel.cases.kinds import KINDS
from jingkai.kernel.workdays import national

DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 1))
SIGNS = st.text(certificates.SIGNS, min_size=1, max_size=22)
REAL = (
    "11100000000013338W009.11330105002500287C.2025052201.002.0",
    "11100000000013338W011.11430000006122244L.20230000403.002.S",
    "11100000000013338W011.11430000006122244L.20230000403.001.U",
)


@pytest.mark.parametrize("identifier", REAL)
def test_identifiers_in_use_have_the_right_check_character(identifier):
    assert certificates.is_identifier(f"{certificates.ROOT}.{identifier}")


@given(SIGNS, SIGNS, SIGNS, st.integers(0, 999))
def test_what_is_made_is_an_identifier(kind, issuer, serial, edition):
    assert certificates.is_identifier(certificates.identifier(kind, issuer, serial, edition))


@given(SIGNS, SIGNS, SIGNS, st.data())
def test_one_wrong_sign_is_always_noticed(kind, issuer, serial, data):
    made = certificates.identifier(kind, issuer, serial, 1)
    head = len(certificates.ROOT) + 1
    places = [n for n in range(head, len(made)) if made[n] != "."]
    place = data.draw(st.sampled_from(places))
    wrong = data.draw(st.sampled_from([s for s in certificates.SIGNS if s != made[place]]))
    assert not certificates.is_identifier(made[:place] + wrong + made[place + 1 :])


@given(DAYS, st.integers(0, 60), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20))))
def test_pauses_only_shorten_what_was_taken_and_count_once(start, length, pauses):
    end, calendar = start + timedelta(days=length), national()
    paused = [(start + timedelta(days=a), start + timedelta(days=a + b)) for a, b in pauses]
    whole = rules.days_taken(start, end, [], calendar)
    taken = rules.days_taken(start, end, paused, calendar)
    assert 0 <= taken <= whole
    assert rules.days_taken(start, end, paused * 2, calendar) == taken


@given(DAYS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=6))
def test_work_side_by_side_counts_no_more_than_one_after_the_other(start, spans):
    windows = [(start + timedelta(days=a), start + timedelta(days=a + b)) for a, b in spans]
    until, calendar = start + timedelta(days=90), national()
    together = rules.spread(windows, until, calendar)
    assert together <= sum(calendar.between(a, b) for a, b in windows)
    assert together >= max((calendar.between(a, b) for a, b in windows), default=0)


@given(st.lists(st.integers(0, 200), min_size=1))
def test_nine_in_ten_were_done_within_the_usual_days(days):
    usual = rules.usual_days(days)
    assert sum(day <= usual for day in days) >= 0.9 * len(days)
    assert usual in days


COURSE = st.fixed_dictionaries(
    {"applied_on": st.just(0)},
    optional={name: st.integers(0, 20) for name in
              ("accepted_on", "asked_on", "handed_in_on", "finished_on", "delivered_on",
               "closed_on")}
    | {"result": st.sampled_from(("granted", "rejected", "refused", "withdrawn", "terminated"))},
)  # fmt: skip


@given(COURSE)
def test_a_course_told_from_days_is_one_that_the_kind_allows(days):
    first = date(2022, 3, 7)
    told = {k: first + timedelta(days=v) if isinstance(v, int) else v for k, v in days.items()}
    course = histories.course_of(told)
    state = course[0].target
    for each in course[1:]:
        move = KINDS["services.approval"].move(each.code, state=state)
        assert (each.source, each.target) == (state, move.to)
        state = each.target


@given(st.booleans(), st.integers(0, 20), st.integers(0, 20))
def test_a_rectification_told_from_days_is_one_that_the_kind_allows(mended, answered, closed):
    first = date(2022, 3, 7)
    days = {"opened_on": first, "closed_on": first + timedelta(days=closed)}
    if mended:
        days["answered_on"] = first + timedelta(days=answered)
    state = "open"
    for each in histories.rectification_course(days)[1:]:
        assert cases.RECTIFICATION.move(each.code, state=state).to == each.target
        state = each.target


def test_every_move_names_a_declared_permission():
    from jingkai.kernel.access.roles import PERMISSIONS

    kinds = (cases.APPROVAL, cases.RECTIFICATION, cases.BUNDLE, cases.CONSTRUCTION)
    assert {m.permission for kind in kinds for m in kind.moves} <= PERMISSIONS.keys()


def test_an_ended_case_offers_no_move():
    for kind in (cases.APPROVAL, cases.RECTIFICATION, cases.BUNDLE, cases.CONSTRUCTION):
        for state in kind.states:
            assert bool(kind.offered(state.code)) is not state.final
