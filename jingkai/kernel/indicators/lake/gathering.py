"""Gathering lakes of many zones into one: a province's, or the nation's.

Each zone (or whoever has gathered zones before) keeps a lake of its own; here their rows come
together, either with all zones of a month in one file, sorted by zone, or with each zone's files as
they are. Every file that is read is held against its manifest's digest. Where a zone stands in
several lakes, the newest counts, and none takes the place of a newer one. Afterwards only the
months that changed are written again. As ever the manifest is replaced last, in one step.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from django.utils import timezone

from jingkai.kernel.indicators.lake.errors import (
    DamagedSource,
    GatheredTogether,
    NoSuchZone,
    OtherArrangement,
    OtherSchema,
    OtherSources,
)
from jingkai.kernel.indicators.lake.layout import schema_of
from jingkai.kernel.indicators.lake.manifest import LakeFile, LakeZone, Manifest
from jingkai.kernel.indicators.lake.merging import Merged
from jingkai.kernel.indicators.lake.parts import DIGEST_SIGNS
from jingkai.kernel.indicators.lake.sources import (
    Place,
    Taken,
    as_text,
    by_place,
    checked,
    rows_of,
    taken_of,
)
from jingkai.kernel.indicators.lake.storage import Draft, Store
from jingkai.kernel.indicators.lake.writing import (
    Progress,
    only_writer,
    put_in_place,
    same_lake,
)

FOLDER = "_gathered"
TOGETHER, APART = "month", "zone"


@dataclass
class Gathered:
    """What a gathering did: the zones that came, those that stood here newer, rows and files."""

    zones: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    rows: int = 0
    files: int = 0
    bytes: int = 0
    kept: int = 0


def gather(
    sources: Iterable["str | Path | Store"],
    into: "str | Path | Store",
    *,
    by: str = TOGETHER,
    zones: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> Gathered:
    """Bring the zones of lakes (all, or those of the codes) into the lake at a root.

    `by` is `month` (one file for all zones) or `zone` (each zone's own files). Raises `NoLake`,
    `NoSuchZone`, `OtherSources`, `OtherSchema`, `OtherArrangement`, `GatheredTogether`,
    `DamagedSource`, `BeingWritten`, `WrittenMeanwhile`.
    """
    found = [Manifest.load(source) for source in sources]
    store = Store.at(into)
    with only_writer(store):
        before = Manifest.find(store)
        chosen, older = _chosen(found, before, zones)
        _one_schema(found)
        _fits(store, before, chosen, found[0].schema, together=by == TOGETHER)
        known = before if before is not None and _alike(before, found[0], by) else None
        work = _Work(store, known, by, progress)
        with _undone(store, before, work.made):
            after = work.after(chosen, max(found, key=lambda each: each.written_at))
            store.settle(work.made)
            same_lake(store, before)
            put_in_place(store, before, after)
    return replace(work.done, zones=sorted(chosen), older=older)


def _chosen(
    found: list[Manifest], before: Manifest | None, zones: Iterable[str] | None
) -> tuple[dict[str, Manifest], list[str]]:
    """For each zone the lake that shows it newest; the zones that stand here newer."""
    chosen: dict[str, Manifest] = {}
    for manifest in found:
        for code, zone in manifest.zones.items():
            if code not in chosen or zone.as_of > chosen[code].zones[code].as_of:
                chosen[code] = manifest
    wanted = set(chosen if zones is None else zones)
    for code in sorted(wanted - chosen.keys()):
        raise NoSuchZone(code=code)
    standing = before.zones if before else {}
    older = [
        code for code in sorted(wanted)
        if code in standing and standing[code].as_of > chosen[code].zones[code].as_of
    ]  # fmt: skip
    return {code: chosen[code] for code in sorted(wanted - set(older))}, older


def _one_schema(found: list[Manifest]) -> None:
    first, *others = found
    for other in others:
        if (other.schema, other.tables) != (first.schema, first.tables):
            assert first.store is not None
            assert other.store is not None
            raise OtherSources(one=first.store.root, other=other.store.root)


def _fits(
    store: Store, before: Manifest | None, chosen: Iterable[str], schema: str, *, together: bool
) -> None:
    """What stands here and doesn't come with the others must have their columns and order."""
    left = "、".join(sorted(set(before.zones) - set(chosen))) if before else ""
    if before is None or not left:
        return
    if before.schema != schema:
        raise OtherSchema(root=store.root, zones=left)
    if before.mixed != together:
        raise OtherArrangement(root=store.root, zones=left)


def _alike(before: Manifest, source: Manifest, by: str) -> bool:
    """Whether what stands here can stay: it has the same columns and the same arrangement."""
    return before.schema == source.schema and before.mixed == (by == TOGETHER)


@contextmanager
def _undone(store: Store, before: Manifest | None, made: set[str]) -> Iterator[None]:
    """What was made goes again where it comes to nothing."""
    try:
        yield
    except BaseException:
        for path in made - (before.paths if before else set()):
            store.remove(path)
        raise


class _Work:
    """One gathering on its way."""

    def __init__(
        self, store: Store, before: Manifest | None, by: str, progress: Progress | None
    ) -> None:
        self.store, self.before, self.by = store, before, by
        self.progress = progress or (lambda _zone, _table, _rows: None)
        self.done = Gathered()
        self.made: set[str] = set()

    def after(self, chosen: Mapping[str, Manifest], newest: Manifest) -> Manifest:
        """The manifest of what stands when all is gathered."""
        taken: dict[str, Taken] = {}
        for manifest in {id(each): each for each in chosen.values()}.values():
            codes = [code for code, each in chosen.items() if each is manifest]
            taken.update(taken_of(manifest, codes))
        arrange = self._together if self.by == TOGETHER else self._apart
        listed = arrange(chosen, newest, taken)
        zones = dict(self.before.zones) if self.before else {}
        for code, manifest in chosen.items():
            zones[code] = self._zone(manifest.zones[code], taken[code])
        return Manifest(
            schema=newest.schema, written_at=timezone.now(), indicators=newest.indicators,
            tables=newest.tables, zones=zones, listed=tuple(listed), days=newest.days,
        )  # fmt: skip

    def _zone(self, zone: LakeZone, taken: Taken) -> LakeZone:
        """The zone as it stands here, with the list of what its rows were taken from."""
        content = as_text(taken)
        path = f"{FOLDER}/{sha256(content).hexdigest()[:DIGEST_SIGNS]}.json"
        if self.before is None or path not in self.before.paths:
            self._put(path, content)
        return replace(zone, sources=path)

    def _put(self, path: str, content: bytes) -> None:
        with Draft(self.store, str(Path(path).parent)) as draft:
            draft.write(content)
            draft.close()
            draft.keep(path)
        self.made.add(path)

    def _together(
        self, chosen: Mapping[str, Manifest], newest: Manifest, taken: Mapping[str, Taken]
    ) -> Iterator[LakeFile]:
        """All zones of a month in one file: the months in which a zone came otherwise anew."""
        touched = self._touched(taken)
        standing = by_place(self.before) if self.before else {}
        for place, files in standing.items():
            if place not in touched:
                self.done.kept += len(files)
                yield from files
        for place in sorted(touched):
            yield from self._month(place, touched[place], chosen, newest, taken)

    def _touched(self, taken: Mapping[str, Taken]) -> dict[Place, set[str]]:
        """The zones of each table and month whose rows are not those that stand here."""
        before = taken_of(self.before, taken) if self.before else {}
        touched: dict[Place, set[str]] = {}
        for code, now in taken.items():
            then = before.get(code, {})
            for place in {*now, *then}:
                if now.get(place) != then.get(place):
                    touched.setdefault(place, set()).add(code)
        return touched

    def _month(
        self, place: Place, changed: set[str], chosen: Mapping[str, Manifest], newest: Manifest,
        taken: Mapping[str, Taken],
    ) -> list[LakeFile]:  # fmt: skip
        """A table's month, with the rows of zones that changed in the place of their old ones."""
        table, month = place
        schema = schema_of(newest.tables[table])
        merged = Merged(self.store, table, month, schema)
        wanted: dict[int, tuple[Manifest, set[str]]] = {}
        for code in changed:
            wanted.setdefault(id(chosen[code]), (chosen[code], set()))[1].add(code)
        if self.before is not None:
            others = set(self.before.zones) - changed
            wanted[id(self.before)] = (self.before, others)
        with merged:
            merged.add(
                rows_of(_store(manifest), by_place(manifest).get(place, ()), codes, schema)
                for manifest, codes in wanted.values()
            )
            files = merged.done()
        self.made.update(each.path for each in files)
        for code in changed:
            due = sum(rows for _sha256, rows in taken[code].get(place, ()))
            if merged.rows[code] != due:
                raise DamagedSource(path=f"{table} {month} {code}", root=_store(chosen[code]).root)
        self._count(files, table)
        return files

    def _count(self, files: Iterable[LakeFile], table: str) -> None:
        for each in files:
            self.done.files += 1
            self.done.rows += each.rows
            self.done.bytes += each.bytes
            self.progress(each.zone, table, each.rows)

    def _apart(
        self, chosen: Mapping[str, Manifest], _newest: Manifest, _taken: Mapping[str, Taken]
    ) -> Iterator[LakeFile]:
        """Each zone's files, as they are; those that stand here already stay."""
        standing = {each for each in self.before.listed} if self.before else set()
        for each in standing:
            if each.zone not in chosen:
                self.done.kept += 1
                yield each
        for manifest in {id(each): each for each in chosen.values()}.values():
            if manifest.mixed:
                raise GatheredTogether(root=_store(manifest).root)
            for each in manifest.listed:
                if chosen.get(each.zone) is manifest:
                    yield self._copied(manifest, each, here=each in standing)

    def _copied(self, manifest: Manifest, file: LakeFile, *, here: bool) -> LakeFile:
        if here:
            self.done.kept += 1
        else:
            self._put(file.path, checked(_store(manifest), file))
            self._count([file], file.table)
        return file


def _store(manifest: Manifest) -> Store:
    assert manifest.store is not None
    return manifest.store
