"""What the tabs of a project's page show: its way, its investment, its permits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.domains.projects import cases
from jingkai.domains.projects.choices import ACTUAL, ORDER, PLANNED, Milestone
from jingkai.domains.projects.models import Project, ProjectDocument
from jingkai.domains.projects.queries.curves import curve_of
from jingkai.domains.projects.queries.forecasts import forecast_of
from jingkai.domains.projects.queries.work import invested, missing_words, next_milestone
from jingkai.domains.projects.rules import wording
from jingkai.domains.services.queries.building import project_view, projects_by_code
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.words import STANDINGS, TONES
from jingkai.kernel.errors import Sentence


@dataclass(frozen=True)
class Step:
    """A milestone on a project's page: its days, how it stands, and what shows it."""

    milestone: Milestone
    planned: date | None
    reached: date | None
    standing: Sentence
    tone: str
    slip: str
    documents: tuple[ProjectDocument, ...]

    @property
    def label(self) -> Sentence:
        """The milestone's name."""
        return self.milestone.label


def slip_words(planned: date | None, reached: date | None) -> str:
    """By how many days a milestone was reached before or after its plan."""
    if planned is None or reached is None:
        return ""
    days = (reached - planned).days
    if days > 0:
        return ngettext("{n} day late", "{n} days late", days).format(n=days)
    if days < 0:
        return ngettext("{n} day early", "{n} days early", -days).format(n=-days)
    return _("on the day")


def steps_of(project: Project, on: date) -> list[Step]:
    """A project's milestones with plan, fact, clock and documents."""
    documents: dict[str, list[ProjectDocument]] = {}
    for document in project.documents.order_by("issued_on", "pk"):
        documents.setdefault(document.milestone, []).append(document)
    calendar, found = calendar_of(project.zone_id), []
    for milestone in ORDER:
        planned, reached = getattr(project, PLANNED[milestone]), getattr(project, ACTUAL[milestone])
        clock = cases.milestone_deadline(project, milestone, calendar)
        standing = clock.standing(on, calendar)
        words: Sentence = STANDINGS[standing] if planned else ("" if not reached else _("reached"))
        found.append(
            Step(milestone, planned, reached, words, TONES.get(standing, ""),
                 slip_words(planned, reached), tuple(documents.get(milestone.value, ())))
        )  # fmt: skip
    return found


def progress_tab(project: Project, seat: Any) -> Mapping[str, Any]:
    """Milestones, the bars of the Gantt chart, and the forecast with its reasons."""
    on = zone_today()
    told, ahead = forecast_of(project, on), next_milestone(project)
    return {
        "project": project,
        "on": on,
        "steps": steps_of(project, on),
        "ahead": ahead.label if ahead else "",
        "missing": missing_words(project, ahead) if ahead else [],
        "verdict": wording.verdict(told),
        "reasons": list(wording.reasons(told, on)),
        "forecast": told,
    }


def curve_tab(project: Project, seat: Any) -> Mapping[str, Any]:
    """The S-curve against the plan, and the sums."""
    total, done = project.total_investment, invested(project)
    return {
        "project": project, "curve": curve_of(project), "invested": done,
        "share": done / total if total else None,
    }  # fmt: skip


def permits_tab(project: Project, seat: Any) -> Mapping[str, Any]:
    """The project's permits on one line, with their clocks, by its investment-project code."""
    on = zone_today()
    building = projects_by_code(project.zone_id, project.code).first() if project.code else None
    return {"project": project, "view": project_view(building, on) if building else None}
