"""Appeals: what somebody asks for, which office works on it, what was answered and how content
they are; and the rounds that ended with an unhappy asker."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.cases import weights
from jingkai.domains.governance.choices import (
    AppealSource,
    AppealState,
    AskerKind,
    Outcome,
    Pace,
    Placed,
    Satisfaction,
)
from jingkai.domains.governance.errors import (
    ANSWER_NEEDED,
    RATED_TWICE,
    STEP_TOO_EARLY,
    WHERE_TO_GO_NEEDED,
)
from jingkai.domains.governance.models.common import DerivedDay, derive, other, passage
from jingkai.domains.governance.models.grids import Grid
from jingkai.domains.governance.models.routing import AppealKind, Route
from jingkai.kernel.access.models import ScopedQuerySet, Zone, ZoneOwned
from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.geo.fields import ShapeField, ShapeIndex
from jingkai.kernel.registers.derived import DerivedAmount
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, needs, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted, acted_in_bulk


def _received_on(appeal: Any) -> date:
    return timezone.localdate(appeal.received_at)


def _began_on(appeal: Any) -> date:
    return appeal.began_on or _received_on(appeal)


def _content(appeal: Any) -> Decimal:
    """What the rating counts in the satisfaction rate, by the weights of the day of the call."""
    if not appeal.rating:
        return Decimal(0)
    on = appeal.called_on or _began_on(appeal)
    weight = weights("appeals", "satisfaction_weights", on)[appeal.rating]
    return Decimal(weight.numerator) / weight.denominator


STATE = """
    new.state := case
        when new.closed_on is not null then 'closed'
        when new.answered_on is not null then 'answered'
        when new.joined_to_id is not null then 'joined'
        when new.office_id is null then 'received'
        when new.accepted_on is not null then 'accepted'
        else 'routed' end;
    return new;
"""


def _named(field: str, where: Q | None = None, *before: str) -> models.Index:
    """An index of the few rows that name one."""
    return models.Index(
        fields=[*before, field], name=f"governance_appeal_{field}"[:30],
        condition=where if where is not None else Q(**{f"{field}__isnull": False}),
    )  # fmt: skip


class Asker(models.Model):
    """Who asks and how they are reached: name and telephone are sealed, masked wherever shown."""

    asker_kind = choice(_("kind of asker"), AskerKind, default=AskerKind.RESIDENT)
    asker = EncryptedTextField(_("name of the asker"), masked_as="name", blank=True)
    phone = EncryptedTextField(_("telephone"), masked_as="phone", blank=True)
    phone_digest = DigestField(of="phone", db_index=False)
    account = other("subjects.Account", _("portal account"), db_index=False)
    enterprise = other("subjects.Enterprise", _("enterprise"), db_index=False)

    class Meta:
        abstract = True


class Steps(models.Model):
    """The steps of the current round, by the days on which they were taken.

    `outcome` is what the answer says; `reached`, `solved` and `rating` what the call-back told.
    """

    accepted_on = day(_("accepted on"))
    answered_on = day(_("answered on"))
    answer = passage(_("answer"))
    outcome = choice(_("what the answer says"), Outcome, blank=True)
    referred_to = text(_("where to go"), 200)
    called_on = day(_("called back on"))
    reached = models.BooleanField(_("reached by telephone"), null=True, blank=True)
    solved = models.BooleanField(_("solved, says the asker"), null=True, blank=True)
    rating = choice(_("rating"), Satisfaction, blank=True)
    rating_words = text(_("words of the rating"), 300)
    closed_on = day(_("dealt with on"))
    content = DerivedAmount(_("weight of the rating"), told=_content)

    class Meta:
        abstract = True


class AppealQuerySet(ScopedQuerySet["Appeal"]):
    """Appeals, seen by the office that works on them."""


@acted_in_bulk
class Appeal(Asker, Steps, ZoneOwned):
    """What a resident or an enterprise asks for (诉求), in its current round.

    `route` is the rule by which it went to its office, none where somebody chose the office. The
    three days by which steps are due are copies of what the clocks say. An appeal joined to another
    keeps its own asker, who gets the other's answer.

    Each write of a row moves all its indexes, so what refers to other records has one of its own
    only where a list or a look-up goes by it, and then for the few rows that name one.
    """

    zone = models.ForeignKey(
        Zone, models.PROTECT, verbose_name=_("zone"), related_name="+", editable=False,
        db_index=False,
    )  # fmt: skip
    number = models.CharField(_("appeal number"), max_length=40)
    source = choice(_("source"), AppealSource)
    kind = models.ForeignKey(
        AppealKind, models.PROTECT, related_name="+", verbose_name=_("kind of appeal"),
        db_index=False,
    )  # fmt: skip
    pace = choice(_("pace"), Pace, default=Pace.ORDINARY)
    title = models.CharField(_("title of the appeal"), max_length=150)
    words = passage(_("in the asker's words"))
    address = text(_("address"), 200)
    shape = ShapeField(_("place"), kinds=("Point",), null=True, blank=True)
    grid = models.ForeignKey(
        Grid, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("grid"),
        db_index=False,
    )  # fmt: skip
    placed = choice(_("how the grid was found"), Placed, default=Placed.NOWHERE, editable=False)
    office = other("access.Office", _("office that works on it"), db_index=False)
    route = models.ForeignKey(
        Route, models.PROTECT, null=True, blank=True, editable=False, related_name="appeals",
        verbose_name=_("routing rule"), db_index=False,
    )  # fmt: skip
    routed_on = day(_("sent to the office on"))
    given_back = text(_("why it was given back"))
    received_at = models.DateTimeField(_("received"))
    received_on = DerivedDay(_("received on"), told=_received_on)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    began_on = DerivedDay(_("round began on"), told=_began_on, editable=True)
    more_days = models.PositiveSmallIntegerField(_("working days allowed on top"), default=0)
    more_because = text(_("why more days"))
    accept_due_on = day(_("to be accepted by"), default=None, editable=False)
    answer_due_on = day(_("to be answered by"), default=None, editable=False)
    due_on = day(_("to be closed by"), default=None, editable=False)
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined",
        verbose_name=_("joined to"), db_index=False,
    )  # fmt: skip
    state = choice(_("state"), AppealState, default=AppealState.RECEIVED, editable=False)

    objects: ClassVar = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-received_at", "-pk"]
        triggers: ClassVar = [derive(STATE)]
        constraints = [
            once("governance_appeal", "number",
                 sentence=_("An appeal with this number exists already.")),
            known("governance_appeal", "source", AppealSource.values),
            known("governance_appeal", "asker_kind", AskerKind.values),
            known("governance_appeal", "pace", Pace.values),
            known("governance_appeal", "placed", Placed.values),
            known("governance_appeal", "outcome", Outcome.values, blank=True),
            known("governance_appeal", "rating", Satisfaction.values, blank=True),
            needs("governance_appeal", "accepted_on", "office",
                  _("What no office holds can't be accepted.")),
            needs("governance_appeal", "closed_on", "answered_on",
                  _("An appeal is closed after it was answered.")),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | (~Q(answer="") & ~Q(outcome="")),
                name="governance_appeal_answered_has_answer",
                violation_error_message=ANSWER_NEEDED,
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NOT_OURS) | ~Q(referred_to=""),
                name="governance_appeal_not_ours_says_where",
                violation_error_message=WHERE_TO_GO_NEEDED,
            ),
            models.CheckConstraint(
                condition=Q(rating="") | Q(reached=True),
                name="governance_appeal_rating_needs_reach",
                violation_error_message=RATED_TWICE,
            ),
            in_order("governance_appeal", "began_on", "accepted_on", STEP_TOO_EARLY),
            in_order("governance_appeal", "began_on", "answered_on", STEP_TOO_EARLY),
            in_order("governance_appeal", "accepted_on", "answered_on", STEP_TOO_EARLY,
                     name="governance_appeal_answered_after_accepted"),
            in_order("governance_appeal", "answered_on", "closed_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex(
                "number", "title", "address", name="governance_appeal_search", waiting=256
            ),
            ShapeIndex("shape", name="governance_appeal_shape"),
            models.Index(fields=["zone", "-received_at", "-id"], name="governance_appeal_list"),
            models.Index(fields=["office", "state", "due_on"], name="governance_appeal_inbox"),
            _named("phone_digest", ~Q(phone_digest=""), "zone"),
            *(_named(one) for one in ("joined_to", "route", "account", "enterprise")),
            *listed("governance_appeal", "received_on", "state", "kind", "grid", "due_on"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


@acted
class AppealRound(Steps, ZoneOwned):
    """A round of an appeal that its asker was unhappy with (办理轮次), kept when the next began."""

    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="rounds", verbose_name=_("appeal")
    )
    nth = models.PositiveSmallIntegerField(_("round"))
    office = other("access.Office", _("office that works on it"))
    began_on = models.DateField(_("round began on"))
    more_days = models.PositiveSmallIntegerField(_("working days allowed on top"), default=0)
    due_on = day(_("to be closed by"), editable=False)
    reopened_on = models.DateField(_("opened again on"))
    because = text(_("why opened again"))

    class Meta:
        verbose_name = _("earlier round of an appeal")
        verbose_name_plural = _("earlier rounds of appeals")
        ordering = ["appeal", "nth"]
        constraints = [
            once("governance_round", "appeal", "nth",
                 sentence=_("This round of the appeal is on record already.")),
            known("governance_round", "outcome", Outcome.values, blank=True),
            known("governance_round", "rating", Satisfaction.values, blank=True),
            in_order("governance_round", "began_on", "answered_on", STEP_TOO_EARLY),
            in_order("governance_round", "began_on", "reopened_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = listed("governance_round", "reopened_on", "rating")

    def __str__(self) -> str:
        return f"{self.appeal.number} {self.nth}"
