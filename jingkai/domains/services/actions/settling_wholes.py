"""Building projects, stages and bundles that came in by workbooks: completed, and told anew.

A whole that was entered afterwards has a case as its applications do; how it stands follows from
theirs, whichever sheet comes in first.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from jingkai.domains.services import cases
from jingkai.domains.services.actions.filling import new_case
from jingkai.domains.services.actions.settling import write_cases
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.choices.approvals import (
    FINISHED,
    UNDER_WAY,
    ApplicantKind,
    BundleState,
)
from jingkai.domains.services.models import (
    Approval,
    Bundle,
    ConstructionProject,
    ProjectStage,
)
from jingkai.domains.services.queries.building import (
    days_worked,
    granted_matters,
    leading_office,
    needed_of,
)
from jingkai.domains.services.rules.histories import Happened
from jingkai.domains.services.rules.projects import missing
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Event, due

STAGES = tuple(ConstructionStage)
TOLD = ("stage", "days_taken", "finished_on")


def fill_project(values: dict[str, Any], seat: Any) -> None:
    """The promised total of its day, and who leads it."""
    opened_on = values.get("opened_on")
    if opened_on is None:
        return
    values["case"], values["stage"] = new_case(), ConstructionStage.LAND
    total = cases.dated("construction_total_workdays").on(opened_on).value
    values["promised_limit"], values["days_taken"] = int(total), 0
    values["office"] = values.get("office") or leading_office(seat.zone_id, opened_on)


def fill_stage(values: dict[str, Any], seat: Any) -> None:
    """The limit of the stage on the day it was opened."""
    opened_on, stage = values.get("opened_on"), values.get("stage")
    if opened_on is not None and stage:
        limits = cases.dated("construction_stage_workdays").on(opened_on).value
        values["limit"] = int(limits[str(stage)])


def fill_bundle(values: dict[str, Any], seat: Any) -> None:
    """Its limit and its leading office, as the one-thing service has them; the day promised."""
    thing, applied_on = values.get("one_thing"), values.get("applied_on")
    if thing is None or applied_on is None:
        return
    values["case"], values["state"] = new_case(), BundleState.RUNNING
    values["office"], values["promised_limit"] = thing.office, thing.promised_limit
    rule, calendar = cases.bundle_clock(thing.promised_limit), calendar_of(seat.zone_id)
    values["due_on"] = due(rule, [Event(BundleState.RUNNING, applied_on)], calendar).due_on
    if values.get("enterprise") is not None:
        values["applicant_kind"] = ApplicantKind.ENTERPRISE
    values["applicant_kind"] = values.get("applicant_kind") or ApplicantKind.PERSON


def settle_projects(projects: Sequence[ConstructionProject], by: Any) -> None:
    """Each project stands where its applications stand, and has its case."""
    retell_projects([project.pk for project in projects], by)


def settle_stages(stages: Sequence[ProjectStage], by: Any) -> None:
    """A stage that came in may end, and with the last one its project."""
    retell_projects({stage.project_id for stage in stages}, by)


def settle_bundles(bundles: Sequence[Bundle], by: Any) -> None:
    """Each bundle stands where its applications stand, and has its case."""
    retell_bundles([bundle.pk for bundle in bundles], by)


def retell_wholes(approvals: Iterable[Approval], by: Any) -> None:
    """What follows for the wholes to which these applications belong."""
    listed = list(approvals)
    if projects := {a.project_id for a in listed if a.project_id is not None}:
        retell_projects(projects, by)
    if bundles := {a.bundle_id for a in listed if a.bundle_id is not None}:
        retell_bundles(bundles, by)


def retell_projects(keys: Iterable[int], by: Any) -> None:
    """Stages, days and cases of these projects, from their applications."""
    listed = []
    for project in ConstructionProject.objects.filter(pk__in=list(keys)).order_by("pk"):
        _retell(project)
        course = [Happened("opened", "", "running", project.opened_on)]
        if project.finished_on is not None:
            course.append(Happened("finish", "running", "finished", project.finished_on))
        values = {
            "kind": cases.CONSTRUCTION.code, "number": f"GC{project.code.replace('-', '')}"[:32],
            "title": project.name, "party": project.enterprise.name[:150],
            "office_id": project.office_id, "ends": project.finished_on is not None,
        }  # fmt: skip
        listed.append((project.case_id, values, course))
    write_cases(listed, by)


def _retell(project: ConstructionProject) -> None:
    parts = list(
        Approval.objects.filter(project=project).select_related("version").order_by("pk")
    )
    rows = {row.stage: row for row in ProjectStage.objects.filter(project=project)}
    project.stage = next((s for s in reversed(STAGES) if s in rows), ConstructionStage.LAND)
    for stage, row in rows.items():
        own = [part for part in parts if part.version.construction_stage == stage]
        row.finished_on = _ended(project, stage, own)
        row.days_taken = days_worked(own, row.finished_on) if row.finished_on else None
    ProjectStage.objects.bulk_update(rows.values(), ["finished_on", "days_taken"])
    ended = [row.finished_on for row in rows.values() if row.finished_on]
    project.days_taken = days_worked(parts, max(ended)) if ended else 0
    last = rows.get(ConstructionStage.ACCEPTANCE)
    project.finished_on = last.finished_on if last is not None else None
    ConstructionProject.objects.bulk_update([project], TOLD)


def _ended(project: ConstructionProject, stage: str, parts: Sequence[Approval]) -> date | None:
    """The day of the last decision, when nothing is under way and nothing is missing."""
    if not parts or any(part.state in UNDER_WAY for part in parts):
        return None
    ended = max((p.finished_on or p.closed_on or p.applied_on) for p in parts)
    if missing(needed_of(project, stage, parts, ended), granted_matters(parts)):
        return None
    return ended


def retell_bundles(keys: Iterable[int], by: Any) -> None:
    """States, days and cases of these bundles, from their applications."""
    listed = []
    for bundle in Bundle.objects.filter(pk__in=list(keys)).select_related("one_thing"):
        parts = list(Approval.objects.filter(bundle=bundle))
        bundle.state, bundle.finished_on = _stands(parts)
        Bundle.objects.bulk_update([bundle], ["state", "finished_on"])
        course = [Happened("opened", "", str(BundleState.RUNNING), bundle.applied_on)]
        if bundle.finished_on is not None:
            code = "finish" if bundle.state == BundleState.FINISHED else "stop"
            course.append(
                Happened(code, str(BundleState.RUNNING), str(bundle.state), bundle.finished_on)
            )
        values = {
            "kind": cases.BUNDLE.code, "number": bundle.number, "title": bundle.one_thing.name,
            "party": bundle.applicant, "office_id": bundle.office_id,
            "ends": bundle.finished_on is not None,
        }  # fmt: skip
        listed.append((bundle.case_id, values, course))
    write_cases(listed, by)


def _stands(parts: Sequence[Approval]) -> tuple[BundleState, date | None]:
    if not parts or any(part.state in UNDER_WAY for part in parts):
        return BundleState.RUNNING, None
    granted = all(part.state in FINISHED for part in parts)
    ended = max((p.finished_on or p.closed_on or p.applied_on) for p in parts)
    return (BundleState.FINISHED if granted else BundleState.STOPPED), ended
