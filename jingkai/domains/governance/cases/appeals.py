"""An appeal's steps and its three clocks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.cases.dated import dated, part
from jingkai.domains.governance.choices import AppealState as S
from jingkai.domains.governance.choices import Outcome, Pace
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Deadline, Event, More, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, Need, State, Unit, register
from jingkai.kernel.workdays.calendar import WorkCalendar

AT_WORK = frozenset({S.RECEIVED, S.ROUTED, S.ACCEPTED})
OPEN = AT_WORK | {S.ANSWERED, S.JOINED}


def _clock(code: str, name: Any, stops: frozenset[str]) -> ClockRule:
    return ClockRule(
        code=code, name=name, unit=Unit.WORKDAYS,
        length=part("appeals", f"{code}_days", "ordinary"),
        starts=frozenset({"began"}), stops=stops,
        amber=dated("appeals", "amber_days"), red=dated("appeals", "red_days"),
    )  # fmt: skip


APPEAL = register(
    CaseKind(
        code="governance.appeal",
        prefix="SQ",
        name=_("Appeal"),
        first=S.RECEIVED,
        states=(
            State(S.RECEIVED, S.RECEIVED.label, fields=("kind", "title")),
            State(S.ROUTED, S.ROUTED.label, fields=("office",)),
            State(S.ACCEPTED, S.ACCEPTED.label),
            State(S.ANSWERED, S.ANSWERED.label, fields=(
                "answer", "outcome",
                Need("referred_to", when=lambda one: one.outcome == Outcome.NOT_OURS))),
            State(S.JOINED, S.JOINED.label, fields=("joined_to",)),
            State(S.CLOSED, S.CLOSED.label, final=True),
        ),
        moves=(
            Move("route", _("Send to an office"), S.ROUTED, AT_WORK, P.APPEAL_ROUTE),
            Move("accept", _("Accept"), S.ACCEPTED, frozenset({S.ROUTED}), P.APPEAL_HANDLE),
            Move("give_back", _("Not ours: give back"), S.RECEIVED,
                 frozenset({S.ROUTED, S.ACCEPTED}), P.APPEAL_HANDLE),
            Move("answer", _("Answer"), S.ANSWERED, frozenset({S.ACCEPTED}), P.APPEAL_HANDLE),
            Move("join", _("Join to another"), S.JOINED, AT_WORK, P.APPEAL_FILE),
            Move("close", _("Close after the call"), S.CLOSED, frozenset({S.ANSWERED}),
                 P.APPEAL_CALL),
            Move("reopen", _("Open again"), S.ROUTED, frozenset({S.ANSWERED, S.CLOSED}),
                 P.APPEAL_CALL),
        ),
        clocks=(
            _clock("accept", _("time to accept"), frozenset({"accepted", "answered", "closed"})),
            _clock("answer", _("time to answer"), frozenset({"answered", "closed"})),
            _clock("overall", _("time for the whole matter"), frozenset({"closed"})),
        ),
        order=(S.RECEIVED, S.ROUTED, S.ACCEPTED, S.ANSWERED, S.CLOSED),
    )
)  # fmt: skip

CLOCKS = ("accept", "answer", "overall")
EXTENDED = ("answer", "overall")
"""The clocks that more time lengthens."""


@cache
def rule(code: str, pace: str) -> ClockRule:
    """The rule of a clock at a pace."""
    length = part("appeals", f"{code}_days", str(Pace(pace)))
    return replace(APPEAL.clock(code), length=length)


def deadlines(appeal: Any, calendar: WorkCalendar | None = None) -> list[tuple[str, Deadline]]:
    """What the clocks of the current round of an appeal say."""
    if appeal.began_on is None:
        return []
    told = calendar or calendar_of(appeal.zone_id)
    events = list(_events(appeal))
    more = _more(appeal)
    return [(code, due(rule(code, appeal.pace), events, told, extensions=more)) for code in CLOCKS]


def due_day(appeal: Any, code: str) -> date | None:
    """By when a step of the current round is due: the stored copy that lists go by."""
    if appeal.began_on is None:
        return None
    more = int(appeal.more_days or 0) if code in EXTENDED else 0
    return _due_day(code, appeal.pace, appeal.began_on, more, calendar_of(appeal.zone_id))


@lru_cache(maxsize=20_000)
def _due_day(code: str, pace: str, began: date, more: int, calendar: WorkCalendar) -> date | None:
    longer = [More(code, more, began)] if more else []
    return due(rule(code, pace), [Event("began", began)], calendar, extensions=longer).due_on


def _events(appeal: Any) -> Iterator[Event]:
    days = {"began": appeal.began_on, "accepted": appeal.accepted_on,
            "answered": appeal.answered_on, "closed": appeal.closed_on}  # fmt: skip
    for code, day in days.items():
        if day is not None:
            yield Event(code, day)


def _more(appeal: Any) -> list[More]:
    if not appeal.more_days:
        return []
    return [
        More(code, appeal.more_days, appeal.began_on, reason=appeal.more_because)
        for code in EXTENDED
    ]
