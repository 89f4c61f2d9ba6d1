import pytest

from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.errors import LastSigner, NotThisSeat, NotYours, TaskStands
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.tests.world import FACTS, standing


def sign(world, case, *given):
    """The signatures in this order: (seat, outcome)."""
    for seat, outcome in given:
        flows.complete(task=world.open(case, "sign", seat), outcome=outcome, by=seat)


def outcome(case):
    return Run.objects.get(case=case).state["data"].get("sign")


def test_a_countersigning_of_all_needs_every_office(world):
    case = world.accepted("joint_all")
    assert standing(case) == [("sign", "open")] * 3
    sign(world, case, (world.b, "agree"), (world.a, "agree"))
    assert standing(case) == [("sign", "open")]
    sign(world, case, (world.c, "agree"))
    assert (standing(case), outcome(case)) == ([("decide", "open")], "agree")


def test_one_office_that_disagrees_decides_a_countersigning_of_all(world):
    case = world.accepted("joint_all")
    sign(world, case, (world.a, "agree"), (world.b, "disagree"))
    assert (standing(case), outcome(case)) == ([("decide", "open")], "disagree")
    assert Task.objects.get(case=case, office=world.c.office).state == "cancelled"


def test_any_one_signature_is_enough_where_one_is(world):
    case = world.accepted("joint_any")
    sign(world, case, (world.c, "agree"))
    assert (standing(case), outcome(case)) == ([("decide", "open")], "agree")


def test_in_order_each_signs_after_the_one_before(world):
    case = world.accepted("joint_order")
    assert standing(case) == [("sign", "open"), ("sign", "waiting"), ("sign", "waiting")]
    waiting = Task.objects.get(case=case, office=world.b.office)
    with pytest.raises(TaskStands):
        flows.complete(task=waiting, outcome="agree", by=world.b)
    sign(world, case, (world.a, "agree"), (world.b, "agree"))
    assert standing(case) == [("sign", "open")]
    sign(world, case, (world.c, "agree"))
    assert standing(case) == [("decide", "open")]


def test_by_ratio_two_of_three_agree_or_two_prevent_it(world):
    for votes, decided in ((["agree", "disagree", "agree"], "agree"),
                           (["disagree", "agree", "disagree"], "disagree")):  # fmt: skip
        case = world.accepted("joint_ratio")
        for seat, vote in zip((world.a, world.b, world.c), votes, strict=True):
            sign(world, case, (seat, vote))
        assert (standing(case), outcome(case)) == ([("decide", "open")], decided)


def test_one_office_alone_needs_no_countersigning(world, monkeypatch):
    monkeypatch.setitem(FACTS, "offices", ["bureau_a"])
    case = world.accepted("joint_all")
    sign(world, case, (world.a, "disagree"))
    assert outcome(case) == "disagree"


def test_a_signer_asked_before_lets_the_task_wait_for_their_opinion(world):
    case = world.accepted()
    task = world.open(case, "review")
    asked = flows.add_signer(task=task, to=world.b, by=world.a, opinion="请提意见")
    assert standing(case) == [("review", "waiting"), ("review", "open")]
    with pytest.raises(TaskStands):
        flows.complete(task=task, outcome="agree", by=world.a)
    flows.complete(task=asked, outcome="disagree", opinion="消防间距不足", by=world.b)
    assert standing(case) == [("review", "open")]
    flows.complete(task=task, outcome="agree", by=world.a)
    assert standing(case) == [("decide", "open")]


def test_a_signer_asked_after_decides_with_the_first(world):
    case = world.accepted()
    task = world.open(case, "review")
    later = flows.add_signer(task=task, to=world.b, by=world.a, before=False)
    flows.complete(task=task, outcome="agree", by=world.a)
    assert standing(case) == [("review", "open")]
    flows.complete(task=later, outcome="disagree", by=world.b)
    assert standing(case) == [("decide", "open")]
    assert Run.objects.get(case=case).state["data"]["review"] == "disagree"


def test_nobody_asks_those_after_when_the_first_disagrees(world):
    case = world.accepted()
    task = world.open(case, "review")
    later = flows.add_signer(task=task, to=world.b, by=world.a, before=False)
    flows.complete(task=task, outcome="disagree", by=world.a)
    assert standing(case) == [("decide", "open")]
    assert Task.objects.get(pk=later.pk).state == "cancelled"


def test_an_added_signer_is_removed_and_the_work_goes_on(world):
    case = world.accepted()
    task = world.open(case, "review")
    before = flows.add_signer(task=task, to=world.b, by=world.a)
    with pytest.raises(NotYours):
        flows.remove_signer(task=before, by=world.clerk)
    flows.remove_signer(task=before, by=world.a)
    after = flows.add_signer(task=task, to=world.c, by=world.a, before=False)
    flows.complete(task=task, outcome="agree", by=world.a)
    flows.remove_signer(task=after, by=world.a)
    assert standing(case) == [("decide", "open")]


def test_one_of_several_signers_is_removed_by_who_may_reassign(world, monkeypatch):
    case = world.accepted("joint_ratio")
    sign(world, case, (world.a, "agree"))
    task = world.open(case, "sign", world.b)
    with pytest.raises(NotYours):
        flows.remove_signer(task=task, by=world.b)
    monkeypatch.setattr(type(world.chief), "scope", "zone")
    flows.remove_signer(task=task, by=world.chief)
    assert standing(case) == [("sign", "open")]
    with pytest.raises(NotYours):
        flows.remove_signer(task=world.open(case, "sign", world.c), by=world.c)
    sign(world, case, (world.c, "agree"))
    assert (standing(case), outcome(case)) == ([("decide", "open")], "agree")


def test_removing_whose_turn_it_is_gives_the_turn_to_the_next(world, monkeypatch):
    monkeypatch.setattr(type(world.chief), "scope", "zone")
    case = world.accepted("joint_order")
    flows.remove_signer(task=world.open(case, "sign"), by=world.chief)
    assert world.open(case, "sign").office == world.b.office
    flows.remove_signer(task=world.open(case, "sign"), by=world.chief)
    with pytest.raises(LastSigner):
        flows.remove_signer(task=world.open(case, "sign"), by=world.chief)


def test_who_has_part_in_a_step_is_not_asked_again(world):
    task = world.open(world.accepted(), "review")
    flows.add_signer(task=task, to=world.b, by=world.a, before=False)
    for seat, why in ((world.b, "本环节"), (world.a, "您自己")):
        with pytest.raises(NotThisSeat, match=why):
            flows.add_signer(task=task, to=seat, by=world.a, before=False)
