"""The class of each section by month, brought up to date after its samples were written."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from jingkai.domains.ecology import queries
from jingkai.domains.ecology.models import WaterMonth, WaterSample, WaterSection

KEPT = ["samples", "water_class", "deciding"]
BATCH = 2_000


def settle_months(samples: Sequence[WaterSample], by: Any) -> None:
    """Judge anew the months of the sections that the samples belong to, or belonged to."""
    touched = {sample.section_id for sample in samples} | _out_of_step(by.zone_id)
    for section in WaterSection.objects.filter(pk__in=touched):
        _settle(section)


def _out_of_step(zone_id: int) -> set[int]:
    """Sections whose months count more or fewer samples than there are: one was moved away."""
    counted = (
        WaterMonth.objects.filter(section=OuterRef("pk")).values("section")
        .annotate(n=Sum("samples")).values("n")
    )  # fmt: skip
    there = (
        WaterSample.objects.filter(section=OuterRef("pk")).exclude(water_class="")
        .values("section").annotate(n=Count("pk")).values("n")
    )  # fmt: skip
    rows = WaterSection.objects.filter(zone_id=zone_id).annotate(
        counted=Coalesce(Subquery(counted), 0), there=Coalesce(Subquery(there), 0)
    )
    return set(rows.exclude(counted=F("there")).values_list("pk", flat=True))


def _settle(section: WaterSection) -> None:
    samples = WaterSample.objects.filter(section=section)
    wanted = queries.months_of(samples, section)
    stands = {one.month: one for one in WaterMonth.objects.filter(section=section)}
    gone = [one.pk for month, one in stands.items() if month not in wanted]
    WaterMonth.objects.filter(pk__in=gone).delete()
    new: list[WaterMonth] = []
    changed: list[WaterMonth] = []
    for month, told in wanted.items():
        one = stands.get(month) or WaterMonth(
            zone_id=section.zone_id, section=section, month=month
        )
        if (one.samples, one.water_class, one.deciding) == told:
            continue
        one.samples, one.water_class, one.deciding = told
        (changed if one.pk else new).append(one)
    WaterMonth.objects.bulk_create(new, batch_size=BATCH)
    WaterMonth.objects.bulk_update(changed, KEPT, batch_size=BATCH)
