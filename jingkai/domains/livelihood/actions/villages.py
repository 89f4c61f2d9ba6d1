"""The years of villages, brought up to date after their income was written."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear

from jingkai.domains.livelihood.cases.support import income_floor
from jingkai.domains.livelihood.choices.community import IncomeSource
from jingkai.domains.livelihood.models.villages import VillageIncome, VillageYear

KEPT = ["income", "own", "floor", "entries"]


def settle_villages(rows: Sequence[Any], by: Any) -> None:
    """Add up anew every village and year that has or had income entries."""
    wanted = _added_up(by.zone_id)
    stands = {
        (one.village_id, one.year): one for one in VillageYear.objects.filter(zone_id=by.zone_id)
    }
    gone = [one.pk for place, one in stands.items() if place not in wanted]
    VillageYear.objects.filter(pk__in=gone).delete()
    new: list[VillageYear] = []
    changed: list[VillageYear] = []
    for (village, year), told in wanted.items():
        one = stands.get((village, year)) or VillageYear(
            zone_id=by.zone_id, village_id=village, year=year
        )
        if one.pk and (one.income, one.own, one.floor, one.entries) == told:
            continue
        one.income, one.own, one.floor, one.entries = told
        (changed if one.pk else new).append(one)
    VillageYear.objects.bulk_create(new, batch_size=1_000)
    VillageYear.objects.bulk_update(changed, KEPT, batch_size=1_000)


def _added_up(zone_id: int) -> dict[tuple[int, int], tuple[Decimal, Decimal, Decimal, int]]:
    own = ~Q(source=IncomeSource.SUBSIDY)
    rows = (
        VillageIncome.objects.filter(zone_id=zone_id)
        .values("village_id", year=ExtractYear("received_on"))
        .annotate(income=Sum("amount"), own=Sum("amount", filter=own), entries=Count("pk"))
        .order_by()
    )
    return {
        (row["village_id"], row["year"]): (
            row["income"], row["own"] or Decimal(0),
            Decimal(income_floor(date(row["year"], 12, 31))), row["entries"],
        )
        for row in rows
    }  # fmt: skip
