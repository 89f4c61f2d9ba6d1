"""What follows from rows that were written: paths and posts of grids, offices of appeals."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from jingkai.domains.governance.actions.reckoning import settle_days
from jingkai.domains.governance.actions.routing import settle_routes
from jingkai.domains.governance.models import Appeal, Grid, Warden
from jingkai.domains.governance.rules.grids import staffing
from jingkai.kernel.access.today import zone_today

BATCH = 1_000


def settle_grids(records: Sequence[Any], by: Any) -> None:
    """Tell the paths and the posts of the zone's grids anew."""
    settle_tree(by.zone_id, zone_today())


def settle_tree(zone_id: int, on: date) -> int:
    """The path of every node, and whether its posts are held on a day; how many changed."""
    nodes = list(Grid.objects.filter(zone_id=zone_id))
    below: dict[int | None, list[Grid]] = defaultdict(list)
    for node in nodes:
        below[node.parent_id].append(node)
    held = set(
        Warden.objects.filter(Q(until__isnull=True) | Q(until__gte=on), zone_id=zone_id,
                              since__lte=on).values_list("node_id", flat=True)
    )  # fmt: skip
    changed: list[Grid] = []
    for top in below[None]:
        _tell(top, "", below, held, changed)
    Grid.objects.bulk_update(changed, ["path", "staffing"], batch_size=BATCH)
    return len(changed)


def _tell(
    node: Grid, above: str, below: Any, held: set[int], changed: list[Grid]
) -> str:
    path = f"{above}{node.code}/"
    parts = [one for one in below.get(node.pk, ()) if one.until is None]
    for gone in (one for one in below.get(node.pk, ()) if one.until is not None):
        _tell(gone, path, below, held, changed)
    told = [_tell(one, path, below, held, changed) for one in parts]
    state = str(staffing(node.level, node.pk in held, told))
    if (node.path, node.staffing) != (path, state):
        node.path, node.staffing = path, state
        changed.append(node)
    return state


def settle_appeals(records: Sequence[Appeal], by: Any) -> None:
    """Find grid, rule and due days of appeals that a form or a workbook brought."""
    keys = getattr(records, "keys", None)
    known = [one.pk for one in records] if keys is None else list(keys)
    settle_routes(by.zone_id, known)
    settle_days(by.zone_id, known)
