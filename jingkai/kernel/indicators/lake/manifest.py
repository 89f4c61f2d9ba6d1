"""The lake's list of what stands: `manifest.json` at its root.

Readers go by it and by nothing else. A write puts new files beside the old ones, then replaces the
manifest in one step; whoever read the old one still finds its files, which go at the next write or
by `jingkai lake tidy`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from jingkai.kernel.indicators.lake.errors import NoLake, OtherFormat
from jingkai.kernel.indicators.lake.layout import ALL, FORMAT, UNDATED
from jingkai.kernel.indicators.lake.storage import Store

NAME = "manifest.json"
MANY = "*"
"""The zone of a file that holds the rows of many zones, sorted by zone."""


@dataclass(frozen=True, order=True)
class LakeFile:
    """A file: whose rows of which table and month it holds, where it lies, and what it must be."""

    table: str
    zone: str
    month: str
    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class LakeZone:
    """A zone in the lake: who it is, and up to where its history is taken over.

    `watermark` holds, for each history table, the number up to which every version is in the lake;
    `as_of` is the instant of the database that the zone's tables show together; `months` names, for
    each table, the months that have rows; `founded` is the month key of the zone's founding. Where
    the zone was gathered from another lake, `sources` is the path of the list of the files that its
    rows were taken from.
    """

    code: str
    name: str
    division_code: str
    as_of: datetime
    watermark: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    founded: int | None = None
    sources: str = ""


@dataclass(frozen=True)
class Manifest:
    """All that stands in the lake.

    `schema` is the digest of tables and columns, `indicators` the version of each declared figure,
    `tables` the columns of each table with their Arrow types, for readers without the platform,
    `days` the column by whose month each table's files are parted (none: by no month); of a table
    that it doesn't name, nobody knows. `replaced` are files of the write before that nobody new
    reads.
    """

    schema: str
    written_at: datetime
    indicators: Mapping[str, str]
    tables: Mapping[str, Mapping[str, str]]
    zones: Mapping[str, LakeZone]
    listed: tuple[LakeFile, ...]
    replaced: tuple[str, ...] = ()
    days: Mapping[str, str | None] = field(default_factory=dict)
    store: Store | None = field(default=None, compare=False)

    @classmethod
    def load(cls, root: "str | Any") -> "Manifest":
        """The manifest at a root. Raises `NoLake`, `OtherFormat`."""
        store = Store.at(root)
        try:
            held = json.loads(store.read(NAME))
        except FileNotFoundError:
            raise NoLake(root=store.root) from None
        if held.get("format") != FORMAT:
            raise OtherFormat(root=store.root, found=held.get("format"), known=FORMAT)
        return cls(
            schema=held["schema"],
            written_at=datetime.fromisoformat(held["written_at"]),
            indicators=held["indicators"],
            tables=held["tables"],
            zones={each["code"]: _zone(each) for each in held["zones"]},
            listed=tuple(LakeFile(**each) for each in held["files"]),
            replaced=tuple(held["replaced"]),
            days=held.get("days", {}),
            store=store,
        )

    @classmethod
    def find(cls, root: "str | Any") -> "Manifest | None":
        """The manifest at a root, if a lake stands there."""
        try:
            return cls.load(root)
        except NoLake:
            return None

    def save(self, store: Store) -> None:
        """Replace the manifest at a root, in one step."""
        held = {
            "format": FORMAT,
            "schema": self.schema,
            "written_at": self.written_at.isoformat(),
            "indicators": dict(self.indicators),
            "tables": self.tables,
            "days": dict(self.days),
            "zones": [_zone_facts(self.zones[code]) for code in sorted(self.zones)],
            "files": [asdict(each) for each in sorted(self.listed)],
            "replaced": sorted(self.replaced),
        }
        store.write(NAME, json.dumps(held, ensure_ascii=False, indent=0).encode())

    def of(self, table: str, zones: Iterable[str] | None = None) -> list[LakeFile]:
        """The files of a table, of the zones named or of all.

        A file of many zones is among them whichever are named: its rows have to be told apart.
        """
        wanted = None if zones is None else {MANY, *zones}
        return [
            each
            for each in self.listed
            if each.table == table and (wanted is None or each.zone in wanted)
        ]

    def files(self, table: str, zones: Iterable[str] | None = None) -> list[str]:
        """Where those files lie: absolute paths of a folder; of a store, paths of `filesystem`."""
        assert self.store is not None
        return [self.store.full(each.path) for each in self.of(table, zones)]

    @property
    def filesystem(self) -> Any:
        """The Arrow file system of the root, for datasets over `files`."""
        assert self.store is not None
        return self.store.filesystem

    @property
    def mixed(self) -> bool:
        """Whether files hold the rows of many zones: it was gathered so."""
        return any(each.zone == MANY for each in self.listed)

    @property
    def paths(self) -> set[str]:
        """The paths of all files from the root, and of the lists of what they were taken from."""
        lists = {zone.sources for zone in self.zones.values() if zone.sources}
        return {each.path for each in self.listed} | lists


def _zone(held: dict[str, Any]) -> LakeZone:
    months = {table: tuple(keys) for table, keys in held["months"].items()}
    return LakeZone(
        held["code"], held["name"], held["division_code"],
        datetime.fromisoformat(held["as_of"]), held["watermark"], months,
        held.get("founded"), held.get("sources", ""),
    )  # fmt: skip


def _zone_facts(zone: LakeZone) -> dict[str, Any]:
    return {**asdict(zone), "as_of": zone.as_of.isoformat()}


def month_name(key: int) -> str:
    """A month key as partitions write it.

    >>> month_name(2022 * 12)
    '2022-01'
    """
    return f"{key // 12:04}-{key % 12 + 1:02}"


def month_key(name: str) -> int:
    """The month key of a partition; of one without a day, −1.

    >>> month_key("2022-01") == 2022 * 12
    True
    """
    if name == UNDATED:
        return -1
    year, month = name.split("-")
    return int(year) * 12 + int(month) - 1


def months_of(files: Iterable[LakeFile]) -> dict[str, tuple[str, ...]]:
    """For each table, the months that have rows, in order."""
    found: dict[str, set[str]] = {}
    for each in files:
        if each.rows and each.month not in (ALL, UNDATED):
            found.setdefault(each.table, set()).add(each.month)
    return {table: tuple(sorted(months)) for table, months in sorted(found.items())}
