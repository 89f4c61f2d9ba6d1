"""The projects by their names, for the number check and for an enterprise's page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.domains.projects.choices import ACTUAL, Milestone
from jingkai.domains.projects.queries.rows import projects_for
from jingkai.kernel.reports.checking.records import Attribute, NamedRecord

INVESTED = r"投资|投入|金额"
"""What stands beside a project's total investment in prose."""
OUTPUT = r"产值"
"""What stands beside the output that it expects."""


def named_projects(seat: Any) -> Iterator[NamedRecord]:
    """Each project that the seat may see, with the amounts that a report may state of it."""
    fields = ("pk", "name", "total_investment", "expected_output")
    for project in projects_for(seat).only(*fields):
        stated = (
            ("total_investment", gettext_lazy("total investment"), project.total_investment,
             INVESTED),
            ("expected_output", gettext_lazy("output expected at full production"),
             project.expected_output, OUTPUT),
        )  # fmt: skip
        yield NamedRecord(
            code=f"projects.projects/{project.pk}",
            label=project.name,
            names=(project.name,),
            attributes=tuple(
                Attribute(code, name, value, "元", words)
                for code, name, value, words in stated
                if value is not None
            ),
        )


def happenings(enterprise: Any, seat: Any) -> Iterator[tuple[date, str, str, str, int]]:
    """The milestones of an enterprise's projects: (day, what, which, register, key)."""
    for project in projects_for(seat).filter(enterprise=enterprise):
        for milestone, field in ACTUAL.items():
            if day := getattr(project, field):
                what = _("Project: {milestone}").format(milestone=Milestone(milestone).label)
                yield day, what, project.name, "projects.projects", project.pk
