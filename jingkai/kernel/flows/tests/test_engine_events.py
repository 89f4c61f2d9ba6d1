"""Events, errors, and steps that are repeated."""

import pytest

from jingkai.kernel.flows import engine
from jingkai.kernel.flows.engine import WaitKind
from jingkai.kernel.flows.tests.drawing import drawn
from jingkai.kernel.flows.tests.playing import Game

TIMER = "<timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>"


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
    up = '<escalationEventDefinition escalationRef="e"/>'
    source = drawn(
        f"""
        told: boundaryEvent attachedToRef=part cancelActivity=false {up}
        start -> part -> end
        sub part {{
            tell: intermediateThrowEvent {up}
            start1 -> a -> tell -> b -> end1
        }}
        told -> leader -> end2
        """,
        extra='<escalation id="e" name="up" escalationCode="UP"/>',
    )
    game = Game(source).do("a")
    assert game.names == ["b", "leader"]
    assert game.do("leader").do("b").finished


def test_a_condition_event_goes_on_when_the_data_says_so():
    condition = "<condition>votes == 2</condition>"
    until = f"<conditionalEventDefinition>{condition}</conditionalEventDefinition>"
    source = drawn(f"""
        full: intermediateCatchEvent {until}
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
ONE_BY_ONE = SIDE_BY_SIDE.replace("s>", 's isSequential="true">', 1)
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
