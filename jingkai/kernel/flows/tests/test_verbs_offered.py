import itertools

import pytest

from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows import queries
from jingkai.kernel.flows.choices import Halt, Joint, TaskKind, TaskState, Verb
from jingkai.kernel.flows.models import Task
from jingkai.kernel.flows.offering import offered
from jingkai.kernel.flows.permissions import Permission
from jingkai.kernel.flows.rules import (
    CASE_RULES,
    RULES,
    TASK_RULES,
    Relation,
    Situation,
    decision,
    possible,
    wrong,
)

EVERYBODY = frozenset(Relation)


def test_every_verb_has_one_rule():
    assert sorted(rule.verb for rule in (*TASK_RULES, *CASE_RULES)) == sorted(Verb)


@pytest.mark.parametrize("rule", TASK_RULES, ids=lambda rule: rule.verb.value)
def test_a_verb_needs_one_of_its_relations_or_the_permission_over_the_office(rule):
    state, kind = min(rule.states), min(rule.kinds)
    for relation in Relation:
        now = Situation(frozenset({relation}), state=state, kind=kind)
        if relation not in rule.who:
            assert wrong(rule.verb, now) is not None
    if rule.permission:
        over = Situation(
            frozenset({Relation.OVERSEER}), frozenset({rule.permission}), state=state, kind=kind
        )
        assert wrong(rule.verb, over) is None
        assert wrong(rule.verb, Situation(over.relations, state=state, kind=kind)) is not None


def test_nothing_but_copies_is_done_on_a_closed_case():
    for state, kind in itertools.product(TaskState, TaskKind):
        now = Situation(
            EVERYBODY, frozenset(Permission), closed=True, state=state, kind=kind, held=True
        )
        assert set(possible(now)) <= {Verb.COPY, Verb.READ}
    assert possible(Situation(EVERYBODY, frozenset(Permission), closed=True)) == ()


def test_a_halted_case_lets_nobody_decide():
    for halt, kind in itertools.product(Halt, TaskKind):
        now = Situation(EVERYBODY, frozenset(Permission), frozenset({halt}), state=TaskState.OPEN,
                        kind=kind)  # fmt: skip
        assert not {Verb.COMPLETE, Verb.RETURN, Verb.DELEGATE, Verb.URGE} & set(possible(now))


def test_each_halt_is_ended_by_its_own_verb():
    for rule in CASE_RULES:
        if rule.halt is not None:
            on = Situation(EVERYBODY, frozenset(Permission), frozenset({rule.halt}))
            off = Situation(EVERYBODY, frozenset(Permission), frozenset(set(Halt) - {rule.halt}))
            assert rule.verb in possible(on)
            assert rule.verb not in possible(off)


def test_what_another_holds_only_overseers_touch():
    now = Situation(frozenset({Relation.CANDIDATE}), state=TaskState.OPEN, held=True)
    assert possible(now) == ()
    assert RULES[Verb.TRANSFER].permission == Permission.REASSIGN


@pytest.mark.parametrize("joint", list(Joint))
@pytest.mark.parametrize("signers", [1, 2, 3, 5])
def test_the_order_in_which_all_have_signed_changes_no_agreement(joint, signers):
    need = {"one": 1, "any": 1, "ratio": signers // 2 + 1}.get(joint, signers)
    for votes in itertools.product(["agree", "refuse"], repeat=signers):
        found = decision(joint, need, votes, "agree")
        assert found in votes
        if joint in (Joint.ALL, Joint.ORDER, Joint.RATIO):
            assert (found == "agree") == (votes.count("agree") >= need)


def test_people_are_offered_what_the_table_gives_them(world):
    case = world.accepted()
    task = queries.task(world.a, world.open(case, "review").pk)
    assert offered(task, world.a) == (
        Verb.COMPLETE, Verb.CLAIM, Verb.TRANSFER, Verb.DELEGATE, Verb.ADD_SIGNER, Verb.RETURN,
        Verb.ASK_SUPPLEMENT, Verb.COPY,
    )  # fmt: skip
    assert offered(task, world.b) == ()
    assert offered(task, world.clerk) == (Verb.COPY, Verb.URGE)
    assert offered(task, world.supervisor) == (Verb.URGE, Verb.SUPERVISE)
    assert offered(task, world.applicant) == (Verb.URGE,)
    assert offered(task, world.cast.stranger) == ()
    assert offered(task.case, world.chief) == (Verb.SUSPEND, Verb.TERMINATE)
    assert offered(task.case, world.applicant) == (Verb.WITHDRAW,)
    assert offered(task.case, world.manager) == (Verb.MIGRATE,)


def test_asking_what_is_offered_reads_nothing(world, django_assert_num_queries):
    case = world.accepted()
    tasks = [queries.task(world.a, world.open(case, "review").pk)]
    people = [world.a, world.b, world.chief, world.supervisor, world.applicant]
    with django_assert_num_queries(0):
        assert [offered(task, person) for task in tasks for person in people]


def test_a_copy_is_offered_to_be_read_by_its_reader(world):
    case = world.case()
    flows.copy_to(task=world.open(case, "accept"), to=[world.b], by=world.clerk)
    copy = queries.task(world.b, Task.objects.get(case=case, kind="copy").pk)
    assert offered(copy, world.b) == (Verb.READ,)
    assert offered(copy, world.clerk) == ()
