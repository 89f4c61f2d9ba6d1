"""Random processes built of blocks: they always finish, and keeping the state changes nothing."""

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.kernel.flows import engine
from jingkai.kernel.flows.tests.drawing import drawn

LEAF = st.sampled_from(["step", "call", "pass"])
BLOCKS = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.tuples(st.just("seq"), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("xor"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("and"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("or"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("loop"), st.lists(inner, min_size=1, max_size=2)),
        st.tuples(st.just("sub"), st.lists(inner, min_size=1, max_size=2)),
    ),
    max_leaves=9,
)


class Drawing:
    """A block as lines; counts what each choice of a gateway is called."""

    def __init__(self):
        self.lines, self.number = [], 0

    def name(self, kind):
        self.number += 1
        return f"{kind}{self.number}"

    def block(self, block, source, condition="", default=False):
        """Draw it after `source`; gives its last node."""
        enter = "=>" if default else "->"
        after = f" : {condition}" if condition else ""
        if isinstance(block, str):
            node = self.name({"step": "a", "call": "call", "pass": "xor"}[block])
            self.lines.append(f"{source} {enter} {node}{after}")
            return node
        kind, inner = block
        if kind == "seq":
            node = self.name("xor")
            self.lines.append(f"{source} {enter} {node}{after}")
            for one in inner:
                node = self.block(one, node)
            return node
        return getattr(self, f"_{kind}")(inner, source, enter, after)

    def _xor(self, inner, source, enter, after, kind="xor"):
        split, join = self.name(kind), self.name(kind)
        self.lines.append(f"{source} {enter} {split}{after}")
        for place, one in enumerate(inner):
            last = place == len(inner) - 1
            condition = "" if last else f"case.{split} == {place}"
            if kind == "or" and not last:
                condition = f"case.{split} != {place}"
            self.lines.append(f"{self.block(one, split, condition, last)} -> {join}")
        return join

    def _or(self, inner, source, enter, after):
        return self._xor(inner, source, enter, after, "or")

    def _and(self, inner, source, enter, after):
        split, join = self.name("and"), self.name("and")
        self.lines.append(f"{source} {enter} {split}{after}")
        for one in inner:
            self.lines.append(f"{self.block(one, split)} -> {join}")
        return join

    def _loop(self, inner, source, enter, after):
        head, back = self.name("xor"), self.name("xor")
        step = self.name("a")
        self.lines.append(f"{source} {enter} {head}{after}")
        node = head
        for one in inner:
            node = self.block(one, node)
        self.lines += [f"{node} -> {step} -> {back}", f'{back} -> {head} : {step} == "again"']
        done = self.name("xor")
        self.lines.append(f"{back} => {done}")
        return done

    def _sub(self, inner, source, enter, after):
        part = self.name("part")
        self.lines.append(f"{source} {enter} {part}{after}")
        within = Drawing()
        within.number = self.number + 100
        start, end = within.name("start"), within.name("end")
        node = start
        for one in inner:
            node = within.block(one, node)
        within.lines.append(f"{node} -> {end}")
        self.number = within.number
        self.lines += [f"sub {part} {{", *within.lines, "}"]
        return part


def drawing_of(block):
    """The file of a block between a start and an end."""
    drawing = Drawing()
    last = drawing.block(block, "start")
    drawing.lines.append(f"{last} -> end")
    return drawn("\n".join(drawing.lines)), drawing.number


def facts(draw, number):
    """A choice for every gateway."""
    names = [f"{kind}{n}" for n in range(number + 1) for kind in ("xor", "or")]
    return {name: draw(st.integers(0, 2)) for name in names}


@settings(max_examples=150, deadline=None)
@given(BLOCKS, st.data())
def test_a_process_of_blocks_always_finishes_and_keeping_it_changes_nothing(block, data):
    source, number = drawing_of(block)
    assert engine.check(source) == [
        fault for fault in engine.check(source) if fault.code == "nobody"
    ]
    spec = engine.spec_of(source, {})
    choices = facts(lambda one: data.draw(one), min(number, 40))
    choices |= {f"{kind}{n}": 0 for n in range(number + 400) for kind in ("xor", "or")
                if f"{kind}{n}" not in choices}  # fmt: skip
    step = engine.start(spec, {"case": choices})
    waiting, rounds, steps = [one.engine_id for one in step.opened], Counter(), 0
    nodes = {one.engine_id: one.node.id for one in step.opened}
    while not step.finished:
        assert waiting, "the case stands still"
        assert len(waiting) == active(step.state)
        key = waiting.pop(data.draw(st.integers(0, len(waiting) - 1)))
        rounds[nodes[key]] += 1
        again = rounds[nodes[key]] < 3 and data.draw(st.booleans())
        outcome = "again" if again else "on"
        kept = json.loads(json.dumps(step.state))
        one, other = (
            engine.complete(spec, state, key, outcome=outcome) for state in (step.state, kept)
        )
        assert (one.state, one.opened, one.finished) == (other.state, other.opened, other.finished)
        step = other
        waiting += [opened.engine_id for opened in step.opened]
        nodes |= {opened.engine_id: opened.node.id for opened in step.opened}
        steps += 1
        assert steps < 500
    assert waiting == []
    assert active(step.state) == 0


def active(state):
    """The tokens that wait for people."""
    return sum(row[3] == 16 for rows in state["in"].values() for row in rows)


@settings(max_examples=100, deadline=None)
@given(BLOCKS, st.data())
def test_after_any_return_a_process_still_finishes(block, data):
    source, number = drawing_of(block)
    spec = engine.spec_of(source, {})
    choices = {f"{kind}{n}": data.draw(st.integers(0, 2)) if n < 30 else 0
               for n in range(number + 400) for kind in ("xor", "or")}  # fmt: skip
    step = engine.start(spec, {"case": choices})
    waiting = [one.engine_id for one in step.opened]
    returns = 0
    for _step in range(400):
        if step.finished:
            break
        assert waiting
        passed = [
            node for node in engine.way_of(spec, step.state).passed
            if spec.nodes[node].kind == "userTask"
        ]  # fmt: skip
        if passed and returns < 4 and data.draw(st.booleans()):
            returns += 1
            step = engine.return_to(spec, step.state, data.draw(st.sampled_from(passed)))
        else:
            key = waiting.pop(data.draw(st.integers(0, len(waiting) - 1)))
            step = engine.complete(spec, step.state, key, outcome="on")
        waiting = [key for key in waiting if key not in step.cancelled]
        waiting += [one.engine_id for one in step.opened]
        assert len(waiting) == active(step.state)
    assert step.finished
