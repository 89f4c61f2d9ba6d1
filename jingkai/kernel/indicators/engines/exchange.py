"""Atoms that zones exchange upward where their records may not leave.

For each record set of the catalogue a zone sends one small table: how many records were opened and
closed in which months, by the columns that conditions look at, with their counts and sums; no
record, no key, no day. From them every additive figure of any period can be told. Counts of
different values can't: two atoms may hold the same value.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
from django.db import models
from django.utils.translation import gettext as _
from pyarrow import parquet

from jingkai.kernel.indicators.atoms import Ask, ByValue, keys_for
from jingkai.kernel.indicators.catalogue import Dimension, catalogue
from jingkai.kernel.indicators.engines.base import periods_sql, sheet
from jingkai.kernel.indicators.engines.cells import Cells, Missing, Sheet
from jingkai.kernel.indicators.engines.cube import (
    Cube,
    Part,
    asks_without_window,
    base_of,
    common,
    plan_cube,
    unconditioned,
)
from jingkai.kernel.indicators.engines.duck import connected, fetched, show
from jingkai.kernel.indicators.engines.errors import NoAtoms, NotFromAtoms
from jingkai.kernel.indicators.engines.files import wanted_tables
from jingkai.kernel.indicators.engines.sql import ATOMS, atoms_sql, from_atoms_sql
from jingkai.kernel.indicators.figures import needs_of
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.storage import Store
from jingkai.kernel.indicators.measures import Indicator, aggregates
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.plan import Base, reduced
from jingkai.kernel.indicators.predicates import Path
from jingkai.kernel.indicators.recordsets import RecordSet
from jingkai.kernel.indicators.spans import Days
from jingkai.kernel.indicators.words import column_words, record_words

FOLDER, LIST = "_atoms", "atoms.json"
_SOME = Period.year(2000)


@dataclass(frozen=True)
class SentSet:
    """A record set's atoms of a zone: which file, what it means, by which dimensions."""

    name: str
    path: str
    meaning: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class SentZone:
    """What a zone has sent."""

    code: str
    name: str
    as_of: datetime
    dimensions: tuple[str, ...]
    sets: Mapping[str, SentSet]
    founded: int | None = None


def exchanged(
    indicators: Iterable[Indicator] | None = None, dimensions: Iterable[Dimension] = ()
) -> dict[str, Part]:
    """For each record set of the catalogue (or of what is given), what is sent of it."""
    asks: dict[Base, dict[Ask, None]] = {}
    for indicator in catalogue.all() if indicators is None else indicators:
        for aggregate in aggregates(indicator):
            found = asks.setdefault(base_of(aggregate), {})
            asked = asks_without_window(aggregate)
            found.update(dict.fromkeys(ask for ask in asked if ask and ask.function != "distinct"))
    columns: dict[type[models.Model], dict[Path, None]] = {}
    for dimension in dimensions:
        for path in dimension.columns:
            columns.setdefault(path.model, {})[path] = None
    return {
        _name(base): _sent(base, tuple(found), tuple(columns.get(base[0], ())))
        for base, found in asks.items()
    }


def _sent(base: Base, asks: tuple[Ask, ...], columns: tuple[Path, ...]) -> Part:
    where = common(asks)
    short = tuple(reduced(ask, where) for ask in asks)
    keys = keys_for(ask for ask in short if ask.function != "months")
    more = tuple(ByValue(path) for path in columns if ByValue(path) not in keys)
    return Part(base, (), where, asks, short, (*keys, *more), sums=unconditioned(short))


def _name(base: Base) -> str:
    model, kind, opened, closed = base
    days = [str(path) for path in (opened, closed) if path is not None]
    return ".".join((model._meta.db_table, kind.value, *days))


def meaning_of(part: Part) -> str:
    """Digest of what a set of atoms holds: its record set, conditions, keys and sums."""
    text = repr((part.base, part.where, part.keys, part.sums))
    return hashlib.sha256(text.encode()).hexdigest()


def send(
    manifest: Manifest,
    into: "str | Any",
    *,
    zones: Iterable[str] | None = None,
    indicators: Iterable[Indicator] | None = None,
    dimensions: Iterable[Dimension] = (),
) -> list[SentZone]:
    """Write the atoms of zones in a lake (all, or those named) to a root."""
    by = tuple(dimensions)
    parts = exchanged(indicators, by)
    store = Store.at(into)
    sent = []
    for code in sorted(manifest.zones) if zones is None else zones:
        tables = _atoms(manifest, code, parts)
        sets = {
            name: _written(store, code, name, parts[name], table) for name, table in tables.items()
        }
        zone = manifest.zones[code]
        named = tuple(each.code for each in by)
        sent.append(SentZone(code, zone.name, zone.as_of, named, sets, zone.founded))
        put_list(store, sent[-1])
    return sent


def _atoms(manifest: Manifest, code: str, parts: Mapping[str, Part]) -> dict[str, "pa.Table"]:
    wanted = wanted_tables(manifest, Cube((), (code,)), parts.values())
    with connected() as connection:
        for table in wanted.values():
            show(connection, table, manifest)
        return {
            name: fetched(connection, atoms_sql(part, "duckdb")) for name, part in parts.items()
        }


def _written(store: Store, code: str, name: str, part: Part, table: "pa.Table") -> SentSet:
    held = io.BytesIO()
    parquet.write_table(table, held, compression="zstd")
    content = held.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    path = f"{FOLDER}/zone={code}/{name}.{digest[:12]}.parquet"
    keep(store, code, path, content)
    return SentSet(name, path, meaning_of(part), table.num_rows, digest)


def keep(store: Store, code: str, path: str, content: bytes) -> None:
    """Put a file of a zone's atoms in its place."""
    if store.local:
        store.filesystem.create_dir(store.full(f"{FOLDER}/zone={code}"), recursive=True)
    store.write(path, content)


def put_list(store: Store, zone: SentZone) -> None:
    """Replace the zone's list in one step; files of the list before go afterwards."""
    held = {
        "format": 1,
        "zone": zone.code,
        "name": zone.name,
        "founded": zone.founded,
        "as_of": zone.as_of.isoformat(),
        "written_at": datetime.now(UTC).isoformat(),
        "dimensions": zone.dimensions,
        "sets": [vars(each) for each in zone.sets.values()],
    }
    store.write(f"{FOLDER}/zone={zone.code}/{LIST}", json.dumps(held, ensure_ascii=False).encode())
    kept = {each.path for each in zone.sets.values()}
    for stored in store.listed(f"{FOLDER}/zone={zone.code}"):
        if stored.path.endswith(".parquet") and stored.path not in kept:
            store.remove(stored.path)


def sent_zones(root: "str | Any") -> dict[str, SentZone]:
    """The zones that have sent atoms to a root."""
    store = Store.at(root)
    found = {}
    for stored in store.listed(FOLDER):
        if stored.path.endswith(f"/{LIST}"):
            held = json.loads(store.read(stored.path))
            sets = {each["name"]: SentSet(**each) for each in held["sets"]}
            as_of, by = datetime.fromisoformat(held["as_of"]), tuple(held["dimensions"])
            found[held["zone"]] = SentZone(
                held["zone"], held["name"], as_of, by, sets, held.get("founded")
            )
    return dict(sorted(found.items()))


def why_not(indicator: Indicator, dimension: Dimension | None = None) -> str:
    """Why the figure can't be told from atoms; empty where it can."""
    for aggregate, period in needs_of(indicator, _SOME):
        if isinstance(period, Days):
            return _("Days are looked at, and atoms hold months.")
        if aggregate.function == "distinct":
            return _("Different values are counted, and two atoms may hold the same value.")
    if dimension is not None and not dimension.splits(indicator):
        return _("Its records lack the dimension “{name}”.").format(name=dimension.name)
    return ""


@dataclass(frozen=True)
class AtomsEngine:
    """Answers cubes from the atoms that zones have sent to a root, without any record.

    `indicators` and `dimensions` are those that may have been sent; by default the catalogue's.
    """

    root: "str | Any"
    indicators: tuple[Indicator, ...] | None = None
    dimensions: Mapping[str, Dimension] | None = None

    def answers(self, cube: Cube) -> Cells:
        """The numbers of the cube, by zone. Raises `NotFromAtoms`, `NoAtoms`."""
        sent = sent_zones(self.root)
        zones = tuple(sent if cube.zones is None else (z for z in cube.zones if z in sent))
        if not zones:
            raise NoAtoms(root=str(self.root))
        if cube.known_at is not None:
            raise NotFromAtoms(name=_("The past"), why=_("they tell what is known now."))
        kept = exchanged(self.indicators)
        parts = [_asked(part, kept) for part in plan_cube(cube, way="atoms")]
        sheets = self._sheets(parts, [sent[zone] for zone in zones])
        missing = {zone: Missing(zone) for zone in cube.zones or () if zone not in sent}
        founded = {zone: month for zone in zones if (month := sent[zone].founded) is not None}
        return Cells(tuple(sheets), zones, missing, founded)

    def _sheets(self, parts: list[Part], zones: list[SentZone]) -> list[Sheet]:
        store = Store.at(self.root)
        sent = {by: self._sent(by) for by in {zone.dimensions for zone in zones}}
        with connected() as connection:
            connection.execute(periods_sql(parts))
            made = []
            for number, part in enumerate(parts):
                tables = [_read(store, part, zone, sent[zone.dimensions]) for zone in zones]
                connection.register(ATOMS, pa.concat_tables(tables))
                sql = from_atoms_sql(part, number, "duckdb")
                made.append(sheet(part, fetched(connection, sql)))
            return made

    def _sent(self, by: tuple[str, ...]) -> dict[str, Part]:
        known = catalogue.dimensions if self.dimensions is None else self.dimensions
        return exchanged(self.indicators, [known[code] for code in by if code in known])


def _read(store: Store, part: Part, zone: SentZone, sent: Mapping[str, Part]) -> "pa.Table":
    """A zone's atoms for a part, with the dimension's column where the part is divided by it.

    Those that are divided by other dimensions too are added up again by the question.
    """
    name = _name(part.base)
    held, known = zone.sets.get(name), sent[name]
    if held is None or held.meaning != meaning_of(known):
        why = _("the atoms of {zone} were made for other definitions.").format(zone=zone.name)
        raise NotFromAtoms(name=record_words(RecordSet(*part.base)), why=why)
    table = parquet.read_table(io.BytesIO(store.read(held.path)))
    days = ["om"] if len(part.bounds) == 1 else ["om", "cm"]
    keys = [f"k{at}" for at in range(len(part.keys))]
    kept = table.select(["zone", *days, *keys, *(f"s{at}" for at in range(len(part.held)))])
    if part.group is None:
        return kept
    key = ByValue(part.group)
    if key not in known.keys:
        why = _("the atoms of {zone} aren't divided so.").format(zone=zone.name)
        raise NotFromAtoms(name=column_words(part.group), why=why)
    return kept.append_column("g", table.column(f"k{known.keys.index(key)}"))


def _asked(part: Part, kept: Mapping[str, Part]) -> Part:
    """The part as it is asked of atoms. Raises `NotFromAtoms`."""
    if part.by_day:
        why = _("they hold months, and not days.")
        raise NotFromAtoms(name=record_words(RecordSet(*part.base)), why=why)
    held = kept.get(_name(part.base))
    if part.distinct is not None:
        why = _("different values are counted, and two atoms may hold the same value.")
        raise NotFromAtoms(name=column_words(part.distinct), why=why)
    if held is None:
        why = _("no declared figure counts these records.")
        raise NotFromAtoms(name=record_words(RecordSet(*part.base)), why=why)
    short = tuple(reduced(ask, held.where) for ask in part.wanted)
    return replace(part, where=held.where, asks=short, keys=held.keys, sums=held.sums)
