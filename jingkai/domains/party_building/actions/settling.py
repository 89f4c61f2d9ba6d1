"""The periods of branches' cycles, brought up to date after branches or meetings were written."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from jingkai.domains.party_building import queries
from jingkai.domains.party_building.models import CycleSlot, Meeting, Organisation
from jingkai.domains.party_building.rules.cycles import Held
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.trail.history import event_model

KEPT = ["held_on", "due_on"]
BATCH = 2_000


def settle_meetings(meetings: Sequence[Meeting], by: Any) -> None:
    """Tell anew the periods of the branches that the meetings belong to, or once belonged to."""
    keys = [meeting.pk for meeting in meetings if meeting.pk]
    events: Any = event_model(Meeting)
    before = events.objects.filter(pgh_obj_id__in=keys)
    touched = {meeting.organisation_id for meeting in meetings}
    touched |= set(before.values_list("organisation_id", flat=True))
    settle(touched | _without_this_year(by.zone_id))


def settle_organisations(organisations: Sequence[Organisation], by: Any) -> None:
    """Tell anew the periods of branches whose days were written."""
    settle({one.pk for one in organisations} | _without_this_year(by.zone_id))


def _without_this_year(zone_id: int) -> set[int]:
    """Branches whose periods of the current year are not told yet: a new year has begun."""
    today = zone_today()
    rows = Organisation.objects.filter(zone_id=zone_id, cycles_from__lte=today)
    rows = rows.filter(dissolved_on__isnull=True)
    told = CycleSlot.objects.filter(zone_id=zone_id, due_on__year=today.year)
    return set(rows.exclude(pk__in=told.values("organisation")).values_list("pk", flat=True))


def settle(keys: Collection[int]) -> None:
    """Make the kept periods of these branches what their days and meetings say."""
    held = queries.held_by(keys)
    stands: dict[int, dict[tuple[str, date], CycleSlot]] = {}
    for row in CycleSlot.objects.filter(organisation__in=keys):
        stands.setdefault(row.organisation_id, {})[row.cycle, row.first_on] = row
    gone: list[int] = []
    new: list[CycleSlot] = []
    changed: list[CycleSlot] = []
    for branch in Organisation.objects.filter(pk__in=keys):
        there = stands.get(branch.pk, {})
        for slot in _wanted(branch, held.get(branch.pk, ())):
            key = (slot.cycle, slot.first)
            one = there.pop(key) if key in there else None
            if one is None:
                new.append(CycleSlot(
                    zone_id=branch.zone_id, organisation=branch, cycle=slot.cycle,
                    first_on=slot.first, due_on=slot.last, held_on=slot.held_on,
                ))  # fmt: skip
            elif (one.held_on, one.due_on) != (slot.held_on, slot.last):
                one.held_on, one.due_on = slot.held_on, slot.last
                changed.append(one)
        gone += [one.pk for one in there.values()]
    CycleSlot.objects.filter(pk__in=gone).delete()
    CycleSlot.objects.bulk_create(new, batch_size=BATCH)
    CycleSlot.objects.bulk_update(changed, KEPT, batch_size=BATCH)


def _wanted(branch: Organisation, held: Iterable[Held]) -> list[Any]:
    if branch.cycles_from is None:
        return []
    last = date(zone_today().year, 12, 31)
    return queries.slots_of(branch, held, branch.cycles_from, last)
