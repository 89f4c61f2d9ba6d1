"""What is due for a seat on a day: monthly statements, and whatever is due of support."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jingkai.domains.livelihood import cases
from jingkai.domains.livelihood.permissions import Permission
from jingkai.domains.livelihood.queries.rows import employment_for, pensions_for
from jingkai.domains.livelihood.queries.support_due import support_due_for
from jingkai.domains.livelihood.rules.statements import due_on, month_before
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.reminding import Due, urgent_first


def due_for(seat: Any, on: date) -> list[Due]:
    """The reminders of the people's livelihood, the most urgent first."""
    found = [*support_due_for(seat, on)]
    if seat.can(Permission.WORK_EDIT):
        found += _statement(employment_for(seat), "livelihood.employment", on)
    if seat.can(Permission.INSURANCE_EDIT):
        found += _statement(pensions_for(seat), "livelihood.pensions", on)
    return urgent_first(found)


def _statement(rows: QuerySet[Any], register: str, on: date) -> Iterator[Due]:
    """The statement of the month that has ended, until it is in; a series that never began is none.

    Reminded from the first day of the month on, beside the last statement that there is.
    """
    month = month_before(on)
    last = rows.order_by("-month", "-pk").first()
    if last is None or last.month >= month:
        return
    due = due_on(month, int(cases.dated("circles", "reporting_day").on(on).value))
    state = Standing.OVERDUE if due < on else Standing.AMBER
    why = _("The statement of {month} is to be entered.").format(month=f"{month:%Y-%m}")
    yield Due(str(last), register, last.pk, due, state, why)
