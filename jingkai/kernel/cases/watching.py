"""The watch over deadlines: what turns amber, red or overdue is told once, at its time.

Any number of watchers may run. Each takes the cases whose clocks are the first to turn and that
nobody holds, tells their clocks anew from what happened, stores how they stand now, and lets
WATCHED hear of each change in the same transaction: a change is told exactly once, or not yet.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.calendars import calendar_of, forget
from jingkai.kernel.cases.models import Case, Deadline
from jingkai.kernel.cases.past import load_pasts
from jingkai.kernel.cases.recounting import steps_of, tell_anew
from jingkai.kernel.trail.acting import Machine, declare, perform, record

WATCHED_CODE = declare(
    "cases.deadlines.watched",
    _("Looked at {looked} deadlines; {changed} stand otherwise than before"),
)
AT_ONCE = 200
"""How many deadlines one pass looks at."""


@dataclass(frozen=True)
class Pass:
    """What one pass of a watcher did."""

    looked: int = 0
    changed: int = 0

    @property
    def more(self) -> bool:
        """Whether others may still wait to be looked at."""
        return self.looked > 0


def watch(zone: Zone, now: datetime, *, at_once: int = AT_ONCE) -> Pass:
    """Look at the zone's deadlines that are to be looked at by now: one pass, one transaction."""
    with walled(zone.pk):
        forget(zone.pk)
        due, sure = _due(zone, now), _published(zone)
        if not (due.exists() or sure.exists()):
            return Pass()
        done: list[Pass] = []

        def work() -> None:
            sure.update(look_at=now)
            done.append(_look(due, now, at_once))
            record(zone, looked=done[0].looked, changed=done[0].changed)

        perform(WATCHED_CODE, Machine(zone_id=zone.pk), work)
        return done[0]


def watch_all(zone: Zone, now: datetime, *, at_once: int = AT_ONCE) -> Pass:
    """Pass after pass until nothing is left to look at."""
    looked = changed = 0
    while (done := watch(zone, now, at_once=at_once)).more:
        looked, changed = looked + done.looked, changed + done.changed
    return Pass(looked, changed)


def _due(zone: Zone, now: datetime) -> QuerySet[Deadline]:
    """Those whose time has come."""
    return Deadline.objects.filter(zone_id=zone.pk, look_at__lte=now)


def _published(zone: Zone) -> QuerySet[Deadline]:
    """Running ones that were provisional and whose year is published by now."""
    last = date(max(calendar_of(zone.pk).years[1], 1), 12, 31)
    return Deadline.objects.filter(
        zone_id=zone.pk, provisional=True, stopped_on=None, due_on__lte=last
    )


def _look(due: QuerySet[Deadline], now: datetime, at_once: int) -> Pass:
    """Hold the first cases that nobody else holds, then tell their clocks."""
    held = (
        due.select_related("case")
        .select_for_update(of=("case",), no_key=True, skip_locked=True)
        .order_by("look_at")[:at_once]
    )
    rows = list(held)
    cases: dict[int, Case] = {row.case_id: row.case for row in rows}
    load_pasts(cases.values())
    steps = steps_of(list(cases.values())) if cases else {}
    moment = timezone.localtime(now)
    changed = sum(tell_anew(case, steps.get(case.pk, ()), moment) for case in cases.values())
    return Pass(len(rows), changed)
