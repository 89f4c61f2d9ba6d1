"""Efficiency per mu of the zone's enterprises in a year, by their parcels and their returns."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy import cases
from jingkai.domains.economy.models import EnterpriseYear
from jingkai.domains.economy.queries.rows import enterprise_years_for
from jingkai.domains.economy.rules.efficiency import (
    Measured,
    Score,
    grade,
    in_mu,
    over,
    read_items,
    score,
)
from jingkai.domains.park import queries as park

NAMES = {
    "tax_per_mu": (_("taxes per mu"), "元/亩"),
    "value_added_per_mu": (_("value added per mu"), "元/亩"),
    "value_added_per_energy": (_("value added per ton of coal equivalent"), "元/吨标准煤"),
    "value_added_per_discharge": (_("value added per ton discharged"), "元/吨"),
    "research_share": (_("research as a share of revenue"), "%"),
    "value_added_per_head": (_("value added per head"), "元/人"),
}
"""The items that the zone's records can tell, with their unit."""


@dataclass(frozen=True, slots=True)
class Efficient:
    """One enterprise's efficiency: its land in 平方米 and 亩, its points, its class.

    The class is empty while what is missing could still change it.
    """

    enterprise: Any
    row: EnterpriseYear
    area: Decimal
    mu: Decimal
    score: Score
    grade: str


def item_names() -> dict[str, str]:
    """The items by name, in the reader's language."""
    return {code: str(name) for code, (name, _unit) in NAMES.items()}


def efficiency_items(year: int) -> tuple[Measured, ...]:
    """The items of the evaluation in force in a year, with bases and weights."""
    items = read_items(cases.dated("efficiency", "items").on(date(year, 12, 31)).value)
    if unknown := [item.code for item in items if item.code not in NAMES]:
        raise ValueError(f"the zone's records don't tell {unknown}")
    return items


def efficiency(seat: Any, year: int) -> list[Efficient]:
    """The enterprises that reported a year, the most efficient first."""
    last = date(year, 12, 31)
    areas = _areas(seat, last)
    items, cap = efficiency_items(year), Decimal(cases.dated("efficiency", "cap").on(last).value)
    floors = cases.dated("efficiency", "classes").on(last).value
    mu = str(cases.dated("efficiency", "mu").on(last).value)
    found = []
    for row in enterprise_years_for(seat).filter(year=year).select_related("enterprise"):
        area = areas.get(row.enterprise_id, Decimal(0))
        told = score(_values(row, in_mu(area, mu)), items, cap)
        found.append(Efficient(row.enterprise, row, area, in_mu(area, mu), told,
                               grade(told, floors)))  # fmt: skip
    return sorted(found, key=lambda each: (-each.score.points, each.row.pk))


def _areas(seat: Any, on: date) -> dict[int, Decimal]:
    """The land that each enterprise uses on a day: its contracted parcels, in 平方米."""
    areas: dict[int, Decimal] = defaultdict(Decimal)
    rows = park.parcels_for(seat).filter(enterprise__isnull=False, contracted_on__lte=on)
    for key, area, back in rows.values_list("enterprise_id", "area", "taken_back_on"):
        if back is None or back > on:
            areas[key] += area
    return areas


def _values(row: EnterpriseYear, mu: Decimal) -> dict[str, Decimal | None]:
    land = mu or None
    return {
        "tax_per_mu": over(row.tax, land),
        "value_added_per_mu": over(row.value_added, land),
        "value_added_per_energy": over(row.value_added, row.energy),
        "value_added_per_discharge": over(row.value_added, row.discharge),
        "research_share": over(row.research, row.revenue),
        "value_added_per_head": over(row.value_added, row.staff),
    }
