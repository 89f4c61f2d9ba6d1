"""A supervision card step by step: issued, answered, the answer refused or the card lifted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from jingkai.domains.governance import cases
from jingkai.domains.governance.actions.speaking import speak_for
from jingkai.domains.governance.choices import CardLevel, CardMatter
from jingkai.domains.governance.errors import CardStands, NothingToSupervise
from jingkai.domains.governance.models import (
    Appeal,
    HardProblem,
    SupervisionCard,
    WhistleDuty,
)
from jingkai.domains.governance.models.cards import ABOUT
from jingkai.domains.governance.permissions import Permission
from jingkai.domains.governance.queries.cards import late_matters
from jingkai.kernel.access.models import Office
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, Machine, action

BATCH = 2_000
MATTERS = {
    Appeal: CardMatter.APPEAL, WhistleDuty: CardMatter.WHISTLE, HardProblem: CardMatter.PROBLEM,
}  # fmt: skip


@action("governance.card.issued", _("Issued the {level} {subject} to {office}"))
def issue_card(
    *, level: str, demand: str, by: Actor, about: Any = None, title: str = "",
    office: Any = None, issuer: Any = None, on: date | None = None,
) -> SupervisionCard:  # fmt: skip
    """Issue a card to the office of a late matter, or to any office for a matter of its own.

    One card per matter and level. Raises CardStands, NothingToSupervise.
    """
    require(by, Permission.CARD_ISSUE)
    matter = MATTERS.get(type(about), CardMatter.FREE)
    told = office or getattr(about, "office", None)
    if told is None:
        raise NothingToSupervise(field="office")
    field = ABOUT.get(matter)
    if field is not None:
        locked(about)
        found = SupervisionCard.objects.filter(**{field: about, "level": level}).first()
        if found is not None:
            raise CardStands(number=found.number)
    day = on or zone_today()
    card = SupervisionCard(
        zone_id=by.zone_id, level=level, matter=matter, title=(title or title_of(about))[:150],
        office=told, demand=demand, issued_on=day, issuer=issuer or getattr(by, "office", told),
        number=next_after(SupervisionCard, by.zone_id, cases.CARD.prefix, day),
        **({field: about} if field else {}),
    )  # fmt: skip
    card.answer_due_on = cases.card_due_day(card)
    words = str(CardLevel(level).label)
    return saved(card, level=words, office=told.name)


def settle_cards(cards: Sequence[SupervisionCard], by: Any) -> None:
    """By when each is to be answered, told once the rows are written."""
    held = list(cards)  # a workbook's rows are read anew each time they are gone through
    for card in held:
        card.answer_due_on = cases.card_due_day(card)
    SupervisionCard.objects.bulk_update(held, ["answer_due_on"], batch_size=BATCH)


def title_of(about: Any) -> str:
    """What a matter is called on its card."""
    if isinstance(about, WhistleDuty):
        return f"{about.whistle.number} {about.whistle.title}"
    return str(about or "")


@action("governance.card.answered", _("Answered {subject}"))
def answer_card(
    *, card: SupervisionCard, answer: str, by: Actor, on: date | None = None
) -> SupervisionCard:
    """The office supervised says what it has done and by when the rest follows."""
    held = _moved(card, "answer", by, "office")
    day = on or zone_today()
    not_before(day, held.issued_on, _("card issued on"))
    held.answered_on, held.answer = day, answer
    return saved(held)


@action("governance.card.answer_refused", _("Refused the answer to {subject}: {because}"))
def refuse_answer(*, card: SupervisionCard, because: str, by: Actor) -> SupervisionCard:
    """The answer is not enough: the card waits for another one, its limit stands."""
    held = _moved(card, "refuse", by)
    held.answered_on, held.answer = None, ""
    return saved(held, because=because)


@action("governance.card.lifted", _("Lifted {subject}: {because}"))
def lift_card(
    *, card: SupervisionCard, because: str, by: Actor, on: date | None = None
) -> SupervisionCard:
    """What was demanded is done; the card is off the board."""
    held = _moved(card, "lift", by)
    day = on or zone_today()
    not_before(day, held.answered_on, _("answered on"))
    held.lifted_on, held.lifted_because = day, because
    return saved(held, because=because)


def _moved(card: SupervisionCard, code: str, by: Any, whose: str = "") -> SupervisionCard:
    """The card held, the move offered, whoever acts being whose turn it is."""
    move = next(each for each in cases.CARD.moves if each.code == code)
    require(by, move.permission)
    held = locked(card)
    if whose:
        speak_for(by, getattr(held, whose))
    cases.CARD.move(code, state=held.state)
    return held


def issue_cards_due(*, by: Machine, on: date | None = None) -> list[SupervisionCard]:
    """Issue the cards that late matters deserve on a day; a matter gets each level once.

    For the daily round. Each card is an action of its own, issued in the name of the office that
    stands at the top of the zone.
    """
    day = on or zone_today()
    top = Office.objects.filter(zone_id=by.zone_id, parent=None).order_by("pk").first()
    issued = []
    for late in late_matters(by.zone_id, day):
        with override("zh-hans"):
            demand = str(_("Finish what was due on {day} and say how.")).format(day=late.due)
        try:
            card = issue_card(
                level=late.level, about=late.about, office=late.office, demand=demand,
                issuer=top, on=day, by=by,
            )  # fmt: skip
        except CardStands:  # another round was there first
            continue
        issued.append(card)
    return issued
