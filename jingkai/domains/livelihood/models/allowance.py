"""Minimum living allowance and extreme hardship: cases, who is supported, amounts, reviews."""

from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.choices.circles import Area
from jingkai.domains.livelihood.choices.support import (
    ReviewClass,
    ReviewResult,
    StopReason,
    SupportKind,
    SupportState,
)
from jingkai.domains.livelihood.errors import STEP_TOO_EARLY
from jingkai.domains.livelihood.models.people import Beneficiary, Household
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, needs, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

STATE = """
    new.state := case
        when new.stopped_on is not null then 'stopped'
        when new.refused_on is not null then 'refused'
        when new.granted_on is not null then 'granted'
        else 'applied' end;
    return new;
"""


def derive(func: str, name: str = "derive") -> Any:
    """What the database derives of a row each time it is written."""
    when, on = pgtrigger.Before, pgtrigger.Insert | pgtrigger.Update
    return pgtrigger.Trigger(name=name, when=when, operation=on, func=func)


def money(name: Any, **more: Any) -> Any:
    """An amount in 元, to the cent, never below nothing."""
    checked = [MinValueValidator(0)]
    return models.DecimalField(name, max_digits=16, decimal_places=2, validators=checked, **more)


class Days(Func):
    """From the first day up to, not including, the one on which it ends."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, *expressions: Any) -> None:
        super().__init__(*(expressions or (F("since"), F("until"), Value("[)"))))


@acted
class SupportCase(ZoneOwned):
    """A household's case of support (低保、特困个案), from the application to its end.

    `monthly` is what it pays a month in 元 now; what it paid before stands in its changes. Who is
    supported by it, and when, stands in `SupportedPerson`. `review_class` says how often it is
    looked at again.
    """

    number = models.CharField(_("support case number"), max_length=30)
    kind = choice(_("kind of support"), SupportKind)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="cases", verbose_name=_("household")
    )
    payee = models.ForeignKey(
        Beneficiary, models.PROTECT, related_name="paid_cases", verbose_name=_("who is paid")
    )
    area = choice(_("town or country"), Area, default=Area.RURAL)
    review_class = choice(_("review class"), ReviewClass, default=ReviewClass.B)
    applied_on = models.DateField(_("applied for on"))
    granted_on = day(_("support granted on"))
    refused_on = day(_("not granted on"))
    refused_because = text(_("why not granted"))
    monthly = money(_("amount a month"), default=0)
    stopped_on = day(_("support stopped on"))
    stop_reason = choice(_("why stopped"), StopReason, blank=True)
    stop_note = text(_("more about the end"))
    state = choice(_("state"), SupportState, default=SupportState.APPLIED, editable=False)
    note = text(_("note"))

    class Meta:
        verbose_name = _("case of support")
        verbose_name_plural = _("cases of support")
        ordering: ClassVar = ["-applied_on", "-pk"]
        triggers: ClassVar = [derive(STATE)]
        constraints: ClassVar = [
            once("livelihood_case", "number",
                 sentence=_("A case with this number exists already.")),
            known("livelihood_case", "kind", SupportKind.values),
            known("livelihood_case", "area", Area.values),
            known("livelihood_case", "review_class", ReviewClass.values),
            known("livelihood_case", "stop_reason", StopReason.values, blank=True),
            needs("livelihood_case", "stopped_on", "granted_on",
                  _("What was never granted can't be stopped.")),
            in_order("livelihood_case", "applied_on", "granted_on", STEP_TOO_EARLY),
            in_order("livelihood_case", "applied_on", "refused_on", STEP_TOO_EARLY),
            in_order("livelihood_case", "granted_on", "stopped_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(granted_on__isnull=True) | Q(refused_on__isnull=True),
                name="livelihood_case_one_decision",
                violation_error_message=_("A case is granted or not, never both."),
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | ~Q(stop_reason=""),
                name="livelihood_case_stop_has_reason",
                violation_error_message=_("Say why support was stopped."),
            ),
            models.CheckConstraint(
                condition=Q(granted_on__isnull=True) | Q(monthly__gt=0),
                name="livelihood_case_granted_pays",
                violation_error_message=_("A granted case pays an amount a month."),
            ),
            models.UniqueConstraint(
                fields=["zone", "household", "kind"],
                condition=Q(stopped_on__isnull=True, refused_on__isnull=True),
                name="livelihood_case_one_open",
                violation_error_message=_("This household has an open case of the kind already."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            SearchIndex("number", name="livelihood_case_search"),
            *listed("livelihood_case", "kind", "state", "review_class", "area", "household",
                    "payee", "applied_on"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


@acted
class SupportedPerson(ZoneOwned):
    """A person supported by a case (保障人口), from a day until before another.

    Nobody is supported twice on one day, by whatever case.
    """

    case = models.ForeignKey(
        SupportCase, models.PROTECT, related_name="persons", verbose_name=_("case of support")
    )
    person = models.ForeignKey(
        Beneficiary, models.PROTECT, related_name="supported", verbose_name=_("person of support")
    )
    kind = choice(_("kind of support"), SupportKind, default="", blank=True, editable=False)
    since = models.DateField(_("supported since"))
    until = day(_("no longer from"))

    class Meta:
        verbose_name = _("supported person")
        verbose_name_plural = _("supported persons")
        ordering: ClassVar = ["-since", "-pk"]
        triggers: ClassVar = [derive(
            "select kind into new.kind from livelihood_supportcase where id = new.case_id;"
            " return new;"
        )]  # fmt: skip
        constraints: ClassVar = [
            in_order("livelihood_supported", "since", "until", STEP_TOO_EARLY, strictly=True),
            once("livelihood_supported", "case", "person", "since",
                 sentence=_("This person is supported by the case from that day already.")),
            ExclusionConstraint(
                name="livelihood_supported_once_a_day",
                expressions=[("person", RangeOperators.EQUAL), (Days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("This person is supported on those days already."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            *listed("livelihood_supported", "case", "kind", "since"),
            models.Index(
                fields=["zone", "kind", "since", "until"], name="livelihood_supported_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.person}"


@acted
class SupportChange(ZoneOwned):
    """What a case pays a month in 元 from a day on (保障金调整), and why it changed."""

    case = models.ForeignKey(
        SupportCase, models.PROTECT, related_name="changes", verbose_name=_("case of support")
    )
    since = models.DateField(_("amount from"))
    monthly = money(_("amount a month"))
    because = text(_("reason"))

    class Meta:
        verbose_name = _("amount of a case")
        verbose_name_plural = _("amounts of cases")
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            once("livelihood_change", "case", "since",
                 sentence=_("The amount of the case from that day is recorded already.")),
        ]  # fmt: skip
        indexes: ClassVar = [*listed("livelihood_change", "since", "case")]

    def __str__(self) -> str:
        return f"{self.case} {self.since}"


@acted
class SupportReview(ZoneOwned):
    """A case looked at again (动态核查): when it was due, when it was done, what came of it."""

    case = models.ForeignKey(
        SupportCase, models.PROTECT, related_name="reviews", verbose_name=_("case of support")
    )
    due_on = models.DateField(_("review due on"))
    done_on = models.DateField(_("reviewed on"))
    result = choice(_("result of the review"), ReviewResult)
    finding = text(_("what the review found"))

    class Meta:
        verbose_name = _("review of a case")
        verbose_name_plural = _("reviews of cases")
        ordering: ClassVar = ["-done_on", "-pk"]
        constraints: ClassVar = [
            once("livelihood_review", "case", "done_on",
                 sentence=_("The case was reviewed on that day already.")),
            known("livelihood_review", "result", ReviewResult.values),
        ]  # fmt: skip
        indexes: ClassVar = [*listed("livelihood_review", "done_on", "result", "case", "due_on")]

    def __str__(self) -> str:
        return f"{self.case} {self.done_on}"
