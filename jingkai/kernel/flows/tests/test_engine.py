"""The engine runs what is drawn."""

import json

import pytest

from jingkai.kernel.flows import engine
from jingkai.kernel.flows.tests.drawing import drawn, table
from jingkai.kernel.flows.tests.playing import Game

APPROVAL = drawn("""
    accept: userTask name=受理 role=clerk office==case.office days=1 outcomes=agree:同意
    start -> accept -> xor
    xor -> and : accept == "agree"
    xor => end2
    and -> land, fire, plan -> and2 -> decide -> call_issue -> end
""")


def test_a_step_tells_who_it_is_for():
    game = Game(APPROVAL, {"case": {"office": "planning"}})
    (opened,) = game.open.values()
    assert opened.node.name == "受理"
    assert opened.node.attributes["days"] == "1"
    assert engine.evaluate(opened.node.attributes["office"][1:], game.data) == "planning"


def test_a_case_goes_through_parallel_reviews_to_its_certificate():
    game = Game(APPROVAL, run=lambda call, data: {"number": f"{call.code}-1"})
    game.do("accept")
    assert game.names == ["fire", "land", "plan"]
    game.do("fire").do("plan")
    assert game.names == ["land"]
    game.do("land").do("decide")
    assert game.finished
    assert game.calls == ["call_issue"]
    assert game.data == {
        "accept": "agree", "fire": "agree", "plan": "agree", "land": "agree", "decide": "agree",
        "number": "call_issue-1",
    }  # fmt: skip


def test_what_is_not_agreed_takes_the_default_flow():
    game = Game(APPROVAL).do("accept", "disagree")
    assert game.finished
    assert game.passed == ["start", "accept", "xor", "end2"]


def test_a_call_without_a_runner_is_told():
    game = Game(drawn("start -> call_a -> review -> end"))
    assert game.calls == ["call_a"]
    assert game.names == ["review"]


def test_a_step_is_done_once():
    game = Game(APPROVAL)
    before, key = game.state, game.key("accept")
    game.do("accept")
    with pytest.raises(engine.NotWaiting):
        engine.complete(game.spec, game.state, key)
    assert engine.complete(game.spec, before, key, outcome="agree").opened
    for nonsense in ("", "999", "x", "-1", "1", "²"):
        with pytest.raises(engine.NotWaiting):
            engine.complete(game.spec, before, nonsense)


def test_the_state_is_short_and_has_no_specification():
    game = Game(APPROVAL, {"case": {"amount": 3}}).do("accept").do("land")
    assert len(json.dumps(game.state)) < 450
    assert "受理" not in json.dumps(game.state, ensure_ascii=False)


def test_a_gateway_without_a_way_out_is_refused_by_name():
    source = drawn('start -> a -> xor\nxor -> end : a == "yes"\nxor -> end2 : a == "no"')
    with pytest.raises(engine.NoWayOut, match="xor"):
        Game(source).do("a", "perhaps")


def test_a_condition_that_is_no_yes_or_no_is_refused():
    source = drawn("start -> a -> xor\nxor -> end : case.amount\nxor => end2")
    with pytest.raises(engine.ConditionFailed, match="xor"):
        Game(source, {"case": {"amount": 3}}).do("a")
    with pytest.raises(engine.ConditionFailed, match=r"case\.amount"):
        Game(source, {"case": {}}).do("a")


@pytest.mark.parametrize(
    ("flags", "opened"),
    [("a", ["a"]), ("ab", ["a", "b"]), ("abc", ["a", "b", "c"]), ("", ["rest"])],
)
def test_an_inclusive_gateway_takes_every_flow_that_holds_and_joins_just_those(flags, opened):
    source = drawn("""
        start -> or
        or -> a : case.a
        or -> b : case.b
        or -> c : case.c
        or => rest
        a, b, c, rest -> or2 -> last -> end
    """)
    game = Game(source, {"case": {key: key in flags for key in "abc"}})
    assert game.names == opened
    for number, name in enumerate(opened):
        game.do(name)
        assert ("last" in game.names) == (number == len(opened) - 1)
    assert game.do("last").finished


def test_an_inclusive_join_waits_for_a_branch_that_may_still_come():
    source = drawn("""
        start -> and -> a, b
        b -> xor
        xor -> c : b == "far"
        xor => end2
        a, c -> or -> last -> end
    """)
    game = Game(source).do("a")
    assert game.names == ["b"]
    assert game.do("b", "near").names == ["last"]
    game = Game(source).do("b", "far").do("a")
    assert game.names == ["c"]
    assert game.do("c").do("last").finished


def test_a_round_is_gone_until_the_material_is_complete():
    source = drawn("""
        start -> xor2 -> check -> xor
        xor -> supplement : check == "incomplete"
        supplement -> xor2
        xor => and -> a, b -> and2 -> end
    """)
    game = Game(source)
    for _round in range(60):
        game.do("check", "incomplete").do("supplement")
    assert game.do("check", "ok").names == ["a", "b"]
    assert game.do("a").do("b").finished


def test_parallel_reviews_inside_a_round_join_in_each_round():
    source = drawn("""
        start -> xor2 -> and -> a, b -> and2 -> c -> xor
        xor -> xor2 : c == "again"
        xor => end
    """)
    game = Game(source)
    for _round in range(5):
        game.do("a").do("b").do("c", "again")
    assert game.names == ["a", "b"]
    assert game.do("b").do("a").do("c", "done").finished


def test_a_sub_process_and_a_called_process_share_the_data():
    source = drawn(
        "call: callActivity calledElement=q\nstart -> part -> call -> end\n"
        "sub part {\nstart1 -> inner -> end1\n}",
        more='<process id="q"><startEvent id="qs"/><userTask id="qa"/><endEvent id="qe"/>'
        '<sequenceFlow id="q1" sourceRef="qs" targetRef="qa"/>'
        '<sequenceFlow id="q2" sourceRef="qa" targetRef="qe"/></process>',
    )
    game = Game(source).do("inner").do("qa")
    assert game.finished
    assert game.data == {"inner": "agree", "qa": "agree"}
    assert " ".join(game.passed) == "start start1 inner end1 part qs qa qe call end"


def test_a_decision_gives_its_result_to_the_conditions():
    source = drawn("""
        rate: businessRuleTask decision=level
        start -> rate -> xor
        xor -> leader : level == "high"
        xor => clerk
        leader, clerk -> xor2 -> end
    """)
    rules = table(('[0..100)', '"low"'), ('>= 100', '"high"'))
    assert Game(source, {"case": {"amount": 99}}, decisions={"level": rules}).names == ["clerk"]
    assert Game(source, {"case": {"amount": 100}}, decisions={"level": rules}).names == ["leader"]


def test_a_script_is_refused_by_name():
    source = drawn("x: scriptTask name=算 <script>import os</script>\nstart -> x -> end")
    with pytest.raises(engine.Unsupported, match="算"):
        engine.spec_of(source)


def test_a_case_is_ended_where_it_stands():
    game = Game(APPROVAL).do("accept")
    waiting = sorted(game.open)
    assert game.end().finished
    assert sorted(game.cancelled) == waiting


def test_a_specification_is_read_once():
    assert engine.spec_of(APPROVAL, {}) is engine.spec_of(APPROVAL, {})
    assert engine.spec_of(APPROVAL, {}) is not engine.spec_of(APPROVAL, {"x": "y"})


def test_a_state_of_another_form_is_refused():
    game = Game(APPROVAL)
    other = engine.spec_of(drawn("start -> b -> end"))
    for state in ({}, {"v": 9}, {**game.state, "in": {}}):
        with pytest.raises(engine.UnknownState):
            engine.complete(game.spec, state, "3")
    with pytest.raises(engine.UnknownState):
        engine.complete(other, game.state, "3")


def test_the_way_tells_nodes_and_flows():
    game = Game(APPROVAL).do("accept").do("land")
    way = game.way()
    assert way.passed == ("start", "accept", "xor", "and", "land")
    assert way.waiting == ("fire", "plan", "and2")
    assert way.flows == ("p_f0", "p_f1", "p_f2", "p_f4", "p_f5", "p_f6", "p_f7")


def test_the_way_is_told_from_the_passed_nodes_alone():
    game = Game(APPROVAL).do("accept", "disagree")
    told = engine.way(game.spec, game.passed)
    assert (told.passed, told.flows) == (game.way().passed, game.way().flows)
