import pytest

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.diff import Kind, diff
from jingkai.kernel.flows.doing import complete_with, end_flow, start_flow
from jingkai.kernel.flows.errors import DraftChanged, Faulty, NotADraft, NotInForce, NotYours
from jingkai.kernel.flows.models import Definition
from jingkai.kernel.flows.taking import hold
from jingkai.kernel.flows.tests.drawing import drawn, table
from jingkai.kernel.flows.tests.world import OPEN, PLAIN, standing
from jingkai.kernel.trail.acting import NotInAnAction, perform, record


def draw(world, source=PLAIN, code="new", **more):
    return flows.draft_definition(code=code, name="新流程", source=source, by=world.manager, **more)


def test_a_process_is_drawn_published_and_succeeded_by_its_next_version(world):
    first = draw(world)
    assert (first.version, first.state) == (1, "draft")
    again = draw(world, PLAIN.replace("决定", "审批"))
    assert (again.pk, again.version) == (first.pk, 1)
    flows.publish_definition(definition=first, by=world.manager, note="首版")
    second = draw(world, PLAIN)
    flows.publish_definition(definition=second, by=world.manager)
    states = Definition.objects.filter(code="new").order_by("version")
    assert [(d.version, d.state) for d in states] == [(1, "retired"), (2, "published")]
    with pytest.raises(NotADraft):
        flows.publish_definition(definition=second, by=world.manager)
    flows.retire_definition(definition=second, by=world.manager)
    with pytest.raises(NotInForce):
        flows.retire_definition(definition=second, by=world.manager)


def test_a_process_with_a_fault_is_not_published_and_the_element_is_named(world):
    draft = draw(world, drawn("start -> lonely: x -> end").replace("lonely: x", "lonely"))
    with pytest.raises(Faulty, match="lonely"):
        flows.publish_definition(definition=draft, by=world.manager)
    unknown = draw(world, PLAIN.replace("services_reviewer", "no_such_role"))
    with pytest.raises(Faulty, match="no_such_role"):
        flows.publish_definition(definition=unknown, by=world.manager)


def test_a_draft_that_somebody_else_saved_meanwhile_is_not_overwritten(world):
    first = draw(world, seen="")
    draw(world, PLAIN.replace("决定", "审批"), seen=first.digest)
    with pytest.raises(DraftChanged):
        draw(world, PLAIN, seen=first.digest)
    with pytest.raises(DraftChanged):
        flows.publish_definition(definition=first, by=world.manager, seen=first.digest)


def test_only_who_may_define_draws(world):
    with pytest.raises(Forbidden):
        flows.draft_definition(code="x", name="x", source=PLAIN, by=world.chief)
    with pytest.raises(Forbidden):
        queries.definitions(world.clerk)
    assert queries.definitions(world.supervisor).filter(code="plain").exists()


def test_two_versions_differ_by_element():
    changed = PLAIN.replace("services_approver", "leader").replace('accept == "accept"', "true")
    changed = changed.replace('id="deliver" name="送达"', 'id="deliver" name="送达结果"')
    found = {c.element: c for c in diff((PLAIN, {}), (changed, {}))}
    (role,) = found["decide"].details
    assert (role.what, role.before, role.after) == ("role", "services_approver", "leader")
    (name,) = found["deliver"].details
    assert (name.what, name.after) == ("name", "送达结果")
    flow = next(c for c in found.values() if c.type == "sequenceFlow")
    assert flow.details[0].what == "conditionExpression"
    assert len(found) == 3


def test_a_difference_tells_what_came_and_went_and_no_mere_drawing():
    moved = PLAIN.replace("</definitions>", "<BPMNDiagram id='d'/></definitions>")
    assert diff((PLAIN, {}), (moved, {})) == ()
    renamed = diff((PLAIN, {}), (PLAIN.replace('id="review"', 'id="look"'), {}))
    assert [(c.kind, c.element) for c in renamed] == [
        (Kind.REMOVED, "review"), (Kind.ADDED, "look")
    ]  # fmt: skip
    one, other = table(("[0..100)", '"low"')), table(("[0..200)", '"low"'))
    (change,) = diff((PLAIN, {"level": one}), (PLAIN, {"level": other}))
    assert (change.type, change.details[0].after) == ("rule", "[0..200)")


def within(world, work):
    """Do this inside an action of a domain."""

    def run():
        case = work()
        record(case)
        return case

    return perform(OPEN, world.clerk, run)


def test_a_domains_own_action_completes_the_task_that_offers_the_outcome(world):
    case = world.case()

    def accept():
        held = hold(case.pk, version=1).case
        assert complete_with(held, "accept", by=world.clerk, opinion="材料齐全")
        return held

    within(world, accept)
    assert standing(case) == [("review", "open")]

    def grant():
        held = hold(case.pk).case
        assert not complete_with(held, "grant", by=world.chief)
        with pytest.raises(NotYours):
            complete_with(held, "agree", by=world.clerk)
        return held

    within(world, grant)
    assert standing(case) == [("review", "open")]


def test_a_case_closed_by_its_domain_has_its_process_ended(world):
    case = world.accepted()

    def close():
        held = hold(case.pk).case
        end_flow(held)
        return held

    within(world, close)
    assert standing(case) == []
    with pytest.raises(NotInAnAction):
        hold(case.pk)


def test_a_case_without_a_published_process_has_none(world):
    case = world.case()
    within(world, lambda: start_flow(case, "nothing", by=world.clerk) or case)
    assert Definition.objects.filter(code="nothing").count() == 0
