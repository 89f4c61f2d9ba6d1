"""The live databases as an engine: PostgreSQL, zone after zone, each behind its own wall."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
from django.db import connection

from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators.atoms import Ask, ByValue
from jingkai.kernel.indicators.compile import to_sql
from jingkai.kernel.indicators.engines.cells import Cells, Missing, Sheet
from jingkai.kernel.indicators.engines.cube import Cube, Part, plan_cube
from jingkai.kernel.indicators.evaluate import run
from jingkai.kernel.indicators.period import month_key
from jingkai.kernel.indicators.plan import Answers, Group, Number, Query, Request
from jingkai.kernel.indicators.predicates import every, some
from jingkai.kernel.indicators.recordsets import RecordSet
from jingkai.kernel.indicators.spans import Span

type Row = tuple[str | None, int, Group, tuple[Number, ...]]


@dataclass(frozen=True)
class LiveEngine:
    """Answers cubes from the database, as the machine that stands in for each zone in turn."""

    def answers(self, cube: Cube) -> Cells:
        """The numbers of the cube, by zone."""
        parts = plan_cube(cube, way="filters")
        rows: list[list[Row]] = [[] for _part in parts]
        seen: list[dict[tuple[int, Group], list[set[Any]]]] = [{} for _part in parts]
        zones = _zones(cube)
        for zone in zones:
            with walled(zone.pk):
                request = Request(cube.needs, cube.split, cube.known_at, zone.pk)
                answers = run(request)
                for at, part in enumerate(parts):
                    if part.across:
                        _see(part, zone.pk, seen[at])
                    else:
                        rows[at].extend(_rows(part, zone.code, answers))
        for at, part in enumerate(parts):
            if part.across:
                rows[at] = [
                    (None, place, group, tuple(len(values) for values in found))
                    for (place, group), found in seen[at].items()
                ]
        sheets = (_sheet(part, found) for part, found in zip(parts, rows, strict=True))
        codes = tuple(zone.code for zone in zones)
        asked = cube.zones or ()
        days = {zone.code: zone.founded_on for zone in zones}
        return Cells(
            tuple(sheets),
            codes,
            {code: Missing(code) for code in asked if code not in codes},
            {code: month_key(day.year, day.month) for code, day in days.items() if day},
        )


def _zones(cube: Cube) -> list[Zone]:
    zones = Zone.objects.order_by("code")
    return list(zones if cube.zones is None else zones.filter(code__in=cube.zones))


def _windowed(part: Part, ask: Ask, period: Span) -> Ask:
    model, kind, opened, closed = part.base
    window = RecordSet(model, kind, opened, closed).window(period)
    return Ask(ask.function, ask.path, every(window, ask.condition))


def _rows(part: Part, zone: str, answers: Answers) -> Iterator[Row]:
    """The zone's answers to the part, a row for each period and group that has any."""
    wanted = list(dict.fromkeys(zip(part.asks, part.wanted, strict=True)))
    columns = {short: ask for short, ask in wanted}
    for place, period in enumerate(part.periods):
        found = [answers.get(_windowed(part, ask, period), {}) for ask in columns.values()]
        for group in dict.fromkeys(group for each in found for group in each):
            yield zone, place, group, tuple(each.get(group, 0) for each in found)


def _see(part: Part, zone_id: int, seen: dict[tuple[int, Group], list[set[Any]]]) -> None:
    """Add the zone's values to those seen in other zones."""
    assert part.distinct is not None
    shorts = list(dict.fromkeys(part.asks))
    for place, period in enumerate(part.periods):
        window = _windowed(part, Ask("count", None, part.where), period).condition
        counts = tuple(Ask("count", None, ask.condition) for ask in shorts)
        query = Query(
            part.model, every(window, some(*(ask.condition for ask in shorts))), part.group,
            (ByValue(part.distinct),), counts, part.known_at, zone_id,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(to_sql(query))
            for row in cursor.fetchall():
                group = row[0] if part.group is not None else None
                value, *numbers = row[1:] if part.group is not None else row
                found = seen.setdefault((place, group), [set() for _ask in shorts])
                if value is not None:
                    for values, number in zip(found, numbers, strict=True):
                        if number:
                            values.add(value)


def _sheet(part: Part, rows: Iterable[Row]) -> Sheet:
    found = list(rows)
    asks = list(dict.fromkeys(part.asks))
    columns: dict[str, Any] = (
        {} if part.across else {"zone": pa.array([r[0] for r in found], "string")}
    )
    columns["p"] = pa.array([row[1] for row in found], pa.int32())
    if part.group is not None:
        columns["g"] = pa.array([row[2] for row in found])
    for at, ask in enumerate(asks):
        numbers = [row[3][at] for row in found]
        exact = ask.function == "sum"
        columns[f"a{at}"] = pa.array(
            [Decimal(number) for number in numbers] if exact else numbers,
            None if exact and numbers else pa.int64(),
        )
    return Sheet(part, pa.table(columns), dict(enumerate(part.periods)))
