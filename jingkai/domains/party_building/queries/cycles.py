"""The three meetings and one class as they stand: computed from meetings, never kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jingkai.domains.party_building import cases
from jingkai.domains.party_building.choices import Cycle
from jingkai.domains.party_building.models import Meeting, Organisation
from jingkai.domains.party_building.queries.rows import organisations_for
from jingkai.domains.party_building.rules.cycles import Held, Slot, slots
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.clocks import Standing


@dataclass(frozen=True)
class Duty:
    """One meeting due of a branch in a period, and how it stands on a day."""

    organisation: Organisation
    slot: Slot
    standing: Standing


@dataclass(frozen=True)
class Kept:
    """How many meetings were due by a day, and how many of them were held."""

    due: int
    held: int


def held_by(organisations: Iterable[int]) -> dict[int, list[Held]]:
    """The meetings of branches that keep a cycle, by branch."""
    rows = Meeting.objects.filter(organisation__in=list(organisations), kind__in=Cycle.values)
    found: dict[int, list[Held]] = {}
    for key, cycle, on, group in rows.values_list("organisation", "kind", "held_on", "group"):
        found.setdefault(key, []).append(Held(cycle, on, group))
    return found


def slots_of(
    organisation: Organisation, held: Iterable[Held], first: date, last: date
) -> list[Slot]:
    """What is due of a branch between two days, year by year under the year's rules."""
    life, told, found = cases.life_of(organisation), list(held), []
    for year in range(first.year, last.year + 1):
        begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        found += slots(cases.cycle_months(date(year, 1, 1)), life, told, begins, ends)
    return found


def watched(seat: Any) -> list[Organisation]:
    """The branches whose cycles are watched, that the seat sees."""
    rows = organisations_for(seat).filter(cycles_from__isnull=False)
    return list(rows.order_by("number"))


def duties(seat: Any, first: date, last: date, on: date) -> Iterator[Duty]:
    """All meetings due of all branches that a seat sees, and how each stands on a day."""
    branches = watched(seat)
    held = held_by(one.pk for one in branches)
    calendar = calendar_of(seat.zone_id)
    for branch in branches:
        known = [one for one in held.get(branch.pk, ()) if one.on <= on]
        for slot in slots_of(branch, known, first, last):
            standing = cases.cycle_deadline(slot, calendar).standing(on, calendar)
            yield Duty(branch, slot, standing)


def kept(told: Iterable[Duty]) -> Kept:
    """How many of those whose period has begun were held."""
    begun = [one for one in told if one.standing is not Standing.IDLE]
    return Kept(len(begun), sum(one.standing is Standing.MET for one in begun))


def year_of(day: date) -> tuple[date, date]:
    """The calendar year of a day."""
    return date(day.year, 1, 1), date(day.year, 12, 31)
