"""What stands in a project's way, on whose level it is solved, and the trail of solving it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects.choices import Level, ProblemKind, ProblemState, StepKind
from jingkai.domains.projects.models.common import OfProjectQuerySet, in_order
from jingkai.domains.projects.models.projects import Project
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import known
from jingkai.kernel.trail.history import acted


@acted
class Problem(ZoneOwned):
    """Something that holds a project up (项目问题), until who raised it closes it.

    Its clock runs on its level and is told from the steps; `due_on` is a stored copy for lists.
    """

    number = models.CharField(_("problem number"), max_length=30)
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="problems", verbose_name=_("project")
    )
    title = models.CharField(_("problem"), max_length=150)
    kind = models.CharField(_("kind of problem"), max_length=20, choices=ProblemKind)
    detail = models.TextField(_("what it is about"), blank=True)
    office = models.ForeignKey(
        "access.Office", models.PROTECT, related_name="+", verbose_name=_("office that solves it")
    )
    raised_by = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("raised by"),
    )  # fmt: skip
    raised_on = models.DateField(_("raised on"))
    level = models.CharField(
        _("level of the problem"), max_length=10, choices=Level, default=Level.ZONE, editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ProblemState, default=ProblemState.OPEN, editable=False
    )
    due_on = models.DateField(_("to be solved by"), null=True, editable=False)
    closed_on = models.DateField(_("problem closed on"), null=True, editable=False)

    objects: ClassVar = OfProjectQuerySet["Problem"].as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "number"], name="projects_problem_number_once",
                violation_error_message=_("A problem with this number exists already."),
            ),
            known("projects_problem", "kind", ProblemKind.values),
            known("projects_problem", "level", Level.values),
            known("projects_problem", "state", ProblemState.values),
            in_order("projects_problem", "raised_on", "closed_on",
                     _("A problem is closed after it was raised.")),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="projects_problem_closed_has_day",
                violation_error_message=_("A closed problem has the day on which it was closed."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "-raised_on", "-id"], name="projects_problem_list"),
            models.Index(fields=["zone", "state", "due_on"], name="projects_problem_due"),
        ]

    def __str__(self) -> str:
        return self.title


class OfProblemQuerySet(ScopedQuerySet["ProblemStep"]):
    """Steps, seen by who sees the project."""

    office_path = "problem__project__office"
    officer_path = "problem__project__officer"


@acted
class ProblemStep(ZoneOwned):
    """One step in solving a problem: raised, a measure, a level up, reported, closed."""

    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="steps", verbose_name=_("problem")
    )
    on = models.DateField(_("date"))
    kind = models.CharField(_("step"), max_length=20, choices=StepKind)
    content = models.CharField(_("what was done"), max_length=500, blank=True)
    seat = models.ForeignKey(
        "access.Seat", models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("who"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects: ClassVar = OfProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a problem")
        verbose_name_plural = _("steps of problems")
        ordering = ["problem", "on", "pk"]
        constraints = [known("projects_problemstep", "kind", StepKind.values)]
        indexes = [models.Index(fields=["problem", "on"], name="projects_step_trail")]

    def __str__(self) -> str:
        return f"{self.problem}: {self.get_kind_display()}"
