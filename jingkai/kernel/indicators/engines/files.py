"""Which files of the lake a cube has to read, and which zones have not come in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.engines.cells import Missing
from jingkai.kernel.indicators.engines.cube import Cube, Part
from jingkai.kernel.indicators.engines.errors import OtherCatalogue
from jingkai.kernel.indicators.engines.sql import columns_read
from jingkai.kernel.indicators.lake.layout import ALL, UNDATED
from jingkai.kernel.indicators.lake.manifest import MANY, LakeFile, Manifest, month_name
from jingkai.kernel.indicators.period import month_key
from jingkai.kernel.indicators.recordsets import Kind
from jingkai.kernel.indicators.spans import Days, Span


@dataclass(frozen=True)
class Stretch:
    """The months of files that may hold rows for a part; None: whatever month."""

    first: str | None = None
    last: str | None = None

    def holds(self, month: str) -> bool:
        """Whether a file of this month is to be read."""
        if month == ALL or (self.first is None and self.last is None):
            return True
        if month == UNDATED:
            return False
        return (self.first or month) <= month <= (self.last or month)


@dataclass(frozen=True)
class Wanted:
    """A table as a cube reads it: its files and the Arrow types of its columns.

    `zones` is given where the files also hold rows of zones that were not asked.
    """

    name: str
    files: tuple[str, ...]
    columns: Mapping[str, str]
    rows: int
    zones: tuple[str, ...] | None = None


def wanted_tables(manifest: Manifest, cube: Cube, parts: Iterable[Part]) -> dict[str, Wanted]:
    """Every table that the parts read, with the files that may hold rows for them.

    Raises `OtherCatalogue` where the lake lacks a column.
    """
    days = manifest.days
    needed: dict[str, set[str]] = {}
    spans: dict[str, list[Stretch]] = {}
    for part in parts:
        for place, (name, read) in enumerate(columns_read(part)):
            needed.setdefault(name, set()).update(read)
            spans.setdefault(name, []).append(_span(part, days) if not place else Stretch())
    listed: dict[str, list[LakeFile]] = {name: [] for name in needed}
    for each in manifest.listed:
        if each.table in listed and _asked(each, cube, spans[each.table]):
            listed[each.table].append(each)
    made = {}
    for name, columns in needed.items():
        held = manifest.tables.get(name, {})
        for column in sorted(columns - held.keys()):
            raise OtherCatalogue(table=name, column=column)
        made[name] = _wanted(manifest, name, cube, listed[name])
    return made


def _asked(each: LakeFile, cube: Cube, spans: list[Stretch]) -> bool:
    if cube.zones is not None and each.zone != MANY and each.zone not in cube.zones:
        return False
    return any(span.holds(each.month) for span in spans)


def _wanted(manifest: Manifest, name: str, cube: Cube, listed: list[LakeFile]) -> Wanted:
    assert manifest.store is not None
    files = tuple(manifest.store.full(each.path) for each in listed)
    mixed = any(each.zone == MANY for each in listed)
    rows = sum(each.rows for each in listed)
    return Wanted(name, files, manifest.tables[name], rows, cube.zones if mixed else None)


def _span(part: Part, days: Mapping[str, str | None]) -> Stretch:
    """The months of files in which the counted records can lie."""
    if not part.periods:
        return Stretch()
    if part.known_at is not None:
        return Stretch(None, month_name(_month(part.known_at) + 1))
    opened = part.bounds[0]
    if days.get(part.model._meta.db_table) != field_of(opened).column or len(opened.names) > 1:
        return Stretch()
    first, last = part.months
    return Stretch(month_name(first) if part.base[1] is Kind.FLOW else None, month_name(last))


def asked_zones(manifest: Manifest, cube: Cube) -> tuple[str, ...]:
    """The zones of the cube that the lake holds, in order."""
    if cube.zones is None:
        return tuple(sorted(manifest.zones))
    return tuple(zone for zone in cube.zones if zone in manifest.zones)


def foundings(manifest: Manifest) -> dict[str, int]:
    """The month keys of zones' foundings, where they are known."""
    return {code: zone.founded for code, zone in manifest.zones.items() if zone.founded is not None}


def missing_zones(manifest: Manifest, cube: Cube) -> dict[str, Missing]:
    """The zones that have not come in, or were taken over before months that others have."""
    return {each.zone: each for each in _missing(manifest, cube)}


def _missing(manifest: Manifest, cube: Cube) -> Iterator[Missing]:
    written = manifest.written_at
    for zone in cube.zones or ():
        if zone not in manifest.zones:
            yield Missing(zone)
    for zone in asked_zones(manifest, cube):
        taken = manifest.zones[zone].as_of
        late = {key for period in cube.periods for key in _lacking(period, taken, written)}
        if late:
            yield Missing(zone, tuple(sorted(late)))


def _lacking(asked: Span, taken: datetime, written: datetime) -> range:
    """The months of what is asked that a zone lacks, taken over then, and others may have."""
    if isinstance(asked, Days):
        day, last = _day(taken), _day(written)
        lacks = day < last and asked.end >= day and asked.start <= last
        return range(max(asked.first_month, _month(taken)), asked.last_month + 1 if lacks else 0)
    first, now = _month(taken), _month(written)
    if first >= now:
        return range(0)
    return range(max(asked.first_month, first), min(asked.last_month, now) + 1)


def _month(instant: datetime) -> int:
    day = _day(instant)
    return month_key(day.year, day.month)


def _day(instant: datetime) -> date:
    return timezone.localtime(instant, timezone.get_default_timezone()).date()
