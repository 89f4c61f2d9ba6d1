"""The rows that a seat may see: its office's organisations, or the whole zone's."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.party_building.models import (
    Campaign,
    CycleSlot,
    Drive,
    Education,
    EnterpriseCover,
    Finding,
    Meeting,
    MemberCount,
    Milestone,
    Organisation,
    Pairing,
    Post,
    Question,
    Reinspection,
    SecretaryProject,
    SpecialInspection,
    Visit,
)
from jingkai.domains.party_building.permissions import Permission as P


def _rows(model: type[Any], seat: Any, permission: P) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(permission) else rows.none()


def _scoped(model: type[Any], seat: Any, permission: P) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.visible_to(seat)
    return rows if seat.can(permission) else rows.none()


def organisations_for(seat: Any) -> QuerySet[Organisation]:
    """Party organisations that the seat's office keeps, or all."""
    return _scoped(Organisation, seat, P.ORGANISATION_VIEW)


def posts_for(seat: Any) -> QuerySet[Post]:
    """Posts of organisations."""
    return _scoped(Post, seat, P.ORGANISATION_VIEW)


def counts_for(seat: Any) -> QuerySet[MemberCount]:
    """Counts of members by half-year."""
    return _scoped(MemberCount, seat, P.ORGANISATION_VIEW)


def covers_for(seat: Any) -> QuerySet[EnterpriseCover]:
    """Enterprises that organisations cover."""
    return _scoped(EnterpriseCover, seat, P.ORGANISATION_VIEW)


def drives_for(seat: Any) -> QuerySet[Drive]:
    """Discussion drives: known to all who see meetings, since all take part."""
    return _rows(Drive, seat, P.MEETING_VIEW)


def meetings_for(seat: Any) -> QuerySet[Meeting]:
    """Meetings of organisations."""
    return _scoped(Meeting, seat, P.MEETING_VIEW)


def slots_for(seat: Any) -> QuerySet[CycleSlot]:
    """Meetings due of branches."""
    return _scoped(CycleSlot, seat, P.MEETING_VIEW)


def education_for(seat: Any) -> QuerySet[Education]:
    """Events of integrity education."""
    return _scoped(Education, seat, P.MEETING_VIEW)


def campaigns_for(seat: Any) -> QuerySet[Campaign]:
    """Rounds of visits: known to all who see visits."""
    return _rows(Campaign, seat, P.VISIT_VIEW)


def visits_for(seat: Any) -> QuerySet[Visit]:
    """Visits to enterprises."""
    return _scoped(Visit, seat, P.VISIT_VIEW)


def questions_for(seat: Any) -> QuerySet[Question]:
    """Questions raised at visits."""
    return _scoped(Question, seat, P.VISIT_VIEW)


def tasks_for(seat: Any) -> QuerySet[SecretaryProject]:
    """Number-one projects of secretaries."""
    return _scoped(SecretaryProject, seat, P.TASK_VIEW)


def milestones_for(seat: Any) -> QuerySet[Milestone]:
    """Milestones of number-one projects."""
    return _scoped(Milestone, seat, P.TASK_VIEW)


def pairings_for(seat: Any) -> QuerySet[Pairing]:
    """Pairings of party and business."""
    return _scoped(Pairing, seat, P.TASK_VIEW)


def inspections_for(seat: Any) -> QuerySet[SpecialInspection]:
    """Special inspections of the organisations that the seat sees."""
    return _scoped(SpecialInspection, seat, P.INSPECTION_VIEW)


def findings_for(seat: Any) -> QuerySet[Finding]:
    """What inspections found, of the organisations that the seat sees."""
    return _scoped(Finding, seat, P.INSPECTION_VIEW)


def reinspections_for(seat: Any) -> QuerySet[Reinspection]:
    """Re-inspections of what was reported as rectified."""
    return _scoped(Reinspection, seat, P.INSPECTION_VIEW)
