import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.cases.errors import MoveNotOffered, UnknownState
from jingkai.kernel.cases.kinds import CaseKind, Document, Move, Need, State, missing_for, register

PAPER = Document("contract", "the contract")
KIND = CaseKind(
    code="tests.deal",
    name="deal",
    first="lead",
    states=(
        State("lead", "lead", fields=("name",)),
        State("talks", "talks", fields=("investor", Need("fund", lambda r: r["big"]))),
        State("signed", "signed", fields=("amount",), evidence=(PAPER,)),
        State("ended", "ended", fields=("reason",)),
    ),
    moves=(
        Move("talk", "Begin talks", "talks", frozenset({"lead"}), "edit"),
        Move("sign", "Sign", "signed", frozenset({"talks"}), "sign"),
        Move("end", "End", "ended", frozenset({"lead", "talks", "signed"}), "edit"),
    ),
    order=("lead", "talks", "signed"),
)
FULL = {"name": "x", "investor": "y", "big": False, "amount": 0, "reason": "z", "fund": ""}


def test_a_state_on_the_way_needs_all_that_the_states_before_it_need():
    empty = {**dict.fromkeys(FULL, ""), "big": True}
    found = missing_for(KIND, "signed", empty)
    assert found.fields == ("name", "investor", "fund", "amount")
    assert found.evidence == (PAPER,)


def test_a_state_beside_the_way_needs_its_own_only():
    assert missing_for(KIND, "ended", dict.fromkeys(FULL)).fields == ("reason",)


def test_zero_is_a_value_and_a_condition_decides_whether_a_field_is_needed():
    assert not missing_for(KIND, "signed", FULL, evidence={"contract"})
    assert missing_for(KIND, "signed", {**FULL, "big": True}, ["contract"]).fields == ("fund",)


@given(st.dictionaries(st.sampled_from(sorted(FULL)), st.just("")), st.booleans())
def test_a_later_state_never_misses_less_than_an_earlier_one(blanks, held):
    record, evidence = {**FULL, **blanks}, ["contract"] if held else []
    found = [set(missing_for(KIND, code, record, evidence).fields) for code in KIND.order]
    assert found[0] <= found[1] <= found[2]


def test_a_move_from_elsewhere_is_refused_and_the_possible_ones_are_named():
    with pytest.raises(MoveNotOffered) as refusal:
        KIND.move("sign", state="lead")
    assert "Begin talks" in str(refusal.value)
    assert "End" in str(refusal.value)
    assert KIND.move("end", state="signed").to == "ended"


def test_a_state_that_nobody_declared_is_refused():
    with pytest.raises(UnknownState):
        missing_for(KIND, "lost", FULL)


def test_a_kind_is_registered_once(monkeypatch):
    monkeypatch.setattr("jingkai.kernel.cases.kinds.KINDS", {})
    register(KIND)
    with pytest.raises(ValueError, match="registered twice"):
        register(KIND)


def test_a_table_that_names_an_unknown_state_is_a_programming_error():
    with pytest.raises(ValueError, match="sold"):
        CaseKind(
            code="tests.broken", name="x", first="lead", states=(State("lead", "lead"),),
            moves=(Move("sell", "Sell", "sold", frozenset({"lead"}), "edit"),),
        )  # fmt: skip
