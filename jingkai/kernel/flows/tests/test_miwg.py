"""The reference models of the BPMN MIWG suite run, or are refused with the element named."""

from pathlib import Path

import pytest
from django.utils import translation

from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.tests.drawing import drawn, process
from jingkai.kernel.flows.tests.miwg.models import MODELS
from jingkai.kernel.flows.tests.miwg.suite import SUITE
from jingkai.kernel.flows.tests.playing import Game

FILES = Path(__file__).parent / "miwg" / "reference"
TABLE = Path(__file__).parents[4] / "docs" / "bpmn-miwg.md"
PEOPLE = frozenset({"nobody", "call", "attribute"})
"""Faults of a model that does not know this house: who does a step, and what a call calls."""


def played(source, root):
    """How it ends when everybody agrees and every event happens: "runs", or what stops it."""
    try:
        game = Game(source, {"case": {}}, process=root, run=lambda call, data: {})
        for _step in range(200):
            if game.finished:
                return "runs"
            if game.open:
                game.do(game.open[min(game.open, key=int)].node.id)
            else:
                game.fire(game.waits[min(game.waits, key=int)].node.id)
    except Refusal as refusal:
        return str(refusal)
    return "does not end"


def faults(source, root):
    """The codes of the faults that keep it from being published."""
    return {one.code for one in engine.check(source, process=root)} - PEOPLE


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_constructs_of_a_reference_model_run_or_are_named(name):
    model = MODELS[name]
    more = "".join(process(text, key, False) for key, text in model.more.items())
    source = drawn(model.text, more=more, extra=model.extra)
    with translation.override("en"):
        ending, codes = played(source, "p"), faults(source, "p")
    assert (ending == "runs") if model.says == "runs" else (model.says in ending)
    assert codes == set(model.faults)


def test_every_reference_model_has_its_expectation():
    assert {name for name, _root in SUITE} == {f"{name}.bpmn" for name in MODELS}


@pytest.mark.parametrize(("name", "root"), sorted(SUITE))
def test_a_reference_model_runs_or_is_refused_with_its_element_named(name, root):
    source = (FILES / name).read_text(encoding="utf-8-sig")
    says, codes = SUITE[name, root]
    with translation.override("en"):
        ending, found = played(source, root), faults(source, root)
    assert ending.startswith(says)
    assert found == set(codes)


def test_no_file_of_the_suite_is_left_out():
    assert {path.name for path in FILES.glob("*.bpmn")} == {name for name, _root in SUITE}


def test_the_table_in_the_docs_tells_what_comes_of_each_process():
    told = TABLE.read_text("utf8")
    assert [row for row in rows() if row not in told] == []
    assert told.count("\n| ") == len(SUITE) + 2


def rows():
    """A line of the table for each process: what it is, how it ends, what publication asks for."""
    for (name, root), (says, codes) in sorted(SUITE.items()):
        ending = "runs" if says == "runs" else f"refused: {says}"
        yield f"| {name} | `{root}` | {ending} | {', '.join(codes) or '–'} |"
