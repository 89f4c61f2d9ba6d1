"""Applications that belong together: one-thing bundles, and stages of construction projects."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import cases
from jingkai.domains.services.actions.common import is_visitor, moment_of, named, require, saved
from jingkai.domains.services.actions.drafting import save_draft
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.choices.approvals import FINISHED, UNDER_WAY, BundleState
from jingkai.domains.services.errors import NotInForce
from jingkai.domains.services.errors.approvals import (
    NotForYou,
    NotOfThisStage,
    NotOpen,
    StageNotReady,
    one_of,
)
from jingkai.domains.services.models import (
    Approval,
    Bundle,
    ConstructionProject,
    MatterVersion,
    OneThing,
    ProjectStage,
)
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.definitions import definition_of
from jingkai.domains.services.rules.approvals import spread
from jingkai.kernel.access.models import Office
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.moving import lock, move_case, open_case, recount
from jingkai.kernel.cases.past import past_of
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import put

STAGES = tuple(ConstructionStage)


@action("services.bundle.submitted", _("Applied for {subject}"))
def apply_for_one_thing(
    *, one_thing: OneThing, form: Mapping[str, Any], by: Any, key: uuid.UUID | str,
    optional: Sequence[str] = (), materials: Mapping[str, str] | None = None,
    at: datetime | None = None, **more: Any,
) -> Bundle:  # fmt: skip
    """One form, several applications, one clock to the applicant (一件事一次办).

    `optional` names the matters (by code) that are applied for only when asked; `key` makes the
    sending idempotent; `more` is what `save_draft` takes of an applicant at a counter.
    """
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.CASE_TAKE)
    moment, on = moment_of(at)
    first = Bundle.objects.filter(zone_id=by.zone_id, key=key).select_related("case").first()
    if first is not None:
        record(first, again=True)
        return first
    if one_thing.since > on or (one_thing.until is not None and one_thing.until <= on):
        raise NotOpen(name=one_thing.name, day=on)
    bundle = _open_bundle(one_thing, form, by, key, moment, more)
    for version in _versions(one_thing, optional, on):
        _apply(version, form, by, moment, {"materials": dict(materials or {}), **more},
               bundle=bundle)  # fmt: skip
    recount(bundle.case)
    bundle.due_on = _due(bundle)
    saved(bundle, "due_on")
    record(bundle, matters=one_thing.name)
    return bundle


def _open_bundle(
    one_thing: OneThing, form: Mapping[str, Any], by: Any, key: Any, at: datetime,
    more: Mapping[str, Any],
) -> Bundle:  # fmt: skip
    known = _applicant(by, more)
    case = open_case(
        kind=cases.BUNDLE, title=one_thing.name, office=one_thing.office, by=by,
        party=known["applicant"], at=at,
    )  # fmt: skip
    return put(
        Bundle(
            zone_id=by.zone_id, case=case, key=key, one_thing=one_thing, office=one_thing.office,
            promised_limit=one_thing.promised_limit, applied_on=moment_of(at)[1], **known,
        )
    )  # fmt: skip


def _applicant(by: Any, more: Mapping[str, Any]) -> dict[str, Any]:
    """Who applies for the whole: the visitor, or whom the clerk has entered."""
    if is_visitor(by):
        enterprise = by.enterprise
        return {
            "applicant_kind": "enterprise" if enterprise else "person",
            "applicant": enterprise.name if enterprise else by.name, "account": by.account,
            "person": by.person, "enterprise": enterprise, "phone": by.account.phone.plain,
            "agent": by.name if enterprise else "",
        }  # fmt: skip
    names = ("applicant_kind", "applicant", "person", "enterprise", "agent", "phone")
    return {"applicant": "", **{name: more[name] for name in names if name in more}}


def _versions(one_thing: OneThing, optional: Sequence[str], on: date) -> list[MatterVersion]:
    """The versions in force of the matters that are applied for."""
    parts = [
        part for part in one_thing.matters.select_related("matter").order_by("order", "pk")
        if not part.optional or part.matter.code in optional
    ]  # fmt: skip
    rows = MatterVersion.objects.in_force(on).filter(matter__in=[p.matter_id for p in parts])
    found = {version.matter_id: version for version in rows.select_related("matter", "office")}
    for part in parts:
        if part.matter_id not in found:
            raise NotInForce(matter=part.matter.name, day=on)
    return [found[part.matter_id] for part in parts]


def _apply(
    version: MatterVersion, form: Mapping[str, Any], by: Any, at: datetime,
    draft: Mapping[str, Any], **whole: Any,
) -> Approval:  # fmt: skip
    """One of several applications: its own fields out of the one form, its own materials."""
    from jingkai.domains.services.actions.applying import send_in

    keys = {field.key for field in definition_of(version).fields}
    own = {key: value for key, value in form.items() if key in keys}
    made = save_draft(version=version, form=own, by=by, at=at, **draft)
    return send_in(made, by=by, at=at, **whole)


def _due(bundle: Bundle) -> date | None:
    rows = [row for row in past_of(bundle.case).deadlines if row.clock == "bundle"]
    return rows[0].due_on if rows else None


def part_finished(approval: Approval, *, on: date, by: Any) -> None:
    """When the last application of a whole has its result, the whole is finished."""
    if approval.bundle_id is not None:
        _finish_bundle(approval.bundle_id, on, by)
    if approval.project_id is not None:
        _finish_stage(approval, on, by)


def _finish_bundle(pk: int, on: date, by: Any) -> None:
    bundle = Bundle.objects.select_for_update(of=("self",)).get(pk=pk)
    states = list(Approval.objects.filter(bundle=pk).values_list("state", flat=True))
    if bundle.state != BundleState.RUNNING or any(state in UNDER_WAY for state in states):
        return
    granted = all(state in FINISHED for state in states)
    bundle.case = lock(bundle.case_id)
    move_case(bundle.case, "finish" if granted else "stop", by=by)
    recount(bundle.case)
    bundle.state = BundleState.FINISHED if granted else BundleState.STOPPED
    bundle.finished_on = on
    saved(bundle, "state", "finished_on")


@action("services.construction.opened", _("Opened the construction project {subject}"))
def open_project(
    *, code: str, name: str, enterprise: Any, by: Any, office: Office | None = None,
    at: datetime | None = None,
) -> ConstructionProject:  # fmt: skip
    """Register a building project; its four stages follow one after the other."""
    require(by, Permission.PROJECT_EDIT)
    moment, on = moment_of(at)
    office = office or by.office
    case = open_case(
        kind=cases.CONSTRUCTION, title=name, office=office, by=by, party=enterprise.name, at=moment
    )
    total = int(cases.dated("construction_total_workdays").on(on).value)
    row = put(
        ConstructionProject(
            zone_id=by.zone_id, case=case, code=code, name=name, enterprise=enterprise,
            office=office, opened_on=on, promised_limit=total,
        )
    )  # fmt: skip
    record(row, code=code)
    return row


@action("services.construction.stage_begun", _("Began “{stage}” of {subject}: {matters}"))
def begin_stage(
    *, project: ConstructionProject, stage: str, versions: Sequence[MatterVersion],
    form: Mapping[str, Any], by: Any, materials: Mapping[str, str] | None = None,
    at: datetime | None = None, **more: Any,
) -> ProjectStage:  # fmt: skip
    """Open all applications of a stage together, from one form: joint acceptance (并联审批).

    The stage before must be finished. `more` names the applicant as `save_draft` takes it.
    """
    _allow_stage(project, by)
    moment, on = moment_of(at)
    stage = one_of(ConstructionStage, stage, "stage")
    _in_order(project, ConstructionStage(stage))
    limits = cases.dated("construction_stage_workdays").on(on).value
    row = put(
        ProjectStage(
            zone_id=project.zone_id, project=project, stage=stage, opened_on=on,
            limit=int(limits[stage]),
        )
    )  # fmt: skip
    known = _builder(project, by, more)
    for version in versions:
        if version.construction_stage != stage:
            raise NotOfThisStage(matter=version.name, stage=ConstructionStage(stage).label)
        _apply(version, form, by, moment, {"materials": dict(materials or {}), **known},
               project=project)  # fmt: skip
    project.stage = stage
    saved(project, "stage")
    label = ConstructionStage(stage).label
    record(project, stage=str(label), matters=named(v.name for v in versions))
    return row


def _allow_stage(project: ConstructionProject, by: Any) -> None:
    """The builder's agent, or who runs the project at the counter."""
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.PROJECT_EDIT)
    if is_visitor(by) and (by.enterprise is None or by.enterprise.pk != project.enterprise_id):
        raise NotForYou(matter=project.name, who=by.name)


def _builder(project: ConstructionProject, by: Any, more: Mapping[str, Any]) -> dict[str, Any]:
    if is_visitor(by):
        return dict(more)
    builder = {
        "applicant_kind": "enterprise", "applicant": project.enterprise.name,
        "enterprise": project.enterprise, "anywhere": True,
    }  # fmt: skip
    return {**builder, **more}


def _in_order(project: ConstructionProject, stage: ConstructionStage) -> None:
    """The stages before are finished."""
    rows = ProjectStage.objects.filter(project=project)
    done = {row.stage: row.finished_on for row in rows}
    for before in STAGES[: STAGES.index(stage)]:
        if done.get(before) is None:
            raise StageNotReady(stage=stage.label, before=before.label)


def _finish_stage(approval: Approval, on: date, by: Any) -> None:
    """All applications of the stage have their result: the stage ends, perhaps the project."""
    stage = approval.version.construction_stage
    projects = ConstructionProject.objects.select_for_update(of=("self",))
    project = projects.get(pk=approval.project_id or 0)
    row = ProjectStage.objects.filter(project=project, stage=stage).first()
    parts = list(Approval.objects.filter(project=project, version__construction_stage=stage))
    if row is None or row.finished_on or any(part.state in UNDER_WAY for part in parts):
        return
    if not any(part.state in FINISHED for part in parts):
        return
    row.finished_on, row.days_taken = on, worked(parts, on)
    saved(row, "finished_on", "days_taken")
    everything = Approval.objects.filter(project=project)
    project.days_taken = worked(list(everything), on)
    changed = ["days_taken"]
    if stage == ConstructionStage.ACCEPTANCE:
        project.finished_on = on
        changed.append("finished_on")
        project.case = lock(project.case_id)
        move_case(project.case, "finish", by=by)
    saved(project, *changed)


def worked(parts: Sequence[Approval], until: date) -> int:
    """Working days on which at least one office worked on it: from acceptance to decision."""
    windows = [(p.accepted_on, p.finished_on) for p in parts if p.accepted_on is not None]
    return spread(windows, until, calendar_of(parts[0].zone_id)) if windows else 0
