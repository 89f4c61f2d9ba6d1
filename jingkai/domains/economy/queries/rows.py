"""The rows that a seat may see: the zone's, with the permission of their kind."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.economy.models import EnterpriseMonth, EnterpriseYear, Relief, Statement
from jingkai.domains.economy.permissions import Permission


def _rows(model: type[Any], seat: Any, permission: Permission) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(permission) else rows.none()


def reliefs_for(seat: Any) -> QuerySet[Relief]:
    """Uses of relief measures."""
    return _rows(Relief, seat, Permission.RELIEF_VIEW)


def enterprise_months_for(seat: Any) -> QuerySet[EnterpriseMonth]:
    """Months of single enterprises, which are confidential."""
    return _rows(EnterpriseMonth, seat, Permission.ENTERPRISE_READ)


def enterprise_years_for(seat: Any) -> QuerySet[EnterpriseYear]:
    """Years of single enterprises, which are confidential."""
    return _rows(EnterpriseYear, seat, Permission.ENTERPRISE_READ)


def statements_for(seat: Any) -> QuerySet[Statement]:
    """Statements for the national evaluation."""
    return _rows(Statement, seat, Permission.STATEMENT_VIEW)
