"""What is wrong with the rows of projects, their plans, lines and problems."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects.choices import ACTUAL, ORDER, PLANNED, Milestone, Status
from jingkai.kernel.registers.checks import days_in_order
from jingkai.kernel.registers.declare import Fault


def status_of(
    reached: Mapping[str, date], ended_on: date | None, stopped_on: date | None
) -> Status:
    """Where a project stands by the milestones it has reached; the database says the same.

    >>> reached = {"signed": date(2022, 1, 1), "started": date(2022, 3, 1)}
    >>> status_of(reached, None, None).value, status_of(reached, None, date(2022, 6, 1)).value
    ('started', 'stopped')
    >>> status_of({}, None, None).value, status_of({}, date(2022, 5, 1), None).value
    ('reserve', 'ended')
    """
    if ended_on:
        return Status.ENDED
    last = next((m for m in reversed(ORDER) if reached.get(m.value)), None)
    if stopped_on and last not in (Milestone.PRODUCTION, Milestone.FULL):
        return Status.STOPPED
    return Status(last.value) if last else Status.RESERVE


def order_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Milestones are planned, and reached, one after another.

    >>> row = {"started_on": date(2022, 3, 1), "structure_on": date(2022, 2, 1)}
    >>> [fault.field for fault in order_faults(row)]
    ['structure_on']
    """
    for fields in (PLANNED, ACTUAL):
        days = (fields[milestone] for milestone in ORDER)
        yield from days_in_order(values, days, _("This day lies before the milestone before it."))
    for later, needed in (("production_on", "started_on"), ("full_on", "production_on")):
        if values.get(later) and not values.get(needed):
            yield Fault(needed, _("The milestone before it has no day."), _("a day"))


def project_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a project's row beyond single values.

    >>> [fault.field for fault in project_faults({"ended_on": date(2022, 1, 1)})]
    ['end_reason']
    """
    yield from order_faults(values)
    if values.get("ended_on") and not values.get("end_reason"):
        yield Fault("end_reason", _("A project that is given up needs the reason."), _("a reason"))
    total, opening = values.get("total_investment"), values.get("opening_investment")
    if total is not None and opening is not None and opening > total:
        yield Fault(
            "opening_investment", _("More was invested before than the project costs in all."),
            _("no more than the total investment"), warning=True,
        )  # fmt: skip


def line_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A line stops after it began, and makes something.

    >>> row = {"producing_on": date(2022, 3, 1), "stopped_on": date(2022, 2, 1)}
    >>> [fault.field for fault in line_faults(row)]
    ['stopped_on']
    """
    began, stopped = values.get("producing_on"), values.get("stopped_on")
    if stopped and (began is None or stopped < began):
        yield Fault("stopped_on", _("The line stopped before it produced."),
                    _("a day after it began to produce"))  # fmt: skip


def over_total(invested: Decimal, total: Decimal, percent: int) -> bool:
    """Whether more was invested than the project costs, beyond what may be left unconfirmed.

    >>> over_total(Decimal(110), Decimal(100), 10), over_total(Decimal(111), Decimal(100), 10)
    (False, True)
    """
    return total > 0 and invested * 100 > total * (100 + percent)
