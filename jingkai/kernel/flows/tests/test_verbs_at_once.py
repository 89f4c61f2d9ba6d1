"""Two clerks, an old tab, a replayed request: one is told by a sentence, the state stays right."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connections

from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.models import Case, CaseMove
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.models import Definition, Task
from jingkai.kernel.flows.tests.invariants import broken
from jingkai.kernel.flows.tests.world import BESIDE, PLAIN, TOMORROW, World, seen

W, By = Any, Any


@dataclass(frozen=True)
class Press:
    """A verb about to be done: how, by either of two people, and the case's version before."""

    case: Case
    do: Callable[..., Any]
    one: Any
    other: Any
    old: int | None = None
    key: bool = True


def _task(world: W, verb: Any, case: Case, node: str, one: By, other: By, **given: Any) -> Press:
    task = world.open(case, node)
    return Press(case, lambda **more: verb(task=task.pk, **given, **more), one, other)


def claim(w):
    return _task(w, flows.claim, w.case(), "accept", w.clerk, w.colleague)


def release(w):
    press = _task(w, flows.release, w.case(), "accept", w.clerk, w.clerk)
    flows.claim(task=w.open(press.case, "accept"), by=w.clerk)
    return press


def complete(w):
    return _task(w, flows.complete, w.case(), "accept", w.clerk, w.colleague, outcome="accept")


def transfer(w):
    return _task(w, flows.transfer, w.case(), "accept", w.clerk, w.colleague, to=w.b)


def delegate(w):
    return _task(w, flows.delegate, w.case(), "accept", w.clerk, w.colleague, to=w.b)


def give_back(w):
    case = w.accepted()
    flows.delegate(task=w.open(case, "review"), to=w.b, by=w.a)
    return _task(w, flows.give_back, case, "review", w.b, w.a)


def add_signer_before(w):
    return _task(w, flows.add_signer, w.case(), "accept", w.clerk, w.colleague, to=w.b)


def add_signer_after(w):
    case = w.accepted()
    return _task(w, flows.add_signer, case, "review", w.a, w.a, to=w.b, before=False)


def remove_signer(w):
    case = w.accepted()
    flows.add_signer(task=w.open(case, "review"), to=w.b, by=w.a)
    return _task(w, flows.remove_signer, case, "review", w.a, w.a)


def copy_to(w):
    return _task(w, flows.copy_to, w.case(), "accept", w.clerk, w.colleague, to=[w.b])


def mark_read(w):
    case = w.case()
    flows.copy_to(task=w.open(case, "accept"), to=[w.b], by=w.clerk)
    copy = Task.objects.get(case=case, kind="copy")
    return Press(case, lambda **more: flows.mark_read(task=copy.pk, **more), w.b, w.b)


def return_to_step(w):
    given = {"to": "previous", "opinion": "请核实"}
    return _task(w, flows.return_to, w.accepted(), "review", w.a, w.a, **given)


def return_to_applicant(w):
    given = {"to": "applicant", "opinion": "请补充"}
    return _task(w, flows.return_to, w.case(), "accept", w.clerk, w.colleague, **given)


def take_back(w):
    case = w.decidable()
    done = Task.objects.get(case=case, node="review")
    return Press(case, lambda **more: flows.take_back(task=done.pk, **more), w.a, w.a)


def ask_supplement(w):
    return _task(w, flows.ask_supplement, w.case(), "accept", w.clerk, w.colleague, items=["图"])


def urge(w):
    return _task(w, flows.urge, w.accepted(), "review", w.supervisor, w.applicant)


def supervise(w):
    case = w.accepted()
    return _task(w, flows.supervise, case, "review", w.supervisor, w.supervisor, on=TOMORROW)


def _case(w: W, verb: Any, case: Case, one: By, other: By, **given: Any) -> Press:
    return Press(case, lambda **more: verb(case=case.pk, **given, **more), one, other)


def supplement(w):
    case = w.case()
    flows.ask_supplement(task=w.open(case, "accept"), items=["图"], by=w.clerk)
    return _case(w, flows.supplement, case, w.clerk, w.applicant)


def resubmit(w):
    case = w.case()
    flows.return_to(task=w.open(case, "accept"), to="applicant", opinion="请改", by=w.clerk)
    return _case(w, flows.resubmit, case, w.applicant, w.clerk)


def withdraw(w):
    return _case(w, flows.withdraw, w.accepted(), w.applicant, w.clerk)


def suspend(w):
    given = {"cause": "court", "opinion": "待裁定"}
    return _case(w, flows.suspend, w.accepted(), w.chief, w.chief, **given)


def resume(w):
    case = w.accepted()
    before = seen(case)
    flows.suspend(case=case, cause="court", opinion="待裁定", by=w.chief)
    return Press(
        case, lambda **more: flows.resume(case=case.pk, **more), w.chief, w.chief, old=before
    )


def terminate(w):
    return _case(w, flows.terminate, w.accepted(), w.chief, w.chief, opinion="主体灭失")


def migrate(w):
    case = w.accepted()
    draft = flows.draft_definition(
        code="plain", name="plain", source=PLAIN.replace("决定", "审批决定"), by=w.manager
    )
    newer = flows.publish_definition(definition=draft, by=w.manager)
    return _case(w, flows.migrate, case, w.manager, w.manager, definition=newer)


VERBS = (
    claim, release, complete, transfer, delegate, give_back, add_signer_before, add_signer_after,
    remove_signer, copy_to, mark_read, return_to_step, return_to_applicant, take_back,
    ask_supplement, urge, supervise, supplement, resubmit, withdraw, suspend, resume, terminate,
    migrate,
)  # fmt: skip
each_verb = pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)


def at_once(zone_id: int, *works: Callable[[], Any]) -> list[Any]:
    """Do these in threads, each in a transaction that stays open for a moment after the deed."""
    together, results = threading.Barrier(len(works)), []

    def run(work: Callable[[], Any]) -> None:
        try:
            with walled(zone_id):
                together.wait(10)
                done = work()
                time.sleep(0.05)
            results.append(done)
        except Refusal as refusal:
            results.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@each_verb
def test_two_press_at_once_and_one_of_them_is_told_why_not(committed, verb):
    with walled(committed.zone.pk):
        world = World(committed, "plain")
        press = verb(world)
        moves = CaseMove.objects.filter(case=press.case).count()
    results = at_once(
        committed.zone.pk, lambda: press.do(by=press.one), lambda: press.do(by=press.other)
    )
    refused = [each for each in results if isinstance(each, Refusal)]
    assert (len(results), len(refused)) == (2, 1)
    assert len(str(refused[0])) > 10
    with walled(committed.zone.pk):
        assert broken(press.case.pk) == []
        alone = verb(world)
        before = CaseMove.objects.filter(case=alone.case).count()
        alone.do(by=alone.one)
        after = CaseMove.objects.filter(case=alone.case).count()
        assert CaseMove.objects.filter(case=press.case).count() - moves == after - before


@each_verb
def test_a_page_older_than_the_case_is_told_so_and_nothing_happens(world, verb):
    press = verb(world)
    old = press.old or seen(press.case)
    if press.old is None:
        flows.suspend(case=press.case, cause="court", opinion="待裁定", by=world.chief)
        flows.resume(case=press.case, by=world.chief)
    moves = CaseMove.objects.filter(case=press.case).count()
    with pytest.raises(Refusal, match="Nothing was done|未作任何"):
        press.do(by=press.one, version=old)
    assert CaseMove.objects.filter(case=press.case).count() == moves
    press.do(by=press.one, version=seen(press.case))
    assert broken(press.case.pk) == []


@each_verb
def test_a_replayed_request_does_nothing_more(world, verb):
    press = verb(world)
    press.do(by=press.one, idempotency_key="press-1")
    moves = CaseMove.objects.filter(case=press.case).count()
    press.do(by=press.one, idempotency_key="press-1")
    with pytest.raises(Refusal):
        press.do(by=press.one)
    assert CaseMove.objects.filter(case=press.case).count() == moves
    assert broken(press.case.pk) == []


def test_countersigners_who_sign_at_once_decide_once(committed):
    with walled(committed.zone.pk):
        world = World(committed, "joint_all")
        case = world.accepted("joint_all")
        tasks = [(world.open(case, "sign", seat).pk, seat) for seat in (world.a, world.b, world.c)]
    results = at_once(
        committed.zone.pk,
        *(
            lambda pk=pk, seat=seat: flows.complete(task=pk, outcome="agree", by=seat, version=2)
            for pk, seat in tasks
        ),
    )
    assert [r for r in results if isinstance(r, Refusal)] == []
    with walled(committed.zone.pk):
        assert broken(case.pk) == []
        assert Task.objects.filter(case=case, node="decide").count() == 1


def test_offices_side_by_side_do_not_wait_in_a_ring(committed):
    with walled(committed.zone.pk):
        world = World(committed, "beside")
        case = world.accepted("beside")
        tasks = [(world.open(case, seat.office.code[-1]).pk, seat)
                 for seat in (world.a, world.b, world.c)]  # fmt: skip
    results = at_once(
        committed.zone.pk,
        *(
            lambda pk=pk, seat=seat: flows.complete(task=pk, outcome="agree", by=seat)
            for pk, seat in tasks
        ),
    )
    assert [r for r in results if isinstance(r, Refusal)] == []
    with walled(committed.zone.pk):
        assert broken(case.pk) == []
        assert Task.objects.filter(case=case, node="decide", state="open").count() == 1


def _draft(w, code="new"):
    return flows.draft_definition(code=code, name="新流程", source=BESIDE, by=w.manager, seen="")


def test_two_draw_the_same_process_at_once_and_one_is_told(committed):
    with walled(committed.zone.pk):
        world = World(committed, "plain")
    results = at_once(committed.zone.pk, lambda: _draft(world), lambda: _draft(world))
    assert sum(isinstance(each, Refusal) for each in results) == 1
    with walled(committed.zone.pk):
        assert Definition.objects.filter(code="new").count() == 1


@pytest.mark.parametrize("verb", [flows.publish_definition, flows.retire_definition])
def test_two_publish_or_retire_at_once_and_one_is_told(committed, verb):
    with walled(committed.zone.pk):
        world = World(committed, "plain")
        known = _draft(world)
        if verb is flows.retire_definition:
            flows.publish_definition(definition=known, by=world.manager)
    results = at_once(committed.zone.pk, *[lambda: verb(definition=known, by=world.manager)] * 2)
    assert sum(isinstance(each, Refusal) for each in results) == 1
