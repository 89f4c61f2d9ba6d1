"""When a project will produce, by the zone's finished projects."""

from datetime import date
from typing import Any

from jingkai.domains.projects import cases
from jingkai.domains.projects.models import Project
from jingkai.domains.projects.queries.rows import projects_for
from jingkai.domains.projects.rules.forecasting import Asked, Course, Forecast, forecast

FIELDS = (
    "name", "leading_industry", "total_investment",
    *(f"{kind}{step}_on" for kind in ("", "planned_")
      for step in ("signed", "started", "structure", "equipment", "trial", "production")),
)  # fmt: skip
LOOKED_AT = 2_000
"""So many finished projects at most are compared with, the latest first."""


def course_of(project: Project) -> Course:
    """A project as the forecast sees it."""
    return Course(
        project.name, project.leading_industry, project.total_investment,
        project.reached, project.planned,
    )  # fmt: skip


def asked_on(on: date) -> Asked:
    """How forecasts are made on a day, by dated parameters."""
    return Asked(
        least=int(cases.value("comparable_least", on)),
        factor=int(cases.value("comparable_factor", on)),
        band=int(cases.value("forecast_band_percent", on)),
    )


def finished_courses(zone_id: int, on: date) -> list[Course]:
    """The zone's projects in production on a day, whichever office looks after them."""
    rows = Project.objects.filter(zone_id=zone_id, production_on__lte=on)
    return [course_of(row) for row in rows.order_by("-production_on").only(*FIELDS)[:LOOKED_AT]]


def forecast_of(project: Project, on: date) -> Forecast:
    """When a project will be put into production, as seen on a day."""
    others = [one for one in finished_courses(project.zone_id, on) if one.name != project.name]
    return forecast(course_of(project), others, on, asked_on(on))


def forecasts_for(seat: Any, on: date) -> list[tuple[Project, Forecast]]:
    """The forecasts of all projects under construction that the seat sees, the latest first."""
    finished, asked = finished_courses(seat.zone_id, on), asked_on(on)
    building = projects_for(seat).filter(started_on__lte=on, production_on__isnull=True)
    rows = [
        (project, forecast(course_of(project), finished, on, asked))
        for project in building.filter(ended_on__isnull=True, is_key=True)
    ]
    return sorted(rows, key=lambda row: -(row[1].late or 0))
