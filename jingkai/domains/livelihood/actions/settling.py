"""Reaches and circles brought up to date after streets, buses, points, residences were written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jingkai.domains.livelihood import queries
from jingkai.domains.livelihood.models import Reach, Residence, ServiceCircle, ServicePoint

BATCH = 2_000
type Spans = dict[tuple[int, date], tuple[date | None, Any]]
"""By key and first day: the day before which it ends, and what held."""


def settle_circles(_written: Sequence[Any], by: Any) -> None:
    """Compute the zone's reaches and circles anew, day by day of change; write what differs."""
    zone_id = int(by.zone_id)
    days = queries.change_days(zone_id)
    areas = queries.areas_drawn(zone_id)
    stands = [(day, queries.standing_on(zone_id, day, areas)) for day in days]
    homes = spans([(day, one.homes) for day, one in stands], _ends(Residence, "until", zone_id))
    points = spans([(day, one.points) for day, one in stands], {})
    ends = _ends(ServicePoint, "closed_on", zone_id)
    points = {
        key: (_sooner(until, ends.get(key[0])), told) for key, (until, told) in points.items()
    }
    _write(Reach, "residence_id", zone_id, homes)
    _write(ServiceCircle, "point_id", zone_id, points)


def _ends(model: Any, field: str, zone_id: int) -> dict[int, date]:
    rows = model.objects.filter(zone_id=zone_id, **{f"{field}__isnull": False})
    return dict(rows.values_list("pk", field))


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def spans(stands: Sequence[tuple[date, Mapping[int, Any]]], ends: Mapping[int, date]) -> Spans:
    """What held of each key from day to day, equal days after one another as one span."""
    found: Spans = {}
    going: dict[int, tuple[date, Any]] = {}
    for day, told in stands:
        for key in list(going):
            since, held = going[key]
            if told.get(key) != held:
                found[key, since] = (day, held)
                del going[key]
        for key, held in told.items():
            going.setdefault(key, (day, held))
    for key, (since, held) in going.items():
        found[key, since] = (ends.get(key), held)
    return found


def _write(model: Any, owner: str, zone_id: int, wanted: Spans) -> None:
    """Leave the rows that are right, mend, add and remove the others."""
    stands = {
        (getattr(row, owner), row.since): row for row in model.objects.filter(zone_id=zone_id)
    }
    gone = [row.pk for key, row in stands.items() if key not in wanted]
    model.objects.filter(pk__in=gone).delete()
    new, changed = [], []
    fields: list[str] = []
    for key, (until, held) in wanted.items():
        values = {**vars(held), "until": until}
        if until is not None:
            values["shape"] = None
        fields = list(values)
        row = stands.get(key)
        if row is None:
            new.append(model(zone_id=zone_id, **{owner: key[0]}, since=key[1], **values))
        elif _differs(row, values):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    model.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        names = [name.removesuffix("_id") for name in fields]
        model.objects.bulk_update(changed, names, batch_size=BATCH)


def _differs(row: Any, values: Mapping[str, Any]) -> bool:
    return any(not _same(getattr(row, name), value) for name, value in values.items())


def _same(one: Any, other: Any) -> bool:
    if hasattr(one, "equals_exact") and other is not None:
        return bool(one.equals_exact(other, 1e-9))
    return bool(one == other)
