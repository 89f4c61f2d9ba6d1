"""What the registers of projects share: completing rows, guarding them, fields of verbs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from jingkai.domains.projects import cases, queries
from jingkai.domains.projects.choices import Milestone
from jingkai.domains.projects.errors import OfAnotherOffice
from jingkai.domains.projects.rules.returns import month_before, return_faults
from jingkai.domains.subjects.queries import office_of
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.errors import Sentence
from jingkai.kernel.registers.declare import Fault
from jingkai.kernel.trail.acting import acting
from jingkai.kernel.trail.history import event_model


def complete_project(values: dict[str, Any], seat: Any) -> None:
    """Whoever enters a project answers for it unless told; its number is the next one."""
    if not values.get("office") and not values.get("office_id"):
        values["office"] = office_of(seat)
    values["registered_on"] = values.get("registered_on") or zone_today()
    if not values.get("number"):
        on = values["registered_on"]
        values["number"] = next_number(zone_id=seat.zone_id, series="ZDX", on=on)


def complete_problem(values: dict[str, Any], seat: Any) -> None:
    """A problem is raised by who enters it, and solved by the project's office unless told."""
    values["raised_on"] = values.get("raised_on") or zone_today()
    values["raised_by"] = seat if seat.pk else None
    project: Any = values.get("project")
    if not values.get("office") and hasattr(project, "office"):
        values["office"] = project.office
    if not values.get("number"):
        prefix, on = cases.PROBLEM.prefix, values["raised_on"]
        values["number"] = next_number(zone_id=seat.zone_id, series=prefix, on=on)


def guard_office(record: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A seat that sees no further than its office writes its office's projects only."""
    if getattr(seat, "scope", Scope.ZONE) != Scope.OFFICE:
        return
    for office in (getattr(record, "office", None), values.get("office")):
        if office is not None and office.pk != seat.office_id:
            raise OfAnotherOffice(record=record or "", office=office.name)


def guard_part(part: Any, values: Mapping[str, Any], seat: Any) -> None:
    """What belongs to a project is changed by the project's office."""
    project = values.get("project") or getattr(part, "project", None)
    if project is not None:
        guard_office(project, {}, seat)


def guard_return(entry: Any, values: Mapping[str, Any], seat: Any) -> None:
    """A month is reported once; a return whose reporting day is past is reversed, not changed."""
    guard_part(entry, values, seat)
    on = zone_today()
    if entry.pk:
        queries.refuse_locked(entry, on)
    elif entry.month and entry.project_id:
        queries.refuse_month(entry.project, entry.month, on)


def settle_returns(returns: Sequence[Any], by: Any) -> None:
    """A locked return is not changed by a workbook either; refuses the first one that was."""
    keys = [entry.pk for entry in returns]
    if not keys:
        return
    model = type(returns[0])
    events: Any = event_model(model)._default_manager
    changed = events.filter(
        pgh_obj_id__in=keys, pgh_label="update", pgh_context_id=acting().context
    ).values_list("pgh_obj_id", flat=True)
    on = zone_today()
    for entry in model._base_manager.filter(pk__in=list(changed)).select_related("project"):
        queries.refuse_locked(entry, on)


def check_return(values: Mapping[str, Any]) -> list[Fault]:
    """The rules of returns, by the shares in force in the return's month."""
    month = values.get("month") or zone_today()
    over = cases.value("over_plan_percent", month)
    below = cases.value("below_plan_percent", month)
    return list(return_faults(values, over, below))


def yuan(label: Any, initial: Any = None) -> forms.DecimalField:
    """An amount in 元."""
    return forms.DecimalField(label=label, max_digits=20, decimal_places=2, initial=initial)


def months_to_report(project: Any) -> list[tuple[str, str]]:
    """The last months of a project that have no return, the latest first."""
    on, found = zone_today(), []
    month = on.replace(day=1)
    for _step in range(13):
        if month >= project.registered_on.replace(day=1):
            if queries.return_of(project.pk, month) is None:
                found.append((month.isoformat(), queries.month_words(month)))
        month = month_before(month)
    return found


def milestone_choices(milestones: Sequence[Milestone]) -> list[tuple[str, Sentence]]:
    """Milestones to choose from."""
    return [(milestone.value, milestone.label) for milestone in milestones]
