"""Rounds of visits to all enterprises, the visits, and the questions raised there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.choices import CampaignScope, QuestionState
from jingkai.domains.party_building.errors import STEP_TOO_EARLY
from jingkai.domains.party_building.models.common import (
    OfOrganisation,
    derive,
    of_organisation,
)
from jingkai.kernel.access.models import ScopedQuerySet, ZoneOwned
from jingkai.kernel.registers.nouns import (
    choice,
    day,
    in_order,
    known,
    listed,
    needs,
    once,
    text,
)
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

STATE = """
    new.state := case
        when new.told_on is not null then 'told'
        when new.answered_on is not null then 'answered'
        when new.appeal_number <> '' then 'forwarded'
        else 'raised' end;
    return new;
"""


@acted
class Campaign(ZoneOwned):
    """A round of visits to all enterprises (遍访): when, and whom it is to reach."""

    number = models.CharField(_("number of the round"), max_length=30)
    name = models.CharField(_("round of visits"), max_length=120)
    organisation = of_organisation("campaigns", _("organisation that leads it"))
    scope = choice(_("whom it is to reach"), CampaignScope, default=CampaignScope.ALL)
    since = models.DateField(_("since"))
    until = models.DateField(_("runs until"))
    note = text(_("note"))

    class Meta:
        verbose_name = _("round of visits")
        verbose_name_plural = _("rounds of visits")
        ordering = ["-since", "-pk"]
        constraints = [
            once("party_campaign", "number",
                 sentence=_("A round with this number exists already.")),
            known("party_campaign", "scope", CampaignScope.values),
            in_order("party_campaign", "since", "until", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "name", name="party_campaign_search"),
            *listed("party_campaign", "since", "scope"),
        ]

    def __str__(self) -> str:
        return self.name


@acted
class Visit(ZoneOwned):
    """One visit of an organisation to an enterprise (走访), and what was said."""

    number = models.CharField(_("visit number"), max_length=30)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="visits",
        verbose_name=_("round of visits"),
    )  # fmt: skip
    organisation = of_organisation("visits", _("visiting organisation"))
    enterprise = models.ForeignKey(
        "subjects.Enterprise", models.PROTECT, related_name="party_visits",
        verbose_name=_("enterprise"),
    )  # fmt: skip
    visited_on = models.DateField(_("visited on"))
    visitors = text(_("visitors (posts)"), 120)
    situation = text(_("what was learnt"), 500)

    objects: ClassVar = OfOrganisation["Visit"].as_manager()

    class Meta:
        verbose_name = _("visit to an enterprise")
        verbose_name_plural = _("visits to enterprises")
        ordering = ["-visited_on", "-pk"]
        constraints = [
            once("party_visit", "number",
                 sentence=_("A visit with this number exists already.")),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "situation", name="party_visit_search"),
            *listed("party_visit", "visited_on", "enterprise", "campaign", "organisation"),
        ]

    named_by = ("enterprise",)

    def __str__(self) -> str:
        return f"{self.number} {self.enterprise}"


class OfVisit(ScopedQuerySet["Question"]):
    """Questions are seen by the office whose organisation made the visit."""

    office_path = "visit__organisation__office"


@acted
class Question(ZoneOwned):
    """A question that an enterprise raised at a visit (走访诉求), until the answer is told back.

    Where appeals are handled elsewhere, `appeal_number` is what it became there.
    """

    number = models.CharField(_("question number"), max_length=30)
    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="questions", verbose_name=_("visit to an enterprise")
    )
    problem = models.CharField(_("question"), max_length=500)
    raised_on = models.DateField(_("raised on"))
    appeal_number = text(_("number of the appeal"), 30, editable=False)
    forwarded_on = day(_("filed as an appeal on"))
    answered_on = day(_("answered on"))
    answer = text(_("answer"), 500)
    told_on = day(_("told back on"))
    satisfied = models.BooleanField(_("the enterprise is satisfied"), null=True, blank=True)
    state = choice(_("state"), QuestionState, default=QuestionState.RAISED, editable=False)

    objects: ClassVar = OfVisit.as_manager()

    class Meta:
        verbose_name = _("question of an enterprise")
        verbose_name_plural = _("questions of enterprises")
        ordering = ["-raised_on", "-pk"]
        triggers: ClassVar = [derive(STATE)]
        constraints = [
            once("party_question", "number",
                 sentence=_("A question with this number exists already.")),
            needs("party_question", "told_on", "answered_on",
                  _("An answer is told back after it was given.")),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="party_question_answered_has_answer",
                violation_error_message=_("An answered question needs its answer."),
            ),
            in_order("party_question", "raised_on", "answered_on", STEP_TOO_EARLY),
            in_order("party_question", "answered_on", "told_on", STEP_TOO_EARLY),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "problem", "appeal_number", name="party_question_search"),
            *listed("party_question", "raised_on", "state", "visit", "told_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.problem}"
