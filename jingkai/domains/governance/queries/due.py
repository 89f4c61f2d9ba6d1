"""What is due for a seat on a day: appeals to accept, to answer, to call back on, to send."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.choices import AppealState as S
from jingkai.domains.governance.choices import HardState
from jingkai.domains.governance.permissions import Permission as P
from jingkai.domains.governance.queries.rows import appeals_for, hard_for
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.reminding import Due, remind, urgent_first

STEP = {S.RECEIVED: "accept", S.ROUTED: "accept", S.ACCEPTED: "answer", S.ANSWERED: "overall"}
"""Which clock tells when the next step of an appeal is due."""
MOST = 200


def due_for(seat: Any, on: date) -> list[Due]:
    """The reminders of governance for a seat, the most urgent first."""
    found = [*_appeals(seat, on), *_hard(seat, on)]
    return urgent_first(found)


def _mine(seat: Any) -> list[str]:
    states: list[str] = []
    if seat.can(P.APPEAL_HANDLE):
        states += [S.ROUTED, S.ACCEPTED]
    if seat.can(P.APPEAL_ROUTE):
        states += [S.RECEIVED]
    if seat.can(P.APPEAL_CALL):
        states += [S.ANSWERED]
    return states


def _appeals(seat: Any, on: date) -> Iterator[Due]:
    states = _mine(seat)
    if not states:
        return
    calendar = calendar_of(seat.zone_id)
    rows = appeals_for(seat).filter(state__in=states).order_by("due_on", "pk")
    for appeal in rows.select_related("office")[:MOST]:
        code = STEP[S(appeal.state)]
        deadline = dict(cases.deadlines(appeal, calendar))[code]
        why = str(cases.APPEAL.clock(code).name)
        yield from remind("governance.appeals", appeal, deadline, on, why)


def _hard(seat: Any, on: date) -> Iterator[Due]:
    if not seat.can(P.HARD_EDIT):
        return
    for one in hard_for(seat).filter(state=HardState.OPEN, due_on__lt=on):
        why = _("This hard problem was to be solved by then.")
        yield Due(str(one), "governance.hard", one.pk, one.due_on, Standing.OVERDUE, why)
