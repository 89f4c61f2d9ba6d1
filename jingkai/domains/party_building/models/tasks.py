"""What secretaries took upon themselves, year by year, and pairings of party and business."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.choices import TaskKind
from jingkai.domains.party_building.errors import STEP_TOO_EARLY
from jingkai.domains.party_building.models.common import OfOrganisation, of_organisation
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


@acted
class SecretaryProject(ZoneOwned):
    """A secretary's number-one project (书记一号工程), or one that a secretary leads (领办项目)."""

    number = models.CharField(_("task number"), max_length=30)
    name = models.CharField(_("number-one project"), max_length=120)
    kind = choice(_("kind"), TaskKind, default=TaskKind.LED)
    organisation = of_organisation("tasks")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, blank=True, related_name="party_tasks",
        verbose_name=_("key project"),
    )  # fmt: skip
    aim = text(_("aim"), 500)
    since = models.DateField(_("begun on"))
    finished_on = day(_("done on"))
    result = text(_("results achieved"), 500)

    objects: ClassVar = OfOrganisation["SecretaryProject"].as_manager()

    class Meta:
        verbose_name = _("number-one project")
        verbose_name_plural = _("number-one projects")
        ordering = ["number"]
        constraints = [
            once("party_task", "number",
                 sentence=_("A project with this number exists already.")),
            known("party_task", "kind", TaskKind.values),
            in_order("party_task", "since", "finished_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | ~Q(result=""),
                name="party_task_finished_has_result",
                violation_error_message=_("A finished project needs its result."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "aim", name="party_task_search"),
            *listed("party_task", "since", "kind", "organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class OfTask(ScopedQuerySet["Milestone"]):
    """Milestones are seen by the office whose secretary leads the project."""

    office_path = "task__organisation__office"


@acted
class Milestone(ZoneOwned):
    """What is to be reached of a secretary's project in a year (年度节点), by when, with proof."""

    number = models.CharField(_("milestone number"), max_length=30)
    task = models.ForeignKey(
        SecretaryProject, models.PROTECT, related_name="milestones",
        verbose_name=_("number-one project"),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("node of the year"), max_length=200)
    planned_on = models.DateField(_("planned for"))
    reached_on = day(_("reached on"))
    evidence = text(_("proof"))

    objects: ClassVar = OfTask.as_manager()

    class Meta:
        verbose_name = _("milestone of a number-one project")
        verbose_name_plural = _("milestones of number-one projects")
        ordering = ["planned_on", "pk"]
        constraints = [
            once("party_milestone", "number",
                 sentence=_("A milestone with this number exists already.")),
            models.CheckConstraint(
                condition=Q(reached_on__isnull=True) | ~Q(evidence=""),
                name="party_milestone_reached_has_evidence",
                violation_error_message=_("A milestone reached needs its evidence."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="party_milestone_search"),
            *listed("party_milestone", "planned_on", "task", "year", "reached_on"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.name}"


@acted
class Pairing(ZoneOwned):
    """Party and business joined (结对共建): an organisation with an enterprise or a project."""

    number = models.CharField(_("pairing number"), max_length=30)
    organisation = of_organisation("pairings")
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, null=True, blank=True,
        related_name="party_pairings", verbose_name=_("enterprise"),
    )  # fmt: skip
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, blank=True,
        related_name="party_pairings", verbose_name=_("key project"),
    )  # fmt: skip
    theme = models.CharField(_("party +"), max_length=120)
    work = text(_("what is done together"), 500)
    since = models.DateField(_("since"))
    until = day(_("ended from"))
    outcome = text(_("results achieved"), 500)

    objects: ClassVar = OfOrganisation["Pairing"].as_manager()

    class Meta:
        verbose_name = _("pairing of party and business")
        verbose_name_plural = _("pairings of party and business")
        ordering = ["number"]
        constraints = [
            once("party_pairing", "number",
                 sentence=_("A pairing with this number exists already.")),
            in_order("party_pairing", "since", "until", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=True) ^ Q(project__isnull=True),
                name="party_pairing_one_partner",
                violation_error_message=_(
                    "A pairing is with an enterprise or with a project, one of them."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "theme", "work", name="party_pairing_search"),
            *listed("party_pairing", "since", "organisation", "enterprise", "project"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.enterprise or self.project}"
