import pytest

from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.errors import (
    DoneForGood,
    NextHasBegun,
    NotPassed,
    OpinionNeeded,
)
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.tests.world import HEARD, standing


def back(world, case, node, by, to="previous", who=None):
    task = world.open(case, node, who)
    return flows.return_to(task=task, to=to, opinion="材料需核实", by=by)


def test_a_case_returns_to_whoever_did_the_step_before(world):
    case = world.decidable()
    back(world, case, "decide", world.chief)
    task = world.open(case, "review")
    assert (task.holder, task.round) == (world.a, 2)
    flows.complete(task=task, outcome="agree", by=world.a)
    assert standing(case) == [("decide", "open")]


def test_returned_again_it_goes_to_the_step_before_not_to_who_returned_it(world):
    case = world.decidable()
    back(world, case, "decide", world.chief)
    back(world, case, "review", world.a)
    assert world.open(case, "accept").holder == world.clerk
    assert Run.objects.get(case=case).rounds == {"accept": 2, "review": 2, "decide": 1}


def test_a_case_returns_to_any_step_it_has_passed_and_to_no_other(world):
    case = world.decidable()
    with pytest.raises(NotPassed, match="审查"):
        back(world, case, "decide", world.chief, to="deliver")
    back(world, case, "decide", world.chief, to="accept")
    assert standing(case) == [("accept", "open")]
    assert HEARD[-1][:2] == ("returned_to_step", "accept")


def test_a_return_says_why(world):
    with pytest.raises(OpinionNeeded):
        flows.return_to(
            task=world.open(world.decidable(), "decide"), to="previous", opinion=" ",
            by=world.chief,
        )  # fmt: skip


def test_the_first_step_has_no_step_before(world):
    with pytest.raises(NotPassed):
        back(world, world.case(), "accept", world.clerk)


def test_one_office_returns_while_the_others_review_on(world):
    case = world.accepted("beside")
    flows.complete(task=world.open(case, "a"), outcome="agree", by=world.a)
    back(world, case, "b", world.b)
    assert standing(case) == [("accept", "open")]
    assert Task.objects.get(case=case, node="c").state == "cancelled"


def test_after_the_join_one_branch_alone_is_reviewed_again(world):
    case = world.accepted("beside")
    for node, seat in (("a", world.a), ("b", world.b), ("c", world.c)):
        flows.complete(task=world.open(case, node), outcome="agree", by=seat)
    back(world, case, "decide", world.chief, to="b")
    assert standing(case) == [("b", "open")]
    flows.complete(task=world.open(case, "b"), outcome="agree", by=world.b)
    assert standing(case) == [("decide", "open")]


def test_returned_to_the_applicant_the_case_waits_and_comes_back_to_the_same_step(world):
    case = world.accepted("joint_all")
    flows.complete(task=world.open(case, "sign", world.a), outcome="agree", by=world.a)
    back(world, case, "sign", world.b, to="applicant", who=world.b)
    assert standing(case) == []
    assert Run.objects.get(case=case).halts == {"returned"}
    flows.resubmit(case=case, by=world.applicant)
    assert standing(case) == [("sign", "open")] * 3
    for seat in (world.a, world.b, world.c):
        flows.complete(task=world.open(case, "sign", seat), outcome="agree", by=seat)
    assert standing(case) == [("decide", "open")]
    assert [told[0] for told in HEARD][-2:] == ["returned_to_applicant", "resubmitted"]


def test_what_one_did_is_taken_back_while_nobody_has_begun_what_followed(world):
    case = world.decidable()
    done = Task.objects.get(case=case, node="review")
    flows.take_back(task=done, by=world.a)
    assert standing(case) == [("review", "open")]
    again = world.open(case, "review")
    assert (again.pk, again.holder, again.outcome) == (done.pk, world.a, "")
    flows.complete(task=again, outcome="disagree", by=world.a)
    assert standing(case) == [("decide", "open")]


def test_nothing_is_taken_back_once_the_next_has_begun(world):
    case = world.decidable()
    flows.claim(task=world.open(case, "decide"), by=world.chief)
    with pytest.raises(NextHasBegun, match="马军"):
        flows.take_back(task=Task.objects.get(case=case, node="review"), by=world.a)


def test_what_moved_the_case_is_not_taken_back(world):
    case = world.accepted()
    with pytest.raises(DoneForGood):
        flows.take_back(task=Task.objects.get(case=case, node="accept"), by=world.clerk)


def test_a_signature_that_decided_nothing_yet_is_taken_back_alone(world):
    case = world.accepted("joint_order")
    first = world.open(case, "sign")
    flows.complete(task=first, outcome="agree", by=world.a)
    flows.take_back(task=first, by=world.a)
    assert standing(case) == [("sign", "open"), ("sign", "waiting"), ("sign", "waiting")]


def test_taking_back_the_deciding_signature_asks_the_others_again(world):
    case = world.accepted("joint_all")
    flows.complete(task=world.open(case, "sign", world.a), outcome="agree", by=world.a)
    refused = world.open(case, "sign", world.b)
    flows.complete(task=refused, outcome="disagree", by=world.b)
    assert standing(case) == [("decide", "open")]
    flows.take_back(task=refused, by=world.b)
    assert standing(case) == [("sign", "open"), ("sign", "open")]
    for seat in (world.b, world.c):
        flows.complete(task=world.open(case, "sign", seat), outcome="agree", by=seat)
    assert Run.objects.get(case=case).state["data"]["sign"] == "agree"


def test_a_review_before_the_join_is_not_taken_back_when_what_came_of_it_has_begun(world):
    case = world.accepted("beside")
    for node, seat in (("a", world.a), ("b", world.b), ("c", world.c)):
        flows.complete(task=world.open(case, node), outcome="agree", by=seat)
    first = Task.objects.get(case=case, node="a")
    flows.claim(task=world.open(case, "decide"), by=world.chief)
    with pytest.raises(NextHasBegun):
        flows.take_back(task=first, by=world.a)
    flows.release(task=world.open(case, "decide"), by=world.chief)
    flows.take_back(task=first, by=world.a)
    assert standing(case) == [("a", "open")]
