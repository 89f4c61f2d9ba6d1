"""Applications that belong together: one-thing bundles, and the stages of building projects."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.choices import Audience, ConstructionStage
from jingkai.domains.services.choices.approvals import BundleState, DeliveryWay
from jingkai.domains.services.models.approvals import Applicant, ref
from jingkai.domains.services.models.common import office as office_ref
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.cases.models import Case
from jingkai.kernel.registers.nouns import choice, known, text
from jingkai.kernel.trail.history import acted


@acted
class OneThing(ZoneOwned):
    """One thing in a life or a business (一件事) that takes several matters but one form."""

    code = models.SlugField(_("number of the one thing"), max_length=40)
    name = models.CharField(_("one thing"), max_length=150)
    office = office_ref(_("leading office"))
    promised_limit = models.PositiveSmallIntegerField(_("promised working days"))
    since = models.DateField(_("offered from"))
    until = models.DateField(_("offered until"), null=True, blank=True)
    note = text(_("note"))
    name_en = text(_("English name"), 200)
    summary = text(_("in one sentence"), 300)
    summary_en = text(_("in one English sentence"), 300)
    audience = choice(_("for whom"), Audience, blank=True)
    icon = text(_("icon"), 40)
    situation = ref("services.Situation", _("situation"))

    class Meta:
        verbose_name = _("one thing")
        verbose_name_plural = _("one-thing services")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "code"], name="services_onething_code_once",
                violation_error_message=_("A one-thing service with this number exists already."),
            ),
            models.CheckConstraint(
                condition=Q(promised_limit__gt=0), name="services_onething_has_limit",
                violation_error_message=_("Say within how many working days it is done."),
            ),
            known("services_onething", "audience", Audience.values, blank=True),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


@acted
class OneThingMatter(ZoneOwned):
    """A matter that belongs to one thing; `optional` ones are applied for when asked.

    `question` is what the applicant is asked to tell whether an optional one is needed.
    """

    one_thing = models.ForeignKey(
        OneThing, models.CASCADE, related_name="matters", verbose_name=_("one thing")
    )
    matter = ref("services.Matter", _("matter"), null=False, blank=False)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    optional = models.BooleanField(_("only if asked for"), default=False)
    question = text(_("question that decides it"), 200)
    question_en = text(_("question in English"), 200)

    class Meta:
        verbose_name = _("matter of one thing")
        verbose_name_plural = _("matters of one thing")
        ordering = ["one_thing", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["one_thing", "matter"], name="services_onething_matter_once",
                violation_error_message=_("The matter belongs to it already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.one_thing} · {self.matter}"


@acted
class Bundle(Applicant, ZoneOwned):
    """One application for one thing: one form, several applications, one clock (一件事办件)."""

    case = models.OneToOneField(
        Case, models.PROTECT, related_name="bundle", verbose_name=_("case")
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    number = text(_("number of the one-thing application"), 32)
    one_thing = ref("services.OneThing", _("one thing"), null=False, blank=False)
    state = models.CharField(
        _("state"), max_length=12, choices=BundleState, default=BundleState.RUNNING
    )
    form = models.JSONField(_("form"), default=dict, blank=True)
    office = office_ref(_("leading office"), db_index=False)
    promised_limit = models.PositiveSmallIntegerField(_("promised working days"))
    applied_on = models.DateField(_("applied on"))
    due_on = models.DateField(_("promised for"), null=True, blank=True, editable=False)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)

    objects: ClassVar = ScopedQuerySet["Bundle"].as_manager()

    class Meta:
        verbose_name = _("one-thing application")
        verbose_name_plural = _("one-thing applications")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "key"], name="services_bundle_key_once"),
            models.UniqueConstraint(
                fields=["zone", "number"], name="services_bundle_number_once",
                condition=~Q(number=""),
                violation_error_message=_("A one-thing application with this number exists."),
            ),
            known("services_bundle", "state", BundleState.values),
        ]
        indexes = [
            models.Index(fields=["zone", "-id"], name="services_bundle_list"),
            models.Index(fields=["zone", "finished_on"], name="services_bundle_done"),
            models.Index(
                fields=["account", "-id"], name="services_bundle_account",
                condition=Q(account__isnull=False),
            ),
            models.Index(
                fields=["enterprise", "-id"], name="services_bundle_ent",
                condition=Q(enterprise__isnull=False),
            ),
        ]  # fmt: skip

    named_by = ("one_thing",)

    def __str__(self) -> str:
        return f"{self.one_thing} {self.applicant}"


@acted
class ConstructionProject(ZoneOwned):
    """A building project on its way through the four stages of approval (工程建设项目).

    `code` is its national investment-project code (GB/T 40058-2021). Only the days on which an
    office worked count towards the promised total: from a stage's acceptance to its last decision,
    without supplements and special procedures. `needed` are the numbers of the matters that this
    project has to go through (一项目一清单); empty: what is applied for.
    """

    case = models.OneToOneField(
        Case, models.PROTECT, related_name="construction", verbose_name=_("case")
    )
    code = models.CharField(_("investment-project code"), max_length=24)
    name = models.CharField(_("project"), max_length=200)
    enterprise = ref("subjects.Enterprise", _("builder"), null=False, blank=False)
    place = text(_("building site"), 200)
    floor_area = models.DecimalField(
        _("floor area"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    investment = models.DecimalField(
        _("total investment"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    needed = models.JSONField(_("matters to go through"), default=list, blank=True)
    office = office_ref(_("leading office"), db_index=False)
    stage = models.CharField(
        _("stage"), max_length=12, choices=ConstructionStage, default=ConstructionStage.LAND
    )
    opened_on = models.DateField(_("project opened on"))
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    promised_limit = models.PositiveSmallIntegerField(_("promised working days in all"))
    days_taken = models.PositiveSmallIntegerField(
        _("working days taken"), default=0, editable=False
    )

    objects: ClassVar = ScopedQuerySet["ConstructionProject"].as_manager()

    class Meta:
        verbose_name = _("construction project")
        verbose_name_plural = _("construction projects")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "code"], name="services_construction_code_once",
                violation_error_message=_("A project with this code exists already."),
            ),
            known("services_construction", "stage", ConstructionStage.values),
            models.CheckConstraint(
                condition=Q(floor_area__isnull=True) | Q(floor_area__gte=0),
                name="services_construction_area_not_below_zero",
                violation_error_message=_("The floor area can't be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(investment__isnull=True) | Q(investment__gte=0),
                name="services_construction_investment_not_below_zero",
                violation_error_message=_("The investment can't be below zero."),
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "-id"], name="services_construction_list"),
            models.Index(fields=["enterprise", "-id"], name="services_construction_ent"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class ProjectStage(ZoneOwned):
    """One stage of a construction project: accepted together, decided together (并联审批)."""

    project = models.ForeignKey(
        ConstructionProject, models.PROTECT, related_name="stages",
        verbose_name=_("construction project"),
    )  # fmt: skip
    stage = models.CharField(_("stage"), max_length=12, choices=ConstructionStage)
    opened_on = models.DateField(_("stage opened on"))
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    limit = models.PositiveSmallIntegerField(_("promised working days"))
    days_taken = models.PositiveSmallIntegerField(_("working days taken"), null=True, blank=True)

    class Meta:
        verbose_name = _("stage of a construction project")
        verbose_name_plural = _("stages of construction projects")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage"], name="services_project_stage_once",
                violation_error_message=_("This stage is opened already."),
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | Q(finished_on__gte=F("opened_on")),
                name="services_project_stage_in_order",
                violation_error_message=_("A stage can't end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_stage_display())


@acted
class JointDraft(Applicant, ZoneOwned):
    """One form for several matters as it is typed (合并申请草稿), sent in once.

    Either for a one-thing service, or for a stage of a building project. Fields and materials that
    several matters share stand in it once; its files hang on it until it is sent in, then on each
    application that asks for them. `chosen` are the numbers of the matters that are applied for.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    one_thing = ref("services.OneThing", _("one thing"))
    project = ref("services.ConstructionProject", _("construction project"))
    stage = models.CharField(_("stage"), max_length=12, choices=ConstructionStage, blank=True)
    chosen = models.JSONField(_("matters applied for"), default=list, blank=True)
    seat = ref("access.Seat", _("taken down by"))
    form = models.JSONField(_("form"), default=dict, blank=True)
    materials = models.JSONField(_("materials"), default=dict, blank=True)
    delivery = models.CharField(
        _("way of delivery"), max_length=12, choices=DeliveryWay, default=DeliveryWay.COUNTER
    )
    address = models.CharField(_("address of delivery"), max_length=300, blank=True)
    on_commitment = models.BooleanField(_("on a commitment where it may be"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField(_("saved"))
    sent_at = models.DateTimeField(_("sent in"), null=True, blank=True)
    bundle = ref("services.Bundle", _("one-thing application"))

    class Meta:
        verbose_name = _("draft of a joint application")
        verbose_name_plural = _("drafts of joint applications")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "key"], name="services_joint_key_once"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(seat__isnull=False),
                name="services_joint_is_somebodys",
                violation_error_message=_("A draft belongs to an account or to a seat."),
            ),
            models.CheckConstraint(
                condition=Q(one_thing__isnull=False, project__isnull=True, stage="")
                | Q(one_thing__isnull=True, project__isnull=False) & ~Q(stage=""),
                name="services_joint_is_for_one_whole",
                violation_error_message=_(
                    "A joint application is for a one-thing service or for a stage of a project."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["account", "-saved_at"], name="services_joint_account",
                condition=Q(sent_at__isnull=True),
            ),
            models.Index(
                fields=["project", "stage"], name="services_joint_project",
                condition=Q(sent_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.one_thing or self.project)

    committed = False
    """A commitment stands for the materials of those matters only that may be granted on one."""
