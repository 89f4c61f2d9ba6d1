"""Decision tables and what they refuse; and the form in which a case is kept."""

import json

import pytest

from jingkai.kernel.flows import engine
from jingkai.kernel.flows.engine.decisions import cell, main_table
from jingkai.kernel.flows.engine.reading import tree_of
from jingkai.kernel.flows.tests.drawing import HEAD, drawn, table


def decided(data, *rules, **more):
    return main_table(tree_of(table(*rules, **more))).decide(data)


@pytest.mark.parametrize(
    ("text", "fits", "fits_not"),
    [
        ("", [1, None, "x"], []),
        ("-", [1, None, "x"], []),
        ('"a"', ["a"], ["b", None, 1]),
        ('"a","b,c"', ["a", "b,c"], ["b", "c"]),
        (r'"a\"b"', ['a"b'], ["a"]),
        ("3", [3, 3.0], [4, "3", True]),
        ("-1.5", [-1.5], [1.5]),
        ("true", [True], [False, 1, "true"]),
        ("null", [None], [0, ""]),
        ("> 5", [6, 5.1], [5, "6", None, True]),
        (">=5", [5], [4]),
        ("< 5", [4], [5]),
        ("<=5", [5], [6]),
        ("[1..5]", [1, 5, 3.5], [0.9, 6, None, "3"]),
        ("(1..5)", [2], [1, 5]),
        ("]1..5[", [2], [1, 5]),
        ("[1..5)", [1], [5]),
        ("[-5..-1]", [-3], [0]),
        ("< 1, > 9", [0, 10], [5]),
        ('not("a","b")', ["c", None], ["a", "b"]),
        ("not([1..5])", [6], [3]),
        ('[ "2022-01-01" .. "2022-12-31" ]', ["2022-09-26"], ["2023-01-01", 2022]),
    ],
)  # fmt: skip
def test_a_cell_fits_what_it_says(text, fits, fits_not):
    test = cell(text)
    assert [value for value in fits if not test(value)] == []
    assert [value for value in fits_not if test(value)] == []


@pytest.mark.parametrize("text", ["soon", "5..", "[1..]", "[..]", ">", "a,b", "1,,2", "1 + 1"])
def test_a_cell_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        cell(text)


def test_the_first_rule_that_applies_decides():
    rules = [("> 100", '"high"'), ("> 10", '"middle"'), ("-", '"low"')]
    for amount, level in ((500, "high"), (50, "middle"), (5, "low")):
        data = {"case": {"amount": amount}}
        assert decided(data, *rules, policy="FIRST") == {"level": level}


def test_a_unique_table_refuses_two_rules_at_once():
    rules = [("> 10", '"a"'), ("> 20", '"b"')]
    assert decided({"case": {"amount": 15}}, *rules) == {"level": "a"}
    assert decided({"case": {"amount": 1}}, *rules) == {"level": None}
    with pytest.raises(engine.ConditionFailed, match="level"):
        decided({"case": {"amount": 25}}, *rules)


def test_any_needs_rules_that_agree():
    rules = [("> 10", '"a"'), ("> 20", '"a"'), ("> 30", '"b"')]
    assert decided({"case": {"amount": 25}}, *rules, policy="ANY") == {"level": "a"}
    with pytest.raises(engine.ConditionFailed):
        decided({"case": {"amount": 35}}, *rules, policy="ANY")


@pytest.mark.parametrize(
    ("total", "level"), [("", [1, 2]), ("SUM", 3), ("MIN", 1), ("MAX", 2), ("COUNT", 2)]
)
def test_rules_are_collected(total, level):
    rules = [("> 10", "1"), ("> 20", "2"), ("> 30", "3")]
    more = f' aggregation="{total}"' if total else ""
    found = decided({"case": {"amount": 25}}, *rules, policy="COLLECT", more=more)
    assert found == {"level": level}


def test_rule_order_gives_all_in_the_order_of_the_table():
    rules = [("> 20", '"z"'), ("> 10", '"a"')]
    found = decided({"case": {"amount": 25}}, *rules, policy="RULE ORDER")
    assert found == {"level": ["z", "a"]}


def test_nothing_collected_is_an_empty_list_or_zero():
    rule = ("> 10", "1")
    data = {"case": {"amount": 1}}
    assert decided(data, rule, policy="COLLECT") == {"level": []}
    assert decided(data, rule, policy="COLLECT", more=' aggregation="SUM"') == {"level": 0}
    assert decided(data, rule, policy="COLLECT", more=' aggregation="MIN"') == {"level": None}


def test_several_inputs_and_outputs_and_computed_cells():
    found = decided(
        {"case": {"kind": "works", "amount": 30, "officer": "li"}},
        ('"works"', ">= 10", '"joint"', "case.amount * 2", "= case.officer"),
        ('"plan"', "-", '"single"', "5", "null"),
        inputs=("case.kind", "case.amount"), outputs=("way", "days", "who"),
    )  # fmt: skip
    assert found == {"way": "joint", "days": 60, "who": "li"}


def test_a_result_is_kept_under_its_own_name():
    source = drawn("r: businessRuleTask decision=d result=rating\nstart -> r -> a -> end")
    step = engine.start(engine.spec_of(source, {"d": table(("-", '"x"'))}), {"case": {"amount": 1}})
    assert step.data["rating"] == {"level": "x"}


def test_an_input_that_cannot_be_told_is_a_refusal():
    with pytest.raises(engine.ConditionFailed, match="level"):
        decided({"case": None}, ("> 10", "1"))


# The form in which cases are kept: it must be read for as long as cases run.


KEPT = (
    '{"v":1,"spec":"def7fa97dcf1fe17","n":9,"data":{"case":{"amount":3},"a":"agree"},'
    '"in":{"":[[1,0,"Start",64],[2,1,"start",64],[3,2,"and",64],[4,3,"a",64],[5,3,"part",32],'
    '[9,4,"and2",8,{"via":"p_f4"}]],"5":[[6,0,"Start",64],[7,6,"start1",64],[8,7,"b",16]]}}'
)
KEPT_PROCESS = (
    f'{HEAD}<process id="p"><startEvent id="start"/><parallelGateway id="and"/><userTask id="a"/>'
    '<subProcess id="part"><startEvent id="start1"/><userTask id="b"/><endEvent id="end1"/>'
    '<sequenceFlow id="q_f0" sourceRef="start1" targetRef="b"/>'
    '<sequenceFlow id="q_f1" sourceRef="b" targetRef="end1"/></subProcess>'
    '<parallelGateway id="and2"/><userTask id="c"/><endEvent id="end"/>'
    '<sequenceFlow id="p_f0" sourceRef="start" targetRef="and"/>'
    '<sequenceFlow id="p_f1" sourceRef="and" targetRef="a"/>'
    '<sequenceFlow id="p_f2" sourceRef="and" targetRef="part"/>'
    '<sequenceFlow id="p_f4" sourceRef="a" targetRef="and2"/>'
    '<sequenceFlow id="p_f5" sourceRef="part" targetRef="and2"/>'
    '<sequenceFlow id="p_f6" sourceRef="and2" targetRef="c"/>'
    '<sequenceFlow id="p_f7" sourceRef="c" targetRef="end"/></process></definitions>'
)


def test_a_case_kept_by_the_first_version_goes_on():
    spec = engine.spec_of(KEPT_PROCESS, {})
    step = engine.complete(spec, json.loads(KEPT), "8", outcome="agree")
    assert [one.node.id for one in step.opened] == ["c"]
    assert engine.way_of(spec, json.loads(KEPT)).waiting == ("part", "b", "and2")
    assert engine.complete(spec, step.state, step.opened[0].engine_id).finished


def test_the_first_version_of_the_form_is_still_what_is_kept():
    spec = engine.spec_of(KEPT_PROCESS, {})
    step = engine.start(spec, {"case": {"amount": 3}})
    step = engine.complete(spec, step.state, step.opened[0].engine_id, outcome="agree")
    assert step.state == json.loads(KEPT)
