"""Applications as offices see them: lists in their scope, one page whole, what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.domains.services.cases import dated
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.choices.approvals import FINISHED
from jingkai.domains.services.models import (
    Approval,
    ApprovalMaterial,
    Bundle,
    Certificate,
    CommitmentCheck,
    ConstructionProject,
    Counter,
    Draft,
    OneThing,
    OneThingMatter,
    ProjectStage,
    Rating,
    Slot,
    Supplement,
    Tolerance,
    Visit,
)
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.definitions import Definition, definition_of
from jingkai.domains.services.rules.approvals import usual_days
from jingkai.domains.services.rules.forms import Field
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.cases.models import CaseMove
from jingkai.kernel.cases.moving import CaseClock, clocks_of
from jingkai.kernel.files.models import Attachment
from jingkai.kernel.flows.models import Task
from jingkai.kernel.trail.prepared import Prepared

DRAFT = "services.draft"
SAMPLE = 2_000
"""How many finished applications of a matter tell how long it usually takes."""
WHOLE = ("case", "version", "matter", "office", "accepting_office", "account", "person",
         "enterprise", "bundle", "project")  # fmt: skip


def approvals_for(seat: Any) -> QuerySet[Approval]:
    """Applications in the seat's scope: those its office decides, and those it accepted."""
    rows: QuerySet[Approval] = Approval.objects.visible_to(seat)
    return rows if seat.can(Permission.CASE_VIEW) else rows.none()


def approval_for(seat: Any, pk: int) -> Approval:
    """One application, seen as well by every office that has or had a task in it.

    Raises Approval.DoesNotExist, which the doors turn into 404.
    """
    office, scope = getattr(seat, "office_id", None), getattr(seat, "scope", Scope.ZONE)
    if not seat.can(Permission.CASE_VIEW):
        raise Approval.DoesNotExist
    if office is None or scope == Scope.SUBTREE:
        found: Approval = _seen(seat, pk).get()
        return found
    return _SEEN[scope].one(pk=pk, zone=seat.zone_id, seat=seat.pk, office=office)


def _seen(seat: Any, pk: int) -> QuerySet[Approval]:
    """The application of this key, if the seat's scope or a task of its office lets it be seen."""
    rows = Approval.objects.filter(zone_id=seat.zone_id).select_related(*WHOLE)
    in_scope = Approval.objects.visible_to(seat).filter(pk=OuterRef("pk"))
    own = rows.filter(Exists(in_scope))  # one row is looked up, not the office's all
    if office := getattr(seat, "office_id", None):
        taking_part = Task.objects.filter(case=OuterRef("case"), office=office)
        own = own | rows.filter(Exists(taking_part))
    return own.filter(pk=pk)


def _prepared(scope: Scope) -> Prepared[Approval]:
    """What a seat of this scope sees, for any seat; the subtree's has a path in it."""

    def build(pk: int, zone: int, seat: int, office: int) -> QuerySet[Approval]:
        any_seat = SimpleNamespace(pk=seat, zone_id=zone, office_id=office, scope=scope)
        return _seen(any_seat, pk)

    return Prepared(build)


_SEEN = {scope: _prepared(scope) for scope in Scope if scope != Scope.SUBTREE}


def drafts_for(seat: Any) -> QuerySet[Draft]:
    """What a clerk has begun to take down and not sent in."""
    rows: QuerySet[Draft] = Draft.objects.filter(seat=seat.pk, zone_id=seat.zone_id, case=None)
    return rows.select_related("version").order_by("-saved_at")


@dataclass(frozen=True)
class Answer:
    """One field of the form with what was given; personal numbers masked unless `plain`."""

    field: Field
    value: Any
    personal: bool = False

    @property
    def label(self) -> str:
        """The field's label in the reader's language, where it has an English one."""
        return (_in_english() and self.field.label_en) or self.field.label

    @property
    def shown(self) -> str:
        """The value as people read it: a choice's label, yes or no."""
        english = _in_english()
        labels = {o.code: (english and o.label_en) or o.label for o in self.field.options}
        if isinstance(self.value, bool):
            return _("yes") if self.value else _("no")
        if isinstance(self.value, list):
            return "、".join(labels.get(one, str(one)) for one in self.value)
        return labels.get(str(self.value), "" if self.value is None else str(self.value))


def _in_english() -> bool:
    return not (get_language() or "").startswith("zh")


_MATERIALS = Prepared(
    lambda approval: ApprovalMaterial.objects.filter(approval=approval).select_related(
        "certificate", "earlier"
    )
)
_MOVES = Prepared(lambda case: CaseMove.objects.filter(case=case))
_ATTACHMENTS = Prepared(
    lambda case: Attachment.objects.filter(
        holder_type=DRAFT, holder_pk=Draft.objects.filter(case=case).values("pk")[:1], current=True
    ).select_related("file")
)


@dataclass(frozen=True)
class CasePage:
    """All that a case's page shows, read as it is asked for."""

    approval: Approval

    @property
    def definition(self) -> Definition:
        """The form and materials of its version."""
        return definition_of(self.approval.version)

    @cached_property
    def form(self) -> list[Answer]:
        """The form in its order, personal numbers masked."""
        return self._answers(self.definition.masked(self.approval.form))

    def plain_form(self) -> list[Answer]:
        """The form with personal numbers, for who may read them; the reading leaves an entry."""
        return self._answers(self.definition.opened(self.approval.form))

    def _answers(self, values: dict[str, Any]) -> list[Answer]:
        personal = self.definition.personal
        return [
            Answer(field, values[field.key], field.key in personal)
            for field in self.definition.fields
            if field.key in values
        ]

    @cached_property
    def materials(self) -> list[ApprovalMaterial]:
        """Its materials with their certificates."""
        return _MATERIALS(approval=self.approval.pk)

    @cached_property
    def attachments(self) -> dict[str, list[Attachment]]:
        """The files that were handed in, by material."""
        found: dict[str, list[Attachment]] = {}
        for row in _ATTACHMENTS(case=self.approval.case_id):
            found.setdefault(row.kind, []).append(row)
        return found

    @cached_property
    def clocks(self) -> list[CaseClock]:
        """What its clocks say now, each with its explanation."""
        return clocks_of(self.approval.case)

    @cached_property
    def moves(self) -> list[CaseMove]:
        """What happened, the oldest first."""
        return _MOVES(case=self.approval.case_id)

    @cached_property
    def supplement(self) -> Supplement | None:
        """The notice of what was to be supplemented."""
        return Supplement.objects.filter(approval=self.approval).first()

    @cached_property
    def tolerances(self) -> list[Tolerance]:
        """Materials that may follow."""
        return list(self.approval.tolerances.all()) if self.approval.tolerates else []

    @cached_property
    def certificates(self) -> list[Certificate]:
        """What was issued with it."""
        return list(self.approval.certificates.all()) if self.approval.issued_on else []

    @cached_property
    def visits(self) -> list[Visit]:
        """How often the applicant had to come."""
        return list(self.approval.visited.all()) if self.approval.visits else []

    @cached_property
    def rating(self) -> Rating | None:
        """What the applicant thought of it."""
        return Rating.objects.filter(approval=self.approval).first()

    @cached_property
    def check(self) -> CommitmentCheck | None:
        """The check of what was granted on a commitment."""
        return CommitmentCheck.objects.filter(approval=self.approval).first()

    @cached_property
    def usual(self) -> int | None:
        """Within how many working days nine in ten of this matter are done."""
        return usually(self.approval.matter_id, self.approval.applied_on)


def case_page(seat: Any, pk: int) -> CasePage:
    """The page of one application that the seat may see."""
    return CasePage(approval_for(seat, pk))


def usually(matter_id: int, on: date) -> int | None:
    """Within how many working days nine in ten of a matter's last year's cases were decided."""
    rows = Approval.objects.filter(
        matter=matter_id, state__in=FINISHED, finished_on__gt=on - timedelta(days=365),
        finished_on__lte=on,
    )  # fmt: skip
    days = rows.exclude(days_taken=None).order_by("-finished_on").values_list(
        "days_taken", flat=True
    )  # fmt: skip
    return usual_days([day for day in days[:SAMPLE] if day is not None], usual_share(on))


def usual_share(on: date) -> int:
    """How many per cent of the cases the usual duration covers."""
    return int(dated("usual_share").on(on).value)


def silent_for(seat: Any, on: date) -> QuerySet[Approval]:
    """Accepted, over the statutory limit, and still without a decision: silence is shown."""
    late = approvals_for(seat).filter(
        silent_from__isnull=False, silent_from__lte=on, finished_on=None, closed_on=None
    )
    return late.order_by("silent_from", "pk")


def tolerances_for(seat: Any) -> QuerySet[Tolerance]:
    """Materials that are to follow, of the applications that the seat sees."""
    rows = Tolerance.objects.filter(approval__in=approvals_for(seat))
    return rows.select_related("approval").order_by("due_on", "pk")


def checks_for(seat: Any) -> QuerySet[CommitmentCheck]:
    """Commitments to be checked, of the applications that the seat sees."""
    rows = CommitmentCheck.objects.filter(approval__in=approvals_for(seat))
    return rows.select_related("approval").order_by("due_on", "pk")


def supplements_for(seat: Any) -> QuerySet[Supplement]:
    """Notices to supplement, of the applications that the seat sees."""
    rows = Supplement.objects.filter(approval__in=approvals_for(seat))
    return rows.select_related("approval")


def visits_for(seat: Any) -> QuerySet[Visit]:
    """Visits of applicants, of the applications that the seat sees."""
    rows: QuerySet[Visit] = Visit.objects.filter(approval__in=approvals_for(seat))
    return rows


def bundles_for(seat: Any) -> QuerySet[Bundle]:
    """One-thing applications in the seat's scope."""
    rows: QuerySet[Bundle] = Bundle.objects.visible_to(seat)
    return rows if seat.can(Permission.CASE_VIEW) else rows.none()


def projects_for(seat: Any) -> QuerySet[ConstructionProject]:
    """Construction projects: every office of the zone works with them."""
    rows: QuerySet[ConstructionProject] = ConstructionProject.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.CASE_VIEW) else rows.none()


def project_stages_for(seat: Any) -> QuerySet[ProjectStage]:
    """The stages of the construction projects that the seat sees."""
    rows = ProjectStage.objects.filter(project__in=projects_for(seat).values("pk"))
    return rows.select_related("project")


def parts_of(whole: Bundle | ConstructionProject) -> Sequence[Approval]:
    """The applications that belong to a bundle or to a project, in their order."""
    return list(whole.approvals.select_related("version", "office").order_by("pk"))


@dataclass(frozen=True)
class StageLine:
    """One of the four stages of a building project: how it stands, and its applications."""

    stage: ConstructionStage
    row: ProjectStage | None
    parts: tuple[Approval, ...]


def stages_of(project: ConstructionProject) -> list[StageLine]:
    """The four stages in their order, those not begun as well."""
    rows = {row.stage: row for row in ProjectStage.objects.filter(project=project)}
    parts: dict[str, list[Approval]] = {}
    for part in parts_of(project):
        parts.setdefault(part.version.construction_stage, []).append(part)
    return [
        StageLine(stage, rows.get(stage), tuple(parts.get(stage, ())))
        for stage in ConstructionStage
    ]


def one_things_for(seat: Any) -> QuerySet[OneThing]:
    """The one-thing services of the zone."""
    rows: QuerySet[OneThing] = OneThing.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.MATTER_VIEW) else rows.none()


def one_thing_matters_for(seat: Any) -> QuerySet[OneThingMatter]:
    """The matters of the zone's one-thing services."""
    rows: QuerySet[OneThingMatter] = OneThingMatter.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.MATTER_VIEW) else rows.none()


def counters_for(seat: Any) -> QuerySet[Counter]:
    """The counters of the zone's places."""
    rows: QuerySet[Counter] = Counter.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.APPOINTMENT_VIEW) else rows.none()


def slots_for(seat: Any) -> QuerySet[Slot]:
    """The slots of the zone's places, full ones as well."""
    rows: QuerySet[Slot] = Slot.objects.filter(zone_id=seat.zone_id)
    rows = rows.select_related("place", "counter")
    return rows if seat.can(Permission.APPOINTMENT_VIEW) else rows.none()
