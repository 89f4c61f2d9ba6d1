"""The rows of each noun of projects that a seat may see. Not yours: not there."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.projects.models import (
    Problem,
    ProblemStep,
    ProductionLine,
    Project,
    ProjectDocument,
    ProjectProduct,
    ProjectReturn,
    YearPlan,
)
from jingkai.domains.projects.permissions import Permission


def projects_for(seat: Any) -> QuerySet[Project]:
    """Projects in the seat's scope."""
    rows = Project.objects.visible_to(seat)
    return rows if seat.can(Permission.PROJECT_VIEW) else rows.none()


def lines_for(seat: Any) -> QuerySet[ProductionLine]:
    """Production lines of the projects in the seat's scope."""
    rows = ProductionLine.objects.visible_to(seat)
    return rows if seat.can(Permission.PROJECT_VIEW) else rows.none()


def products_for(seat: Any) -> QuerySet[ProjectProduct]:
    """Products of the projects in the seat's scope."""
    rows = ProjectProduct.objects.visible_to(seat)
    return rows if seat.can(Permission.PROJECT_VIEW) else rows.none()


def documents_for(seat: Any) -> QuerySet[ProjectDocument]:
    """Documents of the projects in the seat's scope."""
    rows = ProjectDocument.objects.visible_to(seat)
    return rows if seat.can(Permission.PROJECT_VIEW) else rows.none()


def returns_for(seat: Any) -> QuerySet[ProjectReturn]:
    """Monthly returns of the projects in the seat's scope."""
    rows = ProjectReturn.objects.visible_to(seat)
    return rows if seat.can(Permission.RETURN_VIEW) else rows.none()


def plans_for(seat: Any) -> QuerySet[YearPlan]:
    """Year plans of the projects in the seat's scope."""
    rows = YearPlan.objects.visible_to(seat)
    return rows if seat.can(Permission.RETURN_VIEW) else rows.none()


def problems_for(seat: Any) -> QuerySet[Problem]:
    """Problems of the projects in the seat's scope."""
    rows = Problem.objects.visible_to(seat)
    return rows if seat.can(Permission.PROBLEM_VIEW) else rows.none()


def steps_for(seat: Any) -> QuerySet[ProblemStep]:
    """Steps in solving the problems in the seat's scope."""
    rows = ProblemStep.objects.visible_to(seat)
    return rows if seat.can(Permission.PROBLEM_VIEW) else rows.none()
