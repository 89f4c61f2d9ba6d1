"""Filing a project's monthly return, and reversing one that is locked."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects import cases, queries
from jingkai.domains.projects.actions.common import require_office
from jingkai.domains.projects.errors import (
    AlreadyReversed,
    BelowZero,
    NothingToReverse,
    NotLockedYet,
    NotReversible,
    OverTotal,
)
from jingkai.domains.projects.models import Project, ProjectReturn
from jingkai.domains.projects.models.returns import month_words
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.projects.rules.faults import over_total
from jingkai.domains.projects.rules.returns import return_faults
from jingkai.kernel.cases.steps import locked, require
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.units import show


@action("projects.return.filed", _("Filed the return of {subject}: {actual}"))
def file_return(
    *, project: Project, month: date, actual: Decimal, on: date, by: Actor,
    planned: Decimal | None = None, note: str = "", progress: str = "",
) -> ProjectReturn:  # fmt: skip
    """File a project's return of a month (元); `planned` is the year plan's month unless told.

    Refused when the month has a return, has not begun or is not to be reported, and when it lies
    far from its plan or beyond the project's total without an explanation.
    """
    require(by, Permission.RETURN_EDIT)
    project = locked(project)
    require_office(by, project)
    month = month.replace(day=1)
    if planned is None:
        planned = queries.plan_of(project, month) or Decimal(0)
    queries.refuse_month(project, month, on)
    row = ProjectReturn(
        zone_id=project.zone_id, project=project, month=month, planned=planned, actual=actual,
        note=note, progress=progress, reported_on=on, reported_by=by.name,
    )  # fmt: skip
    _refuse_odd(row)
    row.full_clean(exclude=["zone"])
    row.save()
    record(row, actual=show(actual, "元"), month=month_words(month))
    return row


@action("projects.return.changed", _("Changed the return {subject}: {actual}"))
def change_return(
    *, entry: ProjectReturn, planned: Decimal, actual: Decimal, on: date, by: Actor,
    note: str = "", progress: str = "",
) -> ProjectReturn:  # fmt: skip
    """Change a return while its reporting day is not past; afterwards it is reversed."""
    require(by, Permission.RETURN_EDIT)
    entry = locked(entry)
    require_office(by, entry.project)
    queries.refuse_locked(entry, on)
    entry.planned, entry.actual, entry.note = planned, actual, note
    entry.progress, entry.reported_on, entry.reported_by = progress, on, by.name
    _refuse_odd(entry)
    entry.full_clean(exclude=["zone"])
    entry.save()
    record(entry, actual=show(actual, "元"))
    return entry


def _refuse_odd(row: ProjectReturn) -> None:
    """Nothing below zero; an explanation for what lies far from the plan or beyond the total."""
    values = {name: getattr(row, name) for name in ("month", "planned", "actual", "note")}
    over = cases.value("over_plan_percent", row.month)
    below = cases.value("below_plan_percent", row.month)
    if faults := list(return_faults(values, over, below)):
        raise Invalid(faults)
    invested = queries.invested(row.project, besides=row.month) + row.actual
    percent = cases.value("over_total_percent", row.month)
    if not row.note and over_total(invested, row.project.total_investment, percent):
        total = show(row.project.total_investment, "元")
        raise OverTotal(field="note", invested=show(invested, "元"), total=total)


@action("projects.return.reversed", _("Reversed {subject}: {was} became {actual}, because {why}"))
def reverse_return(
    *, entry: ProjectReturn, planned: Decimal, actual: Decimal, why: str, on: date, by: Actor
) -> ProjectReturn:
    """Correct a locked return: its amounts are taken out, the right ones put in, both with reason.

    Returns the row that stands from then on.
    """
    require(by, Permission.RETURN_REVERSE)
    _hold(entry)
    entry = locked(entry)
    _refuse_reversal(entry, planned, actual, on)
    same: dict[str, Any] = {
        "zone_id": entry.zone_id, "project": entry.project, "month": entry.month, "note": why,
        "reported_on": on, "reported_by": by.name,
    }  # fmt: skip
    red = ProjectReturn(
        entry=entry.entry + 1, planned=-entry.planned, actual=-entry.actual, reverses=entry, **same
    )
    blue = ProjectReturn(
        entry=entry.entry + 2, planned=planned, actual=actual, progress=entry.progress, **same
    )
    for row in (red, blue):
        row.full_clean(exclude=["zone"])
        row.save()
    was, now = show(entry.actual, "元"), show(actual, "元")
    record(blue, was=was, actual=now, why=why)
    return blue


def _hold(entry: ProjectReturn) -> None:
    """One reversal of a project's month at a time."""
    key = f"projects.return:{entry.project_id}:{entry.month}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _refuse_reversal(entry: ProjectReturn, planned: Decimal, actual: Decimal, on: date) -> None:
    facts: dict[str, Any] = {"project": entry.project, "month": month_words(entry.month)}
    if entry.reverses_id:
        raise NotReversible
    if ProjectReturn.objects.filter(reverses=entry).exists():
        raise AlreadyReversed(**facts)
    if not queries.is_locked(entry, on):
        due = queries.return_due_on(entry.zone_id, entry.month)
        raise NotLockedYet(**facts, due=due)
    if actual < 0 or planned < 0:
        raise BelowZero(field="actual", actual=show(min(actual, planned), "元"))
    if (planned, actual) == (entry.planned, entry.actual):
        shown = {"actual": show(actual, "元"), "planned": show(planned, "元")}
        raise NothingToReverse(field="actual", **shown)


