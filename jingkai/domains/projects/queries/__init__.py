"""All reads of projects, scoped to the seat that asks."""

from jingkai.domains.projects.models.returns import month_words
from jingkai.domains.projects.queries.curves import Curve, curve_of, zone_curve
from jingkai.domains.projects.queries.dispatch import (
    Dispatch,
    Planned,
    dispatch,
    first_month,
    year_plan,
)
from jingkai.domains.projects.queries.due import due_for
from jingkai.domains.projects.queries.forecasts import forecast_of, forecasts_for
from jingkai.domains.projects.queries.locking import is_locked, refuse_locked, refuse_month
from jingkai.domains.projects.queries.named import happenings, named_projects
from jingkai.domains.projects.queries.rows import (
    documents_for,
    lines_for,
    plans_for,
    problems_for,
    products_for,
    projects_for,
    returns_for,
    steps_for,
)
from jingkai.domains.projects.queries.tabs import (
    Step,
    curve_tab,
    permits_tab,
    progress_tab,
    steps_of,
)
from jingkai.domains.projects.queries.work import (
    Owed,
    invested,
    milestones_ahead,
    missing_of,
    missing_words,
    next_milestone,
    open_problems,
    owed_returns,
    plan_of,
    problem_steps,
    project_of_deal,
    return_due_on,
    return_of,
)

__all__ = [
    "Curve",
    "Dispatch",
    "Owed",
    "Planned",
    "Step",
    "curve_of",
    "curve_tab",
    "dispatch",
    "documents_for",
    "due_for",
    "first_month",
    "forecast_of",
    "forecasts_for",
    "happenings",
    "invested",
    "is_locked",
    "lines_for",
    "milestones_ahead",
    "missing_of",
    "missing_words",
    "month_words",
    "named_projects",
    "next_milestone",
    "open_problems",
    "owed_returns",
    "permits_tab",
    "plan_of",
    "plans_for",
    "problem_steps",
    "problems_for",
    "products_for",
    "progress_tab",
    "project_of_deal",
    "projects_for",
    "refuse_locked",
    "refuse_month",
    "return_due_on",
    "return_of",
    "returns_for",
    "steps_for",
    "steps_of",
    "year_plan",
    "zone_curve",
]
