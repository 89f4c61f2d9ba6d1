"""What is held over rows that came in together, after they were written and before they stand."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q

from jingkai.domains.park.errors import TwoOverlap
from jingkai.domains.park.models import FactoryBuilding, IndustrialPark, Parcel
from jingkai.kernel.geo.overlaps import hold_table, shared
from jingkai.kernel.geo.shapes import place

LIVE: dict[type[Any], Q] = {
    Parcel: Q(taken_back_on__isnull=True),
    FactoryBuilding: Q(demolished_on__isnull=True),
    IndustrialPark: Q(),
}
"""Which records of a kind may not cover each other: land that was taken back is drawn anew."""


type Told = Callable[[Sequence[Parcel], Any], object]
_TOLD: list[Told] = []


def on_parcels(told: Told) -> None:
    """Let a domain bring its records up to date when parcels were written, in that action."""
    if told not in _TOLD:
        _TOLD.append(told)


def settle_parcels(parcels: Sequence[Parcel], by: Any) -> None:
    """No two parcels cover each other; who lies on one is told."""
    settle_areas(parcels, by)
    for told in _TOLD:
        told(parcels, by)


def settle_areas(rows: Sequence[Any], by: Any) -> None:
    """No two areas of a kind cover each other, whether they came by a form or by a workbook."""
    written = [row for row in rows if row.pk is not None and row.shape is not None]
    if not written:
        return
    model = type(written[0])
    live = model._default_manager.filter(LIVE[model], zone_id=by.zone_id, shape__isnull=False)
    hold_table(model)
    near = _tree(live)
    new = {row.pk for row in written}
    for row in live.filter(pk__in=new):
        others = near(row.shape, row.pk)
        if found := shared(row.shape, others):
            worst = max(found, key=lambda one: one.square_metres)
            other = model._default_manager.get(pk=worst.key)
            raise TwoOverlap(field="shape", one=row, other=other, place=place(*worst.where))


def _tree(live: Any) -> Any:
    """Which of the live shapes are near another, by a tree in memory."""
    import shapely

    rows = list(live.values_list("pk", "shape"))
    tree = shapely.STRtree([shape for _pk, shape in rows])

    def near(shape: Any, besides: int) -> list[tuple[int, Any]]:
        return [rows[at] for at in tree.query(shape) if rows[at][0] != besides]

    return near
