"""Rows that came in by a workbook get what follows from them: cases with their courses, copies."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import batched
from typing import Any

from django.db.models import Count
from django.utils import timezone

from jingkai.domains.services import cases
from jingkai.domains.services.actions.filling import told
from jingkai.domains.services.actions.issuing import digest_of
from jingkai.domains.services.models import (
    Approval,
    Certificate,
    Rating,
    Rectification,
    Supplement,
    Visit,
)
from jingkai.domains.services.rules import histories
from jingkai.domains.services.rules.histories import Happened
from jingkai.kernel.cases.models import Case, CaseMove, Suspension
from jingkai.kernel.cases.moving import recount

STRETCH = 1_000
OPENS, MINUTES = time(9), 10
DAYS = ("applied_on", "accepted_on", "finished_on", "delivered_on", "closed_on", "result",
        "statutory_limit", "statutory_unit", "promised_limit", "promised_unit")  # fmt: skip
TOLD = ("state", "result", "closed_on", "supplemented", "promised_due_on", "silent_from",
        "days_taken")  # fmt: skip
CASE = ("number", "title", "party", "state", "office", "opened_at", "closed_at", "version", "steps")


def settle_approvals(approvals: Sequence[Approval], by: Any) -> None:
    """Each application that was entered afterwards has its case, with the moves its days tell."""
    from jingkai.domains.services.actions.settling_wholes import retell_wholes

    for stretch in batched(approvals, STRETCH):  # noqa: B911 - the last one is shorter
        _settle(stretch, by)
    retell_wholes(approvals, by)


def _settle(stretch: Sequence[Approval], by: Any) -> None:
    keys = [approval.pk for approval in stretch]
    rows = Supplement.objects.filter(approval__in=keys)
    notices = {notice.approval_id: notice for notice in rows}
    values = {a.pk: _days(a, notices.get(a.pk)) for a in stretch}
    courses = {a.pk: histories.course_of(values[a.pk]) for a in stretch}
    write_cases(
        [(a.case_id, _case(a, courses[a.pk]), courses[a.pk]) for a in stretch], by,
        [n for n in notices.values() if n.handed_in_on],
    )  # fmt: skip
    changed = []
    for approval in stretch:
        says = told(values[approval.pk], approval.zone_id)
        if any(getattr(approval, name) != says[name] for name in TOLD):
            for name in TOLD:
                setattr(approval, name, says[name])
            changed.append(approval)
    Approval.objects.bulk_update(changed, TOLD, batch_size=STRETCH)
    _count_open(stretch)


def _days(approval: Approval, notice: Supplement | None) -> dict[str, Any]:
    days = {name: getattr(approval, name) for name in DAYS}
    if notice is not None:
        days |= {"asked_on": notice.asked_on, "handed_in_on": notice.handed_in_on}
    return days


def _case(approval: Approval, course: Sequence[Happened]) -> dict[str, Any]:
    return {
        "kind": cases.APPROVAL.code, "number": approval.number, "title": approval.title,
        "party": approval.applicant, "office_id": approval.office_id,
        "ends": cases.APPROVAL.state(course[-1].target).final,
    }  # fmt: skip


def write_cases(
    rows: Iterable[tuple[int, Mapping[str, Any], Sequence[Happened]]], by: Any,
    notices: Sequence[Supplement] = (),
) -> None:  # fmt: skip
    """Cases with their moves, new or written anew: a few statements, however many there are."""
    listed = list(rows)
    keys = [key for key, _values, _course in listed]
    there = set(Case.objects.filter(pk__in=keys).values_list("pk", flat=True))
    made = {key: _row(key, values, course, by) for key, values, course in listed}
    Case.objects.bulk_create([row for key, row in made.items() if key not in there])
    known = [row for key, row in made.items() if key in there]
    Case.objects.bulk_update(known, CASE, batch_size=STRETCH)
    if there:
        CaseMove.objects.filter(case__in=there).delete()
        Suspension.objects.filter(case__in=there, cause=cases.SUPPLEMENT).delete()
    CaseMove.objects.bulk_create(
        _move(key, values["office_id"], each, nth, by)
        for key, values, course in listed
        for nth, each in enumerate(course)
    )
    _pause(notices)


def _row(key: int, values: Mapping[str, Any], course: Sequence[Happened], by: Any) -> Case:
    """A case as its course has left it."""
    given = {name: value for name, value in values.items() if name != "ends"}
    closed = _moment(course[-1], len(course) - 1) if values["ends"] else None
    return Case(
        pk=key, zone_id=by.zone_id, state=course[-1].target, opened_at=_moment(course[0], 0),
        closed_at=closed, version=len(course), steps=len(course), **given,
    )  # fmt: skip


def _move(key: int, office: int, each: Happened, nth: int, by: Any) -> CaseMove:
    return CaseMove(
        zone_id=by.zone_id, case_id=key, code=each.code, source=each.source, target=each.target,
        at=_moment(each, nth), on=each.on, seat_id=by.pk, actor=by.name, facts={"entered": True},
    )  # fmt: skip


def _moment(each: Happened, nth: int) -> datetime:
    """When on its day: what comes later in the course comes later in the day."""
    start = datetime.combine(each.on, OPENS) + timedelta(minutes=MINUTES * nth)
    return timezone.make_aware(start)


def _pause(notices: Sequence[Supplement]) -> None:
    """The days of a supplement lie outside the limits."""
    by_approval = {n.approval_id: n for n in notices}
    rows = Approval.objects.filter(pk__in=by_approval).values_list("pk", "case_id", "zone_id")
    Suspension.objects.bulk_create(
        Suspension(
            zone_id=zone, case_id=case, cause=cases.SUPPLEMENT,
            begins_on=by_approval[pk].asked_on, ends_on=by_approval[pk].handed_in_on,
        )
        for pk, case, zone in rows
    )  # fmt: skip


def _count_open(stretch: Sequence[Approval]) -> None:
    """Clocks that still run are watched; those of what is finished are told when asked for."""
    still = {a.case_id: a for a in stretch if a.closed_on is None}
    found = list(Case.objects.filter(pk__in=still))
    for case in found:
        still[case.pk].case = case
    if found:
        recount(found)


def settle_supplements(notices: Sequence[Supplement], by: Any) -> None:
    """A supplement moves the days of its application."""
    keys = {notice.approval_id for notice in notices}
    settle_approvals(list(Approval.objects.filter(pk__in=keys, historic=True)), by)


def settle_visits(visits: Sequence[Visit], by: Any) -> None:
    """How often somebody came is counted on the application."""
    for stretch in batched({visit.approval_id for visit in visits}, STRETCH):  # noqa: B911
        changed = []
        rows: Any = Approval.objects.filter(pk__in=stretch).annotate(times=Count("visited"))
        for approval in rows:
            if approval.visits != approval.times:
                approval.visits = approval.times
                changed.append(approval)
        Approval.objects.bulk_update(changed, ["visits"], batch_size=STRETCH)


def settle_rectifications(rows: Sequence[Rectification], by: Any) -> None:
    """Each rectification that was entered afterwards has its case."""
    for stretch in batched(rows, STRETCH):  # noqa: B911
        ratings = Rating.objects.select_related("approval").in_bulk([r.rating_id for r in stretch])
        listed = []
        for row in stretch:
            approval = ratings[row.rating_id].approval
            days = {
                "opened_on": row.opened_on, "answered_on": row.answered_on,
                "closed_on": row.closed_on,
            }  # fmt: skip
            course = histories.rectification_course(days)
            values = {
                "kind": cases.RECTIFICATION.code, "number": f"ZG-{approval.number}"[:32],
                "title": approval.title, "party": approval.applicant, "office_id": row.office_id,
                "ends": cases.RECTIFICATION.state(course[-1].target).final,
            }  # fmt: skip
            listed.append((row.case_id, values, course))
        write_cases(listed, by)


def settle_certificates(rows: Sequence[Certificate], by: Any) -> None:
    """A certificate that was entered has its digest."""
    for stretch in batched(rows, STRETCH):  # noqa: B911
        changed = [row for row in stretch if row.digest != digest_of(row)]
        for row in changed:
            row.digest = digest_of(row)
        Certificate.objects.bulk_update(changed, ["digest"], batch_size=STRETCH)

