"""Applications on their processes: three offices review in parallel, one full way, whole."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jingkai.domains.services import actions
from jingkai.domains.services.errors.approvals import NotInFull, ReasonNeeded
from jingkai.domains.services.factories import apply_online, make_version
from jingkai.domains.services.models import Certificate, JointOffice, Supplement
from jingkai.domains.subjects.factories import build_visitor
from jingkai.kernel.flows import actions as verbs
from jingkai.kernel.flows.models import Task
from jingkai.kernel.trail.acting import Machine, perform, record

MONDAY = date(2022, 3, 7)
PROCESSES = Path(__file__).parents[1] / "processes"


@pytest.fixture(autouse=True)
def on_a_monday(settings):
    settings.JINGKAI_TODAY = "2022-03-07"


def publish(cast, name):
    source = (PROCESSES / f"{name}.bpmn").read_text("utf8")
    draft = verbs.draft_definition(code=name, name=name, source=source, by=cast.services_manager)
    return verbs.publish_definition(definition=draft, by=cast.services_manager)


@pytest.fixture
def version(cast):
    publish(cast, "services_joint")
    version = make_version(
        cast.zone.pk, cast.hall, process_code="services_joint", published=False
    )

    def work():
        for order, office in enumerate((cast.bureau_a, cast.bureau_b, cast.bureau_c), 1):
            JointOffice(zone_id=cast.zone.pk, version=version, office=office, order=order).save()
        version.state, version.published_on, version.in_force_on = "published", MONDAY, MONDAY
        version.published_at = timezone.now()
        version.save()
        record(version)

    perform("services.sample.made", Machine(zone_id=cast.zone.pk), work)
    return version


@pytest.fixture
def resident(cast):
    return build_visitor(cast.zone.pk)


@pytest.fixture
def approval(version, resident):
    return apply_online(resident, version)


def open_tasks(approval):
    return {t.node: t for t in Task.objects.filter(case=approval.case_id, state="open")}


def reviews(approval):
    rows = Task.objects.filter(case=approval.case_id, node="joint_review", state="open")
    return {task.office.code: task for task in rows.select_related("office")}


def test_sending_in_brings_the_work_to_the_accepting_office(cast, approval):
    (task,) = open_tasks(approval).values()
    assert (task.node, task.office, task.role_code) == ("accept", cast.hall, "services_clerk")


def test_accepting_by_the_action_completes_the_task_and_opens_three_reviews(cast, approval):
    held = actions.accept(approval=approval, by=cast.hall_clerk)
    assert (held.state, held.accepted_on) == ("accepted", MONDAY)
    assert set(reviews(approval)) == {"bureau_a", "bureau_b", "bureau_c"}


def test_accepting_by_the_task_writes_the_same(cast, approval):
    verbs.complete(task=open_tasks(approval)["accept"], outcome="accept", by=cast.hall_clerk)
    approval.refresh_from_db()
    assert (approval.state, approval.accepted_on) == ("accepted", MONDAY)
    assert approval.promised_due_on == date(2022, 3, 14)


def test_refusing_by_the_task_needs_the_reason_as_well(cast, approval):
    with pytest.raises(ReasonNeeded):
        verbs.complete(task=open_tasks(approval)["accept"], outcome="refuse", by=cast.hall_clerk)
    verbs.complete(
        task=open_tasks(approval)["accept"], outcome="refuse", opinion="不属于本机关职权",
        by=cast.hall_clerk,
    )  # fmt: skip
    approval.refresh_from_db()
    assert approval.state == "refused"
    assert approval.case.run.finished_at is not None


def reviewed(cast, approval):
    for office, seat in (("bureau_a", cast.reviewer_a), ("bureau_b", cast.reviewer_b),
                         ("bureau_c", cast.reviewer_c)):  # fmt: skip
        verbs.complete(task=reviews(approval)[office], outcome="agree", by=seat)


def test_the_whole_way_through_a_process(cast, approval, resident):
    actions.accept(approval=approval, by=cast.hall_clerk)
    reviewed(cast, approval)
    assert set(open_tasks(approval)) == {"decide"}
    held = actions.decide(approval=approval, result="granted", by=cast.hall_chief)
    assert (held.state, held.finished_on, held.days_taken) == ("decided", MONDAY, 0)
    assert Certificate.objects.get(approval=approval).serial == approval.number
    held = actions.deliver(approval=approval, by=cast.hall_clerk)
    assert held.state == "delivered"
    assert held.case.run.finished_at is not None
    actions.rate(approval=held, level=5, by=resident)


def test_a_certificate_for_download_is_delivered_by_the_platform(cast, version, resident):
    approval = apply_online(resident, version, delivery="download")
    actions.accept(approval=approval, by=cast.hall_clerk)
    reviewed(cast, approval)
    verbs.complete(task=open_tasks(approval)["decide"], outcome="grant", by=cast.hall_chief)
    approval.refresh_from_db()
    assert approval.state == "delivered"
    assert not open_tasks(approval)


def test_a_supplement_asked_by_a_task_stands_still_until_it_is_answered(cast, approval, resident):
    task = open_tasks(approval)["accept"]
    verbs.ask_supplement(task=task, items=["场所使用证明缺签字"], by=cast.hall_clerk)
    approval.refresh_from_db()
    assert approval.state == "supplement"
    assert Supplement.objects.get(approval=approval).items[0]["name"] == "场所使用证明缺签字"
    with pytest.raises(NotInFull):
        verbs.supplement(case=approval.case, by=resident)
    actions.supplement(approval=approval, answers=["已补签"], by=resident)
    approval.refresh_from_db()
    assert approval.state == "submitted"
    assert set(open_tasks(approval)) == {"accept"}


def test_a_supplement_asked_by_the_action_stops_the_process_as_well(cast, approval, resident):
    items = [{"name": "场所使用证明", "wrong": "缺签字"}]
    actions.ask_supplement(approval=approval, items=items, by=cast.hall_clerk)
    approval.case.run.refresh_from_db()
    assert approval.case.run.asked_on == MONDAY
    assert Supplement.objects.get(approval=approval).items[0]["wrong"] == "缺签字"


def test_withdrawing_ends_the_process(cast, approval, resident):
    actions.withdraw(approval=approval, why="计划有变", by=resident)
    approval.refresh_from_db()
    assert approval.state == "withdrawn"
    assert not open_tasks(approval)


def test_a_full_case_takes_few_statements(cast, version, resident):
    counts = {}

    def counted(name, act):
        with CaptureQueriesContext(connection) as queries:
            result = act()
        counts[name] = len(queries)
        return result

    warm = apply_online(resident, version)
    actions.accept(approval=warm, by=cast.hall_clerk)
    draft = actions.save_draft(
        version=version, form={"place": "示例路1号", "area": "120"}, by=resident,
        materials={"lease": "paper", "plan": "paper"},
    )  # fmt: skip
    approval = counted("submit", lambda: actions.submit(draft=draft, by=resident))
    counted("accept", lambda: actions.accept(approval=approval, by=cast.hall_clerk))
    for office, seat in (("bureau_a", cast.reviewer_a), ("bureau_b", cast.reviewer_b),
                         ("bureau_c", cast.reviewer_c)):  # fmt: skip
        task = reviews(approval)[office]
        counted(office, lambda t=task, s=seat: verbs.complete(task=t, outcome="agree", by=s))
    decide = lambda: actions.decide(approval=approval, result="granted", by=cast.hall_chief)  # noqa: E731
    counted("decide", decide)
    counted("deliver", lambda: actions.deliver(approval=approval, by=cast.hall_clerk))
    counted("rate", lambda: actions.rate(approval=approval, level=5, by=resident))
    assert sum(counts.values()) <= 66, counts
