"""Jobs taken up, the unemployed, vacancies, and employment by month."""

from typing import Any, ClassVar

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices import (
    Education,
    EndReason,
    JobForm,
    JobOrigin,
    LossReason,
    TravelMode,
    WorkKind,
)
from jingkai.domains.livelihood.errors import STEP_TOO_EARLY
from jingkai.domains.livelihood.models.circles import Residence
from jingkai.domains.livelihood.models.common import community, placed
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.geo.fields import ShapeIndex
from jingkai.kernel.registers.derived import DerivedWord
from jingkai.kernel.registers.nouns import (
    amount,
    choice,
    day,
    in_order,
    known,
    listed,
    not_negative,
    once,
    text,
)
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted


def _year(job: Any) -> str:
    return str(job.registered_on)[:4]


@acted
class JobRegistration(ZoneOwned):
    """Somebody newly at work in town (城镇新增就业), as registered under their own number.

    The number is sealed and serves one purpose: nobody counts twice in a year.
    """

    number = models.CharField(_("registration number"), max_length=30)
    identity = EncryptedTextField(_("identity number"), masked_as="identity", blank=True)
    identity_digest = DigestField(of="identity", db_index=False)
    form = choice(_("form of employment"), JobForm)
    origin = choice(_("comes from"), JobOrigin, default=JobOrigin.OTHER)
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, null=True, blank=True, related_name="new_jobs",
        verbose_name=_("enterprise"),
    )  # fmt: skip
    employer = text(_("employer without a credit code"), 120)
    started_on = day(_("at work since"))
    registered_on = models.DateField(_("day of registration"))
    year = DerivedWord(_("year"), told=_year, max_length=4)
    note = text(_("note"))

    class Meta:
        verbose_name = _("new job in town")
        verbose_name_plural = _("new jobs in town")
        ordering = ["-registered_on", "-pk"]
        constraints = [
            once("live_job", "number",
                 sentence=_("A registration with this number exists already.")),
            models.UniqueConstraint(
                fields=["zone", "identity_digest", "year"], condition=~Q(identity_digest=""),
                name="live_job_person_once_a_year",
                violation_error_message=_("This person's new job of the year is registered."),
            ),
            known("live_job", "form", JobForm.values),
            known("live_job", "origin", JobOrigin.values),
            in_order("live_job", "started_on", "registered_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "employer", name="live_job_search"),
            *listed("live_job", "registered_on", "form", "origin", "enterprise"),
        ]

    def __str__(self) -> str:
        return self.number


@acted
class UnemploymentRegistration(ZoneOwned):
    """Somebody registered as without work (失业登记), until the registration ends.

    Who it is, is sealed or for those who work with it; what work is looked for serves matching:
    wages in 元 a month, the way in minutes.
    """

    number = models.CharField(_("registration number"), max_length=30)
    name = models.CharField(_("name of the person"), max_length=60)
    identity = EncryptedTextField(_("identity number"), masked_as="identity")
    identity_digest = DigestField(of="identity", db_index=False)
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)
    community = community()
    residence = models.ForeignKey(
        Residence, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("residence"),
    )  # fmt: skip
    education = choice(_("education"), Education)
    reason = choice(_("without work because"), LossReason)
    registered_on = models.DateField(_("day of registration"))
    ended_on = day(_("registration ended on"))
    end_reason = choice(_("ended because"), EndReason, blank=True, default="")
    work_kind = choice(_("work looked for"), WorkKind, blank=True, default="")
    second_kind = choice(_("or else"), WorkKind, blank=True, default="")
    wage_floor = amount(_("lowest wage"), null=True, blank=True)
    mode = choice(_("way of getting there"), TravelMode, default=TravelMode.BUS)
    longest_way = models.PositiveSmallIntegerField(_("longest way"), null=True, blank=True)
    note = text(_("note"))

    class Meta:
        verbose_name = _("registration of unemployment")
        verbose_name_plural = _("registrations of unemployment")
        ordering = ["-registered_on", "-pk"]
        constraints = [
            once("live_unemployed", "number",
                 sentence=_("A registration with this number exists already.")),
            models.UniqueConstraint(
                fields=["zone", "identity_digest"],
                condition=~Q(identity_digest="") & Q(ended_on__isnull=True),
                name="live_unemployed_open_once",
                violation_error_message=_("This person is registered as unemployed already."),
            ),
            known("live_unemployed", "education", Education.values),
            known("live_unemployed", "reason", LossReason.values),
            known("live_unemployed", "end_reason", EndReason.values, blank=True),
            known("live_unemployed", "work_kind", WorkKind.values, blank=True),
            known("live_unemployed", "second_kind", WorkKind.values, blank=True),
            known("live_unemployed", "mode", TravelMode.values),
            *not_negative("live_unemployed", "wage_floor"),
            in_order("live_unemployed", "registered_on", "ended_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | Q(ended_on__isnull=False) & ~Q(end_reason=""),
                name="live_unemployed_end_has_reason",
                violation_error_message=_("A registration ends on a day and for a reason."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", "community", name="live_unemployed_search"),
            *listed("live_unemployed", "registered_on", "ended_on", "reason", "work_kind"),
            models.Index(fields=["zone", "residence"], name="live_unemployed_home"),
        ]

    def __str__(self) -> str:
        return self.number


@acted
class Vacancy(ZoneOwned):
    """A post that an enterprise wants to fill (招聘岗位). Wages in 元 a month, posts in 人."""

    number = models.CharField(_("vacancy number"), max_length=30)
    title = models.CharField(_("post offered"), max_length=80)
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, related_name="vacancies",
        verbose_name=_("enterprise"),
    )  # fmt: skip
    work_kind = choice(_("kind of work"), WorkKind)
    headcount = models.PositiveIntegerField(_("posts to fill"), validators=[MinValueValidator(1)])
    filled = models.PositiveIntegerField(_("posts taken"), default=0)
    wage_from = amount(_("wage from"))
    wage_to = amount(_("wage up to"))
    education = choice(_("education asked"), Education, default=Education.PRIMARY)
    published_on = models.DateField(_("published on"))
    closed_on = day(_("vacancy closed on"))
    shape = placed(null=True, blank=True)
    note = text(_("note"))

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        ordering = ["-published_on", "-pk"]
        constraints = [
            once("live_vacancy", "number",
                 sentence=_("A vacancy with this number exists already.")),
            known("live_vacancy", "work_kind", WorkKind.values),
            known("live_vacancy", "education", Education.values),
            *not_negative("live_vacancy", "wage_from", "wage_to"),
            in_order("live_vacancy", "published_on", "closed_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(wage_to__gte=F("wage_from")), name="live_vacancy_wages_in_order",
                violation_error_message=_("The highest wage is no lower than the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(filled__lte=F("headcount")), name="live_vacancy_no_more_than_posts",
                violation_error_message=_("No more posts can be filled than there are."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "title", name="live_vacancy_search"),
            ShapeIndex("shape", name="live_vacancy_shape"),
            *listed("live_vacancy", "published_on", "closed_on", "work_kind", "enterprise"),
        ]

    def __str__(self) -> str:
        return self.title


UNTIL = "new.until := (new.month + interval '1 month')::date; return new;"


@acted
class EmploymentMonth(ZoneOwned):
    """Employment in town as stated for a month (城镇从业人员月报).

    `employed` people at the month's end; `attrition` those who left work for good in the month
    (自然减员: retired or died). `until` is the first day of the next month, derived.
    """

    month = models.DateField(_("month"))
    employed = models.PositiveIntegerField(_("employed in town at the month's end"))
    attrition = models.PositiveIntegerField(_("natural attrition in the month"))
    source = text(_("source of the statement"), 120)
    until = day(_("until before"), editable=False)

    class Meta:
        verbose_name = _("employment of a month")
        verbose_name_plural = _("employment by month")
        ordering = ["-month"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=UNTIL,
            ),
        ]  # fmt: skip
        constraints = [
            once("live_employment", "month", sentence=_("This month is stated already.")),
            models.CheckConstraint(
                condition=Q(month__day=1), name="live_employment_first_day",
                violation_error_message=_("A month is named by its first day."),
            ),
        ]  # fmt: skip
        indexes = listed("live_employment", "month")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


@acted
class PensionMonth(ZoneOwned):
    """A community's or village's enrolment in residents' pension insurance (城乡居民养老保险).

    As the insurance office tells it by month: how many are to be enrolled, are enrolled, have
    paid this year, receive a pension. Nobody is named.
    """

    community = community()
    month = models.DateField(_("month"))
    due = models.PositiveIntegerField(_("to be enrolled"))
    enrolled = models.PositiveIntegerField(_("enrolled"))
    paying = models.PositiveIntegerField(_("paid this year"), default=0)
    receiving = models.PositiveIntegerField(_("receive a pension"), default=0)
    until = day(_("until before"), editable=False)

    class Meta:
        verbose_name = _("pension enrolment of a month")
        verbose_name_plural = _("pension enrolment by month")
        ordering = ["-month", "community"]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="derive", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=UNTIL,
            ),
        ]  # fmt: skip
        constraints = [
            once("live_pension", "community", "month",
                 sentence=_("This community's month is told already.")),
            models.CheckConstraint(
                condition=Q(month__day=1), name="live_pension_first_day",
                violation_error_message=_("A month is named by its first day."),
            ),
            models.CheckConstraint(
                condition=Q(enrolled__lte=F("due")), name="live_pension_no_more_than_due",
                violation_error_message=_("No more can be enrolled than are to be."),
            ),
        ]  # fmt: skip
        indexes = listed("live_pension", "month", "community")

    def __str__(self) -> str:
        return f"{self.community} {self.month:%Y-%m}"
