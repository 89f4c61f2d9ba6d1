"""Back to a step that was passed, out of any branch; and over to another version."""

import pytest

from jingkai.kernel.flows import engine
from jingkai.kernel.flows.tests.drawing import drawn
from jingkai.kernel.flows.tests.playing import Game
from jingkai.kernel.flows.tests.test_engine_events import EACH, ONE_BY_ONE, SIDE_BY_SIDE, TIMER

REVIEWS = drawn("""
    start -> accept -> and -> a, b, c -> and2 -> decide -> issue -> end
    a -> a2 -> and2
""".replace("and -> a, b, c -> and2", "and -> a, b, c\nb, c -> and2\nand2"))


def test_a_case_returns_to_the_step_before():
    game = Game(drawn("start -> a -> b -> c -> end")).do("a").do("b")
    key = game.key("c")
    game.back("a", case={"note": 1})
    assert game.names == ["a"]
    assert game.cancelled == [key]
    assert game.data == {"case": {"note": 1}}
    assert game.do("a").do("b").do("c").finished


def test_a_step_that_opens_again_has_a_new_number():
    game = Game(drawn("start -> a -> b -> end"))
    first = game.key("a")
    assert game.do("a").back("a").key("a") != first


def test_one_branch_returns_and_the_others_stay():
    game = Game(REVIEWS).do("accept").do("a").do("b")
    assert game.names == ["a2", "c"]
    kept = game.key("c")
    game.back("a")
    assert game.names == ["a", "c"]
    assert game.key("c") == kept
    assert game.data == {"accept": "agree", "b": "agree"}
    game.do("a").do("a2").do("c").do("decide")
    assert game.do("issue").finished


def test_out_of_the_branches_everything_of_them_is_undone():
    game = Game(REVIEWS).do("accept").do("a").do("b")
    waiting = sorted(game.open)
    game.back("accept")
    assert game.names == ["accept"]
    assert sorted(game.cancelled) == waiting
    assert game.data == {}
    game.do("accept")
    assert game.names == ["a", "b", "c"]


@pytest.mark.parametrize("order", ["abc", "bca", "cab"])
@pytest.mark.parametrize("target", ["a", "b", "c"])
def test_after_the_join_one_branch_is_done_anew_and_joins_the_others(order, target):
    game = Game(REVIEWS).do("accept")
    for name in order:
        game.do(name)
        if name == "a":
            game.do("a2")
    game.do("decide")
    key = game.key("issue")
    game.back(target)
    assert game.names == [target]
    assert game.cancelled == [key]
    assert "decide" not in game.data
    game.do(target)
    if target == "a":
        game.do("a2")
    assert game.names == ["decide"]
    assert game.do("decide").do("issue").finished


def test_returning_twice_and_in_turn_keeps_the_branches_right():
    game = Game(REVIEWS).do("accept").do("a").do("a2").do("b").do("c")
    game.back("a").back("b").back("c")
    assert game.names == ["a", "b", "c"]
    game.do("c").do("a").do("a2").do("b")
    assert game.names == ["decide"]


def test_in_a_round_it_returns_to_the_last_passing():
    source = drawn("""
        start -> xor2 -> a -> b -> xor
        xor -> xor2 : b == "again"
        xor => c -> end
    """)
    game = Game(source).do("a", "one").do("b", "again").do("a", "two").do("b", "on")
    game.back("a")
    assert game.names == ["a"]
    assert game.do("a").do("b", "on").do("c").finished


def test_a_finished_sub_process_opens_again():
    source = drawn("""
        start -> part -> c -> end
        sub part {
            start1 -> and1 -> a, b -> and2 -> d -> end1
        }
    """)
    game = Game(source).do("a").do("b").do("d")
    key = game.key("c")
    game.back("a")
    assert game.names == ["a"]
    assert game.cancelled == [key]
    assert game.do("a").names == ["d"]
    assert game.do("d").do("c").finished


def test_the_innermost_of_finished_sub_processes_opens_again():
    source = drawn("""
        start -> outer -> d -> end
        sub outer {
            start1 -> inner -> c -> end1
            sub inner {
                start2 -> a -> b -> end2
            }
        }
    """)
    game = Game(source).do("a").do("b").do("c").back("a")
    assert game.names == ["a"]
    game.state["in"] = dict(sorted(game.state["in"].items(), reverse=True))
    assert game.do("a").do("b").do("c").do("d").finished


def test_a_running_sub_process_is_left_by_returning_before_it():
    source = drawn("""
        start -> x -> part -> c -> end
        sub part {
            start1 -> and1 -> a, b -> and2 -> end1
        }
    """)
    game = Game(source).do("x").do("a")
    key = game.key("b")
    game.back("x")
    assert (game.names, game.cancelled) == (["x"], [key])
    assert game.do("x").do("a").do("b").do("c").finished


def test_its_deadline_waits_again_when_a_sub_process_opens_again():
    source = drawn(f"""
        late: boundaryEvent attachedToRef=part {TIMER}
        start -> part -> c -> end
        sub part {{
            start1 -> a -> end1
        }}
        late -> b -> end2
    """)
    game = Game(source).do("a").back("a")
    assert [wait.node.id for wait in game.waits.values()] == ["late"]
    assert game.fire("late").names == ["b"]


def test_a_step_that_was_interrupted_opens_again():
    source = drawn(f"""
        late: boundaryEvent attachedToRef=a {TIMER}
        start -> a -> end
        late -> b -> end2
    """)
    game = Game(source).fire("late").back("a")
    assert game.names == ["a"]
    assert [wait.node.id for wait in game.waits.values()] == ["late"]
    assert game.do("a").finished


def test_a_repeated_step_is_repeated_anew():
    source = drawn(f"a: userTask {SIDE_BY_SIDE.format(EACH)}\nstart -> a -> b -> end")
    game = Game(source, {"case": {"offices": ["x", "y"]}}).do("a").do("a").back("a")
    assert game.names == ["a", "a"]
    assert "a" not in game.data
    assert game.do("a").do("a").do("b").finished


@pytest.mark.parametrize("way", [SIDE_BY_SIDE, ONE_BY_ONE])
def test_inside_a_repeated_sub_process_one_item_is_done_anew(way):
    source = drawn(f"""
        start -> each1 -> z -> end
        each each1 {way.format(EACH)} {{
            start1 -> x -> y -> end1
        }}
    """)
    game = Game(source, {"case": {"offices": ["land", "fire"]}})
    for _item in range(2):
        game.do("x").do("y")
    game.back("x")
    assert game.names == ["x"]
    assert [one.local["office"] for one in game.open.values()] == ["fire"]
    assert game.do("x").do("y").do("z").finished


def test_an_inclusive_join_is_undone_too():
    source = drawn("""
        start -> or
        or -> a : true
        or -> b : case.b
        a, b -> or2 -> last -> end
    """)
    game = Game(source, {"case": {"b": True}}).do("a").do("b").back("a")
    assert game.names == ["a"]
    assert game.do("a").names == ["last"]


def test_what_was_not_passed_is_no_place_to_return_to():
    game = Game(REVIEWS).do("accept")
    for node in ("decide", "a", "nothing", ""):
        with pytest.raises(engine.NotPassed):
            game.back(node)


def test_a_gateway_is_a_place_to_return_to():
    game = Game(REVIEWS).do("accept").do("b").back("and")
    assert game.names == ["a", "b", "c"]
    for name in ("a", "a2", "b", "c", "decide"):
        game.do(name)
    game.back("and2")
    assert game.names == ["decide"]
    assert game.do("decide").do("issue").finished


# Another version


OLD = "start -> a -> b -> end"


def test_a_case_moves_to_a_version_that_has_its_step():
    game = Game(drawn(OLD)).do("a").migrate(drawn("start -> a -> new -> b -> c -> end"))
    assert game.names == ["b"]
    game.do("b")
    assert game.names == ["c"]
    assert game.do("c").finished


def test_steps_passed_and_gone_are_left_out_of_the_way():
    game = Game(drawn(OLD)).do("a").migrate(drawn("start -> other -> b -> end"))
    assert game.way().passed == ("start",)
    assert game.do("b").finished


@pytest.mark.parametrize(
    "new",
    [
        "start -> a -> c -> end",
        "b: manualTask\nstart -> a -> b -> end",
        "start -> a -> part -> end\nsub part {\nstart1 -> b -> end1\n}",
        f"b: userTask {SIDE_BY_SIDE.format('<loopCardinality>2</loopCardinality>')}\n{OLD}",
    ],
)
def test_a_step_that_is_gone_or_another_keeps_the_case_where_it_is(new):
    game = Game(drawn("b: userTask name=复核\n" + OLD)).do("a")
    with pytest.raises(engine.CannotMove, match="复核"):
        game.migrate(drawn(new))


def test_finished_branches_move_along_and_join():
    new = REVIEWS.replace('name="p"', 'name="q"')
    game = Game(REVIEWS).do("accept").do("b").do("a").migrate(new)
    game.do("a2").do("c")
    assert game.names == ["decide"]


def test_a_branch_that_a_case_has_not_begun_keeps_it_where_it_is():
    old = drawn("start -> x -> and -> a, b -> and2 -> end")
    new = drawn("start -> x -> and -> a, b -> and2 -> end\nand -> c -> and2")
    with pytest.raises(engine.CannotMove, match="and2"):
        Game(old).do("x").do("a").migrate(new)
    game = Game(old).migrate(new).do("x")
    assert game.names == ["a", "b", "c"]


def test_a_sub_process_moves_with_what_runs_in_it():
    old = "start -> part -> end\nsub part {{\nstart1 -> a -> b -> {} end1\n}}"
    game = Game(drawn(old.format(""))).do("a").migrate(drawn(old.format("c ->")))
    assert game.do("b").names == ["c"]
    assert game.do("c").finished


def test_a_timer_that_waits_must_be_in_the_other_version():
    old = f"late: boundaryEvent attachedToRef=a {TIMER}\nstart -> a -> end\nlate -> b -> end2"
    with pytest.raises(engine.CannotMove, match="late"):
        Game(drawn(old)).migrate(drawn("start -> a -> end"))
    game = Game(drawn(old)).migrate(drawn(old + "\nb -> c -> end2"))
    assert game.fire("late").names == ["b"]
