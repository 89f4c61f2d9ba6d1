"""The rows of circles and work that a seat may see: the zone's, with their permission."""

from typing import Any

from django.db.models import Q, QuerySet

from jingkai.domains.livelihood.models import (
    BusLine,
    EmploymentMonth,
    JobRegistration,
    PensionMonth,
    Reach,
    Residence,
    ServiceCircle,
    ServicePoint,
    Street,
    UnemploymentRegistration,
    Vacancy,
)
from jingkai.domains.livelihood.permissions import Permission
from jingkai.kernel.access.today import zone_today


def _rows(model: type[Any], seat: Any, permission: Permission) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(permission) else rows.none()


def streets_for(seat: Any) -> QuerySet[Street]:
    """Stretches of street."""
    return _rows(Street, seat, Permission.CIRCLE_VIEW)


def buses_for(seat: Any) -> QuerySet[BusLine]:
    """Bus lines."""
    return _rows(BusLine, seat, Permission.CIRCLE_VIEW)


def points_for(seat: Any) -> QuerySet[ServicePoint]:
    """Service points."""
    return _rows(ServicePoint, seat, Permission.CIRCLE_VIEW)


def public_points(actor: Any) -> QuerySet[ServicePoint]:
    """Service points that anybody may know of: those that are open, where people go for work."""
    today = zone_today()
    rows: QuerySet[ServicePoint] = ServicePoint.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=today),
        zone_id=actor.zone_id, opened_on__lte=today,
    )  # fmt: skip
    return rows


def residences_for(seat: Any) -> QuerySet[Residence]:
    """Residences."""
    return _rows(Residence, seat, Permission.CIRCLE_VIEW)


def reaches_for(seat: Any) -> QuerySet[Reach]:
    """How residences reach the nearest point."""
    return _rows(Reach, seat, Permission.CIRCLE_VIEW)


def circles_for(seat: Any) -> QuerySet[ServiceCircle]:
    """Circles of service points."""
    return _rows(ServiceCircle, seat, Permission.CIRCLE_VIEW)


def jobs_for(seat: Any) -> QuerySet[JobRegistration]:
    """New jobs in town, each of a person."""
    return _rows(JobRegistration, seat, Permission.UNEMPLOYMENT_VIEW)


def unemployed_for(seat: Any) -> QuerySet[UnemploymentRegistration]:
    """Registrations of unemployment."""
    return _rows(UnemploymentRegistration, seat, Permission.UNEMPLOYMENT_VIEW)


def vacancies_for(seat: Any) -> QuerySet[Vacancy]:
    """Vacancies of enterprises."""
    return _rows(Vacancy, seat, Permission.WORK_VIEW)


def employment_for(seat: Any) -> QuerySet[EmploymentMonth]:
    """Employment in town by month."""
    return _rows(EmploymentMonth, seat, Permission.WORK_VIEW)


def pensions_for(seat: Any) -> QuerySet[PensionMonth]:
    """Pension enrolment by community and month."""
    return _rows(PensionMonth, seat, Permission.INSURANCE_VIEW)
