"""Holding a lake against the database, and each of its files against the manifest.

The database may have moved on since the lake was written; that is a difference too, and told as
one, with how many versions have come since.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg import sql

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators.lake.digests import Digests
from jingkai.kernel.indicators.lake.layout import ZONE, Table, schema, schema_version, tables
from jingkai.kernel.indicators.lake.manifest import MANY, LakeFile, LakeZone, Manifest
from jingkai.kernel.indicators.lake.reading import Reader, snapshot
from jingkai.kernel.indicators.lake.sources import Taken, taken_of
from jingkai.kernel.indicators.lake.storage import Store
from jingkai.kernel.indicators.lake.writing import Progress, both, zones_of


@dataclass(frozen=True)
class Difference:
    """Something in which the lake is not what it must be, with the sentence that tells it."""

    what: str
    sentence: str
    table: str = ""
    zone: str = ""
    month: str = ""


@dataclass(frozen=True)
class Verified:
    """What was compared, and in what it differs."""

    files: int
    rows: int
    zones: tuple[str, ...]
    differences: tuple[Difference, ...]


def verify(
    root: "str | Path | Store",
    *,
    zones: Iterable[str] | None = None,
    held: Iterable[Table] | None = None,
    progress: Progress | None = None,
) -> Verified:
    """Compare the lake with the database: the zones of the codes, or all that either has.

    Zones that were gathered are held against the list of what they were taken from. Raises
    `NoLake`, `NoSuchZone`.
    """
    store, layout = Store.at(root), tuple(tables() if held is None else held)
    manifest = Manifest.load(store)
    named = None if zones is None else list(zones)
    taken = taken_of(manifest, gathered_in(manifest, named))
    if named is not None or not taken:
        here = zones_of(named if named is None else [code for code in named if code not in taken])
    else:  # of a gathered lake nobody expects all zones of this database
        here = [zone for zone in zones_of(None) if zone.code in manifest.zones.keys() - taken]
    wanted = {zone.code for zone in here} | set(manifest.zones if named is None else taken)
    seen = {*wanted, MANY} if taken else wanted
    asked = [each for each in manifest.listed if each.zone in seen]
    others = list(_columns(manifest, layout)) if here else []
    found = [*others, *(each for file in asked for each in _file(store, file))]
    found.extend(_lost(manifest, taken, found))
    for zone in here if not others else ():
        if zone.code in manifest.zones:
            found.extend(_zone(manifest, layout, zone, progress))
        else:
            found.append(_absent(zone))
    rows = sum(each.rows for each in asked)
    return Verified(len(asked), rows, tuple(sorted(wanted)), tuple(found))


def gathered_in(manifest: Manifest, named: list[str] | None) -> list[str]:
    """The zones of a lake, or those of the codes, that were gathered from other lakes."""
    return [
        code
        for code, zone in manifest.zones.items()
        if zone.sources and (named is None or code in named)
    ]


def _lost(
    manifest: Manifest, taken: Mapping[str, Taken], found: Iterable[Difference]
) -> Iterator[Difference]:
    """Rows of gathered zones that are more or fewer than were taken."""
    told = {(each.table, each.month) for each in found}
    held: Counter[tuple[str, str, str]] = Counter()
    for file in manifest.listed:
        if (file.table, file.month) not in told and (file.zone == MANY or file.zone in taken):
            held.update(_counted(manifest, file))
    for code, places in sorted(taken.items()):
        for (table, month), listed in sorted(places.items()):
            rows, due = held[table, month, code], sum(rows for _sha256, rows in listed)
            if rows != due and (table, month) not in told:
                words = _("{place}: {held} rows in the lake, {rows} where it was gathered.").format(
                    place=_place(table, code, month), held=rows, rows=due
                )
                yield Difference("rows", words, table, code, month)


def _counted(manifest: Manifest, file: LakeFile) -> dict[tuple[str, str, str], int]:
    """How many rows of each zone the file holds."""
    from pyarrow import parquet

    if file.zone != MANY:
        return {(file.table, file.month, file.zone): file.rows}
    assert manifest.store is not None
    with manifest.filesystem.open_input_file(manifest.store.full(file.path)) as stream:
        zones = parquet.ParquetFile(stream).read([ZONE]).column(ZONE)
    return {
        (file.table, file.month, each["values"]): each["counts"]
        for each in zones.value_counts().to_pylist()
    }


def _columns(manifest: Manifest, layout: tuple[Table, ...]) -> Iterator[Difference]:
    if manifest.schema != schema_version(layout):
        yield Difference(
            "columns",
            _("The lake was written for other tables or columns than figures look at now."),
        )


def _absent(zone: Zone) -> Difference:
    words = _("Zone {zone} is in the database and not in the lake.").format(zone=zone.code)
    return Difference("absent", words, zone=zone.code)


def _file(store: Store, file: LakeFile) -> Iterator[Difference]:
    """Whether a file is what the manifest says."""
    place = _place(file.table, file.zone, file.month)
    at = (file.table, file.zone, file.month)
    if not store.holds(file.path):
        words = _("{place}: the file {path} is gone.").format(place=place, path=file.path)
        yield Difference("gone", words, *at)
    elif store.sha256(file.path) != file.sha256:
        words = _("{place}: the file {path} is not as it was written.")
        yield Difference("damaged", words.format(place=place, path=file.path), *at)
    elif (rows := _rows(store, file)) != file.rows:
        words = _("{place}: the manifest counts {told} rows in {path}, which holds {rows}.").format(
            place=place, told=file.rows, path=file.path, rows=rows
        )
        yield Difference("count", words, *at)


def _rows(store: Store, file: LakeFile) -> int:
    """How many rows the file says that it holds."""
    from pyarrow import parquet

    with store.filesystem.open_input_file(store.full(file.path)) as stream:
        return int(parquet.ParquetFile(stream).metadata.num_rows)


def _place(table: str, zone: str, month: str) -> str:
    return _("{table}, zone {zone}, {month}").format(table=table, zone=zone, month=month)


def _zone(
    manifest: Manifest,
    layout: tuple[Table, ...],
    zone: Zone,
    progress: Progress | None,
) -> Iterator[Difference]:
    """A zone's tables, month by month, as they stand at one instant."""
    tell: Callable[[str, str, int], None] = progress or (lambda _zone, _table, _rows: None)
    with snapshot(zone.pk):
        for table in both(layout):
            expected = Digests(table)
            for rows in Reader(table, zone.pk, zone.code).rows():
                expected.add(rows)
            tell(zone.code, table.name, sum(expected.done().rows.values()))
            files = manifest.of(table.name, [zone.code])
            lake, unread = _in_lake(manifest, table, files)
            newer = _newer(manifest.zones[zone.code], table)
            yield from _compared(table, zone, expected, lake, newer, unread)


def _in_lake(manifest: Manifest, table: Table, files: list[LakeFile]) -> tuple[Digests, set[str]]:
    """What the files hold; those that can't be read."""
    from pyarrow import ArrowException, parquet

    found, unread, wanted = Digests(table), set(), schema(table)
    for file in files:
        try:
            path = manifest.store.full(file.path) if manifest.store else file.path
            with manifest.filesystem.open_input_file(path) as stream:
                opened = parquet.ParquetFile(stream)
                for batch in opened.iter_batches():
                    found.put(file.month, _as_written(batch, wanted))
        except (ArrowException, OSError):
            unread.add(file.path)
    return found.done(), unread


def _as_written(batch: Any, wanted: Any) -> Any:
    import pyarrow as pa

    return pa.Table.from_batches([batch]).select(wanted.names).cast(wanted)


def _compared(
    table: Table, zone: Zone, expected: Digests, lake: Digests, newer: int, unread: set[str]
) -> Iterator[Difference]:
    for month in sorted({*expected.rows, *lake.rows}):
        if any(f"month={month}/" in path for path in unread):
            continue  # that the file is gone or damaged is told already
        at = (table.name, zone.code, month)
        rows, held = expected.rows[month], lake.rows[month]
        if rows != held:
            words = _("{place}: {held} rows in the lake, {rows} in the database.").format(
                place=_place(*at), held=held, rows=rows
            )
            yield Difference("rows", words + _since(newer), *at)
        elif expected.sums[month] != lake.sums[month]:
            words = _("{place}: as many rows as in the database, {rows}, but not the same.")
            words = words.format(place=_place(*at), rows=rows)
            yield Difference("values", words + _since(newer), *at)


def _since(newer: int) -> str:
    if not newer:
        return ""
    return " " + ngettext(
        "One version has come since the lake was written.",
        "{newer} versions have come since the lake was written.",
        newer,
    ).format(newer=newer)


def _newer(zone: LakeZone, table: Table) -> int:
    """How many versions of the table's rows have come since."""
    history = table.history_name or table.name
    after = zone.watermark.get(history)
    if after is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("select count(*) from {} where pgh_id > %s").format(sql.Identifier(history)),
            [after],
        )
        return int(cursor.fetchone()[0])
