"""Whatever is done to a file, it is read and run, or refused in a sentence; nothing breaks."""

import json
import random
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.tests.drawing import drawn, table
from jingkai.kernel.flows.tests.miwg.models import MODELS
from jingkai.kernel.flows.tests.test_engine_decisions import KEPT, KEPT_PROCESS
from jingkai.kernel.flows.tests.test_engine_events import EACH, SIDE_BY_SIDE, TIMER

SOURCES = [
    drawn(model.text, extra=model.extra, more="") for _name, model in sorted(MODELS.items())
] + [
    drawn(f"""
        late: boundaryEvent attachedToRef=a {TIMER}
        many: userTask role=x {SIDE_BY_SIDE.format(EACH)}
        r: businessRuleTask decision=d
        start -> and -> a, part, many -> and2 -> or
        or -> b : level == "x"
        or => call_x
        b, call_x, late -> or2 -> r -> end
        sub part {{
            start1 -> xor1 -> c -> xor2
            xor2 -> xor1 : c == "again"
            xor2 => end1
        }}
    """)
] * 5  # fmt: skip
DMN = table(("> 1", '"x"'), ("-", "case.amount + 1"), policy="FIRST")
VALUES = st.one_of(
    st.sampled_from(["", "start", "end", "a", "and", "true", "false", "case", "=1", "x y", "part"]),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=6),
)


def broken(data, source):
    """The file with a few elements and attributes changed, doubled, moved or gone."""
    root = etree.fromstring(source.encode())
    for _change in range(data.draw(st.integers(1, 4))):
        every = list(root.iter())
        one, other = (every[data.draw(st.integers(0, len(every) - 1))] for _each in "ab")
        what = data.draw(st.sampled_from(["attribute", "gone", "tag", "text", "double", "move"]))
        if what == "attribute":
            names = list(one.attrib) or ["id"]
            one.set(data.draw(st.sampled_from(names)), data.draw(VALUES))
        elif what == "gone" and one.attrib:
            del one.attrib[data.draw(st.sampled_from(list(one.attrib)))]
        elif what == "tag":
            one.tag = other.tag
        elif what == "text":
            one.text = data.draw(VALUES)
        elif what == "double" and one is not root:
            one.getparent().append(etree.fromstring(etree.tostring(one)))
        elif what == "move" and one is not root and one not in other.iterancestors():
            if one is not other:
                other.append(one)
    return etree.tostring(root, encoding="unicode")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_broken_file_is_run_or_refused_in_a_sentence(data):
    source = broken(data, data.draw(st.sampled_from(SOURCES)))
    decisions = {"d": broken(data, DMN) if data.draw(st.booleans()) else DMN}
    faults = engine.check(source, decisions, roles={"x"}, offices=set(), calls=set(), names=set())
    assert all(str(fault.sentence) for fault in faults)
    chance = random.Random(data.draw(st.integers(0, 99)))
    with suppress(Refusal):
        spec = engine.spec_of(source, decisions)
        step = engine.start(spec, {"case": {"amount": 1, "offices": ["a"]}, "level": "x"})
        _play(spec, step, chance)


def _play(spec, step, chance):
    waiting = [one.engine_id for one in (*step.opened, *step.waits)]
    for _step in range(25):
        if not waiting:
            return
        key = waiting.pop(chance.randrange(len(waiting)))
        state = json.loads(json.dumps(step.state))
        people = key in set(_people(spec, state))
        done = engine.complete if people else engine.fire
        step = done(spec, state, key, **({"outcome": "again"} if people else {}))
        engine.way_of(spec, step.state)
        waiting = [one for one in waiting if one not in step.cancelled]
        waiting += [one.engine_id for one in (*step.opened, *step.waits)]


def _people(spec, state):
    for rows in state["in"].values():
        for row in rows:
            node = spec.nodes.get(row[2].removesuffix("#"))
            if row[3] == 16 and node and node.kind in {"userTask", "manualTask", "task"}:
                yield str(row[0])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_broken_state_is_refused_or_goes_on(data):
    state = json.loads(KEPT)
    rows = state["in"][data.draw(st.sampled_from(["", "5"]))]
    row = rows[data.draw(st.integers(0, len(rows) - 1))]
    place = data.draw(st.integers(0, len(row) - 1))
    row[place] = data.draw(st.sampled_from([0, 1, 5, 99, None, "x", "b", [], {}, -1, 16, 64]))
    spec = engine.spec_of(KEPT_PROCESS, {})
    for do in (
        lambda: engine.complete(spec, state, "8"),
        lambda: engine.return_to(spec, state, "a"),
        lambda: engine.way_of(spec, state),
        lambda: engine.terminate(spec, state),
    ):
        with suppress(Refusal):
            do()
