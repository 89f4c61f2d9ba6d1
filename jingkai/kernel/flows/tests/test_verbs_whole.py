"""A case is whole: quiet where a step was left undecided, told where one led on with too few."""

import pytest

from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows import signing
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.tests.drawing import drawn
from jingkai.kernel.flows.tests.invariants import broken
from jingkai.kernel.flows.tests.world import AGREE, REVIEWS

pytestmark = pytest.mark.django_db
SIGN = f"sign: {REVIEWS} offices==case.offices joint=all {AGREE}\n"
DECIDE = f"decide: {REVIEWS} office=bureau_a {AGREE}\n"


@pytest.fixture(
    params=[f"{SIGN}{DECIDE}start -> sign -> decide -> end", f"{SIGN}start -> sign -> end"],
    ids=["then a decision", "alone"],
)
def case(request, world):
    """A case whose first step three offices sign, followed by another or by none."""
    draft = flows.draft_definition(
        code="whole", name="whole", source=drawn(request.param), by=world.manager
    )
    flows.publish_definition(definition=draft, by=world.manager)
    return world.case("whole")


@pytest.fixture
def third(world, case):
    """The task of the one office that has not signed yet."""
    for seat in (world.b, world.c):
        flows.complete(task=world.open(case, "sign", seat), outcome="agree", by=seat)
    return world.open(case, "sign", world.a)


def test_ended_before_all_have_signed(world, case, third):
    flows.terminate(case=case, opinion="不再需要", by=world.chief)
    assert broken(case.pk) == []


def test_withdrawn_before_all_have_signed(world, case, third):
    flows.withdraw(case=case, by=world.applicant)
    assert broken(case.pk) == []


def test_the_first_signer_is_removed_and_the_others_are_enough(world, case, third, monkeypatch):
    monkeypatch.setattr(type(world.chief), "scope", "zone")
    flows.remove_signer(task=third, by=world.chief)
    assert broken(case.pk) == []
    assert not Task.objects.filter(case=case, node="sign", state="open").exists()


def test_one_asked_after_disagrees(world, case, third):
    after = flows.add_signer(task=third, to=world.colleague, by=world.a, before=False)
    flows.complete(task=third, outcome="agree", by=world.a)
    flows.complete(task=after, outcome="disagree", by=world.colleague)
    assert broken(case.pk) == []


def test_a_step_that_led_on_with_too_few_is_told(world, case, monkeypatch):
    monkeypatch.setattr(signing, "decision", lambda joint, need, signatures, agreed: agreed)
    flows.complete(task=world.open(case, "sign", world.b), outcome="agree", by=world.b)
    assert broken(case.pk) == ["sign: 1 signed of 3"]
