"""The engine runs what is drawn."""

import json

import pytest

from jingkai.kernel.flows import engine
from jingkai.kernel.flows.engine import WaitKind
from jingkai.kernel.flows.tests.drawing import drawn, table
from jingkai.kernel.flows.tests.playing import Game

APPROVAL = drawn("""
    accept: userTask name=受理 role=clerk office==case.office days=1 outcomes=agree:同意,disagree:不同意
    start -> accept -> xor
    xor -> and : accept == "agree"
    xor => end2
    and -> land, fire, plan -> and2 -> decide -> call_issue -> end
""")
TIMER = "<timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>"


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
    assert game.passed == ["start", "start1", "inner", "end1", "part", "qs", "qa", "qe", "call", "end"]


def test_a_terminate_end_makes_the_rest_void():
    source = drawn("""
        end1: endEvent <terminateEventDefinition/>
        start -> and -> a, b
        a -> end1
        b -> end
    """)
    game = Game(source)
    key = game.key("b")
    assert game.do("a").finished
    assert game.cancelled == [key]


def test_a_deadline_interrupts_a_step():
    source = drawn(f"""
        late: boundaryEvent attachedToRef=a {TIMER}
        start -> a -> end
        late -> b -> end2
    """)
    game = Game(source)
    (wait,) = game.waits.values()
    assert (wait.kind, wait.value) == (WaitKind.DURATION, "P3D")
    key = game.key("a")
    game.fire("late")
    assert game.names == ["b"]
    assert game.cancelled == [key]
    assert game.do("b").finished
    game = Game(source)
    (wait,) = game.waits
    assert game.do("a").finished
    assert game.cancelled == [wait]


def test_a_reminder_lets_the_step_go_on():
    timer = "<timerEventDefinition><timeCycle>R3/P1D</timeCycle></timerEventDefinition>"
    source = drawn(f"""
        remind: boundaryEvent attachedToRef=a cancelActivity=false {timer}
        start -> a -> end
        remind -> call_remind -> end2
    """)
    game = Game(source).fire("remind").fire("remind")
    assert game.calls == ["call_remind", "call_remind"]
    assert game.names == ["a"]
    assert game.do("a").finished


def test_a_deadline_interrupts_all_of_a_sub_process():
    source = drawn(f"""
        late: boundaryEvent attachedToRef=part {TIMER}
        start -> part -> end
        sub part {{
            start1 -> and1 -> a, b -> and2 -> end1
        }}
        late -> c -> end2
    """)
    game = Game(source).do("a")
    key = game.key("b")
    game.fire("late")
    assert game.names == ["c"]
    assert game.cancelled == [key]
    assert game.do("c").finished


def test_messages_and_signals_are_caught():
    source = drawn(
        """
        paid: intermediateCatchEvent <messageEventDefinition messageRef="m"/>
        closed: intermediateCatchEvent <signalEventDefinition signalRef="s"/>
        start -> and -> paid, closed -> and2 -> end
        """,
        extra='<message id="m" name="payment"/><signal id="s" name="closing"/>',
    )
    game = Game(source)
    assert {(wait.kind, wait.value) for wait in game.waits.values()} == {
        (WaitKind.MESSAGE, "payment"), (WaitKind.SIGNAL, "closing"),
    }  # fmt: skip
    with pytest.raises(engine.NotWaiting):
        game.deliver(WaitKind.SIGNAL, "payment")
    game.deliver(WaitKind.MESSAGE, "payment", paid_on="2022-09-26")
    assert not game.finished
    assert game.deliver(WaitKind.SIGNAL, "closing").finished
    assert game.data == {"paid_on": "2022-09-26"}


def test_the_first_event_wins_at_an_event_gateway():
    source = drawn(
        f"""
        paid: intermediateCatchEvent <messageEventDefinition messageRef="m"/>
        late: intermediateCatchEvent {TIMER}
        start -> race -> paid, late
        paid -> a -> end
        late -> b -> end2
        """,
        extra='<message id="m" name="payment"/>',
    )
    game = Game(source)
    late = next(key for key, wait in game.waits.items() if wait.node.id == "late")
    game.deliver(WaitKind.MESSAGE, "payment")
    assert game.names == ["a"]
    assert game.cancelled == [late]
    assert game.do("a").finished


def test_a_signal_thrown_in_a_process_reaches_its_own_events():
    source = drawn(
        """
        say: intermediateThrowEvent <signalEventDefinition signalRef="s"/>
        heard: boundaryEvent attachedToRef=b <signalEventDefinition signalRef="s"/>
        start -> and -> a, b
        a -> say -> end
        b -> end2
        heard -> c -> end3
        """,
        extra='<signal id="s" name="stop"/>',
    )
    game = Game(source).do("a")
    assert game.thrown == [(WaitKind.SIGNAL, "stop")]
    assert game.names == ["c"]


def test_an_error_of_a_call_takes_the_way_drawn_for_it():
    source = drawn(
        """
        failed: boundaryEvent attachedToRef=call_pay <errorEventDefinition errorRef="e"/>
        start -> call_pay -> a -> end
        failed -> b -> end2
        """,
        extra='<error id="e" name="refused" errorCode="PAY-1"/>',
    )

    def refuse(call, data):
        raise engine.ProcessError("PAY-1")

    assert Game(source, run=refuse).names == ["b"]
    assert Game(source, run=lambda call, data: None).names == ["a"]


def test_an_error_end_leaves_its_sub_process_by_the_error_event():
    source = drawn(
        """
        failed: boundaryEvent attachedToRef=part <errorEventDefinition errorRef="e"/>
        start -> part -> end
        sub part {
            end2: endEvent <errorEventDefinition errorRef="e"/>
            start1 -> and1 -> a, b
            a -> end2
            b -> end1
        }
        failed -> c -> end3
        """,
        extra='<error id="e" name="no" errorCode="NO"/>',
    )
    game = Game(source).do("a")
    assert game.names == ["c"]
    assert game.do("c").finished


def test_an_escalation_can_leave_the_sub_process_running():
    source = drawn(
        """
        told: boundaryEvent attachedToRef=part cancelActivity=false <escalationEventDefinition escalationRef="e"/>
        start -> part -> end
        sub part {
            tell: intermediateThrowEvent <escalationEventDefinition escalationRef="e"/>
            start1 -> a -> tell -> b -> end1
        }
        told -> leader -> end2
        """,
        extra='<escalation id="e" name="up" escalationCode="UP"/>',
    )
    game = Game(source).do("a")
    assert game.names == ["b", "leader"]
    assert game.do("leader").do("b").finished


def test_a_condition_event_goes_on_when_the_data_says_so():
    source = drawn("""
        full: intermediateCatchEvent <conditionalEventDefinition><condition>votes == 2</condition></conditionalEventDefinition>
        start -> and -> full, a -> and2 -> end
        a -> b -> and2
    """)  # fmt: skip
    game = Game(source, {"votes": 0}).do("a", votes=2)
    assert "full" in game.passed


def test_links_are_followed():
    source = drawn("""
        out: intermediateThrowEvent <linkEventDefinition name="L"/>
        into: intermediateCatchEvent <linkEventDefinition name="L"/>
        start -> a -> out
        into -> b -> end
    """)
    game = Game(source).do("a")
    assert game.names == ["b"]
    assert game.do("b").finished


SIDE_BY_SIDE = "<multiInstanceLoopCharacteristics>{}</multiInstanceLoopCharacteristics>"
ONE_BY_ONE = '<multiInstanceLoopCharacteristics isSequential="true">{}</multiInstanceLoopCharacteristics>'
EACH = '<loopDataInputRef>case.offices</loopDataInputRef><inputDataItem name="office"/>'


def test_a_step_is_repeated_for_each_office_side_by_side():
    source = drawn(f"a: userTask {SIDE_BY_SIDE.format(EACH)}\nstart -> a -> b -> end")
    game = Game(source, {"case": {"offices": ["land", "fire"]}})
    assert [dict(one.local) for one in game.open.values()] == [
        {"index": 0, "office": "land"}, {"index": 1, "office": "fire"},
    ]  # fmt: skip
    game.do("a", "agree").do("a", "disagree")
    assert game.data["a"] == ["agree", "disagree"]
    assert game.do("b").finished


def test_a_step_is_repeated_one_after_another_until_enough_agree():
    until = "<completionCondition>nrOfCompletedInstances == 2</completionCondition>"
    count = "<loopCardinality>5</loopCardinality>"
    source = drawn(f"a: userTask {ONE_BY_ONE.format(count + until)}\nstart -> a -> end")
    game = Game(source)
    assert game.names == ["a"]
    assert game.do("a").names == ["a"]
    assert game.do("a").finished


def test_enough_of_those_side_by_side_make_the_rest_void():
    until = "<completionCondition>nrOfCompletedInstances == 2</completionCondition>"
    source = drawn(
        f"a: userTask {SIDE_BY_SIDE.format('<loopCardinality>4</loopCardinality>' + until)}\n"
        "start -> a -> end"
    )
    game = Game(source)
    last = sorted(game.open)[2:]
    assert game.do("a").do("a").finished
    assert sorted(game.cancelled) == last


def test_a_sub_process_is_repeated_for_each_item():
    source = drawn(f"""
        start -> each1 -> end
        each each1 {SIDE_BY_SIDE.format(EACH)} {{
            start1 -> x -> y -> end1
        }}
    """)
    game = Game(source, {"case": {"offices": ["land", "fire"]}})
    assert game.names == ["x", "x"]
    game.do("x").do("x")
    assert {one.local["office"] for one in game.open.values()} == {"land", "fire"}
    assert game.do("y").do("y").finished


def test_nothing_to_repeat_goes_on():
    source = drawn(f"a: userTask {SIDE_BY_SIDE.format(EACH)}\nstart -> a -> b -> end")
    assert Game(source, {"case": {"offices": []}}).names == ["b"]


def test_a_standard_loop_goes_round_while_its_condition_holds():
    loop = (
        '<standardLoopCharacteristics loopMaximum="3"><loopCondition>again</loopCondition>'
        "</standardLoopCharacteristics>"
    )
    source = drawn(f"a: userTask {loop}\nstart -> a -> end")
    assert Game(source).do("a", again=False).finished
    game = Game(source).do("a", again=True).do("a", again=True)
    assert game.names == ["a"]
    assert game.do("a", again=True).finished


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
