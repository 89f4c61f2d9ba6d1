"""The lists of appeals that stand ready: late ones, one's own of today, a warden's grids."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import queries
from jingkai.domains.governance.choices import AppealState as S
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.registers.declare import View

type Asks = Mapping[str, Sequence[str]]

AT_WORK = (S.RECEIVED.value, S.ROUTED.value, S.ACCEPTED.value)
UNTIL = "..{day}"


def _overdue(seat: Any, on: date) -> Asks:
    yesterday = on - timedelta(days=1)
    return {"state": AT_WORK, "due_on": [UNTIL.format(day=yesterday)]}


def _mine(seat: Any, on: date) -> Asks | None:
    """What the seat's office must do by today."""
    if not seat.can(P.APPEAL_HANDLE) or seat.pk is None:
        return None
    return {"state": AT_WORK, "office": [str(seat.office_id)], "due_on": [UNTIL.format(day=on)]}


def _came_in(seat: Any, on: date) -> Asks:
    return {"received_on": [on.isoformat()]}


def _to_send(seat: Any, on: date) -> Asks | None:
    return {"state": [S.RECEIVED.value]} if seat.can(P.APPEAL_ROUTE) else None


def _to_call(seat: Any, on: date) -> Asks | None:
    return {"state": [S.ANSWERED.value]} if seat.can(P.APPEAL_CALL) else None


def _of_grids(seat: Any, on: date) -> Asks | None:
    """A warden's: the open ones of the grids that they look after."""
    keys = [str(grid.pk) for grid in queries.grids_of(seat)] if seat.pk is not None else []
    return {"state": AT_WORK, "grid": keys} if keys else None


VIEWS = (
    View(_("Overdue"), _overdue),
    View(_("My office’s, due today or earlier"), _mine),
    View(_("In my grids"), _of_grids),
    View(_("Came in today"), _came_in),
    View(_("To be sent to an office"), _to_send),
    View(_("To be called back"), _to_call),
)
