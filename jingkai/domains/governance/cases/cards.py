"""A supervision card's states and moves, and the clock of its answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.cases.dated import dated, part
from jingkai.domains.governance.choices import CardState as S
from jingkai.domains.governance.permissions import Permission
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Deadline, Event, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, State, Unit, register
from jingkai.kernel.workdays.calendar import WorkCalendar

ANSWER = ClockRule(
    code="answer", name=_("time to answer the card"), unit=Unit.WORKDAYS,
    length=part("cards", "answer_days", "amber"), starts=frozenset({"issued"}),
    stops=frozenset({"answered"}), amber=dated("cards", "answer_amber_days"),
)  # fmt: skip

CARD = register(
    CaseKind(
        code="governance.card",
        prefix="DB",
        name=_("Supervision card"),
        first=S.ISSUED,
        states=(
            State(S.ISSUED, S.ISSUED.label, fields=("demand",)),
            State(S.ANSWERED, S.ANSWERED.label, fields=("answer",)),
            State(S.LIFTED, S.LIFTED.label, fields=("lifted_because",), final=True),
        ),
        moves=(
            Move("answer", _("Answer the card"), S.ANSWERED, frozenset({S.ISSUED}),
                 Permission.CARD_ANSWER),
            Move("refuse", _("Refuse the answer"), S.ISSUED, frozenset({S.ANSWERED}),
                 Permission.CARD_ISSUE),
            Move("lift", _("Lift the card"), S.LIFTED, frozenset({S.ANSWERED}),
                 Permission.CARD_ISSUE),
        ),
        clocks=(ANSWER,),
        order=(S.ISSUED, S.ANSWERED, S.LIFTED),
    )
)  # fmt: skip


def card_deadline(card: Any, calendar: WorkCalendar) -> Deadline:
    """What the clock of a card's answer says."""
    rule = replace(ANSWER, length=part("cards", "answer_days", card.level))
    return due(rule, _events(card), calendar)


def card_due_day(card: Any) -> date | None:
    """By when a card is to be answered."""
    return card_deadline(card, calendar_of(card.zone_id)).due_on


def _events(card: Any) -> Iterator[Event]:
    for code in ("issued", "answered"):
        if (day := getattr(card, f"{code}_on")) is not None:
            yield Event(code, day)
