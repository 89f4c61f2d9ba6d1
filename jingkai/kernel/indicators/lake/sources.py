"""Lakes that are gathered into one: what each zone's rows were taken from, and these rows.

What was taken is named by the digests of the files in which the zone itself wrote its rows, however
often they were gathered since; so a province's lake can be gathered into a nation's, and what is
the same as before is seen without reading it.
"""

import heapq
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from jingkai.kernel.indicators.lake.errors import DamagedSource
from jingkai.kernel.indicators.lake.layout import ZONE
from jingkai.kernel.indicators.lake.manifest import MANY, LakeFile, Manifest
from jingkai.kernel.indicators.lake.storage import Store

type Place = tuple[str, str]
"""A table and a month."""
type Taken = Mapping[Place, list[tuple[str, int]]]
"""By table and month the files of a zone's own: SHA-256 and rows, in order."""


def taken_of(manifest: Manifest, codes: Collection[str]) -> dict[str, Taken]:
    """For each zone of the codes that the lake holds, the files that its rows come from."""
    found: dict[str, dict[Place, list[tuple[str, int]]]] = {
        code: defaultdict(list) for code in codes if code in manifest.zones
    }
    for each in manifest.listed:
        if each.zone in found and each.rows:
            found[each.zone][each.table, each.month].append((each.sha256, each.rows))
    for code, places in found.items():
        if manifest.zones[code].sources:
            found[code] = _read(manifest, manifest.zones[code].sources)
        for listed in places.values():
            listed.sort()
    return {code: dict(places) for code, places in found.items()}


def _read(manifest: Manifest, path: str) -> dict[Place, list[tuple[str, int]]]:
    assert manifest.store is not None
    held = json.loads(manifest.store.read(path))
    return {
        (table, month): [(sha256, rows) for sha256, rows in listed]
        for table, months in held.items()
        for month, listed in months.items()
    }


def as_text(taken: Taken) -> bytes:
    """What was taken, as the list beside the manifest has it."""
    held: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for (table, month), listed in sorted(taken.items()):
        held.setdefault(table, {})[month] = listed
    return json.dumps(held, separators=(",", ":")).encode()


def checked(store: Store, file: LakeFile) -> bytes:
    """The whole of a file. Raises `DamagedSource` unless it is what the manifest says."""
    from hashlib import sha256

    try:
        content = store.read(file.path)
    except FileNotFoundError:
        raise DamagedSource(path=file.path, root=store.root) from None
    if sha256(content).hexdigest() != file.sha256:
        raise DamagedSource(path=file.path, root=store.root)
    return content


def rows_of(
    store: Store, files: Iterable[LakeFile], zones: Collection[str], schema: Any
) -> Iterator[tuple[str, Any]]:
    """The rows of those zones as pieces of one zone each, in the order of zones' codes."""
    own = sorted(each for each in files if each.zone in zones)
    mixed = (each for each in files if each.zone == MANY)
    alone = (piece for each in own for piece in _pieces(store, each, schema))
    among = (_among(store, each, zones, schema) for each in mixed)
    return heapq.merge(alone, *among, key=lambda piece: piece[0])


def _among(
    store: Store, file: LakeFile, zones: Collection[str], schema: Any
) -> Iterator[tuple[str, Any]]:
    return (piece for piece in _pieces(store, file, schema) if piece[0] in zones)


def _pieces(store: Store, file: LakeFile, schema: Any) -> Iterator[tuple[str, Any]]:
    """A file's rows, cut where the zone changes."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import parquet

    opened = parquet.ParquetFile(pa.BufferReader(checked(store, file)))
    for batch in opened.iter_batches():
        held = pa.Table.from_batches([batch]).select(schema.names).cast(schema)
        runs = pc.run_end_encode(held.column(ZONE).combine_chunks())
        start = 0
        for zone, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            yield zone, held.slice(start, end - start)
            start = end


def by_place(manifest: Manifest) -> Mapping[Place, list[LakeFile]]:
    """The files of each table and month."""
    return _by_place(manifest.listed)


@cache
def _by_place(listed: tuple[LakeFile, ...]) -> dict[Place, list[LakeFile]]:
    found: dict[Place, list[LakeFile]] = {}
    for each in listed:
        found.setdefault((each.table, each.month), []).append(each)
    return found
