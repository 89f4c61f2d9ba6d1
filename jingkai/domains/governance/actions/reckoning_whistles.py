"""By when offices called by whistles are due, and whether they were in time: copies of their
clocks, told anew whenever what the clocks are told from changes; the same of cards."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from jingkai.domains.governance import cases
from jingkai.domains.governance.choices import WhistleStepCode as Code
from jingkai.domains.governance.models import SupervisionCard, WhistleDuty, WhistleStep
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Deadline
from jingkai.kernel.workdays.calendar import WorkCalendar

BATCH = 2_000
COPIES = ("arrive_due_on", "arrived_in_time", "work_due_on", "worked_in_time")
TOLD_FROM = (Code.SUSPENDED, Code.RESUMED, Code.EXTENDED)


def settle_clocks(zone_id: int, whistles: Iterable[int] | None = None) -> int:
    """Tell the copies of these whistles' offices, or of all in the zone; how many changed.

    All, closed ones too, when the zone's calendar changed: what was due then is told by the
    calendar as it stands now, on a page as in a figure.
    """
    steps = WhistleStep.objects.filter(code__in=TOLD_FROM).order_by("at", "pk")
    rows = WhistleDuty.objects.filter(zone_id=zone_id)
    if whistles is not None:
        rows = rows.filter(whistle__in=list(whistles))
    calendar, changed = calendar_of(zone_id), []
    for duty in rows.select_related("whistle").prefetch_related(
        Prefetch("whistle__steps", queryset=steps)
    ):
        told = _copies(duty, calendar)
        if told != {name: getattr(duty, name) for name in COPIES}:
            for name, value in told.items():
                setattr(duty, name, value)
            changed.append(duty)
    WhistleDuty.objects.bulk_update(changed, COPIES, batch_size=BATCH)
    return len(changed)


def _copies(duty: WhistleDuty, calendar: WorkCalendar) -> dict[str, Any]:
    whistle = duty.whistle
    arrive, work, *_again = cases.office_deadlines(
        duty, whistle, cases.told_steps(whistle), calendar
    )
    over = whistle.withdrawn_at is not None
    told: dict[str, Any] = {}
    for due, in_time, deadline, done in (
        ("arrive_due_on", "arrived_in_time", arrive, duty.arrived_at),
        ("work_due_on", "worked_in_time", work, duty.first_finished_at),
    ):
        told[due] = None if over and done is None else deadline.due_on
        told[in_time] = _in_time(deadline) if done is not None else None
    return told


def _in_time(deadline: Deadline) -> bool | None:
    """Whether it stopped in time; not known while it stands still."""
    return None if deadline.due_on is None else not deadline.late_by_its_stop()


def settle_card_days(zone_id: int) -> int:
    """Tell anew by when each card of the zone is to be answered; how many changed."""
    rows = SupervisionCard.objects.filter(zone_id=zone_id)
    changed = []
    for card in rows:
        told = cases.card_due_day(card)
        if told != card.answer_due_on:
            card.answer_due_on = told
            changed.append(card)
    SupervisionCard.objects.bulk_update(changed, ["answer_due_on"], batch_size=BATCH)
    return len(changed)


def settle_whistle_days(zone_id: int) -> None:
    """What whistles and cards have of the zone's calendar, told anew."""
    settle_clocks(zone_id)
    settle_card_days(zone_id)
