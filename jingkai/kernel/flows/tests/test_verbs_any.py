"""Whatever anybody does to any process, in any order: what holds of a case goes on holding."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.models import Case
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.choices import Verb
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.offering import offered
from jingkai.kernel.flows.rules import CASE_RULES, TASK_RULES
from jingkai.kernel.flows.tests.drawing import drawn
from jingkai.kernel.flows.tests.invariants import broken
from jingkai.kernel.flows.tests.world import AGREE, REVIEWS

pytestmark = pytest.mark.django_db
JOINTS = ("joint=all", "joint=any", "joint=order", "joint=ratio ratio=2/3")
BLOCKS = st.lists(
    st.sampled_from(["step", "back", "beside", *JOINTS]), min_size=1, max_size=4
)  # fmt: skip
OFFICE = ("bureau_a", "bureau_b", "bureau_c")


def process(blocks: list[str]) -> str:
    """A process of these blocks one after the other; `back` may go back to where it came from."""
    lines, last, way = [], "start", []
    for i, block in enumerate(blocks):
        office = OFFICE[i % 3]
        step = f"s{i}: {REVIEWS} office={office} {AGREE}"
        if block == "beside":
            lines += [f"s{i}{o[-1]}: {REVIEWS} office={o} {AGREE}" for o in OFFICE[: 2 + i % 2]]
            inner = ", ".join(f"s{i}{o[-1]}" for o in OFFICE[: 2 + i % 2])
            way.append(f"{last} -> and{i} -> {inner} -> andx{i}")
            last = f"andx{i}"
        elif block == "back":
            lines.append(step)
            way += [f"{last} -> s{i} -> xor{i}", f"xor{i} -> s{i} : s{i} == 'disagree'"]
            way.append(f"xor{i} => t{i}")
            lines.append(f"t{i}: {REVIEWS} office={office} {AGREE}")
            last = f"t{i}"
        else:
            joint = f"offices==case.offices {block}" if block in JOINTS else f"office={office}"
            lines.append(f"s{i}: {REVIEWS} {joint} {AGREE}")
            way.append(f"{last} -> s{i}")
            last = f"s{i}"
    return drawn("\n".join([*lines, *way, f"{last} -> end"]))


class Office(RuleBasedStateMachine):
    """People of several offices who do what comes into their heads to one case."""

    world: Any = None
    number = 0

    @initialize(blocks=BLOCKS)
    def begin(self, blocks: list[str]) -> None:
        """Draw a process and open a case on it."""
        w = self.world
        code = f"any{type(self).number}"
        type(self).number += 1
        draft = flows.draft_definition(code=code, name=code, source=process(blocks), by=w.manager)
        flows.publish_definition(definition=draft, by=w.manager)
        self.case = w.case(code)
        self.people = [w.clerk, w.colleague, w.chief, w.a, w.b, w.c, w.supervisor, w.applicant]

    def _tried(self, allowed: bool, do: Any) -> None:
        """What is not offered is refused; what is offered may still be refused for what it says."""
        try:
            do()
        except Refusal:
            return
        assert allowed

    def _tasks(self) -> list[Task]:
        rows = Task.objects.filter(case=self.case).order_by("-pk")[:12]
        return [queries.task(self.world.clerk, row.pk) for row in rows]

    @rule(pick=st.randoms(use_true_random=False), outcome=st.sampled_from(["agree", "disagree"]))
    def work_on(self, pick: Any, outcome: str) -> None:
        """The usual: somebody who may completes an open task."""
        for task in self._tasks():
            doers = [p for p in self.people if Verb.COMPLETE in offered(task, p)]
            if doers and pick.random() < 0.7:
                flows.complete(task=task, outcome=outcome, by=pick.choice(doers))
                return

    @rule(
        pick=st.randoms(use_true_random=False),
        verb=st.sampled_from([each.verb for each in TASK_RULES]),
        fitting=st.booleans(),
    )
    def try_on_a_task(self, pick: Any, verb: Verb, fitting: bool) -> None:
        """Any verb, on any task, by anybody – half of the time by who may."""
        choices = [(t, p) for t in self._tasks() for p in self.people]
        may = [(t, p) for t, p in choices if verb in offered(t, p)]
        task, by = pick.choice(may if may and fitting else choices)
        to = pick.choice([w for w in (self.world.a, self.world.b, self.world.c)])
        given: dict[Verb, tuple[Any, dict[str, Any]]] = {
            Verb.COMPLETE: (flows.complete, {"outcome": "agree"}),
            Verb.CLAIM: (flows.claim, {}),
            Verb.RELEASE: (flows.release, {}),
            Verb.GIVE_BACK: (flows.give_back, {}),
            Verb.TRANSFER: (flows.transfer, {"to": to}),
            Verb.DELEGATE: (flows.delegate, {"to": to}),
            Verb.ADD_SIGNER: (flows.add_signer, {"to": to, "before": pick.random() < 0.5}),
            Verb.REMOVE_SIGNER: (flows.remove_signer, {}),
            Verb.RETURN: (flows.return_to, {
                "to": pick.choice(["previous", "applicant", task.node, "s0"]), "opinion": "x"}),
            Verb.ASK_SUPPLEMENT: (flows.ask_supplement, {"items": ["x"]}),
            Verb.TAKE_BACK: (flows.take_back, {}),
            Verb.COPY: (flows.copy_to, {"to": [to]}),
            Verb.READ: (flows.mark_read, {}),
            Verb.URGE: (flows.urge, {}),
            Verb.SUPERVISE: (flows.supervise, {"on": zone_today()}),
        }  # fmt: skip
        do, more = given[verb]
        self._tried(verb in offered(task, by), lambda: do(task=task.pk, by=by, **more))

    @rule(
        pick=st.randoms(use_true_random=False),
        verb=st.sampled_from(
            [each.verb for each in CASE_RULES if each.verb != Verb.MIGRATE]
            + [Verb.SUPPLEMENT, Verb.RESUBMIT, Verb.RESUME] * 2
        ),
    )
    def try_on_the_case(self, pick: Any, verb: Verb) -> None:
        """Any verb on the case as a whole; what ends it only now and then."""
        if verb in (Verb.WITHDRAW, Verb.TERMINATE) and pick.random() < 0.8:
            return
        case = Case.objects.select_related("run", "office").get(pk=self.case.pk)
        may = [p for p in self.people if verb in offered(case, p)]
        by = pick.choice(may or self.people)
        more: dict[str, Any] = {}
        if verb in (Verb.SUSPEND, Verb.TERMINATE):
            more["opinion"] = "x"
        if verb == Verb.SUSPEND:
            more["cause"] = "court"
        do = getattr(flows, verb.value)
        self._tried(verb in offered(case, by), lambda: do(case=case.pk, by=by, **more))

    @invariant()
    def holds(self) -> None:
        """Nothing is broken."""
        if hasattr(self, "case"):
            found = broken(self.case.pk)
            assert found == [], (found, Run.objects.get(case=self.case).state)


def test_whatever_is_done_a_case_stays_whole(world):
    Office.world, Office.number = world, 0
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=30, stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
