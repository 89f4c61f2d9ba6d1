"""What was to be invested and what was, project by project and month by month."""

from datetime import date
from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects.choices import EntryKind
from jingkai.domains.projects.models.common import OfProjectQuerySet, amount
from jingkai.domains.projects.models.projects import Project
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.trail.history import acted

MONTHS = tuple(f"month_{number:02d}" for number in range(1, 13))

FIXED = """
    if tg_op <> 'INSERT' and (old.entry > 0 or exists (
            select 1 from projects_projectreturn where reverses_id = old.id))
    then raise exception 'a reversed return and its reversal stay as they are'
        using errcode = 'check_violation', constraint = 'projects_return_reversed_stays';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
"""
"""Whatever door a change comes through: what was reversed, and the reversal, are never touched."""


def month_words(month: date) -> str:
    """A month as a reader says it: 2022年3月."""
    return str(date_format(month, "YEAR_MONTH_FORMAT"))


@acted
class ProjectReturn(ZoneOwned):
    """A month's investment of one project (项目月报), in 元.

    The return itself has `entry` 0. After its reporting day it is corrected only by reversal
    (冲销): a row with the opposite amounts (odd `entry`) that `reverses` it, and the row that
    replaces it (the next even one). A month's amount is the sum of its rows.
    """

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="returns", verbose_name=_("project")
    )
    month = models.DateField(_("month"), help_text=_("The first day of the month."))
    entry = models.PositiveSmallIntegerField(_("entry no."), default=0, editable=False)
    planned = amount(_("planned investment"))
    actual = amount(_("completed investment"))
    note = models.CharField(_("explanation"), max_length=500, blank=True)
    progress = models.CharField(_("progress on site"), max_length=300, blank=True)
    reported_on = models.DateField(_("reported on"), default=timezone.localdate)
    reported_by = models.CharField(_("reported by"), max_length=100, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="reversed_by",
        verbose_name=_("reverses"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects: ClassVar = OfProjectQuerySet["ProjectReturn"].as_manager()

    class Meta:
        verbose_name = _("project return")
        verbose_name_plural = _("project returns")
        ordering = ["-month", "project", "entry"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="reversed_stays", when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete, func=FIXED,
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["project", "month", "entry"], name="projects_return_once_a_month",
                violation_error_message=_("This project has a return for this month already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="projects_return_for_a_month",
                violation_error_message=_("A return is for a whole month."),
            ),
            models.CheckConstraint(
                condition=Q(reported_on__gte=F("month")), name="projects_return_after_its_month",
                violation_error_message=_("It was reported before its month began."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, planned__gte=0, actual__gte=0)
                | Q(reverses__isnull=False, planned__lte=0, actual__lte=0, entry__gt=0),
                name="projects_return_sign",
                violation_error_message=_("Only a reversal is below zero."),
            ),
            models.CheckConstraint(
                condition=Q(entry=0) | ~Q(note=""), name="projects_return_reversal_has_reason",
                violation_error_message=_("A reversal needs its reason."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["zone", "-month", "project", "entry"], name="projects_return_list"
            ),
            models.Index(
                fields=["zone", "month"], include=["project", "planned", "actual"],
                name="projects_return_sums",
            ),
            models.Index(
                fields=["project", "month"], include=["planned", "actual"],
                name="projects_return_curve",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        tail = f" #{self.entry}" if self.entry else ""
        return f"{self.project} {month_words(self.month)}{tail}"

    @property
    def kind(self) -> EntryKind:
        """Whether it is the return, a reversal, or what replaced it."""
        if self.entry == 0:
            return EntryKind.RETURN
        return EntryKind.REVERSAL if self.reverses_id else EntryKind.REPLACEMENT


TOTAL = f"new.total := {' + '.join(f'new.{month}' for month in MONTHS)}; return new;"


def _month(number: int) -> Any:
    return amount(format_lazy(_("month {number}"), number=number), default=0)


@acted
class YearPlan(ZoneOwned):
    """What a project is to invest in a year, month by month (年度投资计划), in 元."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="year_plans", verbose_name=_("project")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    goal = models.CharField(_("goal of the year"), max_length=300, blank=True)
    filed_on = models.DateField(_("filed on"), default=timezone.localdate)
    month_01, month_02, month_03 = _month(1), _month(2), _month(3)
    month_04, month_05, month_06 = _month(4), _month(5), _month(6)
    month_07, month_08, month_09 = _month(7), _month(8), _month(9)
    month_10, month_11, month_12 = _month(10), _month(11), _month(12)
    total = amount(_("planned for the year"), default=0, editable=False)

    objects: ClassVar = OfProjectQuerySet["YearPlan"].as_manager()

    class Meta:
        verbose_name = _("year plan")
        verbose_name_plural = _("year plans")
        ordering = ["-year", "project"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="total", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=TOTAL,
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year"], name="projects_plan_once_a_year",
                violation_error_message=_("This project has a plan for this year already."),
            ),
            models.CheckConstraint(
                condition=Q(**{f"{month}__gte": 0 for month in MONTHS}),
                name="projects_plan_not_negative",
                violation_error_message=_("A month's plan can't be below zero."),
            ),
        ]
        indexes = [models.Index(fields=["zone", "-year", "project"], name="projects_plan_list")]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"
