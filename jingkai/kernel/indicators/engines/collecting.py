"""Gathering the atoms that zones have sent to several places into one place."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from jingkai.kernel.indicators.engines.errors import NoAtoms
from jingkai.kernel.indicators.engines.exchange import SentZone, keep, put_list, sent_zones
from jingkai.kernel.indicators.lake.errors import DamagedSource
from jingkai.kernel.indicators.lake.storage import Store


@dataclass
class Collected:
    """The zones whose atoms came, those that stood here newer, files brought and left standing."""

    zones: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    files: int = 0
    kept: int = 0
    bytes: int = 0


def collect(
    sources: Iterable["str | Any"], into: "str | Any", *, zones: Iterable[str] | None = None
) -> Collected:
    """Bring zones' atoms (all, or those of the codes) to a root, zone by zone, each in one step.

    Of a zone in several places the newest counts. Raises `NoAtoms`, `DamagedSource`.
    """
    chosen: dict[str, tuple[Store, SentZone]] = {}
    for root in sources:
        store = Store.at(root)
        found = sent_zones(store)
        if not found:
            raise NoAtoms(root=store.root)
        for code, zone in found.items():
            if code not in chosen or zone.as_of > chosen[code][1].as_of:
                chosen[code] = store, zone
    wanted = set(chosen if zones is None else zones)
    target, done = Store.at(into), Collected()
    standing = sent_zones(target)
    for code, (store, zone) in sorted(chosen.items()):
        if code not in wanted:
            continue
        if code in standing and standing[code].as_of > zone.as_of:
            done.older.append(code)
            continue
        _bring(store, target, zone, standing.get(code), done)
        done.zones.append(code)
    return done


def _bring(
    store: Store, target: Store, zone: SentZone, standing: SentZone | None, done: Collected
) -> None:
    """A zone's atoms: the files that are not here yet, then its list."""
    here = {each.path for each in standing.sets.values()} if standing else set()
    for each in zone.sets.values():
        if each.path in here and target.holds(each.path):
            done.kept += 1
            continue
        content = _whole(store, each.path, each.sha256)
        keep(target, zone.code, each.path, content)
        done.files += 1
        done.bytes += len(content)
    put_list(target, zone)


def _whole(store: Store, path: str, digest: str) -> bytes:
    try:
        content = store.read(path)
    except FileNotFoundError:
        raise DamagedSource(path=path, root=store.root) from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise DamagedSource(path=path, root=store.root)
    return content
