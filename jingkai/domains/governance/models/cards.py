"""Supervision cards: an office is told to account for a matter that is late."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.choices import CardLevel, CardMatter, CardState
from jingkai.domains.governance.errors import STEP_TOO_EARLY
from jingkai.domains.governance.models.common import derive, other
from jingkai.domains.governance.models.common import office as office_of
from jingkai.kernel.access.models import ZoneOwned
from jingkai.kernel.registers.nouns import choice, day, in_order, known, listed, needs, once, text
from jingkai.kernel.registers.searching import SearchIndex
from jingkai.kernel.trail.history import acted

CARD_STATE = """
    new.state := case
        when new.lifted_on is not null then 'lifted'
        when new.answered_on is not null then 'answered'
        else 'issued' end;
    return new;
"""
ABOUT = {
    CardMatter.APPEAL.value: "appeal",
    CardMatter.WHISTLE.value: "duty",
    CardMatter.PROBLEM.value: "problem",
}
"""The column that holds the matter of each kind of card."""


def _whole() -> Q:
    """A card points to the matter that it names, and to no other."""
    held = {field: Q(**{f"{field}__isnull": True}) for field in ABOUT.values()}
    free = Q(matter=CardMatter.FREE)
    for none in held.values():
        free &= none
    told = free
    for matter, field in ABOUT.items():
        one = Q(matter=matter, **{f"{field}__isnull": False})
        for other_field, none in held.items():
            if other_field != field:
                one &= none
        told |= one
    return told


def _once(field: str) -> Any:
    return models.UniqueConstraint(
        fields=[field, "level"], name=f"governance_card_{field}_once",
        condition=Q(**{f"{field}__isnull": False}),
        violation_error_message=_("There is a card of this level for this matter already."),
    )  # fmt: skip


@acted
class SupervisionCard(ZoneOwned):
    """A card (督办卡) by which an office is told to account for a matter that is late.

    Amber reminds, red presses; each once for a matter. It is answered by the office within the
    card's own limit (`answer_due_on`, a copy of what the clock says) and lifted by who issued it.
    """

    number = models.CharField(_("card number"), max_length=30)
    level = choice(_("level of the card"), CardLevel)
    matter = choice(_("about"), CardMatter, default=CardMatter.FREE)
    title = models.CharField(_("matter of the card"), max_length=150)
    appeal = other("governance.Appeal", _("appeal"))
    duty = other("governance.WhistleDuty", _("office's part in a whistle"))
    problem = other("governance.HardProblem", _("hard problem"))
    office = office_of(_("office supervised"))
    demand = models.CharField(_("what the card demands"), max_length=500)
    issuer = office_of(_("office that issued it"))
    issued_on = models.DateField(_("card issued on"))
    answer_due_on = day(_("to be answered by"), default=None, editable=False)
    answered_on = day(_("answered on"))
    answer = text(_("answer"), 800)
    lifted_on = day(_("lifted on"))
    lifted_because = text(_("why lifted"))
    state = choice(_("state"), CardState, default=CardState.ISSUED, editable=False)

    class Meta:
        verbose_name = _("supervision card")
        verbose_name_plural = _("supervision cards")
        ordering = ["-issued_on", "-pk"]
        triggers: ClassVar = [derive(CARD_STATE)]
        constraints = [
            once("governance_card", "number",
                 sentence=_("A card with this number exists already.")),
            known("governance_card", "level", CardLevel.values),
            known("governance_card", "matter", CardMatter.values),
            *(_once(field) for field in ABOUT.values()),
            models.UniqueConstraint(
                fields=["office", "title", "level"], name="governance_card_free_once",
                condition=Q(matter=CardMatter.FREE, lifted_on__isnull=True),
                violation_error_message=_(
                    "There is a card of this level for this matter already."
                ),
            ),
            models.CheckConstraint(
                condition=_whole(), name="governance_card_has_its_matter",
                violation_error_message=_("Name the one matter that the card is about."),
            ),
            needs("governance_card", "lifted_on", "answered_on",
                  _("A card is lifted after it was answered.")),
            in_order("governance_card", "issued_on", "answered_on", STEP_TOO_EARLY),
            in_order("governance_card", "answered_on", "lifted_on", STEP_TOO_EARLY),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="governance_card_answered_has_answer",
                violation_error_message=_("An answered card needs its answer."),
            ),
        ]  # fmt: skip
        indexes = [
            SearchIndex("number", "title", name="governance_card_search"),
            *listed("gov_card", "issued_on", "level", "state", "office", "answer_due_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def about(self) -> Any:
        """The record that it is about; none for a free one."""
        return getattr(self, ABOUT[self.matter]) if self.matter in ABOUT else None

    def is_late(self, on: date) -> bool:
        """Whether it waits for an answer beyond its day."""
        due = self.answer_due_on
        return self.answered_on is None and due is not None and due < on
