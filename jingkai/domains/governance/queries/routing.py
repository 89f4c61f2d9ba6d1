"""Where an appeal goes: its grid by its place, its office by the table, and why, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from jingkai.domains.governance.choices import AppealSource, GridLevel, Placed
from jingkai.domains.governance.models import Appeal, AppealKind, Grid, Route
from jingkai.domains.governance.rules.routing import ANY, Asked, RoutingTable, Rule
from jingkai.kernel.geo.finding import Finder
from jingkai.kernel.registers.lasting import Use

GRIDS = Finder(Grid, among=Q(level=GridLevel.GRID, until__isnull=True))
"""The grids in force, by place."""


class Chains:
    """Of each node of a tree the keys from itself up to the top."""

    def __init__(self, pairs: Iterable[tuple[int, int | None]]) -> None:
        self._above = dict(pairs)
        self._kept: dict[int, tuple[int, ...]] = {}

    def of(self, key: int | None) -> tuple[int, ...]:
        """The node and all above it; nothing for no node."""
        if key is None:
            return ()
        kept = self._kept.get(key)
        if kept is None:
            chain: list[int] = []
            above: int | None = key
            while above is not None and above not in chain:
                chain.append(above)
                above = self._above.get(above)
            kept = self._kept[key] = tuple(chain)
        return kept


@dataclass(frozen=True)
class Router:
    """The table of a zone with the trees that it is asked along, read once."""

    table: RoutingTable
    kinds: Chains
    grids: Chains

    @classmethod
    def of(cls, zone_id: int) -> "Router":
        kinds = Chains(AppealKind.objects.filter(zone_id=zone_id).values_list("pk", "parent_id"))
        grids = Chains(Grid.objects.filter(zone_id=zone_id).values_list("pk", "parent_id"))
        rules = [
            Rule(
                pk=row.pk, number=row.number, office=row.office_id, since=row.since,
                until=row.until, kind=row.kind_id or ANY, source=row.source,
                area=row.area_id or ANY, priority=row.priority,
                depth=len(kinds.of(row.kind_id)) + len(grids.of(row.area_id)),
            )
            for row in Route.objects.filter(zone_id=zone_id)
        ]  # fmt: skip
        return cls(RoutingTable(rules), kinds, grids)

    def asked(self, kind: int, source: str, grid: int | None, on: date) -> Asked:
        """The question for one appeal."""
        return Asked(self.kinds.of(kind), source, self.grids.of(grid), on)


def grid_at(shape: Any) -> int | None:
    """The grid in force that covers a point; none where none does."""
    if shape is None:
        return None
    return next(iter(GRIDS.at(shape.x, shape.y)), None)


def sent_by(rule: Route) -> Use:
    """How many appeals a rule sent, and on which day the last."""
    appeals = Appeal.objects.filter(route=rule)
    return Use(appeals.count(), appeals.aggregate(last=Max("routed_on"))["last"])


def filed_under(kind: AppealKind) -> Use:
    """How many appeals are of a kind or one of its parts, and when the last came."""
    appeals = Appeal.objects.filter(Q(kind=kind) | Q(kind__parent=kind))
    return Use(appeals.count(), appeals.aggregate(last=Max("received_on"))["last"])


def why_there(appeal: Appeal) -> list[str]:
    """Why an appeal lies with its office: its grid, the rule, and what else would have held."""
    told = [_of_grid(appeal)]
    if appeal.route is not None:
        told.append(_of_rule(appeal, appeal.route))
        told += _of_others(appeal, appeal.route)
    elif appeal.office is not None:
        told.append(_("{office} was chosen by hand.").format(office=appeal.office))
    else:
        told.append(_("No rule of the routing table holds: somebody has to choose the office."))
    return told


def _of_grid(appeal: Appeal) -> str:
    if appeal.grid is None:
        return _("No grid covers its place, or it has none.")
    if appeal.placed == Placed.POINT:
        told = _("Its place on the map lies in {grid}.")
    else:
        told = _("{grid} was named by who took it down.")
    return told.format(grid=_full(appeal.grid))


def _full(grid: Grid) -> str:
    return f"{grid.parent} {grid}" if grid.parent is not None else str(grid)


def _of_rule(appeal: Appeal, rule: Route) -> str:
    asks = []
    if rule.kind is not None:
        asks.append(_("kind “{kind}”").format(kind=rule.kind))
    if rule.source:
        asks.append(_("source “{source}”").format(source=AppealSource(rule.source).label))
    if rule.area is not None:
        asks.append(_("area “{area}”").format(area=rule.area))
    return _("On {day} rule {rule} (priority {priority}, {asks}) sent it to {office}.").format(
        day=appeal.routed_on or "—", rule=rule.number, priority=rule.priority,
        asks=_(", ").join(asks) or _("for everything"), office=rule.office,
    )  # fmt: skip


def _of_others(appeal: Appeal, rule: Route) -> list[str]:
    router = Router.of(appeal.zone_id)
    day = appeal.routed_on or appeal.began_on
    asked = router.asked(appeal.kind_id, appeal.source, appeal.grid_id, day)
    others = [one.number for one in router.table.holding(asked) if one.pk != rule.pk]
    if not others:
        return []
    told = _("{rules} would have held too, but come after it.")
    return [told.format(rules=_(", ").join(others[:3]))]
