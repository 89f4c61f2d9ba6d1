"""Every fault of a process is told with its element."""

import pytest
from django.utils import translation

from jingkai.kernel.flows import engine
from jingkai.kernel.flows.tests.drawing import HEAD, drawn, process, table
from jingkai.kernel.flows.tests.test_engine_events import SIDE_BY_SIDE, TIMER
from jingkai.kernel.flows.tests.test_engine_random import drawing_of

STEP = "a: userTask name=审核 role=clerk\n"
GOOD = STEP + "start -> a -> end"


def found(source, decisions=None, **known):
    return {(one.code, one.element) for one in engine.check(source, decisions, **known)}


def test_a_sound_process_has_no_fault():
    source = drawn(f"""
        a: userTask role=clerk office==case.office joint=ratio ratio=2/3 outcomes=ok:同意,no:不行
        b: userTask offices==case.offices joint=all days=5
        late: boundaryEvent attachedToRef=b {TIMER}
        c: userTask seat=12
        start -> xor2 -> a -> xor
        xor -> and : a == "ok"
        xor => xor2
        and -> b, call_x
        b -> xor3
        late -> c -> xor3
        xor3, call_x -> and2 -> end
    """)  # fmt: skip
    assert engine.check(source) == []
    assert engine.check(
        source, roles={"clerk"}, offices=set(), calls={"call_x"}, names=set()
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (STEP + "a -> end", ("start", "p")),
        (STEP + "start -> a", ("end", "p")),
        (GOOD + "\nstart2 -> a", ("start", "start2")),
        (GOOD + "\nb: userTask role=x\nb -> a", ("unreachable", "b")),
        (STEP + "b: userTask role=x\nstart -> a -> xor\nxor -> b : true\nxor => end",
         ("dead-end", "b")),
        (STEP + "b: userTask role=x\nstart -> and -> a, end\na -> b -> a", ("no-end", "a")),
        (GOOD + "\nend -> a", ("flow", "p_f2")),
        (GOOD + "\na -> nowhere_\nnowhere_: textAnnotation", ("flow", "p_f2")),
        (STEP + "start -> a -> xor -> end, end2", ("conditions", "xor")),
        (STEP + "start -> a -> xor -> end\nxor -> end2 : true\nxor => end3",
         ("conditions", "p_f2")),
        (STEP + 'start -> a -> xor\nxor -> end : a == "x"\nxor -> end2 : a == "y"',
         ("default", "xor")),
        (STEP + "start -> a\na -> end : true", ("condition", "p_f1")),
        (STEP + "start -> a -> xor\nxor -> end : a ==\nxor => end2", ("expression", "p_f2")),
        (STEP + "start -> race -> a -> end", ("event", "a")),
        ("a: userTask\nstart -> a -> end", ("nobody", "a")),
        ("a: userTask role=x days=soon\nstart -> a -> end", ("days", "a")),
        ("a: userTask role=x joint=most\nstart -> a -> end", ("joint", "a")),
        ("a: userTask role=x joint=ratio ratio=3/2\nstart -> a -> end", ("joint", "a")),
        ("a: userTask role=x outcomes=ok:好,ok:坏\nstart -> a -> end", ("outcomes", "a")),
        ("a: userTask role=x outcomes=好\nstart -> a -> end", ("outcomes", "a")),
        ("a: userTask role==1+\nstart -> a -> end", ("expression", "a")),
        ("a: userTask role=x rule=y\nstart -> a -> end", ("attribute", "a")),
        ("case: userTask role=x\nstart -> case -> end", ("ids", "case")),
        (f"a: userTask role=x {SIDE_BY_SIDE.format('')}\nstart -> a -> end", ("loop", "a")),
        ("r: businessRuleTask\nstart -> r -> end", ("decision", "r")),
        ("r: businessRuleTask decision=x\nstart -> r -> end", ("decision", "r")),
        ('c: serviceTask call=""\nstart -> c -> end', ("call", "c")),
        ("c: callActivity calledElement=z\nstart -> c -> end", ("called", "c")),
        ("c: callActivity calledElement=p\nstart -> c -> end", ("called", "c")),
        ("x: scriptTask\nstart -> x -> end", ("unsupported", "x")),
        ("x: complexGateway\nstart -> x -> end", ("unsupported", "x")),
        ("x: adHocSubProcess\nstart -> x -> end", ("unsupported", "x")),
        ("x: intermediateCatchEvent <timerEventDefinition><timeDate>soon</timeDate>"
         "</timerEventDefinition>\nstart -> x -> end", ("time", "x")),
        ("x: intermediateCatchEvent\nstart -> x -> end", ("unsupported", "x")),
        ("x: intermediateThrowEvent <linkEventDefinition name=\"L\"/>\n" + GOOD + "\nstart -> x",
         ("link", "x")),
        (STEP + "start -> a -> xor2 -> call_x -> xor\nxor -> xor2 : true\nxor => end",
         ("endless", "call_x")),
        (STEP + "start -> xor\nxor -> a : case.x\nxor => b\nb: userTask role=x\na, b -> and -> end",
         ("stuck", "and")),
        (STEP + "b: userTask role=x\nstart -> and -> a, b -> xor2 -> call_x -> end",
         ("twice", "xor2")),
        (STEP + "b: userTask role=x\nstart -> and -> a, b -> call_x -> end", ("twice", "call_x")),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_element(text, fault):
    assert fault in found(drawn(text))


def test_codes_that_do_not_exist_are_told():
    source = drawn(
        "a: userTask role=king office=moon\nb: userTask offices=moon,sun\n"
        "start -> a -> call_x -> b -> end"
    )
    faults = engine.check(source, roles={"clerk"}, offices={"sun"}, calls=set(), names=set())
    assert [(one.code, one.element) for one in faults] == [
        ("role", "a"), ("office", "a"), ("office", "b"), ("call", "call_x"),
    ]  # fmt: skip
    assert engine.check(source) == []


def test_names_that_nothing_gives_are_told():
    source = drawn(STEP + 'start -> a -> xor\nxor -> end : b == "x"\nxor => end2')
    assert found(source, names=set()) == {("name", "p_f2")}
    assert found(source, names={"b"}) == set()
    assert found(source) == set()


def test_an_outcome_that_a_step_does_not_have_is_told():
    source = drawn("""
        a: userTask role=x outcomes=agree:同意,refuse:不同意
        b: userTask role=x
        start -> a -> xor
        xor -> b : a == "agreed" || "refuse" == a
        xor => end
        b -> xor2
        xor2 -> end2 : b == "whatever" && case.a == "agreed"
        xor2 => end3
    """)
    assert found(source) == {("outcome", "p_f2")}


def test_the_results_of_decisions_are_known_names():
    source = drawn(
        STEP + "r: businessRuleTask decision=d\nstart -> a -> r -> xor\n"
        'xor -> end : level == "x"\nxor => end2'
    )
    assert found(source, {"d": table(("-", '"x"'))}, names=set()) == set()


def test_a_broken_decision_table_is_told_at_its_step():
    source = drawn("r: businessRuleTask decision=d\nstart -> r -> end")
    for dmn in ("", "<x/>", table(("soon", "1")), table(("-", "1 +")), table(("-",))):
        assert found(source, {"d": dmn}) == {("table", "r")}


def test_ids_that_stand_twice_are_told():
    source = drawn(GOOD).replace('id="end"', 'id="a"')
    assert ("ids", "a") in found(source)


def test_files_that_are_none_are_told():
    for source in ("", "x", "<a/>", "<definitions/>", f"{HEAD}</definitions>", HEAD):
        assert {code for code, _element in found(source)} == {"file"}


def test_several_processes_need_one_that_is_executable():
    one = process(GOOD, "one", False)
    two = process("b: userTask role=x\nstart1 -> b -> end1", "two", False)
    source = f"{HEAD}{one}{two}</definitions>"
    assert found(source) == {("file", "")}
    assert found(source, process="two") == set()
    assert found(source.replace("isExecutable=\"false\"", "isExecutable=\"true\"", 1)) == set()


def test_branches_that_meet_behind_an_event_of_a_step_are_sound():
    source = drawn(f"""
        a: userTask role=x
        b: userTask role=x
        c: userTask role=x
        late: boundaryEvent attachedToRef=a {TIMER}
        start -> and -> a, b
        a -> xor
        late -> c -> xor
        xor, b -> and2 -> end
    """)  # fmt: skip
    assert engine.check(source) == []
    beside = source.replace('id="late"', 'id="late" cancelActivity="false"')
    assert ("twice", "xor") in found(beside)


def test_inclusive_gateways_within_one_another_in_a_loop_are_sound():
    source, _count = drawing_of(("loop", [("or", ["step", ("or", ["step", "step"])])]))
    assert {code for code, _element in found(source)} == {"nobody"}


def test_a_fault_is_told_in_the_language_of_the_reader():
    source = drawn("a: userTask name=审核\nstart -> a -> end")
    with translation.override("zh-hans"):
        (fault,) = engine.check(source)
    assert fault.sentence == "“审核”没有指定由谁办理，请填写角色、部门或岗位。"
    assert fault.name == "审核"
    with translation.override("en"):
        (fault,) = engine.check(source)
    assert fault.sentence == "“审核” is nobody's step; give it a role, an office or a seat."
