"""What belongs to a project: its production lines, its products, its documents."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects.choices import Link, Milestone
from jingkai.domains.projects.models.common import OfProjectQuerySet, amount, in_order
from jingkai.domains.projects.models.projects import Project
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import known, not_negative
from jingkai.kernel.trail.history import acted


@acted
class ProductionLine(ZoneOwned):
    """A production line of a project with its designed capacity (生产线), in 吨 a year.

    Capacity is formed while the line is in production.
    """

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="lines", verbose_name=_("project")
    )
    number = models.PositiveSmallIntegerField(_("line no."))
    product = models.CharField(_("product"), max_length=80)
    link = models.CharField(
        _("place on the chain"), max_length=20, choices=Link, default=Link.OTHER
    )
    capacity = amount(_("designed capacity a year"))
    producing_on = models.DateField(_("in production since"), null=True, blank=True)
    stopped_on = models.DateField(_("out of production since"), null=True, blank=True)

    objects: ClassVar = OfProjectQuerySet["ProductionLine"].as_manager()

    class Meta:
        verbose_name = _("production line")
        verbose_name_plural = _("production lines")
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="projects_line_number_once",
                violation_error_message=_("The project has a line with this number already."),
            ),
            known("projects_line", "link", Link.values),
            *not_negative("projects_line", "capacity"),
            in_order("projects_line", "producing_on", "stopped_on",
                     _("The line stopped before it produced.")),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(producing_on__isnull=False),
                name="projects_line_stops_after_producing",
                violation_error_message=_("The line stopped before it produced."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["zone", "project", "number"], name="projects_line_list"),
            models.Index(fields=["zone", "link", "producing_on"], name="projects_line_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.number}# {self.product}"


@acted
class ProjectProduct(ZoneOwned):
    """Something that a project will make (产品)."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="products", verbose_name=_("project")
    )
    name = models.CharField(_("product"), max_length=80)
    use = models.CharField(_("used for"), max_length=150, blank=True)

    objects: ClassVar = OfProjectQuerySet["ProjectProduct"].as_manager()

    class Meta:
        verbose_name = _("project product")
        verbose_name_plural = _("project products")
        ordering = ["project", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"], name="projects_product_once",
                violation_error_message=_("The project has this product already."),
            )
        ]
        indexes = [models.Index(fields=["zone", "project", "name"], name="projects_product_list")]

    def __str__(self) -> str:
        return self.name


@acted
class ProjectDocument(ZoneOwned):
    """A document that shows that a milestone was reached (项目佐证); files hang on it."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="documents", verbose_name=_("project")
    )
    milestone = models.CharField(_("milestone"), max_length=20, choices=Milestone)
    title = models.CharField(_("document"), max_length=200)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    issued_on = models.DateField(_("dated"))

    objects: ClassVar = OfProjectQuerySet["ProjectDocument"].as_manager()

    class Meta:
        verbose_name = _("project document")
        verbose_name_plural = _("project documents")
        ordering = ["project", "issued_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "milestone", "title"], name="projects_document_once",
                violation_error_message=_("This document is recorded already."),
            ),
            known("projects_document", "milestone", Milestone.values),
        ]
        indexes = [models.Index(fields=["zone", "-id"], name="projects_document_list")]

    def __str__(self) -> str:
        return self.title
