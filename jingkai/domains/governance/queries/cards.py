"""Supervision cards as a seat sees them, the board, and the matters that are late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.choices import (
    AppealState,
    CardLevel,
    CardMatter,
    CardState,
    HardState,
)
from jingkai.domains.governance.models import Appeal, HardProblem, SupervisionCard
from jingkai.domains.governance.models.cards import ABOUT
from jingkai.domains.governance.permissions import Permission
from jingkai.domains.governance.queries.speaking import speaks_for
from jingkai.domains.governance.queries.whistles import WHISTLES, open_duties, worst_clock
from jingkai.domains.governance.rules.cards import level_for
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.explaining import explain
from jingkai.kernel.cases.reminding import Due, remind
from jingkai.kernel.cases.words import STANDINGS, TONES
from jingkai.kernel.registers.tabling import Cell, Table, table

CARDS = "governance.cards"
MOST = 500


@dataclass(frozen=True)
class Late:
    """A matter beyond its day, the office that answers for it, and the card that it deserves."""

    about: Any
    matter: str
    title: str
    office: Any
    due: date
    level: str


@dataclass(frozen=True)
class Row:
    """One office on the board: its open cards, the late ones among them."""

    office: str
    amber: int
    red: int
    late: int


def cards_for(seat: Any) -> QuerySet[SupervisionCard]:
    """Supervision cards of the zone."""
    rows = SupervisionCard.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.CARD_VIEW) else rows.none()


def board_of_cards(seat: Any, on: date) -> list[Row]:
    """Each office with open cards, the one with most red ones first."""
    unlifted = cards_for(seat).exclude(state=CardState.LIFTED)
    late = Q(answered_on=None, answer_due_on__lt=on)
    rows = (
        unlifted.values("office__name")
        .annotate(
            amber=Count("pk", filter=Q(level=CardLevel.AMBER)),
            red=Count("pk", filter=Q(level=CardLevel.RED)), late=Count("pk", filter=late),
        )
        .order_by("-red", "-late", "-amber", "office__name")
    )  # fmt: skip
    return [Row(r["office__name"], r["amber"], r["red"], r["late"]) for r in rows]


def open_cards(seat: Any) -> QuerySet[SupervisionCard]:
    """The cards not lifted yet: red first, then by the day of their answer."""
    rows = cards_for(seat).exclude(state=CardState.LIFTED)
    return rows.select_related("office").order_by("-level", "answer_due_on", "pk")


def late_matters(zone_id: int, on: date) -> list[Late]:
    """What deserves a card on a day and has none of its level yet, the latest first."""
    red_after = cases.number("cards", "red_after_days", on)
    there = _carded(zone_id)
    found = []
    for about, matter, title, office, due in _late(zone_id, on):
        level = level_for(due, on, red_after)
        if level and (matter, about.pk, level) not in there:
            found.append(Late(about, matter, title, office, due, level))
    return sorted(found, key=lambda each: (each.due, each.matter, each.about.pk))


def _carded(zone_id: int) -> set[tuple[str, int, str]]:
    """What has its card: (matter, key, level). A red one leaves no need of an amber one."""
    there: set[tuple[str, int, str]] = set()
    for matter, field in ABOUT.items():
        rows = SupervisionCard.objects.filter(zone_id=zone_id, matter=matter)
        for key, level in rows.values_list(field, "level"):
            there.add((matter, key, level))
            if level == CardLevel.RED:
                there.add((matter, key, CardLevel.AMBER))
    return there


type Found = tuple[Any, str, str, Any, date]


def _late(zone_id: int, on: date) -> Iterator[Found]:
    yield from _late_appeals(zone_id, on)
    moment = timezone.make_aware(datetime.combine(on, time(23, 59)))
    for duty in open_duties(zone_id):
        told = worst_clock(duty, moment)
        if told is not None and told[1] is Standing.OVERDUE and told[0].due_on is not None:
            title = f"{duty.whistle.number} {duty.whistle.title}"
            yield duty, "whistle", title, duty.office, told[0].due_on
    hard = HardProblem.objects.filter(zone_id=zone_id, state=HardState.OPEN, due_on__lt=on)
    for one in hard.select_related("office").order_by("due_on")[:MOST]:
        if one.due_on is not None:
            yield one, "problem", str(one), one.office, one.due_on


def _late_appeals(zone_id: int, on: date) -> Iterator[Found]:
    at_work = Q(state__in=(AppealState.ROUTED, AppealState.ACCEPTED), answer_due_on__lt=on)
    answered = Q(state=AppealState.ANSWERED, due_on__lt=on)
    rows = Appeal.objects.filter(at_work | answered, zone_id=zone_id, office__isnull=False)
    for one in rows.select_related("office").order_by("due_on", "pk")[:MOST]:
        due = one.due_on if one.state == AppealState.ANSWERED else one.answer_due_on
        yield one, "appeal", str(one), one.office, due


def cards_due(seat: Any, on: date) -> list[Due]:
    """Cards that wait for the seat: to be answered by its office, to be judged by who issues."""
    found: list[Due] = []
    rows = open_cards(seat)
    if seat.can(Permission.CARD_ANSWER):
        calendar = calendar_of(seat.zone_id)
        for card in rows.filter(state=CardState.ISSUED):
            if speaks_for(seat, card.office):
                told = cases.card_deadline(card, calendar)
                found += remind(CARDS, card, told, on, str(told.rule.name))
    if seat.can(Permission.CARD_ISSUE):
        for card in rows.filter(state=CardState.ANSWERED):
            why = str(cases.CARD.state(card.state).name)
            day = card.answered_on or on
            found.append(Due(str(card), CARDS, card.pk, day, Standing.GREEN, why))
    return sorted(found, key=lambda item: (item.due, item.pk))


def card_standing(card: SupervisionCard, seat: Any, on: date) -> list[Table]:
    """What a card is about, and the clock of its answer."""
    calendar = calendar_of(card.zone_id)
    told = cases.card_deadline(card, calendar)
    standing = told.standing(on, calendar)
    state = Cell(str(STANDINGS[standing]), tone=TONES.get(standing, ""))
    why = str(explain(told, {"issued": _("card issued on"), "answered": _("answered on")}))
    clock = (str(told.rule.name), told.due_on, state, why)
    return [
        table(
            _("Matter"), (_("about"), _("matter")),
            [(card.get_matter_display(), _matter_cell(card))],
        ),
        table(
            _("Clock"), (_("clock"), _("due"), _("standing"), _("how it was counted")), [clock]
        ),
    ]  # fmt: skip


def _matter_cell(card: SupervisionCard) -> Cell:
    """The way to the matter, where it has a page."""
    about = card.about
    if about is None:
        return Cell(card.title)
    if card.matter == CardMatter.WHISTLE:
        return Cell(str(about.whistle), register=WHISTLES, pk=about.whistle_id)
    register = "governance.appeals" if card.matter == CardMatter.APPEAL else "governance.hard"
    return Cell(str(about), register=register, pk=about.pk)
