"""What is due for a seat: bad ratings to call back about, to rectify, to ask once more."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.services.choices.approvals import RectificationState
from jingkai.domains.services.models import Rectification
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.results import rectifications_for
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.models import Deadline
from jingkai.kernel.cases.reminding import Due

REGISTER = "services.rectifications"
CALL_BACK = "call_back"


def due_for(seat: Any, on: date) -> list[Due]:
    """The rectifications that wait for the seat, by what it may do about them."""
    rows = rectifications_for(seat)
    found: list[Due] = []
    if seat.can(Permission.RATING_CALL_BACK):
        opened = list(rows.filter(state=RectificationState.OPEN))
        days = _call_days(opened)
        why = _("Rated badly on {day}; call the person back.")
        found += _told(opened, on, why, lambda row: days.get(row.case_id))
        why = _("Rectified; ask the person once more.")
        answered = rows.filter(state=RectificationState.ANSWERED)
        found += _told(answered, on, why, lambda row: None)
    if seat.can(Permission.RATING_RECTIFY):
        why = _("The complaint stands; say what was found and what was done.")
        mending = rows.filter(state=RectificationState.RECTIFYING)
        found += _told(mending, on, why, lambda row: row.due_on)
    return found


def _call_days(rows: list[Rectification]) -> dict[int, date | None]:
    """By which day each is to be called, by its case."""
    cases = [row.case_id for row in rows]
    found = Deadline.objects.filter(case__in=cases, clock=CALL_BACK)
    return dict(found.values_list("case", "due_on"))


def _told(rows: Any, on: date, why: str, day: Any) -> Iterator[Due]:
    for row in rows:
        due = day(row)
        standing = Standing.OVERDUE if due and due < on else Standing.AMBER
        words = why.format(day=row.opened_on)
        yield Due(str(row), REGISTER, row.pk, due, standing, words)
