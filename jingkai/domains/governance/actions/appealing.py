"""An appeal step by step: filed, accepted, given back, answered, called back, closed, reopened."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.actions.reckoning import kept
from jingkai.domains.governance.actions.routing import held, place, send_by_table
from jingkai.domains.governance.actions.telling import tell, tell_office
from jingkai.domains.governance.choices import BAD, AppealSource, AppealState, AskerKind
from jingkai.domains.governance.errors import AppealOver, KindHasParts, TooMuchTime
from jingkai.domains.governance.models import Appeal, AppealKind, AppealRound
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.cases.steps import locked, not_before, put, require, require_complete
from jingkai.kernel.trail.acting import Actor, action

S = AppealState
_LISTENERS: list[Callable[[Appeal], object]] = []
KEPT = ("accepted_on", "answered_on", "answer", "outcome", "referred_to", "called_on", "reached",
        "solved", "rating", "rating_words")  # fmt: skip
EMPTY: dict[str, Any] = {
    "accepted_on": None, "answered_on": None, "answer": "", "outcome": "", "referred_to": "",
    "called_on": None, "reached": None, "solved": None, "rating": "", "rating_words": "",
    "closed_on": None, "more_days": 0, "more_because": "",
}  # fmt: skip


@action("governance.appeal.filed", _("Took down the appeal {subject}"))
def file_appeal(
    *, kind: AppealKind, title: str, by: Actor, source: str = AppealSource.WEB, words: str = "",
    shape: Any = None, received_at: datetime | None = None, **more: Any,
) -> Appeal:  # fmt: skip
    """Take down an appeal: place it, send it to its office by the table, start its clocks.

    `more` holds what else is known: address, grid, asker_kind, asker, phone, account, enterprise.
    Whoever files from outside (the portal, Open311) is not asked for a permission: `by` is the
    machine or a person's account.
    """
    if by.pk is not None:
        require(by, P.APPEAL_FILE)
    if kind.parts.exists():
        raise KindHasParts(kind=kind)
    at = received_at or zone_now()
    on = timezone.localdate(at)
    appeal = Appeal(
        zone_id=by.zone_id, source=source, kind=kind, pace=kind.pace, title=title, words=words,
        shape=shape, received_at=at,
        number=next_number(zone_id=by.zone_id, series=cases.APPEAL.prefix, on=on), **more,
    )  # fmt: skip
    if appeal.enterprise_id is not None:
        appeal.asker_kind = AskerKind.ENTERPRISE
    place(appeal)
    send_by_table(appeal, on)
    kept(appeal, office=str(appeal.office or "—"))
    tell("governance.appeal.received", appeal)
    tell_office("governance.appeal.arrived", appeal)
    return appeal


def on_answer(hear: Callable[[Appeal], object]) -> None:
    """Let somebody hear of each answer in its action: who filed the appeal for another's record."""
    if hear not in _LISTENERS:
        _LISTENERS.append(hear)


def told_on(appeal: Appeal) -> None:
    """Tell the listeners that an appeal was answered."""
    for hear in _LISTENERS:
        hear(appeal)


@action("governance.appeal.accepted", _("Accepted {subject}"))
def accept_appeal(*, appeal: Appeal, on: date, by: Actor) -> Appeal:
    """The office takes the appeal on (签收)."""
    return _move(appeal, "accept", on, by, accepted_on=on)


@action("governance.appeal.given_back", _("Gave {subject} back: {because}"))
def give_back(*, appeal: Appeal, because: str, by: Actor) -> Appeal:
    """The office says that it is another's matter: the desk finds whose; the clocks run on."""
    appeal = held(appeal, by, P.APPEAL_HANDLE)
    cases.APPEAL.move("give_back", state=appeal.state)
    appeal.office, appeal.route, appeal.accepted_on, appeal.routed_on = None, None, None, None
    appeal.given_back = because
    kept(appeal, because=because)
    tell_office("governance.appeal.came_back", appeal)
    return appeal


@action("governance.appeal.answered", _("Answered {subject}: {outcome}"))
def answer_appeal(
    *, appeal: Appeal, outcome: str, answer: str, on: date, by: Actor, referred_to: str = ""
) -> Appeal:
    """The office answers; everybody who asked of the matter gets the answer."""
    told = {"outcome": outcome, "answer": answer, "referred_to": referred_to, "answered_on": on}
    appeal = _move(appeal, "answer", on, by, **told)
    tell("governance.appeal.answered", appeal)
    told_on(appeal)
    for joined in _joined(appeal):
        put(joined, {**told, "accepted_on": max(appeal.accepted_on or on, joined.began_on),
                     "office_id": appeal.office_id})  # fmt: skip
        kept(joined, outcome=joined.get_outcome_display())
        tell("governance.appeal.answered", joined)
        told_on(joined)
    return appeal


@action("governance.appeal.more_time", _("Allowed {days} more working days for {subject}"))
def allow_more_time(*, appeal: Appeal, days: int, because: str, by: Actor) -> Appeal:
    """Allow more working days, up to the dated most; the reason stays on record."""
    appeal = held(appeal, by, P.APPEAL_EXTEND)
    if appeal.state not in cases.AT_WORK:
        raise AppealOver(number=appeal.number, state=S(appeal.state).label)
    most = cases.number("appeals", "longest_extension", appeal.began_on)
    if appeal.more_days + days > most:
        raise TooMuchTime(days=days, most=most)
    appeal.more_days, appeal.more_because = appeal.more_days + days, because
    return kept(appeal, days=days, because=because)


@action("governance.appeal.called", _("Called back on {subject}"))
def call_back(
    *, appeal: Appeal, reached: bool, on: date, by: Actor, solved: bool | None = None,
    rating: str = "", words: str = "",
) -> Appeal:  # fmt: skip
    """What the asker says of the answer: content, it is closed; unhappy, the next round begins."""
    held(appeal, by, P.APPEAL_CALL)
    return _told(appeal, reached=reached, solved=solved, rating=rating, words=words, on=on)


@action("governance.appeal.rated", _("{subject} was rated by who asked"))
def rate_appeal(*, appeal: Appeal, rating: str, words: str, solved: bool, by: Actor) -> Appeal:
    """The asker's own rating, given on the portal after the answer; `by` is no seat."""
    return _told(
        appeal, reached=True, solved=solved, rating=rating, words=words, on=zone_today()
    )


def _told(
    appeal: Appeal, *, reached: bool, solved: bool | None, rating: str, words: str, on: date
) -> Appeal:
    appeal = locked(appeal)
    unhappy = reached and (rating in BAD or solved is False)
    cases.APPEAL.move("reopen" if unhappy else "close", state=appeal.state)
    not_before(on, appeal.answered_on, S.ANSWERED.label)
    appeal.called_on, appeal.reached = on, reached
    appeal.solved, appeal.rating = (solved, rating) if reached else (None, "")
    appeal.rating_words = words
    if unhappy:
        return next_round(appeal, on, words)
    appeal.closed_on = on
    return kept(appeal, on=on, rating=appeal.get_rating_display())


@action("governance.appeal.reopened", _("Opened {subject} again: {because}"))
def reopen_appeal(*, appeal: Appeal, because: str, on: date, by: Actor) -> Appeal:
    """Open an answered or closed appeal again; what was answered so far is kept as a round."""
    appeal = held(appeal, by, P.APPEAL_CALL)
    cases.APPEAL.move("reopen", state=appeal.state)
    not_before(on, appeal.closed_on or appeal.answered_on, S(appeal.state).label)
    return next_round(appeal, on, because)


def next_round(appeal: Appeal, on: date, because: str) -> Appeal:
    """Keep the round that ended, and begin the next with its clocks anew, at the same office.

    An appeal that was joined to another stands by itself from now on.
    """
    AppealRound.objects.create(
        zone_id=appeal.zone_id, appeal=appeal, nth=appeal.round, office=appeal.office,
        began_on=appeal.began_on, more_days=appeal.more_days, due_on=appeal.due_on,
        closed_on=appeal.closed_on,
        reopened_on=on, because=because, **{name: getattr(appeal, name) for name in KEPT},
    )  # fmt: skip
    for name, value in EMPTY.items():
        setattr(appeal, name, value)
    appeal.round, appeal.began_on, appeal.routed_on = appeal.round + 1, on, on
    appeal.joined_to = None
    kept(appeal, because=because)
    tell("governance.appeal.again", appeal)
    tell_office("governance.appeal.arrived", appeal)
    return appeal


def _joined(appeal: Appeal) -> list[Appeal]:
    """The open appeals joined to one, held."""
    rows = Appeal.objects.select_for_update(of=("self",))
    return list(rows.filter(joined_to=appeal, answered_on__isnull=True).order_by("pk"))


def _move(appeal: Appeal, code: str, on: date, by: Any, **values: Any) -> Appeal:
    """Move on: the move is offered, nothing is missing, the days are in order."""
    permission = next(each for each in cases.APPEAL.moves if each.code == code).permission
    appeal = held(appeal, by, permission)
    move = cases.APPEAL.move(code, state=appeal.state)
    put(appeal, values)
    require_complete(cases.APPEAL, move.to, appeal)
    not_before(on, appeal.began_on, _("round began on"))
    return kept(appeal, on=on, outcome=appeal.get_outcome_display())
