"""What is due for a seat on a day: rectifications, and treatments promised by a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.permissions import Permission
from jingkai.domains.ecology.queries.rows import rectifications_for, sources_for
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.reminding import Due, remind, urgent_first


def due_for(seat: Any, on: date) -> list[Due]:
    """The reminders of who looks after the green park, the most urgent first."""
    found: list[Due] = []
    if seat.can(Permission.RECTIFICATION_EDIT):
        found += _rectifications(seat, on)
    if seat.can(Permission.SOURCE_EDIT):
        found += _treatments(seat, on)
    return urgent_first(found)


def _rectifications(seat: Any, on: date) -> Iterator[Due]:
    calendar = calendar_of(seat.zone_id)
    rows = rectifications_for(seat).filter(closed_on__isnull=True)
    for case in rows.select_related("source"):
        for code, deadline in cases.deadlines(case, calendar):
            why = str(cases.RECTIFICATION.clock(code).name)
            yield from remind("ecology.rectifications", case, deadline, on, why)


def _treatments(seat: Any, on: date) -> Iterator[Due]:
    before = cases.dated("rectification", "treatment_amber_days").on(on).value
    soon = on + timedelta(days=int(before))
    rows = sources_for(seat).filter(
        treated_on__isnull=True, closed_on__isnull=True, treatment_due_on__lte=soon
    )
    for source in rows:
        over = source.treatment_due_on < on
        state = Standing.OVERDUE if over else Standing.AMBER
        why = _("The treatment of this source is to be completed.")
        yield Due(
            str(source), "ecology.sources", source.pk, source.treatment_due_on, state, why
        )
