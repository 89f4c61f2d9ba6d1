from datetime import date, timedelta

import pytest

from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.errors import MoveNotOffered
from jingkai.kernel.cases.models import Case, Deadline, Suspension
from jingkai.kernel.flows import actions as flows
from jingkai.kernel.flows.actions.definitions import draft_definition, publish_definition
from jingkai.kernel.flows.errors import (
    AskedAlready,
    CannotMove,
    CaseClosed,
    DayAhead,
    DayBehind,
    DoesNotStandStill,
    NothingNamed,
    NotYours,
    OnThatVersion,
    OpinionNeeded,
    OutOfDate,
    StandsStill,
    SupervisedAlready,
    UrgedToday,
)
from jingkai.kernel.flows.models import Definition, Run, Task
from jingkai.kernel.flows.tests.world import HEARD, PLAIN, TOMORROW, seen, standing
from jingkai.kernel.notices.models import Notice


def asked(world):
    """A case whose reviewer has asked for a supplement."""
    case = world.accepted()
    flows.ask_supplement(
        task=world.open(case, "review"), items=["安全评价报告", "总平面图"], by=world.a
    )
    return case


def test_a_supplement_stops_work_and_clocks_until_it_is_in(world):
    case = asked(world)
    task = world.open(case, "review")
    assert (task.due_on, task.holder) == (None, world.a)
    assert Deadline.objects.get(task_id=task.pk).standing == "paused"
    assert Suspension.objects.get(case=case).ends_on is None
    with pytest.raises(StandsStill):
        flows.complete(task=task, outcome="agree", by=world.a)
    flows.supplement(case=case, by=world.applicant)
    task.refresh_from_db()
    assert task.due_on is not None
    assert Suspension.objects.get(case=case).ends_on == zone_today()
    flows.complete(task=task, outcome="agree", by=world.a)
    assert [told[0] for told in HEARD][1:3] == ["supplement_asked", "supplemented"]


def test_a_supplement_is_asked_for_once_and_names_everything(world):
    task = world.open(world.accepted(), "review")
    with pytest.raises(NothingNamed):
        flows.ask_supplement(task=task, items=[" "], by=world.a)
    case = asked(world)
    flows.supplement(case=case, by=world.clerk)
    with pytest.raises(AskedAlready):
        flows.ask_supplement(task=world.open(case, "review"), items=["又一份"], by=world.a)


def test_only_the_applicant_or_the_cases_office_brings_a_supplement_in(world):
    case = asked(world)
    for other in (world.a, world.stranger, world.supervisor):
        with pytest.raises(NotYours):
            flows.supplement(case=case, by=other)
    flows.supplement(case=case, by=world.colleague)
    with pytest.raises(DoesNotStandStill):
        flows.supplement(case=case, by=world.applicant)


def test_a_page_from_before_the_supplement_is_out_of_date(world):
    case = asked(world)
    before = seen(case)
    flows.supplement(case=case, by=world.applicant)
    task = world.open(case, "review")
    with pytest.raises(OutOfDate):
        flows.complete(task=task, outcome="agree", by=world.a, version=before)
    flows.complete(task=task, outcome="agree", by=world.a, version=seen(case))


def test_a_colleague_beside_does_not_make_ones_page_out_of_date(world):
    case = world.accepted("beside")
    version = seen(case)
    flows.complete(task=world.open(case, "a"), outcome="agree", by=world.a, version=version)
    flows.complete(task=world.open(case, "b"), outcome="agree", by=world.b, version=version)
    assert standing(case) == [("c", "open")]


def test_a_suspension_moves_the_days_of_open_steps_on(world, settings):
    settings.JINGKAI_TODAY = "2022-09-05"
    case = world.accepted()
    task = world.open(case, "review")
    due = task.due_on
    flows.suspend(case=case, cause="court", opinion="待法院裁定", by=world.chief)
    with pytest.raises(StandsStill):
        flows.complete(task=task, outcome="agree", by=world.a)
    settings.JINGKAI_TODAY = "2022-09-19"
    with pytest.raises(DayAhead):
        flows.resume(case=case, by=world.chief, on=zone_today() + timedelta(days=1))
    flows.resume(case=case, by=world.chief)
    task.refresh_from_db()
    assert (due, task.due_on) == (date(2022, 9, 8), date(2022, 9, 21))
    assert Deadline.objects.get(task_id=task.pk).due_on == task.due_on
    with pytest.raises(DoesNotStandStill):
        flows.resume(case=case, by=world.chief)


def test_only_who_may_suspend_within_their_reach_does(world):
    case = world.accepted()
    for other in (world.clerk, world.a, world.supervisor, world.applicant):
        with pytest.raises(NotYours):
            flows.suspend(case=case, cause="court", opinion="x", by=other)
    with pytest.raises(OpinionNeeded):
        flows.suspend(case=case, cause="court", opinion="", by=world.chief)
    world.chief.office = world.cast.community
    with pytest.raises(NotYours):
        flows.suspend(case=case, cause="court", opinion="x", by=world.chief)


def test_the_applicant_withdraws_as_long_as_the_case_lets_them(world):
    case = world.decidable()
    with pytest.raises(NotYours):
        flows.withdraw(case=case, by=world.colleague)
    flows.withdraw(case=case, by=world.applicant)
    case.refresh_from_db()
    assert (case.state, standing(case), Run.objects.get(case=case).state) == ("withdrawn", [], None)
    assert not Deadline.objects.filter(case=case, look_at__isnull=False).exists()
    with pytest.raises(CaseClosed):
        flows.withdraw(case=case, by=world.applicant)
    decided = world.decidable()
    flows.complete(task=world.open(decided, "decide"), outcome="grant", by=world.chief)
    with pytest.raises(MoveNotOffered):
        flows.withdraw(case=decided, by=world.applicant)


def test_the_office_terminates_with_a_reason(world):
    case = world.accepted()
    with pytest.raises(OpinionNeeded):
        flows.terminate(case=case, opinion="", by=world.chief)
    flows.terminate(case=case, opinion="申请人主体灭失", by=world.chief)
    assert (Case.objects.get(pk=case.pk).state, standing(case)) == ("terminated", [])


def test_a_task_is_urged_once_a_day_by_who_may(world):
    task = world.open(world.accepted(), "review")
    flows.claim(task=task, by=world.a)
    with pytest.raises(NotYours):
        flows.urge(task=task, by=world.b)
    flows.urge(task=task, by=world.applicant)
    with pytest.raises(UrgedToday):
        flows.urge(task=task, by=world.supervisor)
    assert Notice.objects.filter(code="flows.task.urged", seat=world.a).count() == 1


def test_a_supervised_task_stands_at_the_day_demanded(world):
    task = world.open(world.accepted(), "review")
    with pytest.raises(NotYours):
        flows.supervise(task=task, on=TOMORROW, by=world.chief)
    with pytest.raises(DayBehind):
        flows.supervise(task=task, on=zone_today() - timedelta(days=1), by=world.supervisor)
    flows.supervise(task=task, on=zone_today(), by=world.supervisor, opinion="群众反映强烈")
    with pytest.raises(SupervisedAlready):
        flows.supervise(task=task, on=zone_today(), by=world.supervisor)
    task.refresh_from_db()
    assert (task.supervised_on, task.sort_on) == (zone_today(), zone_today())


def second_version(world, source):
    draft = draft_definition(code="plain", name="plain", source=source, by=world.manager)
    return publish_definition(definition=draft, by=world.manager)


def test_a_running_case_keeps_its_version_until_it_is_moved(world):
    case = world.accepted()
    first = Definition.objects.get(code="plain")
    newer = second_version(world, PLAIN.replace("services_approver", "services_clerk"))
    assert Run.objects.get(case=case).definition == first
    flows.migrate(case=case, definition=newer, by=world.manager)
    flows.complete(task=world.open(case, "review"), outcome="agree", by=world.a)
    assert world.open(case, "decide").role_code == "services_clerk"
    with pytest.raises(OnThatVersion):
        flows.migrate(case=case, definition=newer, by=world.manager)


def test_a_case_does_not_move_to_a_version_without_the_step_it_stands_at(world):
    case = world.accepted()
    newer = second_version(world, PLAIN.replace('"review"', '"look"').replace(
        'sourceRef="review"', 'sourceRef="look"'))  # fmt: skip
    with pytest.raises(CannotMove, match="审查"):
        flows.migrate(case=case, definition=newer, by=world.manager)
    with pytest.raises(NotYours):
        flows.migrate(case=case, definition=newer, by=world.chief)
    assert Task.objects.get(case=case, node="review").state == "open"
