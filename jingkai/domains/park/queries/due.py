"""What is due for a seat on a day: the reminders of its home page."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from jingkai.domains.park import cases
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.queries.land import contracted, idle_lines
from jingkai.domains.park.queries.rows import idle_cases_for, leases_for
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.reminding import Due, remind, urgent_first


def due_for(seat: Any, on: date) -> list[Due]:
    """The reminders of who works on land, idle land and leases, the most urgent first."""
    found: list[Due] = []
    if seat.can(Permission.IDLE_EDIT):
        found += [*_idle(seat, on), *_cases(seat, on)]
    if seat.can(Permission.LAND_EDIT):
        found += _completions(seat, on)
    if seat.can(Permission.LEASE_EDIT):
        found += _leases(seat, on)
    return urgent_first(found)


def idle_reason(code: str, parcel: Any) -> str:
    """Why an idle-land clock runs, in words."""
    if code == "idle_stop":
        stop = parcel.stops.all()[len(parcel.stops.all()) - 1]
        return _("Works stopped on {day} with too little done.").format(day=stop.stopped_on)
    words = {"day": parcel.agreed_start_on}
    if code == "idle_back":
        return _("Works agreed for {day} not started; after two years land is taken back.").format(
            **words
        )
    return _("Works agreed for {day} not started; after a year a fee is due.").format(**words)


def _idle(seat: Any, on: date) -> Iterator[Due]:
    for line in idle_lines(seat, on):
        if line.case is None:
            why = idle_reason(line.code, line.parcel)
            yield from remind("park.parcels", line.parcel, line.deadline, on, why)


def _cases(seat: Any, on: date) -> Iterator[Due]:
    rows = idle_cases_for(seat).filter(closed_on__isnull=True, taken_back_on__isnull=True)
    for case in rows.select_related("parcel"):
        for code in ("investigation", "payment"):
            name = cases.IDLE.clock(code).name
            deadline = cases.idle_deadline(code, case, calendar_of(seat.zone_id))
            why = _("Idle-land case: {clock}.").format(clock=name)
            yield from remind("park.idle_cases", case, deadline, on, why)


def _completions(seat: Any, on: date) -> Iterator[Due]:
    soon = on + timedelta(days=int(cases.value("completion_amber_days", on)))
    for parcel in contracted(seat).filter(agreed_finish_on__lte=soon, started_on__isnull=False):
        clock = cases.completion_deadline(parcel, calendar_of(seat.zone_id))
        why = _("To be completed by {day} under its contract.").format(day=parcel.agreed_finish_on)
        yield from remind("park.parcels", parcel, clock.deadline, on, why)


def _leases(seat: Any, on: date) -> Iterator[Due]:
    soon = on + timedelta(days=int(cases.value("lease_amber_days", on)))
    rows = leases_for(seat).filter(ends_on__range=(on, soon), left_on__isnull=True)
    for lease in rows.select_related("building", "enterprise"):
        deadline = cases.lease_deadline(lease, calendar_of(seat.zone_id))
        why = _("{tenant} leaves {building} unless the lease is renewed.").format(
            tenant=lease.tenant, building=lease.building
        )
        yield from remind("park.leases", lease, deadline, on, why)
