"""Appeals find their grid and their office: one by one as they come in, or all at once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.actions.reckoning import kept
from jingkai.domains.governance.choices import AppealState, Placed
from jingkai.domains.governance.errors import AlreadyThere
from jingkai.domains.governance.models import Appeal
from jingkai.domains.governance.permissions import Permission as P
from jingkai.domains.governance.queries.routing import GRIDS, Router, grid_at
from jingkai.kernel.access.models import Office, Zone
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.steps import locked, require
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import Actor, acting, action, record
from jingkai.kernel.trail.writing import flush

COLUMNS = ("pk", "kind_id", "source", "shape", "grid_id", "office_id", "began_on")
WAITING = [AppealState.RECEIVED]
SET = """
    update governance_appeal as kept
    set grid_id = found.grid, placed = found.placed, office_id = found.office,
        route_id = found.route, routed_on = found.day
    from unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::date[])
        as found(id, grid, placed, office, route, day)
    where kept.id = found.id
"""


def held(appeal: Appeal, by: Any, permission: str) -> Appeal:
    """The appeal as it is now, held until the action is over; another office's is refused."""
    require(by, permission)
    if not Appeal.objects.all().visible_to(by).filter(pk=appeal.pk).exists():
        raise Forbidden
    return locked(appeal)


def place(appeal: Appeal) -> None:
    """Find the grid of one appeal by its point; a grid that was named stays."""
    found = grid_at(appeal.shape)
    if found is not None:
        appeal.grid_id, appeal.placed = found, Placed.POINT
    else:
        appeal.placed = Placed.NOWHERE if appeal.grid_id is None else Placed.NAMED


def send_by_table(appeal: Appeal, on: date) -> None:
    """Give one appeal the office that the table has for it, where it has one."""
    router = Router.of(appeal.zone_id)
    asked = router.asked(appeal.kind_id, appeal.source, appeal.grid_id, on)
    rule = router.table.pick(asked)
    if rule is not None:
        appeal.office_id, appeal.route_id, appeal.routed_on = rule.office, rule.pk, on


@action("governance.appeals.routed", _("Sent {count} appeals to offices by the routing table"))
def route_appeals(*, by: Actor, keys: Any = None) -> int:
    """Place and send every open appeal without an office, or those of these keys; how many.

    Each keeps the rule by which it went, so that each can tell why.
    """
    require(by, P.APPEAL_ROUTE)
    count = settle_routes(by.zone_id, keys)
    record(Zone.objects.get(pk=by.zone_id), count=count)
    return count


def settle_routes(zone_id: int, keys: Any = None) -> int:
    """The same, inside an action under way.

    An appeal that came with its office, as a workbook of the past brings it, keeps it, and the rule
    with it where the table says the same.
    """
    acting()
    rows = Appeal.objects.filter(zone_id=zone_id, routed_on__isnull=True, state__in=WAITING)
    if keys is not None:
        rows = Appeal.objects.filter(zone_id=zone_id, routed_on__isnull=True, pk__in=list(keys))
    read = list(rows.order_by("pk").values_list(*COLUMNS))
    if not read:
        return 0
    flush()
    columns = [list(column) for column in zip(*_found(zone_id, read), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(SET, columns)
    return len(read)


def _found(zone_id: int, read: list[Any]) -> Iterator[tuple[Any, ...]]:
    router, grids = Router.of(zone_id), _grids([row[3] for row in read])
    for (pk, kind, source, _shape, named, given, on), at in zip(read, grids, strict=True):
        grid = at or named
        placed = Placed.POINT if at else Placed.NAMED if named else Placed.NOWHERE
        rule = router.table.pick(router.asked(kind, source, grid, on))
        if rule is not None and given in (None, rule.office):
            yield pk, grid, placed.value, rule.office, rule.pk, on
        else:
            yield pk, grid, placed.value, given, None, on if given else None


def _grids(shapes: list[Any]) -> list[int]:
    """The grid of each point, 0 where there is none."""
    nowhere = (np.inf, np.inf)
    points = [(shape.x, shape.y) if shape is not None else nowhere for shape in shapes]
    return [int(key) for key in GRIDS.among_points(points)]


@action("governance.appeal.sent", _("Sent {subject} to {office}: {because}"))
def send_appeal(*, appeal: Appeal, office: Office, because: str, by: Actor) -> Appeal:
    """Send an appeal to an office that somebody chose, whatever the table says."""
    appeal = held(appeal, by, P.APPEAL_ROUTE)
    cases.APPEAL.move("route", state=appeal.state)
    if appeal.office_id == office.pk:
        raise AlreadyThere(office=office, number=appeal.number)
    appeal.office, appeal.route, appeal.routed_on = office, None, zone_today()
    appeal.accepted_on, appeal.given_back = None, ""
    return kept(appeal, office=office.name, because=because)
