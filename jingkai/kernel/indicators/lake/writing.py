"""Bringing a lake up to date from the database, zone by zone.

The first time, and whenever the tables' columns change, everything is written; afterwards only the
parts that changed. A table that keeps no history is written anew each time; a file that comes out
as it was stays as it is. New files stand beside the old ones until the manifest is replaced, so a
write that is killed leaves the old lake whole.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.evaluate import founding_month
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.lake.changes import changed
from jingkai.kernel.indicators.lake.errors import (
    BeingWritten,
    GatheredTogether,
    NoSuchZone,
    OtherSchema,
    WrittenMeanwhile,
)
from jingkai.kernel.indicators.lake.layout import ZONE, Table, schema_version, tables
from jingkai.kernel.indicators.lake.manifest import LakeFile, LakeZone, Manifest, months_of
from jingkai.kernel.indicators.lake.parts import Parts
from jingkai.kernel.indicators.lake.patching import patch
from jingkai.kernel.indicators.lake.reading import PATIENCE, Reader, settled, snapshot
from jingkai.kernel.indicators.lake.storage import Store

type Progress = Callable[[str, str, int], None]
LOCK = ".writing"


@dataclass
class Written:
    """What a write did: how many rows and files it wrote, and how many files it left standing."""

    zones: list[str] = field(default_factory=list)
    rows: int = 0
    files: int = 0
    bytes: int = 0
    kept: int = 0
    dropped: int = 0
    whole: list[str] = field(default_factory=list)


def write(
    root: "str | Path | Store",
    *,
    zones: Iterable[str] | None = None,
    full: bool = False,
    held: Iterable[Table] | None = None,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> Written:
    """Write the zones (all, or those of the codes) into the lake at a root.

    `held` are the lake's tables, where they aren't those of the catalogue; `progress` is told the
    zone, the table and how many of its rows are written. Raises `NoSuchZone`, `BeingWritten`,
    `WrittenMeanwhile`, `OtherSchema`, `GatheredTogether`.
    """
    store, layout = Store.at(root), tuple(tables() if held is None else held)
    asked = zones_of(zones)
    with only_writer(store):
        before = Manifest.find(store)
        current = schema_version(layout)
        if before is not None and before.mixed:
            raise GatheredTogether(root=store.root)
        if before is not None and before.schema != current:
            if left := set(before.zones) - {zone.code for zone in asked}:
                raise OtherSchema(root=store.root, zones="、".join(sorted(left)))
            full = True
        work = _Work(store, layout, None if full else before, progress, patience)
        try:
            parts = [work.zone(zone) for zone in asked]
            store.settle(work.made)
            same_lake(store, before)
            _replace(store, before, current, layout, parts)
        except BaseException:
            for path in work.made - (before.paths if before else set()):
                store.remove(path)
            raise
        return work.written


def zones_of(codes: Iterable[str] | None) -> list[Zone]:
    """The zones of the codes, or all. Raises `NoSuchZone`."""
    every = {zone.code: zone for zone in Zone.objects.order_by("code")}
    wanted = list(every) if codes is None else list(dict.fromkeys(codes))
    for code in wanted:
        if code not in every:
            raise NoSuchZone(code=code)
    return [every[code] for code in wanted]


@contextmanager
def only_writer(store: Store) -> Iterator[None]:
    """One write at a time into a folder; the lock goes with the process, however it ends."""
    if not store.local:
        yield
        return
    import fcntl

    folder = Path(store.base)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BeingWritten() from None
        yield


def same_lake(store: Store, before: Manifest | None) -> None:
    """Nobody else has replaced the manifest since this write began."""
    if Manifest.find(store) != before:
        raise WrittenMeanwhile(root=store.root)


def _replace(
    store: Store,
    before: Manifest | None,
    current: str,
    layout: tuple[Table, ...],
    parts: list[tuple[LakeZone, list[LakeFile]]],
) -> None:
    """The new manifest takes the place of the old one."""
    zones = dict(before.zones) if before else {}
    anew = {zone.code for zone, _files in parts}
    listed = [each for each in before.listed if each.zone not in anew] if before else []
    for zone, files in parts:
        zones[zone.code] = zone
        listed.extend(files)
    after = Manifest(
        schema=current,
        written_at=timezone.now(),
        indicators={each.code: version(each) for each in catalogue.all()},
        tables=_columns(layout),
        zones=zones,
        listed=tuple(listed),
        days={table.name: table.day for table in both(layout)},
    )
    put_in_place(store, before, after)


def put_in_place(store: Store, before: Manifest | None, after: Manifest) -> None:
    """The new manifest, then away with what the one before the last had."""
    gone = before.paths - after.paths if before else set()
    replace(after, replaced=tuple(gone)).save(store)
    for path in set(before.replaced if before else ()) - after.paths - gone:
        store.remove(path)


def _columns(layout: tuple[Table, ...]) -> dict[str, dict[str, str]]:
    found = {}
    for table in both(layout):
        types = {column.name: column.type for column in table.columns}
        found[table.name] = {ZONE: "string", **types}
    return found


def both(layout: Iterable[Table]) -> Iterator[Table]:
    """Each table, and the table of its versions."""
    for table in layout:
        yield table
        if (history := table.history) is not None:
            yield history


class _Work:
    """One write on its way."""

    def __init__(
        self,
        store: Store,
        layout: tuple[Table, ...],
        before: Manifest | None,
        progress: Progress | None,
        patience: float,
    ) -> None:
        self.store = store
        self.layout = layout
        self.before = before
        self.progress = progress or (lambda _zone, _table, _rows: None)
        self.patience = patience
        self.written = Written()
        self.made: set[str] = set()

    def zone(self, zone: Zone) -> tuple[LakeZone, list[LakeFile]]:
        """All of a zone, as its tables stood at one instant."""
        known = self.before.zones.get(zone.code) if self.before else None
        names = [table.history_name for table in self.layout if table.history_name]
        tops = settled(names, self.patience)
        watermark = tops if tops is not None else dict(known.watermark) if known else {}
        files: list[LakeFile] = []
        with snapshot(zone.pk):
            with connection.cursor() as cursor:
                cursor.execute("select transaction_timestamp()")
                as_of = cursor.fetchone()[0]
            founded = founding_month(zone.pk)
            for table in self.layout:
                files.extend(self._table(table, zone, known))
        self.written.zones.append(zone.code)
        months = months_of(files)
        told = LakeZone(
            zone.code, zone.name, zone.division_code, as_of, watermark, months, founded
        )
        return told, files

    def _table(self, table: Table, zone: Zone, known: LakeZone | None) -> list[LakeFile]:
        """A table and its versions: what stays, and what is written."""
        after = known.watermark.get(table.history_name or "") if known else None
        if self.before is None or after is None:
            return [file for each in _with_history(table) for file in self._whole(each, zone)]
        standing = self.before.of(table.name, [zone.code])
        found = changed(table, zone.pk, after, sum(each.rows for each in standing))
        if found is None:
            return [file for each in _with_history(table) for file in self._whole(each, zone)]
        if not found.keys:
            return self._kept([*standing, *self._versions(table, zone)])
        live = Reader(table, zone.pk, zone.code)
        files = self._patched(table, zone, live.rows(found.keys), found.keys, found.months)
        history = table.history
        assert history is not None
        newer = list(Reader(history, zone.pk, zone.code).rows(after=after))
        keys = {key for rows in newer for key in rows.table[history.key].to_pylist()}
        months = {month for rows in newer for month in rows.by_month()}
        return [*files, *self._patched(history, zone, iter(newer), keys, months)]

    def _versions(self, table: Table, zone: Zone) -> list[LakeFile]:
        assert self.before is not None
        return self.before.of(table.history_name or "", [zone.code])

    def _whole(self, table: Table, zone: Zone) -> list[LakeFile]:
        """Every row of the table, written anew."""
        self.written.whole.append(f"{table.name}@{zone.code}")
        reader, count = Reader(table, zone.pk, zone.code), 0
        with Parts(self.store, table, zone.code) as parts:
            for rows in reader.rows():
                parts.add(rows)
                count += rows.table.num_rows
                self.progress(zone.code, table.name, count)
            return self._made(parts.done())

    def _patched(
        self, table: Table, zone: Zone, rows: Iterator[Any], keys: set[Any], months: set[str]
    ) -> list[LakeFile]:
        assert self.before is not None
        standing = self.before.of(table.name, [zone.code])
        with Parts(self.store, table, zone.code) as parts:
            kept = patch(parts, standing, rows, keys, months)
            self.progress(zone.code, table.name, len(keys))
            return [*self._kept(kept), *self._made(parts.done())]

    def _made(self, files: list[LakeFile]) -> list[LakeFile]:
        self.made.update(each.path for each in files)
        self.written.files += len(files)
        self.written.rows += sum(each.rows for each in files)
        self.written.bytes += sum(each.bytes for each in files)
        return files

    def _kept(self, files: list[LakeFile]) -> list[LakeFile]:
        self.written.kept += len(files)
        return files


def _with_history(table: Table) -> tuple[Table, ...]:
    history = table.history
    return (table,) if history is None else (table, history)
