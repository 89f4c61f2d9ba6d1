"""Building projects from opening to joint acceptance, stage by stage (工程建设项目四阶段)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import cases
from jingkai.domains.services.actions.common import is_visitor, moment_of, named, require, saved
from jingkai.domains.services.actions.together import Handed, apply_together
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.choices.approvals import UNDER_WAY
from jingkai.domains.services.errors.approvals import (
    NotForYou,
    NotOfThisStage,
    RealNameNeeded,
    StageNotReady,
    one_of,
)
from jingkai.domains.services.errors.wholes import (
    AppliedAlready,
    BadProjectCode,
    BuilderNeeded,
    NothingChosen,
    NotOfConstruction,
    ProjectThere,
    StageFinished,
)
from jingkai.domains.services.models import (
    Approval,
    ConstructionProject,
    MatterVersion,
    ProjectStage,
)
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.building import (
    days_worked,
    granted_matters,
    leading_office,
    needed_of,
)
from jingkai.domains.services.queries.matters import matters_in_force
from jingkai.domains.services.rules.projects import CodeFault, code_fault, missing, plain_code
from jingkai.kernel.access.models import Office
from jingkai.kernel.cases.moving import lock, move_case, open_case
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import put

STAGES = tuple(ConstructionStage)
WRONG = {
    CodeFault.FORM: _("it has not the form of one"),
    CodeFault.CHECK: _("its last digit does not check"),
    CodeFault.MONTH: _("its third and fourth digit are no month"),
}


@action("services.construction.opened", _("Opened the construction project {subject}"))
def open_project(
    *, code: str, name: str, by: Any, enterprise: Any = None, office: Office | None = None,
    needed: Iterable[str] = (), at: datetime | None = None, **more: Any,
) -> ConstructionProject:  # fmt: skip
    """Register a building project; its four stages follow one after the other.

    The builder opens its own on the portal, a clerk opens one for an enterprise. `needed` are the
    numbers of the matters that it has to go through; `more`: place, floor_area, investment.
    Raises BadProjectCode, ProjectThere, BuilderNeeded, NotOfConstruction.
    """
    moment, on = moment_of(at)
    builder = _allow_opening(by, enterprise)
    code = _right_code(code, by.zone_id)
    chosen = _of_construction(needed, by.zone_id, on)
    led_by = office or (None if is_visitor(by) else by.office) or leading_office(by.zone_id, on)
    case = open_case(
        kind=cases.CONSTRUCTION, title=name, office=led_by, by=by, party=builder.name, at=moment
    )
    total = int(cases.dated("construction_total_workdays").on(on).value)
    row = put(
        ConstructionProject(
            zone_id=by.zone_id, case=case, code=code, name=name, enterprise=builder,
            office=led_by, opened_on=on, promised_limit=total, needed=chosen,
            place=str(more.get("place") or "")[:200], floor_area=more.get("floor_area"),
            investment=more.get("investment"),
        )
    )  # fmt: skip
    record(row, code=code)
    return row


def _allow_opening(by: Any, enterprise: Any) -> Any:
    """Who the builder is: the visitor's enterprise, or the one that a clerk names."""
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.PROJECT_EDIT)
    if not is_visitor(by):
        if enterprise is None:
            raise BuilderNeeded
        return enterprise
    if not by.verified:
        raise RealNameNeeded
    if by.enterprise is None:
        raise BuilderNeeded
    return by.enterprise


def _right_code(typed: str, zone_id: int) -> str:
    """The code as it is written. Raises BadProjectCode, ProjectThere."""
    code, fault = plain_code(typed), code_fault(typed)
    if fault is not None:
        raise BadProjectCode(field="code", code=code, why=WRONG[fault])
    known = ConstructionProject.objects.filter(zone_id=zone_id, code=code).first()
    if known is not None:
        raise ProjectThere(field="code", code=code, day=known.opened_on)
    return code


def _of_construction(codes: Iterable[str], zone_id: int, on: date) -> list[str]:
    """The numbers of matters of the four stages, in their order. Raises NotOfConstruction."""
    wanted = list(dict.fromkeys(codes))
    rows = matters_in_force(zone_id, on).exclude(construction_stage="")
    known = list(rows.values_list("matter__code", flat=True)) if wanted else []
    if strange := [code for code in wanted if code not in known]:
        raise NotOfConstruction(matters=named(strange))
    return [code for code in known if code in wanted]


@action("services.construction.needed_set", _("Set what {subject} has to go through: {matters}"))
def set_needed(
    *, project: ConstructionProject, needed: Iterable[str], by: Any, at: datetime | None = None
) -> ConstructionProject:
    """Change the list of matters that a project has to go through (一项目一清单)."""
    _allow_stage(project, by)
    held = ConstructionProject.objects.select_for_update(of=("self",)).get(pk=project.pk)
    on = moment_of(at)[1]
    held.needed = _of_construction(needed, by.zone_id, on)
    saved(held, "needed")
    record(held, matters=named(held.needed) or _now("what is applied for"))
    _finish_open_stages(held, on, by)
    return held


@action("services.construction.stage_begun", _("Began “{stage}” of {subject}: {matters}"))
def begin_stage(
    *, project: ConstructionProject, stage: str, versions: Sequence[MatterVersion],
    form: Mapping[str, Any], by: Any, materials: Mapping[str, str] | None = None,
    at: datetime | None = None, **more: Any,
) -> ProjectStage:  # fmt: skip
    """Apply for matters of a stage together, from one form: joint acceptance (并联审批).

    The stage before must be finished; what was left out may follow while the stage is open. `more`
    names the applicant as `save_draft` takes it, and the `files` by material.
    """
    _allow_stage(project, by)
    moment, on = moment_of(at)
    stage = one_of(ConstructionStage, stage, "stage")
    held = ConstructionProject.objects.select_for_update(of=("self",)).get(pk=project.pk)
    _in_order(held, ConstructionStage(stage))
    row = _stage_of(held, stage, on)
    _may_apply(held, stage, versions)
    handed = Handed(
        form, materials or {}, more.pop("files", {}), more.pop("joint", None),
        committed=bool(more.pop("committed", False)),
    )  # fmt: skip
    came = bool(more.pop("came_in_person", False))
    apply_together(
        versions, handed, by=by, at=moment, applicant=_builder(project, by, more), project=held,
        came_in_person=came,
    )  # fmt: skip
    project.stage = held.stage = stage
    saved(held, "stage")
    label = ConstructionStage(stage).label
    record(project, stage=str(label), matters=named(v.name for v in versions))
    return row


def _stage_of(project: ConstructionProject, stage: str, on: date) -> ProjectStage:
    """The stage, opened unless it is open. Raises StageFinished."""
    row = ProjectStage.objects.filter(project=project, stage=stage).first()
    if row is not None:
        if row.finished_on is not None:
            raise StageFinished(stage=row.get_stage_display(), day=row.finished_on)
        return row
    limits = cases.dated("construction_stage_workdays").on(on).value
    return put(
        ProjectStage(
            zone_id=project.zone_id, project=project, stage=stage, opened_on=on,
            limit=int(limits[stage]),
        )
    )  # fmt: skip


def _may_apply(
    project: ConstructionProject, stage: str, versions: Sequence[MatterVersion]
) -> None:
    if not versions:
        raise NothingChosen
    there = Approval.objects.filter(project=project, matter__in=[v.matter_id for v in versions])
    standing = {a.matter_id: a for a in there if a.state in UNDER_WAY or a.result == "granted"}
    for version in versions:
        if version.construction_stage != stage:
            raise NotOfThisStage(matter=version.name, stage=ConstructionStage(stage).label)
        if version.matter_id in standing:
            number = standing[version.matter_id].number
            raise AppliedAlready(matter=version.name, number=number)


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


def stage_part_finished(approval: Approval, on: date, by: Any) -> None:
    """An application of a project has its result: its stage may be finished with it."""
    projects = ConstructionProject.objects.select_for_update(of=("self",))
    _finish_open_stages(projects.get(pk=approval.project_id or 0), on, by)


def _finish_open_stages(project: ConstructionProject, on: date, by: Any) -> None:
    """Stages in which nothing is under way and nothing is missing end; with the last the project.

    A stage whose applications were refused stays open: they are applied for again.
    """
    open_ones = ProjectStage.objects.filter(project=project, finished_on=None).order_by("pk")
    for row in list(open_ones):
        parts = list(
            Approval.objects.filter(project=project, version__construction_stage=row.stage)
        )
        if not parts or any(part.state in UNDER_WAY for part in parts):
            continue
        if missing(needed_of(project, row.stage, parts, on), granted_matters(parts)):
            continue
        row.finished_on, row.days_taken = on, days_worked(parts, on)
        saved(row, "finished_on", "days_taken")
        _count(project, on)
        if row.stage == ConstructionStage.ACCEPTANCE:
            _finish(project, on, by)


def _count(project: ConstructionProject, on: date) -> None:
    """The working days that the whole project has taken so far."""
    everything = list(Approval.objects.filter(project=project))
    project.days_taken = days_worked(everything, on)
    saved(project, "days_taken")


def _finish(project: ConstructionProject, on: date, by: Any) -> None:
    project.finished_on = on
    saved(project, "finished_on")
    project.case = lock(project.case_id)
    move_case(project.case, "finish", by=by)
