"""An amount whose words say nothing is known by its value where one figure alone has it."""

from decimal import Decimal

import pytest

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.finding import Found, find
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.recalling import asked_of, recallable, recalled
from jingkai.kernel.reports.checking.vocabulary import current

YEAR = Period.year(2022)
ACCEPTED, ENTRIES = "services.approvals_accepted", "subjects.market_entities.entries"


def _found(text: str) -> Found:
    (found,) = find(read("a.txt", f"2022年工作\n\n{text}".encode()), current(), year=2022)
    return found


def _stated(text: str, values: dict[str, str]) -> tuple[str, str] | None:
    told = {(code, YEAR): Decimal(value) for code, value in values.items()}
    (made,) = recalled([_found(text)], [None], current(), told)
    return made and (made.choice.candidate.code, made.outcome)


def test_a_fine_number_that_one_figure_alone_has_states_it():
    text = "摆上桌子的一共9085件。"
    assert _stated(text, {ACCEPTED: "9085", ENTRIES: "658"}) == (ACCEPTED, "agrees")
    assert _stated(text, {ACCEPTED: "9086"}) is None
    assert _stated(text, {ACCEPTED: "9085", "services.approvals_finished": "9085"}) is None
    assert _stated(text, {}) is None


@pytest.mark.parametrize(
    "text",
    ["摆上桌子的一共12件。", "明年力争摆上9085件。", "全市摆上桌子的一共9085件。", "近9085件。"],
)
def test_round_numbers_targets_and_other_areas_are_not_known_by_their_value(text):
    assert not recallable(_found(text))
    assert not list(asked_of([_found(text)], current()))
    values = {ACCEPTED: "9085", "services.approvals_finished": "12"}
    assert _stated(text, values) is None


def test_what_words_have_settled_stays():
    found = _found("摆上桌子的一共9085件。")
    (made,) = recalled([found], [None], current(), {(ACCEPTED, YEAR): Decimal(9085)})
    assert recalled([found], [made], current(), {}) == [made]
