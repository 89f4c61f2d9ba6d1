"""Appeals find their grid and their office: one by one as they come in, or all at once."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.db import connection
from django.db.models import BinaryField, F, Func
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.actions.reckoning import in_sql, kept, tell_days
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

COLUMNS = ("pk", "kind_id", "source", "grid_id", "office_id", "began_on")
WAITING = [AppealState.RECEIVED]
SET = """
    update governance_appeal as kept
    set grid_id = found.grid, placed = found.placed, office_id = found.office,
        route_id = found.route, routed_on = found.day
    from unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::date[])
        as found(id, grid, placed, office, route, day)
    where kept.id = found.id
        and (kept.grid_id, kept.placed, kept.office_id, kept.route_id, kept.routed_on)
        is distinct from (found.grid, found.placed, found.office, found.route, found.day)
"""

type Sent = tuple[int | None, str, int | None, int | None, date | None]


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
    read = list(rows.order_by("pk").values_list(*COLUMNS, _bytes_of("shape")))
    if not read:
        return 0
    flush()
    pks, *asked, shapes = zip(*read, strict=True)
    sent = sent_by_table(zone_id, *asked, shapes=shapely.from_wkb(_array_of(shapes)))
    columns = [pks, *zip(*sent, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(SET, [in_sql(column) for column in columns])
    return len(read)


def prepare_appeals(by: Any) -> Callable[[Sequence[Appeal]], None]:
    """What follows of appeals that a workbook brings, told of many at once before they are written.

    Grid, office, rule and due days are the same that filing one by one would give.
    """
    router = Router.of(by.zone_id)

    def prepare(appeals: Sequence[Appeal]) -> None:
        for one in appeals:
            tell_days(one)
        open_ones = [one for one in appeals if one.routed_on is None]
        asked = zip(
            *((one.kind_id, one.source, one.grid_id, one.office_id, one.began_on, one.shape)
              for one in open_ones), strict=True,
        )  # fmt: skip
        *columns, shapes = [*asked] or [()] * 6
        sent = sent_by_table(by.zone_id, *columns, shapes=_array_of(shapes), router=router)
        for one, found in zip(open_ones, sent, strict=True):
            one.grid_id, one.placed, one.office_id, one.route_id, one.routed_on = found

    return prepare


def sent_by_table(
    zone_id: int, kinds: Any, sources: Any, named: Any, given: Any, days: Any, *, shapes: Any,
    router: Router | None = None,
) -> list[Sent]:  # fmt: skip
    """Where appeals go: grid, how it was found, office, rule, and the day on which they were sent.

    One look at the grids for all points, one at the table for all that ask the same.
    """
    router, picked = router or Router.of(zone_id), {}
    found: list[Sent] = []
    for kind, source, name, office, on, at in zip(
        kinds, sources, named, given, days, _grids(shapes), strict=True
    ):
        grid = at or name
        placed = Placed.POINT if at else Placed.NAMED if name else Placed.NOWHERE
        question = kind, source, grid, on
        if question not in picked:
            picked[question] = router.table.pick(router.asked(*question))
        rule = picked[question]
        if rule is not None and office in (None, rule.office):
            found.append((grid, placed.value, rule.office, rule.pk, on))
        else:
            found.append((grid, placed.value, office, None, on if office else None))
    return found


def _grids(shapes: Any) -> list[int]:
    """The grid of each point, 0 where there is none."""
    places = np.stack([shapely.get_x(shapes), shapely.get_y(shapes)], axis=1)
    keys: list[int] = GRIDS.among_points(np.where(np.isnan(places), np.inf, places)).tolist()
    return keys


def _array_of(things: Sequence[Any]) -> Any:
    made = np.empty(len(things), object)
    made[:] = things
    return made


def _bytes_of(field: str) -> Func:
    """The column as the database holds it: its reader would make one shape after another."""
    return Func(F(field), template="%(expressions)s", output_field=BinaryField())


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
