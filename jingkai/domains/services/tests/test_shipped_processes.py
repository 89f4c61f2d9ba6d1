"""The processes that come with the house: publishable, drawn, and each goes its ways to the end."""

import re
from xml.etree import ElementTree as Tree

import pytest

from jingkai.config.roles import ROLES
from jingkai.domains.services import actions
from jingkai.domains.services.actions.processes import is_shipped, shipped
from jingkai.domains.services.cases import APPROVAL
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.models import Definition

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
OURS = "{urn:jingkai:bpmn:1}"
FACTS = {
    "accepting": "hall", "office": "planning", "offices": ["construction", "ecology"],
    "commitment": True, "form": {"floor_area": 30000.0},
}  # fmt: skip
CODES = sorted(shipped())


def walked(code, answers, facts=FACTS):
    """The steps of a case whose tasks are answered so."""
    spec, steps = engine.spec_of(*shipped()[code]), []
    step = engine.start(spec, {"case": facts})
    while not step.finished:
        task = step.opened[0]
        steps.append(task.node.id)
        answer = {task.node.id: answers.get(task.node.id, "agree")}
        step = engine.complete(spec, step.state, task.engine_id, answer)
        steps += [call.code for call in step.calls]
    return steps


@pytest.mark.parametrize("code", CODES)
def test_every_element_is_drawn(code):
    root = Tree.fromstring(shipped()[code][0])
    process = root.find(f"{BPMN}process")
    drawn = {shape.get("bpmnElement") for shape in root.iter(f"{DI}BPMNShape")}
    lines = {edge.get("bpmnElement") for edge in root.iter(f"{DI}BPMNEdge")}
    flows = {one.get("id") for one in process.findall(f"{BPMN}sequenceFlow")}
    nodes = {one.get("id") for one in process} - flows
    assert (drawn, lines) == (nodes, flows)
    assert process.get("id") == code


@pytest.mark.parametrize("code", CODES)
def test_tasks_name_roles_that_exist_and_outcomes_that_are_moves_or_opinions(code):
    roles = {role.code: role for role in ROLES}
    moves = {move.code: move for move in APPROVAL.moves}
    for task in Tree.fromstring(shipped()[code][0]).iter(f"{BPMN}userTask"):
        role = roles[task.get(f"{OURS}role")]
        for outcome in re.findall(r"(\w+):", task.get(f"{OURS}outcomes")):
            assert outcome in moves or outcome in {"agree", "disagree", "inspect"}
            assert outcome not in moves or moves[outcome].permission in role.permissions


@pytest.mark.parametrize("code", CODES)
def test_a_refused_application_goes_no_further(code):
    assert walked(code, {"accept": "refuse"}) == ["accept"]


@pytest.mark.parametrize("code", CODES)
def test_an_application_that_is_not_granted_gets_no_certificate(code):
    steps = walked(code, {"accept": "accept", "decide": "reject"})
    assert steps[-1] == "decide"


WAYS = {
    "services_immediate": ["decide"],
    "services_standard": ["review", "decide"],
    "services_joint": ["joint_review", "decide"],
    "services_special": ["review", "decide"],
    "services_construction": ["joint_review", "special_begin", "special_done", "decide"],
    "services_commitment": ["decide"],
}


@pytest.mark.parametrize("code", CODES)
def test_a_granted_application_is_issued_and_delivered(code):
    steps = walked(code, {"accept": "accept", "decide": "grant"})
    assert steps == ["accept", *WAYS[code], "services.issue", "deliver"]


def test_an_inspection_comes_between_review_and_decision():
    answers = {"accept": "accept", "review": "inspect", "decide": "grant"}
    steps = walked("services_special", answers)
    assert steps[1:5] == ["review", "special_begin", "special_done", "decide"]


def test_without_a_commitment_the_application_is_reviewed():
    facts = {**FACTS, "commitment": False}
    answers = {"accept": "accept", "decide": "grant"}
    assert walked("services_commitment", answers, facts)[1:3] == ["review", "decide"]


@pytest.mark.parametrize(
    ("form", "expert"),
    [({}, False), ({"floor_area": None}, False), ({"floor_area": 19999.0}, False),
     ({"floor_area": 20000.0}, True), ({"dangerous": True, "floor_area": 1.0}, True)],
)  # fmt: skip
def test_large_and_dangerous_works_are_looked_at_by_experts(form, expert):
    answers = {"accept": "accept", "decide": "grant"}
    steps = walked("services_construction", answers, {**FACTS, "form": form})
    assert ("special_begin" in steps) is expert


def test_a_zone_gets_each_process_once_and_keeps_its_own(cast):
    made = actions.install_processes(by=cast.services_manager)
    assert sorted(definition.code for definition in made) == CODES
    assert all(is_shipped(definition) for definition in made)
    assert actions.install_processes(by=cast.services_manager) == []
    assert Definition.objects.count() == len(CODES)
