"""The limits of governance that run, told by the calendar in force: what a change would move."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from jingkai.domains.governance import cases
from jingkai.domains.governance.choices import CardState
from jingkai.domains.governance.models import Appeal, SupervisionCard
from jingkai.domains.governance.queries.whistles import open_duties
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.effects import Kept

APPEALS, WHISTLES, CARDS = "governance.appeals", "governance.whistles", "governance.cards"
STEPS = {"accept": "accepted_on", "answer": "answered_on", "overall": "closed_on"}
TAKEN = ("pk", "number", "pace", "began_on", "more_days", *STEPS.values())


def appeals_running(zone_id: int, since: date) -> Iterator[Kept]:
    """The limits of appeals whose step is still to be taken, due on a day or later."""
    reached = Q(accept_due_on__gte=since) | Q(answer_due_on__gte=since) | Q(due_on__gte=since)
    rows = Appeal.objects.filter(reached, zone_id=zone_id, closed_on=None).order_by("due_on", "pk")
    names = {code: cases.APPEAL.clock(code).name for code in STEPS}
    for values in rows.values(*TAKEN):
        one = Appeal(zone_id=zone_id, **values)
        for code, step in STEPS.items():
            due = cases.due_day(one, code) if values[step] is None else None
            if due is not None and due >= since:
                yield Kept(APPEALS, one.pk, one.number, names[code], due)


def whistles_running(zone_id: int, since: date) -> Iterator[Kept]:
    """The limits of offices at work on a whistle, due on a day or later."""
    calendar = calendar_of(zone_id)
    for duty in open_duties(zone_id):
        whistle: Any = duty.whistle
        told = cases.office_deadlines(duty, whistle, cases.told_steps(whistle), calendar)
        for each in cases.running(told):
            if each.due_on is not None and each.due_on >= since:
                title = f"{whistle.number} {duty.office.name}"
                yield Kept(WHISTLES, whistle.pk, title, each.rule.name, each.due_on)


def cards_running(zone_id: int, since: date) -> Iterator[Kept]:
    """By when cards are to be answered that aren't yet, on a day or later."""
    rows = SupervisionCard.objects.filter(
        zone_id=zone_id, state=CardState.ISSUED, answer_due_on__gte=since
    ).order_by("answer_due_on", "pk")
    for card in rows:
        due = cases.card_due_day(card)
        if due is not None and due >= since:
            yield Kept(CARDS, card.pk, card.number, cases.CARD.clock("answer").name, due)
