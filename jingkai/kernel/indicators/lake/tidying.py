"""Clearing away what no manifest lists: files that were replaced, and those of a killed write."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.storage import NEW, Store, Stored
from jingkai.kernel.indicators.lake.writing import only_writer

DAY = timedelta(days=1)
OURS = re.compile(
    rf"[^/]+/(zone=[^/]+|zones)/month=[^/]+/[0-9a-f]+(\.parquet|\{NEW})"
    rf"|_gathered/[0-9a-f]+(\.json|\{NEW})|[0-9a-f]+\{NEW}"
)


@dataclass(frozen=True)
class Tidied:
    """What was cleared away."""

    files: int
    bytes: int


def tidy(root: "str | Path | Store", *, older_than: timedelta = DAY) -> Tidied:
    """Remove replaced files, and unlisted ones that are older (a write may be under way elsewhere).

    Raises `NoLake`, `BeingWritten`.
    """
    store = Store.at(root)
    with only_writer(store):
        manifest = Manifest.load(store)
        before = datetime.now(UTC) - older_than
        gone = [
            each
            for each in store.listed()
            if OURS.fullmatch(each.path)
            and each.path not in manifest.paths
            and (each.path in manifest.replaced or _older(each, before))
        ]
        if manifest.replaced:
            replace(manifest, replaced=()).save(store)
        for each in gone:
            store.remove(each.path)
            _empty(store, each.path)
    return Tidied(len(gone), sum(each.bytes for each in gone))


def _older(each: Stored, before: datetime) -> bool:
    return each.written_at is None or each.written_at <= before


def _empty(store: Store, path: str) -> None:
    """Folders that are left empty go too."""
    if not store.local:
        return
    for folder in Path(path).parents:
        place = Path(store.full(str(folder)))
        if str(folder) == "." or not place.is_dir() or any(place.iterdir()):
            return
        place.rmdir()
