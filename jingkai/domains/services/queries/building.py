"""Building projects: the four stages on one line, their clocks, and who waits for whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from jingkai.domains.services.cases import dated
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.choices.approvals import (
    FINISHED,
    UNDER_WAY,
    ApprovalState,
    MatterStanding,
    Result,
    StageStanding,
)
from jingkai.domains.services.models import (
    Approval,
    ConstructionProject,
    JointDraft,
    MatterVersion,
    ProjectStage,
)
from jingkai.domains.services.queries.joint import stage_matters
from jingkai.domains.services.queries.matters import matters_in_force
from jingkai.domains.services.queries.waiting import Wait, waits_for
from jingkai.domains.services.rules.approvals import spread
from jingkai.domains.services.rules.projects import Window, counted
from jingkai.kernel.access.models import Office
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.models import Suspension

STAGES = tuple(ConstructionStage)
TONES: Mapping[str, str] = {
    StageStanding.FINISHED: "green", StageStanding.RUNNING: "blue", StageStanding.READY: "amber",
    MatterStanding.GRANTED: "green", MatterStanding.RUNNING: "blue",
    MatterStanding.SUPPLEMENT: "amber", MatterStanding.MISSING: "amber",
    MatterStanding.AGAIN: "red",
}  # fmt: skip
"""The colour of a standing; without one it is grey."""
AMBER = 3
"""With so few working days left of what was promised, a clock is amber."""


def leading_office(zone_id: int, on: date) -> Office:
    """The office that leads a project opened on the portal: the one that gives the permit to build.

    In a zone without such a matter, the office of its first matter of construction.

    The reform of construction approvals is led by the construction authority (国办发〔2019〕11号).
    Raises MatterVersion.DoesNotExist in a zone that has no matters of construction.
    """
    rows = matters_in_force(zone_id, on).exclude(construction_stage="")
    permit = rows.filter(construction_stage=ConstructionStage.BUILDING).first()
    office: Office = (permit or rows.earliest("matter__code")).office
    return office


def days_worked(parts: Sequence[Approval], until: date) -> int:
    """Working days on which an office worked on at least one of them (并联计时).

    From acceptance to decision, without supplements and special procedures, which lie outside.
    """
    accepted = [part for part in parts if part.accepted_on is not None]
    if not accepted:
        return 0
    pauses: dict[int, list[tuple[date, date | None]]] = {}
    rows = Suspension.objects.filter(case__in=[part.case_id for part in accepted])
    for row in rows:
        pauses.setdefault(row.case_id, []).append((row.begins_on, row.ends_on))
    windows = [
        Window(p.accepted_on, p.finished_on or p.closed_on, tuple(pauses.get(p.case_id, ())))
        for p in accepted
        if p.accepted_on is not None
    ]
    return spread(counted(windows, until), until, calendar_of(accepted[0].zone_id))


def granted_matters(parts: Iterable[Approval]) -> frozenset[int]:
    """The matters of which one of these was granted."""
    return frozenset(part.matter_id for part in parts if part.result == Result.GRANTED)


def needed_of(
    project: ConstructionProject, stage: str, parts: Sequence[Approval], on: date
) -> tuple[int, ...]:
    """The matters that a stage of the project needs: by its list, or those that ran to a result."""
    if project.needed:
        offered = stage_matters(project.zone_id, stage, on)
        listed = {v.matter_id for v in offered if v.matter.code in project.needed}
    else:
        listed = {p.matter_id for p in parts if p.state in UNDER_WAY or p.state in FINISHED}
    return tuple(sorted(listed))


@dataclass(frozen=True)
class MatterLine:
    """One matter of a stage: what was applied for it, how it stands, for whom it waits."""

    version: MatterVersion
    needed: bool
    parts: tuple[Approval, ...] = ()
    waits: tuple[Wait, ...] = ()

    @property
    def part(self) -> Approval | None:
        """The application that counts: the last one."""
        return self.parts[-1] if self.parts else None

    @cached_property
    def standing(self) -> MatterStanding:
        """How the matter stands in this project."""
        part = self.part
        if any(each.result == Result.GRANTED for each in self.parts):
            return MatterStanding.GRANTED
        if part is None:
            return MatterStanding.MISSING if self.needed else MatterStanding.NOT_NEEDED
        if part.state == ApprovalState.SUPPLEMENT:
            return MatterStanding.SUPPLEMENT
        return MatterStanding.RUNNING if part.state in UNDER_WAY else MatterStanding.AGAIN

    @property
    def colour(self) -> str:
        """The colour of the standing."""
        return TONES.get(self.standing, "")

    @property
    def to_apply(self) -> bool:
        """Whether the builder has to apply for it, or to apply again."""
        return self.standing in (MatterStanding.MISSING, MatterStanding.AGAIN)


@dataclass(frozen=True)
class StageView:
    """A stage of a project on a day: its matters, its clock, whether it can be applied for."""

    stage: ConstructionStage
    row: ProjectStage | None
    lines: tuple[MatterLine, ...]
    limit: int
    used: int
    ready: bool

    @property
    def number(self) -> int:
        """Which of the four it is."""
        return STAGES.index(self.stage) + 1

    @property
    def standing(self) -> StageStanding:
        """Finished, under way, to be applied for, or still ahead."""
        if self.row is not None and self.row.finished_on is not None:
            return StageStanding.FINISHED
        if self.row is not None:
            return StageStanding.RUNNING
        return StageStanding.READY if self.ready else StageStanding.AHEAD

    @property
    def colour(self) -> str:
        """The colour of the standing."""
        return TONES.get(self.standing, "")

    @property
    def open(self) -> bool:
        """Whether one may apply in it now."""
        return self.standing in (StageStanding.RUNNING, StageStanding.READY)

    @property
    def wanted(self) -> tuple[MatterLine, ...]:
        """Its matters without those that the project doesn't need."""
        return tuple(
            line for line in self.lines if line.standing != MatterStanding.NOT_NEEDED
        )

    @property
    def missing(self) -> tuple[MatterLine, ...]:
        """What is still to be applied for."""
        return tuple(line for line in self.lines if line.to_apply)

    @property
    def granted(self) -> int:
        """How many of its matters are granted."""
        return sum(line.standing == MatterStanding.GRANTED for line in self.lines)

    @property
    def tone(self) -> str:
        """Red over the stage's limit, amber in its last days."""
        return clock_tone(self.used, self.limit, done=self.standing == StageStanding.FINISHED)


@dataclass(frozen=True)
class ProjectView:
    """A building project on a day: four stages on one line and one clock over all."""

    project: ConstructionProject
    stages: tuple[StageView, ...]
    used: int
    on: date

    @property
    def limit(self) -> int:
        """The working days that the zone promises for everything together."""
        return self.project.promised_limit

    @property
    def left(self) -> int:
        """The working days that are left; below zero when it took longer."""
        return self.limit - self.used

    @property
    def over(self) -> int:
        """By how many working days it took longer than promised."""
        return max(0, -self.left)

    @property
    def tone(self) -> str:
        """Red over the total, amber in its last days."""
        return clock_tone(self.used, self.limit, done=self.project.finished_on is not None)

    @property
    def now(self) -> StageView | None:
        """The stage that is open; none when all are finished."""
        return next((stage for stage in self.stages if stage.open), None)

    @property
    def waits(self) -> tuple[Wait, ...]:
        """For whom the project waits, in all stages."""
        lines = [line for stage in self.stages for line in stage.lines]
        return tuple(wait for line in lines for wait in line.waits)

    @property
    def parts(self) -> list[Approval]:
        """All its applications."""
        return [part for stage in self.stages for line in stage.lines for part in line.parts]


def clock_tone(used: int, limit: int, *, done: bool) -> str:
    """The colour of a clock that counts up to a limit."""
    if used > limit:
        return "red"
    if done:
        return "green"
    return "amber" if limit - used <= AMBER else "blue"


def project_view(project: ConstructionProject, on: date) -> ProjectView:
    """The project as it stands on a day."""
    return project_views([project], on)[0]


def project_views(projects: Sequence[ConstructionProject], on: date) -> list[ProjectView]:
    """Several projects, read together."""
    rows = Approval.objects.filter(project__in=[p.pk for p in projects])
    parts: dict[int, list[Approval]] = {}
    for part in rows.select_related("version__matter", "office", "case").order_by("pk"):
        parts.setdefault(part.project_id or 0, []).append(part)
    running = [p for each in parts.values() for p in each if p.state in UNDER_WAY]
    waits = waits_for(running)
    stage_rows: dict[int, dict[str, ProjectStage]] = {}
    for row in ProjectStage.objects.filter(project__in=[p.pk for p in projects]):
        stage_rows.setdefault(row.project_id, {})[row.stage] = row
    offered = _offered(projects, on)
    return [
        _view(project, stage_rows.get(project.pk, {}), parts.get(project.pk, []), waits, offered,
              on)
        for project in projects
    ]  # fmt: skip


def _offered(
    projects: Sequence[ConstructionProject], on: date
) -> dict[str, list[MatterVersion]]:
    found: dict[str, list[MatterVersion]] = {}
    if projects:
        rows = matters_in_force(projects[0].zone_id, on).exclude(construction_stage="")
        for version in rows:
            found.setdefault(version.construction_stage, []).append(version)
    return found


def _view(
    project: ConstructionProject, rows: Mapping[str, ProjectStage], parts: Sequence[Approval],
    waits: Mapping[int, tuple[Wait, ...]], offered: Mapping[str, Sequence[MatterVersion]],
    on: date,
) -> ProjectView:  # fmt: skip
    limits = dated("construction_stage_workdays").on(project.opened_on).value
    found: list[StageView] = []
    for stage in STAGES:
        row = rows.get(stage)
        own = [part for part in parts if part.version.construction_stage == stage]
        found.append(
            StageView(
                stage, row, _lines(project, own, offered.get(stage, ()), waits),
                row.limit if row else int(limits[stage]), days_worked(own, on),
                ready=all(one.standing == StageStanding.FINISHED for one in found),
            )
        )  # fmt: skip
    return ProjectView(project, tuple(found), days_worked(parts, on), on)


def _lines(
    project: ConstructionProject, parts: Sequence[Approval], offered: Sequence[MatterVersion],
    waits: Mapping[int, tuple[Wait, ...]],
) -> tuple[MatterLine, ...]:  # fmt: skip
    by_matter: dict[int, list[Approval]] = {}
    for part in parts:
        by_matter.setdefault(part.matter_id, []).append(part)
    versions = {version.matter_id: version for version in offered}
    versions |= {m: a[-1].version for m, a in by_matter.items() if m not in versions}
    return tuple(
        MatterLine(
            version, version.matter.code in project.needed, tuple(by_matter.get(matter, ())),
            tuple(w for p in by_matter.get(matter, ()) for w in waits.get(p.case_id, ())),
        )
        for matter, version in sorted(versions.items(), key=lambda one: one[1].matter.code)
    )  # fmt: skip


def projects_of(visitor: Any) -> QuerySet[ConstructionProject]:
    """The building projects of the enterprise for which the visitor acts, the newest first."""
    rows = ConstructionProject.objects.filter(zone_id=visitor.zone_id)
    mine = rows.filter(enterprise=visitor.enterprise.pk) if visitor.enterprise else rows.none()
    found: QuerySet[ConstructionProject] = mine.select_related("case", "office", "enterprise")
    return found.order_by("-pk")


def project_of(visitor: Any, number: str) -> ConstructionProject | None:
    """The visitor's project of this number."""
    return projects_of(visitor).filter(case__number=number).first()


def stage_drafts(visitor: Any, project: ConstructionProject) -> dict[str, JointDraft]:
    """What the visitor has begun to apply for in this project, by stage."""
    from jingkai.domains.services.queries.joint import joint_drafts_of

    rows = joint_drafts_of(visitor).filter(project=project).order_by("saved_at")
    return {row.stage: row for row in rows}


def construction_matters(zone_id: int, on: date) -> list[tuple[ConstructionStage, Sequence[Any]]]:
    """What a project may have to go through: the matters offered, by stage."""
    rows: dict[str, list[MatterVersion]] = {}
    for version in matters_in_force(zone_id, on).exclude(construction_stage=""):
        rows.setdefault(version.construction_stage, []).append(version)
    return [(stage, rows.get(stage, [])) for stage in STAGES]


def needed_names(codes: Collection[str], versions: Iterable[MatterVersion]) -> list[str]:
    """The names of these matters."""
    return [version.name for version in versions if version.matter.code in codes]


def projects_by_code(zone_id: int, code: str) -> QuerySet[ConstructionProject]:
    """The building projects under an investment-project code: how its permits stand (not what was
    handed in for them) is known to whoever looks after the project."""
    return ConstructionProject.objects.filter(zone_id=zone_id, code=code)
