"""Decision tables looked at as a whole: gaps, overlaps, types, what is hostile; rule by rule."""

import time

import pytest
from django.utils import translation

from jingkai.kernel.flows import engine
from jingkai.kernel.flows.tests.drawing import drawn, table


def typed(source, *kinds):
    """The table with the types of its inputs."""
    for kind in kinds:
        source = source.replace("<inputExpression>", f'<inputExpression typeRef="{kind}">', 1)
    return source


def found(source):
    with translation.override("en"):
        return [(one.code, one.element, str(one.sentence)) for one in engine.table_faults(source)]


WHOLE = [
    (["-"], "UNIQUE", "number"),
    (["> 5", "<= 5"], "UNIQUE", "number"),
    (["< 1", "[1..5]", "> 5"], "UNIQUE", "number"),
    (["[0..5]", "[6..9]", "< 0", "> 9"], "UNIQUE", "integer"),
    (["true", "false"], "UNIQUE", "boolean"),
    (['"a"', 'not("a")'], "UNIQUE", "string"),
    (['"a"', "-"], "FIRST", "string"),
    (['"a"', '"b"'], "COLLECT", "string"),
    (["> 5"], "RULE ORDER", "number"),
    (['< "2022-07-01"', '>= "2022-07-01"'], "UNIQUE", "date"),
]


@pytest.mark.parametrize(("cells", "policy", "kind"), WHOLE)
def test_a_table_that_answers_every_case_once_has_no_fault(cells, policy, kind):
    rules = [(cell, f'"{at}"') for at, cell in enumerate(cells)]
    assert found(typed(table(*rules, policy=policy), kind)) == []


FAULTY = [
    (["> 5"], "UNIQUE", "number", ("gap", "level", "case.amount < 5")),
    (["< 5", "> 5"], "FIRST", "number", ("gap", "level", "case.amount = 5")),
    (["[1..2]", "[3..4]", "< 1", "> 4"], "UNIQUE", "number", ("gap", "level", "> 2, < 3")),
    (["true"], "UNIQUE", "boolean", ("gap", "level", "= false")),
    (['"a"'], "UNIQUE", "string", ("gap", "level", "any other text")),
    (["> 5", "<= 6"], "UNIQUE", "number", ("overlap", "r2", "rule 1 (case.amount > 5, < 6)")),
    (["-", "-"], "ANY", "", ("overlap", "r2", "any case")),
    (["-", "> 5"], "FIRST", "number", ("unreached", "r2", "rule 2")),
    (["> 5", "<= 5", "7"], "FIRST", "number", ("unreached", "r3", "rule 3")),
    (['"a"', "-"], "FIRST", "number", ("type", "r1", "rule 1: “a” under “case.amount”")),
    (["5", "-"], "FIRST", "string", ("type", "r1", "text in quotation marks")),
    (["1", "-"], "FIRST", "boolean", ("type", "r1", "true, false")),
    (["soon", "-"], "FIRST", "", ("cell", "r1", "rule 1: the cell “soon”")),
]


@pytest.mark.parametrize(("cells", "policy", "kind", "told"), FAULTY)
def test_a_fault_is_told_with_its_rule_and_the_case_that_it_concerns(cells, policy, kind, told):
    rules = [(cell, f'"{at}"') for at, cell in enumerate(cells)]
    [(code, element, sentence)] = found(typed(table(*rules, policy=policy), kind))
    assert (code, element) == told[:2]
    assert told[2] in sentence


def test_any_may_overlap_where_it_says_the_same_and_a_default_fills_gaps():
    assert found(table(("> 5", '"a"'), ("-", '"a"'), policy="ANY")) == []
    filled = table(("> 5", '"a"')).replace(
        '<output name="level"/>',
        '<output name="level"><defaultOutputEntry><text>"b"</text></defaultOutputEntry></output>',
    )
    assert found(filled) == []


@pytest.mark.parametrize(
    "hostile",
    ["__import__('os').system('id')", "case.__class__", "case.x.map(a, a.map(b, b))", "(" * 300,
     "[1,2,3].all(x, x > 0)", "while (true) {}"],
)  # fmt: skip
def test_a_hostile_expression_is_refused_with_its_rule_named(hostile):
    begun = time.perf_counter()
    [(code, rule, sentence)] = found(table(("-", f"= {hostile}")))
    assert (code, rule) == ("expression", "r1")
    assert "rule 1: The expression" in sentence
    assert found(table(("-", "1"), inputs=(hostile,)))[0][0] == "expression"
    assert time.perf_counter() - begun < 1


def test_several_columns_are_looked_at_together():
    rules = [("true", "-", '"a"'), ("false", "> 10", '"b"'), ("false", "<= 9", '"c"')]
    source = typed(table(*rules, inputs=("case.x", "case.y")), "boolean", "integer")
    [(code, _element, sentence)] = found(source)
    assert code == "gap"
    assert "case.x = false" in sentence
    assert "case.y = 10" in sentence


def test_a_table_of_five_hundred_rules_is_looked_through_in_two_seconds():
    rules = [(f"{at}", f"[{at}..{at + 400}]", f'"{at % 7}"') for at in range(500)]
    begun = time.process_time()
    codes = {one[0] for one in found(table(*rules, inputs=("case.x", "case.y"), policy="FIRST"))}
    assert codes == {"gap"}
    assert time.process_time() - begun < 2


def test_a_process_tells_the_faults_of_its_tables():
    source = drawn("r: businessRuleTask decision=d\nstart -> r -> end")
    faults = engine.check(source, {"d": table(("> 5", '"a"'))})
    assert [(one.code, one.element) for one in faults] == [("table", "r")]
