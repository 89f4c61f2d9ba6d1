import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jingkai.kernel.cases.models import Case, CaseMove, Deadline
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.errors import HeldByAnother, NotYours, TaskStands, UnknownOutcome
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.tests.world import HEARD, ISSUED, standing
from jingkai.kernel.trail.models import Entry


def test_a_case_goes_its_way_from_application_to_delivery(world):
    case = world.case()
    assert standing(case) == [("accept", "open")]
    flows.complete(task=world.open(case, "accept"), outcome="accept", by=world.clerk)
    flows.complete(task=world.open(case, "review"), outcome="agree", by=world.a, opinion="同意")
    flows.complete(task=world.open(case, "decide"), outcome="grant", by=world.chief)
    flows.complete(task=world.open(case, "deliver"), outcome="deliver", by=world.colleague)
    case.refresh_from_db()
    run = Run.objects.get(case=case)
    assert (case.state, standing(case)) == ("delivered", [])
    assert case.closed_at is not None
    assert (run.state, run.passed) == (None, ["start", "accept", "xor", "review", "decide",
                                              "deliver", "end"])  # fmt: skip
    assert [m.code for m in case.moves.all()][1:] == ["accept", "agree", "grant", "deliver"]
    assert [told[0] for told in HEARD] == ["moved", "moved", "moved", "finished"]


def test_a_refused_application_ends_the_process_with_its_case(world):
    case = world.case()
    flows.complete(task=world.open(case, "accept"), outcome="refuse", by=world.clerk)
    assert Case.objects.get(pk=case.pk).state == "refused"
    assert standing(case) == []


def test_claiming_keeps_others_off_and_releasing_lets_them_on(world):
    task = world.open(world.case(), "accept")
    flows.claim(task=task, by=world.clerk)
    with pytest.raises(HeldByAnother, match="何颖"):
        flows.claim(task=task, by=world.colleague)
    with pytest.raises(HeldByAnother):
        flows.complete(task=task, outcome="accept", by=world.colleague)
    flows.release(task=task, by=world.clerk)
    flows.complete(task=task, outcome="accept", by=world.colleague)
    assert Task.objects.get(pk=task.pk).holder == world.colleague


def test_only_who_fits_in_role_and_office_may_do_a_task(world):
    task = world.open(world.case(), "accept")
    for other in (world.chief, world.stranger, world.a, world.supervisor, world.applicant):
        with pytest.raises(NotYours, match="政务服务中心"):
            flows.complete(task=task, outcome="accept", by=other)
    assert Task.objects.get(pk=task.pk).state == "open"


def test_a_done_task_is_not_done_again_and_says_by_whom_it_was(world):
    task = world.open(world.case(), "accept")
    flows.complete(task=task, outcome="accept", by=world.clerk)
    with pytest.raises(TaskStands, match="何颖"):
        flows.complete(task=task, outcome="accept", by=world.colleague)


def test_an_outcome_that_the_step_does_not_offer_is_refused(world):
    task = world.open(world.case(), "accept")
    with pytest.raises(UnknownOutcome, match="不予受理"):
        flows.complete(task=task, outcome="grant", by=world.clerk)


def test_a_move_that_needs_a_permission_asks_for_it(world, monkeypatch):
    case = world.decidable()
    monkeypatch.setattr(type(world.chief), "can", lambda seat, permission: False)
    with pytest.raises(Forbidden):
        flows.complete(task=world.open(case, "decide"), outcome="grant", by=world.chief)


def test_what_the_diagram_calls_is_done_between_two_steps(world):
    case = world.case("calling")
    flows.complete(task=world.open(case, "accept"), outcome="accept", by=world.clerk)
    assert ISSUED == [case.pk]
    assert standing(case) == [("deliver", "open")]
    assert Run.objects.get(case=case).state["data"]["certificate"] == "ZZ1"


def test_a_step_with_a_limit_has_its_deadline_and_stops_it(world):
    case = world.case()
    task = world.open(case, "accept")
    row = Deadline.objects.get(case=case, task_id=task.pk)
    assert (row.due_on, row.stopped_on) == (task.due_on, None)
    assert task.due_on == task.sort_on
    flows.complete(task=task, outcome="accept", by=world.clerk)
    row.refresh_from_db()
    assert (row.standing, row.look_at) == ("met", None)


def test_every_verb_leaves_its_entry_and_its_move(world):
    task = world.open(world.case(), "accept")
    flows.claim(task=task, by=world.clerk)
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.code, entry.subject_id) == ("flows.task.claimed", task.pk)
    move = CaseMove.objects.order_by("-pk").first()
    assert (move.code, move.step, move.actor) == ("claimed", "受理", "何颖")


def test_the_same_press_twice_acts_once(world):
    task = world.open(world.case(), "accept")
    first = flows.complete(task=task, outcome="accept", by=world.clerk, idempotency_key="k1")
    again = flows.complete(task=task, outcome="accept", by=world.clerk, idempotency_key="k1")
    assert first.pk == again.pk
    assert CaseMove.objects.filter(case=task.case, code="accept").count() == 1


def test_a_step_is_one_reading_and_one_writing(world):
    case = world.accepted()
    world.decidable()
    task = world.open(case, "review")
    with CaptureQueriesContext(connection) as told:
        flows.complete(task=task.pk, outcome="agree", by=world.a)
    asked = [query["sql"].split()[0].lower() for query in told.captured_queries]
    asked = [word for word in asked if word not in ("savepoint", "release")]
    # the case with all it needs, the action's context with new keys, everything written
    assert asked == ["select", "select", "with"]
