from datetime import date

import pytest

from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.errors import NotThisSeat, NotYours, TaskStands
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.tests.world import standing
from jingkai.kernel.notices.models import Notice


def test_a_transferred_task_is_the_other_seats_alone(world):
    case = world.accepted()
    task = world.open(case, "review")
    flows.transfer(task=task, to=world.b, by=world.a, opinion="属建设口")
    with pytest.raises(NotYours, match="罗静"):
        flows.complete(task=task, outcome="agree", by=world.a)
    flows.complete(task=task, outcome="agree", by=world.b)
    assert standing(case) == [("decide", "open")]
    told = Notice.objects.get(code="flows.task.given", seat=world.b)
    assert told.facts["opinion"] == "属建设口"


def test_who_may_reassign_in_their_office_hands_on_others_tasks(world):
    task = world.open(world.case(), "accept")
    flows.claim(task=task, by=world.clerk)
    flows.transfer(task=task, to=world.colleague, by=world.chief)
    assert Task.objects.get(pk=task.pk).seat == world.colleague
    other = world.open(world.accepted(), "review")
    with pytest.raises(NotYours):
        flows.transfer(task=other, to=world.colleague, by=world.chief)


def test_a_delegated_task_comes_back_before_it_is_decided(world):
    case = world.accepted()
    task = world.open(case, "review")
    flows.delegate(task=task, to=world.b, by=world.a)
    assert standing(case) == [("review", "delegated"), ("review", "open")]
    with pytest.raises(TaskStands):
        flows.complete(task=task, outcome="agree", by=world.a)
    child = Task.objects.get(parent=task)
    flows.give_back(task=child, by=world.b, opinion="现场已看")
    assert Task.objects.get(pk=child.pk).opinion == "现场已看"
    flows.complete(task=task, outcome="agree", by=world.a)
    assert standing(case) == [("decide", "open")]


def test_who_delegated_takes_it_back(world):
    case = world.accepted()
    task = world.open(case, "review")
    flows.delegate(task=task, to=world.b, by=world.a)
    child = Task.objects.get(parent=task)
    flows.give_back(task=child, by=world.a)
    assert Task.objects.get(pk=child.pk).state == "cancelled"
    assert standing(case) == [("review", "open")]


def test_work_goes_to_no_seat_that_has_ended_or_is_elsewhere(world):
    task = world.open(world.accepted(), "review")
    world.b.until = date(2021, 1, 1)
    for seat in (world.b, world.cast.stranger, world.a):
        with pytest.raises(NotThisSeat):
            flows.transfer(task=task, to=seat, by=world.a)


def test_copies_are_read_and_bind_nobody(world):
    case = world.accepted()
    task = world.open(case, "review")
    flows.copy_to(task=task, to=[world.b, world.c], by=world.a, opinion="请阅")
    copy = Task.objects.get(case=case, kind="copy", seat=world.b)
    with pytest.raises(NotThisSeat, match="未阅"):
        flows.copy_to(task=task, to=[world.b], by=world.a)
    flows.mark_read(task=copy, by=world.b)
    assert standing(case) == [("review", "open")]
    with pytest.raises(NotYours):
        flows.mark_read(task=Task.objects.get(case=case, kind="copy", seat=world.c), by=world.a)


def test_a_copy_can_be_read_after_the_case_is_closed(world):
    case = world.case()
    task = world.open(case, "accept")
    flows.copy_to(task=task, to=[world.b], by=world.clerk)
    flows.complete(task=task, outcome="refuse", by=world.clerk)
    flows.mark_read(task=Task.objects.get(case=case, kind="copy"), by=world.b)
    assert Task.objects.get(case=case, kind="copy").state == "done"
