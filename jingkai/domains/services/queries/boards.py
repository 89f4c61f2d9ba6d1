"""Building projects and one-thing applications as offices look for them: what waits for whom."""

from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jingkai.domains.services.choices.approvals import ApprovalState, BundleState
from jingkai.domains.services.models import (
    Approval,
    ApprovalMaterial,
    Bundle,
    ConstructionProject,
    JointDraft,
)
from jingkai.domains.services.queries.approvals import bundles_for, projects_for


class WholeStanding(StrEnum):
    """What is looked for among the wholes."""

    RUNNING = "running"
    TO_ACCEPT = "to_accept"
    ASKED = "asked"
    FINISHED = "finished"


_STATES = {
    WholeStanding.TO_ACCEPT: ApprovalState.SUBMITTED, WholeStanding.ASKED: ApprovalState.SUPPLEMENT,
}  # fmt: skip


def find_projects(
    seat: Any, words: str = "", standing: WholeStanding | None = None
) -> QuerySet[ConstructionProject]:
    """The projects that fit, the newest first: by name, code or builder."""
    rows = projects_for(seat).select_related("case", "enterprise", "office")
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(code__icontains=words)
            | Q(enterprise__name__icontains=words) | Q(case__number__iexact=words)
        )  # fmt: skip
    if standing in _STATES:
        rows = rows.filter(_with(standing, "project"))
    elif standing is not None:
        rows = rows.filter(finished_on__isnull=standing == WholeStanding.RUNNING)
    return rows.order_by("-pk")


def find_bundles(
    seat: Any, words: str = "", standing: WholeStanding | None = None
) -> QuerySet[Bundle]:
    """The one-thing applications that fit, the newest first: by service, number or applicant."""
    rows = bundles_for(seat).select_related("case", "one_thing", "office")
    if words:
        rows = rows.filter(
            Q(number__iexact=words) | Q(applicant__icontains=words)
            | Q(one_thing__name__icontains=words)
        )  # fmt: skip
    if standing in _STATES:
        rows = rows.filter(_with(standing, "bundle"))
    elif standing == WholeStanding.RUNNING:
        rows = rows.filter(state=BundleState.RUNNING)
    elif standing is not None:
        rows = rows.exclude(state=BundleState.RUNNING)
    return rows.order_by("-pk")


def _with(standing: WholeStanding, whole: str) -> Exists:
    """One of its applications stands like this."""
    return Exists(Approval.objects.filter(state=_STATES[standing], **{whole: OuterRef("pk")}))


def taken_down(seat: Any, key: Any) -> JointDraft | None:
    """A joint application that a seat of the same office took down and handed in."""
    rows = JointDraft.objects.filter(zone_id=seat.zone_id, key=key, sent_at__isnull=False)
    if office := getattr(seat, "office_id", None):
        rows = rows.filter(seat__office=office)
    found: JointDraft | None = rows.select_related(
        "one_thing", "project__enterprise", "bundle", "seat__office"
    ).first()
    return found


def receipt_of(draft: JointDraft) -> tuple[list[Approval], list[ApprovalMaterial]]:
    """The applications that were opened from it, and what was handed in, each once."""
    rows = Approval.objects.select_related("office", "case").order_by("pk")
    if draft.bundle_id is not None:
        parts = list(rows.filter(bundle=draft.bundle_id))
    else:
        asked = rows.filter(project=draft.project_id, version__construction_stage=draft.stage)
        parts = list(asked.filter(matter__code__in=draft.chosen))
    papers: dict[str, ApprovalMaterial] = {}
    for paper in ApprovalMaterial.objects.filter(approval__in=parts).order_by("pk"):
        papers.setdefault("".join(paper.name.split()), paper)
    return parts, list(papers.values())
