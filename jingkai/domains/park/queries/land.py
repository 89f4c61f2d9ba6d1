"""Parcels and idle land: clocks, what is missing, what a quota has left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum

from jingkai.domains.park import cases
from jingkai.domains.park.choices import IdleGround
from jingkai.domains.park.models import LandHold, LandQuota, Parcel, WorkStop
from jingkai.domains.park.queries.rows import parcels_for
from jingkai.domains.park.rules import idle
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Deadline, Standing

GROUNDS = {"idle_fee": IdleGround.NOT_STARTED, "idle_stop": IdleGround.STOPPED}
WARNED = {Standing.AMBER, Standing.RED, Standing.OVERDUE}


def quota_left(quota: LandQuota, *, besides: int | None = None) -> Decimal:
    """Square metres of a quota that no approved parcel has used up."""
    taken = quota.parcels.filter(approved_on__isnull=False)
    if besides is not None:
        taken = taken.exclude(pk=besides)
    return idle.quota_left(quota.area, taken.aggregate(area=Sum("area"))["area"] or Decimal(0))


def with_clocks(rows: QuerySet[Parcel]) -> QuerySet[Parcel]:
    """Parcels with what their clocks need, in three queries however many they are."""
    parts: list[Any] = [
        Prefetch("holds", LandHold.objects.order_by("begins_on")),
        Prefetch("stops", WorkStop.objects.order_by("stopped_on")),
    ]
    return rows.select_related("enterprise", "park").prefetch_related(*parts)


def clocks_of(parcel: Parcel) -> list[cases.Clock]:
    """Every clock of a parcel that has begun."""
    calendar = calendar_of(parcel.zone_id)
    return cases.parcel_clocks(parcel, parcel.holds.all(), parcel.stops.all(), calendar)


def ground_of(parcel: Parcel, on: date) -> IdleGround | None:
    """In what way the parcel lies idle on a day; None when it doesn't."""
    for clock in clocks_of(parcel):
        over = clock.deadline.standing(on, calendar_of(parcel.zone_id)) is Standing.OVERDUE
        if clock.code in GROUNDS and over:
            return GROUNDS[clock.code]
    return None


@dataclass(frozen=True)
class IdleLine:
    """A parcel's clock that warns: what it says, how it stands, and the open case, if any."""

    parcel: Parcel
    code: str
    deadline: Deadline
    standing: Standing
    case: Any = None


def contracted(seat: Any) -> QuerySet[Parcel]:
    """Parcels whose clocks may run: under contract, neither taken back nor finished."""
    return parcels_for(seat).filter(
        contracted_on__isnull=False, taken_back_on__isnull=True, finished_on__isnull=True
    )


def idle_lines(seat: Any, on: date) -> list[IdleLine]:
    """All idle-land clocks that warn or have run out on a day, the first due first."""
    waiting = Q(started_on__isnull=True) | Q(started_on__gt=on)
    rows = contracted(seat).filter(waiting | Q(stops__resumed_on__isnull=True)).distinct()
    rows = with_clocks(rows).prefetch_related("idle_cases")
    lines = [line for parcel in rows for line in _warning(parcel, on)]
    return sorted(lines, key=lambda line: (line.deadline.due_on or date.max, line.parcel.pk))


def _warning(parcel: Parcel, on: date) -> Iterator[IdleLine]:
    """The parcel's idle clocks that warn: of one and two years the nearest that hasn't run out,
    or the last that has."""
    found: dict[str, IdleLine] = {}
    for clock in clocks_of(parcel):
        standing = clock.deadline.standing(on, calendar_of(parcel.zone_id))
        if clock.code == "completion" or standing not in WARNED:
            continue
        found[clock.code] = IdleLine(parcel, clock.code, clock.deadline, standing, _open(parcel))
    if "idle_back" in found:
        found.pop("idle_fee", None)
    yield from found.values()


def _open(parcel: Parcel) -> Any:
    cases_of = parcel.idle_cases.all()
    return next((c for c in cases_of if not c.closed_on and not c.taken_back_on), None)
