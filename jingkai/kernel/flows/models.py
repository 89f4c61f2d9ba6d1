"""Processes as they were published, the ways of cases through them, and the work they bring."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.cases.models import Case
from jingkai.kernel.flows.choices import DefinitionState, Halt, Joint, TaskKind, TaskState
from jingkai.kernel.trail.history import acted, acted_at_each_step


def _ref(to: str, verbose: Any = "", **more: Any) -> Any:
    options = {"null": True, "blank": True, "related_name": "+", "db_index": False, **more}
    return models.ForeignKey(to, models.PROTECT, verbose_name=verbose, **options)


@acted
class Definition(ZoneOwned):
    """One version of a process (流程版本): its BPMN 2.0 file and the DMN decisions it uses.

    A draft is edited; a published one never changes again. At most one version of a process is
    published at a time; running cases stay on theirs.
    """

    code = models.SlugField(_("process"), max_length=60)
    version = models.PositiveIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=100)
    source = models.TextField(_("BPMN file"))
    decisions = models.JSONField(_("DMN files"), default=dict, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=DefinitionState, default=DefinitionState.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    note = models.CharField(_("what changed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("process version")
        verbose_name_plural = _("process versions")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "code", "version"], name="flows_definition_version_once"
            ),
            models.UniqueConstraint(
                fields=["zone", "code"], condition=Q(state="published"),
                name="flows_definition_published_once",
            ),
            models.UniqueConstraint(
                fields=["zone", "code"], condition=Q(state="draft"),
                name="flows_definition_draft_once",
                violation_error_message=_("This process has a draft already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Run(ZoneOwned):
    """A case's way through a process version; the engine's state, dropped when it is finished.

    `passed` are the elements that were passed, in order, kept for the picture of the way; `rounds`
    how often each step was entered; `returned` what waited when the case went back to the
    applicant; `waits` the events that it waits for, `wake_at` when the first of them that is a
    time will have come. `seen_from` is the case's version at which something last concerned all of
    its work: a page older than that is out of date for every task.
    """

    case = models.OneToOneField(
        Case, models.PROTECT, primary_key=True, related_name="run", verbose_name=_("case")
    )
    definition = models.ForeignKey(
        Definition, models.PROTECT, related_name="runs", verbose_name=_("process version")
    )
    state: Any = models.JSONField(null=True, blank=True)
    passed = models.JSONField(default=list, blank=True)
    rounds = models.JSONField(default=dict, blank=True)
    returned = models.JSONField(default=list, blank=True)
    waits = models.JSONField(default=list, blank=True)
    wake_at = models.DateTimeField(null=True, blank=True)
    seen_from = models.PositiveIntegerField(default=0)
    asked_on = models.DateField(_("supplement asked for"), null=True, blank=True)
    supplemented_on = models.DateField(pgettext_lazy("task", "supplemented"), null=True, blank=True)
    suspended_on = models.DateField(pgettext_lazy("task", "suspended"), null=True, blank=True)
    suspended_for = models.CharField(_("cause"), max_length=40, blank=True)
    returned_on = models.DateField(_("returned to the applicant"), null=True, blank=True)
    finished_at = models.DateTimeField(pgettext_lazy("task", "finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("process run")
        verbose_name_plural = _("process runs")
        constraints = [
            models.CheckConstraint(
                condition=Q(supplemented_on__isnull=True) | Q(supplemented_on__gte=F("asked_on")),
                name="flows_run_supplemented_after_asked",
            )
        ]
        indexes = [
            models.Index(
                fields=["zone", "wake_at"],
                name="flows_run_wake",
                condition=Q(wake_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"

    @property
    def halts(self) -> frozenset[Halt]:
        """Why its work stands still; empty while it goes on."""
        asked = self.asked_on is not None and self.supplemented_on is None
        on = {
            Halt.SUPPLEMENT: asked,
            Halt.SUSPENDED: self.suspended_on is not None,
            Halt.RETURNED: self.returned_on is not None,
        }
        return frozenset(halt for halt, yes in on.items() if yes)


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks, seen by who sees the office that does them."""

    officer_path = "holder"


FOR_ANYBODY = Q(state="open", holder__isnull=True, seat__isnull=True)
"""To be claimed by whoever fits."""


@acted_at_each_step
class Task(ZoneOwned):
    """One piece of work on a case (任务): one signature, one opinion, one step.

    `node` is the element of the diagram, `round` how often it was entered. Candidates are whoever
    matches all of `role_code`, `office` and `seat` that are given; `holder` has claimed it (签收).
    Several tasks of one node and round are a countersigning (`joint`): the step is finished when
    `need` of them agree. `parent` is the task that a signer was added to or that was delegated,
    `after` the task whose completion brought this one. `version` is the case's from which a page
    shows it as it is; `final` says that its completion had effects which can't be taken back.
    `sort_on` orders the lists: the day it is due or demanded by, whichever is earlier.
    """

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="tasks", verbose_name=_("case"), db_index=False
    )
    node = models.CharField(max_length=100)
    engine_id = models.CharField(max_length=36, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("step"), max_length=100)
    kind = models.CharField(max_length=12, choices=TaskKind, default=TaskKind.STEP)
    joint = models.CharField(max_length=8, choices=Joint, default=Joint.ONE)
    need = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)
    role_code = models.CharField(_("role"), max_length=40, blank=True)
    office = _ref("access.Office", _("office"))
    seat = _ref("access.Seat", _("seat"))
    holder = _ref("access.Seat", _("held by"))
    parent = _ref("self")
    after = _ref("self")
    form = models.CharField(pgettext_lazy("task", "form"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    version = models.PositiveIntegerField(default=0, editable=False)
    final = models.BooleanField(default=False, editable=False)
    opened_at = models.DateTimeField(pgettext_lazy("task", "opened"))
    days = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    due_on = models.DateField(pgettext_lazy("task", "due"), null=True, blank=True)
    sort_on = models.DateField(default=date.max, editable=False)
    closed_at = models.DateTimeField(pgettext_lazy("task", "closed"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=30, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    supervised_on = models.DateField(_("supervised, to be done by"), null=True, blank=True)
    urged = models.PositiveSmallIntegerField(_("times urged"), default=0)
    urged_on = models.DateField(_("last urged"), null=True, blank=True)

    objects: ClassVar = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    sort_on=Coalesce(Least(F("due_on"), F("supervised_on")), Value(date.max))
                ),
                name="flows_task_sorted_by_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "cancelled"]) ^ Q(closed_at__isnull=True),
                name="flows_task_closed_with_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="flows_task_by_case"),
            models.Index(
                fields=["office", "role_code", "sort_on", "id"], name="flows_task_office",
                condition=FOR_ANYBODY & Q(office__isnull=False),
            ),
            models.Index(
                fields=["zone", "role_code", "sort_on", "id"], name="flows_task_role",
                condition=FOR_ANYBODY & Q(office__isnull=True),
            ),
            models.Index(
                fields=["seat", "sort_on", "id"], name="flows_task_seat",
                condition=Q(state="open", holder__isnull=True, seat__isnull=False),
            ),
            models.Index(
                fields=["holder", "sort_on", "id"], name="flows_task_holder",
                condition=Q(state="open", holder__isnull=False),
            ),
            models.Index(
                fields=["holder", "sort_on", "id"], name="flows_task_out",
                condition=Q(state__in=["waiting", "delegated"], holder__isnull=False),
            ),
            models.Index(
                fields=["holder", "-closed_at", "-id"], name="flows_task_done",
                condition=Q(state="done", holder__isnull=False),
            ),
            models.Index(
                fields=["zone", "sort_on"], name="flows_task_board",
                include=["office", "kind", "supervised_on"], condition=Q(state="open"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_copy(self) -> bool:
        """Whether it is only to be read."""
        return self.kind == TaskKind.COPY
