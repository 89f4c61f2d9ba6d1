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

RULES = [each for each in (*TASK_RULES, *CASE_RULES) if each.verb != Verb.MIGRATE]
RARE = {Verb.WITHDRAW, Verb.TERMINATE, Verb.SUSPEND, Verb.COPY, Verb.READ}
DONE: set[Verb] = set()
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

    def _tasks(self) -> list[Task]:
        keys = Task.objects.filter(case=self.case).order_by("-pk").values_list("pk", flat=True)
        return [queries.task(self.world.clerk, pk) for pk in keys[:10]]

    def _choices(self) -> list[tuple[Verb, Any, Any]]:
        """Everything that is offered to anybody now."""
        case = Case.objects.select_related("run", "office").get(pk=self.case.pk)
        return [
            (verb, subject, person)
            for subject in (*self._tasks(), case)
            for person in self.people
            for verb in offered(subject, person)
        ]

    @rule(pick=st.randoms(use_true_random=False))
    def do_what_is_offered(self, pick: Any) -> None:
        """Somebody does something that is offered; it may still be refused for what it says."""
        by_verb: dict[Verb, list[Any]] = {}
        for verb, subject, person in self._choices():
            by_verb.setdefault(verb, []).append((subject, person))
        for verb in sorted(RARE & by_verb.keys()):
            if pick.random() < 0.9:
                del by_verb[verb]
        if not by_verb:
            return
        verb = pick.choice(sorted(by_verb, key=lambda v: v.value))
        if Verb.COMPLETE in by_verb and pick.random() < 0.4:
            verb = Verb.COMPLETE
        subject, by = pick.choice(by_verb[verb])
        try:
            self._do(verb, subject, by, pick)
            DONE.add(verb)
        except Refusal:
            pass

    @rule(pick=st.randoms(use_true_random=False), verb=st.sampled_from([r.verb for r in RULES]))
    def do_what_is_not_offered(self, pick: Any, verb: Verb) -> None:
        """Somebody does what is not offered to them, and is refused."""
        case = Case.objects.select_related("run", "office").get(pk=self.case.pk)
        subjects = self._tasks() if verb in {r.verb for r in TASK_RULES} else [case]
        subject, by = pick.choice(subjects), pick.choice(self.people)
        if verb not in offered(subject, by):
            with pytest.raises(Refusal):
                self._do(verb, subject, by, pick)

    def _do(self, verb: Verb, subject: Any, by: Any, pick: Any) -> None:
        to = pick.choice([self.world.a, self.world.b, self.world.c])
        node = getattr(subject, "node", "")
        more: dict[Verb, dict[str, Any]] = {
            Verb.COMPLETE: {"outcome": pick.choice(["agree", "agree", "disagree"])},
            Verb.TRANSFER: {"to": to},
            Verb.DELEGATE: {"to": to},
            Verb.ADD_SIGNER: {"to": to, "before": pick.random() < 0.5},
            Verb.RETURN: {
                "to": pick.choice(["previous", "applicant", node, "s0", "s1"]), "opinion": "x"},
            Verb.ASK_SUPPLEMENT: {"items": ["x"]},
            Verb.COPY: {"to": [to]},
            Verb.SUPERVISE: {"on": zone_today()},
            Verb.SUSPEND: {"opinion": "x", "cause": "court"},
            Verb.TERMINATE: {"opinion": "x"},
        }  # fmt: skip
        names = {Verb.RETURN: "return_to", Verb.COPY: "copy_to", Verb.READ: "mark_read"}
        do = getattr(flows, names.get(verb, verb.value))
        of = {"task": subject.pk} if isinstance(subject, Task) else {"case": subject.pk}
        do(by=by, **of, **more.get(verb, {}))

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
            max_examples=20, stateful_step_count=30, deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert len(DONE) > 5
