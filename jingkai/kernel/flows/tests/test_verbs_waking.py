from datetime import timedelta

import pytest

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows import engine
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.tests.drawing import drawn
from jingkai.kernel.flows.tests.invariants import broken
from jingkai.kernel.flows.tests.world import REVIEWS, STEPS, standing
from jingkai.kernel.trail.acting import Machine

LATE = drawn(
    f"""{STEPS}
    review: {REVIEWS} name=审查 office=bureau_a outcomes="agree:同意"
    chase: {REVIEWS} name=超期核查 office=bureau_b outcomes="agree:同意"
    late: boundaryEvent attachedToRef=review cancelActivity=false <timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>
    start -> accept -> review -> decide -> deliver -> end
    late -> chase -> end2
    """  # noqa: E501
)
PAID = drawn(
    f"""{STEPS}
    paid: intermediateCatchEvent <messageEventDefinition messageRef="m"/>
    start -> accept -> paid -> decide -> deliver -> end
    """,
    extra='<message id="m" name="paid"/>',
)


@pytest.fixture
def machine(world):
    """The platform, and both processes published."""
    for code, source in (("late", LATE), ("paid", PAID)):
        draft = flows.draft_definition(code=code, name=code, source=source, by=world.manager)
        flows.publish_definition(definition=draft, by=world.manager)
    return Machine(zone_id=world.cast.zone.pk)


def test_a_timer_fires_once_when_its_time_has_come(world, machine):
    case = world.accepted("late")
    now = zone_now()
    assert flows.wake_due(by=machine, now=now + timedelta(days=2)) == 0
    assert flows.wake_due(by=machine, now=now + timedelta(days=4)) == 1
    assert standing(case) == [("review", "open"), ("chase", "open")]
    assert flows.wake_due(by=machine, now=now + timedelta(days=9)) == 0
    assert Run.objects.get(case=case).wake_at is None


def test_a_step_done_in_time_leaves_its_timer_behind(world, machine):
    case = world.accepted("late")
    flows.complete(task=world.open(case, "review"), outcome="agree", by=world.a)
    run = Run.objects.get(case=case)
    assert (run.wake_at, run.waits) == (None, [])
    done = Task.objects.get(case=case, node="review")
    flows.take_back(task=done, by=world.a)
    assert Run.objects.get(case=case).wake_at is not None
    assert broken(case.pk) == []


def test_a_suspended_case_is_not_woken_before_it_goes_on(world, machine):
    case = world.accepted("late")
    flows.suspend(case=case, cause="court", opinion="待裁定", by=world.chief)
    later = zone_now() + timedelta(days=4)
    assert flows.wake_due(by=machine, now=later) == 0
    flows.resume(case=case, by=world.chief)
    assert flows.wake_due(by=machine, now=later) == 1


def test_a_message_lets_the_process_go_on(world, machine):
    case = world.accepted("paid")
    assert standing(case) == []
    with pytest.raises(engine.NotWaiting):
        flows.deliver(case=case, name="other", by=machine)
    flows.deliver(case=case, name="paid", data={"amount": 200}, by=machine)
    assert standing(case) == [("decide", "open")]
    assert Run.objects.get(case=case).waits == []
