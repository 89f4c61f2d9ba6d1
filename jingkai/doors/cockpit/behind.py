"""The records behind a figure, role by role and page by page, with the way to each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst

from jingkai.doors.cockpit.asking import Asked
from jingkai.doors.cockpit.formula import declared, role_word, unit_of
from jingkai.doors.cockpit.telling import language, tell
from jingkai.doors.ui.maps.counted import layer_behind
from jingkai.doors.ui.requests import number_of
from jingkai.kernel.access.models import Seat
from jingkai.kernel.indicators import Indicator, figures
from jingkai.kernel.indicators.columns import field_of
from jingkai.kernel.indicators.drill import DrillPart, drill
from jingkai.kernel.indicators.evaluate import founding_month
from jingkai.kernel.indicators.figures import Cell, Figure
from jingkai.kernel.indicators.predicates import Path
from jingkai.kernel.indicators.words import amount_words
from jingkai.kernel.registers.declare import REGISTERS, Register
from jingkai.kernel.registers.declare import Column as RegisterColumn
from jingkai.kernel.registers.showing import shown

PAGE = 20
STRETCH = 2_000
"""Records read at once for a file."""
COLUMNS = 4


@dataclass(frozen=True)
class Tab:
    """The records that play one part in the figure."""

    index: int
    role: str
    name: str
    label: str
    period: str
    records: int
    total: str
    query: str
    current: bool


@dataclass(frozen=True)
class Row:
    """One record: its title, its columns, what it adds, and its page if the seat may open it."""

    title: str
    url: str
    cells: tuple[tuple[str, str], ...]
    adds: str


@dataclass(frozen=True)
class Behind:
    """The records of one role, a page of them, and whether they give the figure again."""

    tabs: tuple[Tab, ...]
    tab: Tab | None
    heads: tuple[str, ...]
    adds: str
    rows: tuple[Row, ...]
    before: str
    after: str
    again: str
    same: bool
    map: str = ""
    """The way to the records on the map, where they lie on a layer that the seat sees."""


def behind(
    indicator: Indicator, figure: Figure, asked: Asked, *, seat: Seat, query: QueryDict
) -> Behind:
    """The page of records that the address asks for; `indicator` is kept to what is asked."""
    parts = drill(indicator, asked.period, seat=seat, known_at=asked.known_at)
    cells = {(part.aggregate, part.period): part.again() for part in parts}
    again = _again(indicator, figure, cells, founding_month(seat.zone_id))
    index = min(_number(query.get("part")), len(parts) - 1)
    tabs = tuple(
        _tab(at, part, cells[part.aggregate, part.period], indicator, asked, at == index)
        for at, part in enumerate(parts)
    )
    if not parts:
        return Behind((), None, (), "", (), "", "", tell(again, figure.unit), True)
    page = _Page(parts[index], seat, indicator)
    rows, before, after = page.rows(_number(query.get("before")), _number(query.get("after")))
    return Behind(
        tabs, tabs[index], page.heads, page.adds_head(), tuple(rows),
        f"{tabs[index].query}&before={before}" if before else "",
        f"{tabs[index].query}&after={after}" if after else "",
        tell(again, figure.unit), again == figure.value,
        _map_url(indicator, parts[index], asked, index, seat),
    )  # fmt: skip


def _map_url(
    indicator: Indicator, part: DrillPart, asked: Asked, index: int, seat: Seat
) -> str:
    if layer_behind(part.aggregate.records.model, seat) is None:
        return ""
    try:
        address = reverse("office:map")
    except NoReverseMatch:
        return ""
    return f"{address}?figure={indicator.code}&{asked.query}&part={index}"


def lines_behind(indicator: Indicator, asked: Asked, *, seat: Seat) -> Iterator[list[str]]:
    """The records of every part as lines of a table: each part under its own headings."""
    for part in drill(indicator, asked.period, seat=seat, known_at=asked.known_at):
        page = _Page(part, seat, indicator)
        yield [role_word(part.role), part.period.show(), part.label]
        yield [*page.heads, *([page.adds_head()] if page.adds_head() else [])]
        for row in page.every_row():
            texts = (text for _head, text in row.cells)
            yield [row.title, *texts, *([row.adds] if page.adds_head() else [])]
        yield []


def _again(
    indicator: Indicator, figure: Figure, cells: Mapping[Any, Cell], founded: int | None
) -> Decimal | None:
    """The figure formed once more, from its records alone."""
    told = figures.tell(
        indicator, figure.period,
        lambda leaf, when: cells[leaf, when], lambda _code, _when: figure.target, founded,
    )  # fmt: skip
    return told.value


def _number(text: str | None) -> int:
    return number_of(text) or 0


def _tab(
    at: int, part: DrillPart, cell: Cell, indicator: Indicator, asked: Asked, current: bool
) -> Tab:
    return Tab(
        index=at,
        role=role_word(part.role),
        name=str(known.name) if (known := declared(part.aggregate)) else "",
        label=part.label,
        period=part.period.show(),
        records=cell.records,
        total=tell(cell.value, _unit(part, indicator)),
        query=f"{asked.query}&part={at}",
        current=current,
    )


def _unit(part: DrillPart, indicator: Indicator) -> str:
    return unit_of(part.aggregate, "" if indicator.unit == "%" else indicator.unit)


class _Page:
    """One page of a role's records."""

    def __init__(self, part: DrillPart, seat: Seat, indicator: Indicator) -> None:
        self.part, self.seat = part, seat
        self.unit = _unit(part, indicator)
        self.model = part.aggregate.records.model
        self.register = register_of(self.model)
        self.key = "pgh_obj_id" if part.known_at is not None else "pk"
        self.columns = tuple(_columns(self.register, part)) if self.register else ()

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The columns' headings: the record, then what is known of it."""
        if self.register is None:
            first = capfirst(str(self.model._meta.verbose_name))
            days = (str(field_at(self.model, name).verbose_name) for name in self._days())
            return first, *(capfirst(day) for day in days)
        return capfirst(str(self.register.noun)), *(
            capfirst(str(column.label or field_at(self.model, column.field).verbose_name))
            for column in self.columns
        )

    def adds_head(self) -> str:
        """The heading of what each record adds, for sums and different values."""
        path = self.part.aggregate.path
        if isinstance(path, Path):
            return capfirst(str(field_of(path).verbose_name))
        return capfirst(amount_words(path)) if path is not None else ""

    def rows(self, before: int, after: int) -> tuple[list[Row], int, int]:
        """The rows, and the keys before and after which there are more."""
        found = self.part.queryset.order_by(f"-{self.key}" if before else self.key)
        if before:
            found = found.filter(**{f"{self.key}__lt": before})
        elif after:
            found = found.filter(**{f"{self.key}__gt": after})
        taken = list(self._joined(found)[: PAGE + 1])
        more, taken = len(taken) > PAGE, taken[:PAGE]
        if before:
            taken.reverse()
        keys = [getattr(row, self.key) for row in taken]
        there_before = (more if before else bool(after)) and bool(keys)
        there_after = (True if before else more) and bool(keys)
        records = self._records(taken)
        open_ones = self._openable(keys)
        rows = [
            self._row(record, key, version, key in open_ones)
            for record, key, version in zip(records, keys, taken, strict=True)
        ]
        return rows, keys[0] if there_before else 0, keys[-1] if there_after else 0

    def every_row(self) -> Iterator[Row]:
        """All rows, read a stretch at a time."""
        last = 0
        while True:
            found = self.part.queryset.order_by(self.key).filter(**{f"{self.key}__gt": last})
            taken = list(self._joined(found)[:STRETCH])
            for record, version in zip(self._records(taken), taken, strict=True):
                yield self._row(record, getattr(version, self.key), version, False)
            if len(taken) < STRETCH:
                return
            last = getattr(taken[-1], self.key)

    def _joined(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        foreign = self._foreign()
        return rows.select_related(*foreign) if foreign and self.part.known_at is None else rows

    def _foreign(self) -> list[str]:
        names = [column.field.split("__")[0] for column in self.columns]
        return [n for n in names if isinstance(field_at(self.model, n), models.ForeignKey)]

    def _records(self, rows: Sequence[Any]) -> list[Any]:
        """The records; of versions, each as it then was."""
        if self.part.known_at is None:
            return list(rows)
        names = [f.attname for f in self.model._meta.concrete_fields]
        records = [
            self.model(**{name: getattr(row, name) for name in names if hasattr(row, name)})
            for row in rows
        ]
        for record, row in zip(records, rows, strict=True):
            record.pk = row.pgh_obj_id
        models.prefetch_related_objects(records, *self._foreign())
        return records

    def _openable(self, keys: Sequence[int]) -> set[int]:
        """Those of the records that the seat may open in the office."""
        if self.register is None or not self.seat.can(self.register.view):
            return set()
        return set(self.register.rows(self.seat).filter(pk__in=keys).values_list("pk", flat=True))

    def _row(self, record: Any, key: int, version: Any, openable: bool) -> Row:
        spoken = language()
        if self.register is None:
            texts = [_plain(getattr(record, name)) for name in self._days()]
        else:
            texts = [
                shown(self.register, column, record, self.seat, _code(spoken))
                for column in self.columns
            ]
        cells = tuple(zip(self.heads[1:], texts, strict=True))
        url = record_url(self.register, key) if openable and self.register else ""
        return Row(str(record), url, cells, self._adds(record, version))

    def _adds(self, record: Any, version: Any) -> str:
        path = self.part.aggregate.path
        if path is None:
            return ""
        value = getattr(version, self.part.column, None)
        if not isinstance(path, Path):
            return tell(value, self.unit)
        if value is None:
            value = record
            for name in path.names:
                value = getattr(value, name, None)
        if self.part.aggregate.function == "sum":
            return tell(value, self.unit)
        labels = dict(field_of(path).flatchoices)
        return str(labels.get(value, value if value not in (None, "") else "—"))

    def _days(self) -> list[str]:
        records = self.part.aggregate.records
        paths = [path for path in (records.opened, records.closed) if path is not None]
        return [path.names[0] for path in paths if len(path.names) == 1]


def _code(spoken: str) -> str:
    return "zh-hans" if spoken == "zh" else "en"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return value.isoformat()
    return "—" if value in (None, "") else str(value)


def field_at(model: type[models.Model], name: str) -> Any:
    """The field at the end of a path of names."""
    field: Any = None
    for step in name.split("__"):
        field = model._meta.get_field(step)
        model = getattr(field, "related_model", None) or model
    return field


def register_of(model: type[models.Model]) -> Register | None:
    """The register that keeps these records."""
    return next((each for each in REGISTERS.values() if each.model is model), None)


def record_url(register: Register, pk: int) -> str:
    """The record's page in the office, where there is an office."""
    try:
        return reverse("office:record", args=[register.code, pk])
    except NoReverseMatch:
        return ""


def _columns(register: Register, part: DrillPart) -> Iterable[RegisterColumn]:
    """The day that counts, then the first columns of the register's list, not what is added."""
    records = part.aggregate.records
    days = [path.names[0] for path in (records.opened, records.closed) if path is not None]
    path = part.aggregate.path
    added = path.names[0] if isinstance(path, Path) else ""
    known = {column.field: column for column in register.columns if column.show is None}
    chosen = [known.get(day) or RegisterColumn(day) for day in days]
    for column in register.columns[1:]:
        usable = column.show is None and column.in_list and not column.personal
        if usable and column.field not in (*days, added) and len(chosen) < COLUMNS:
            chosen.append(column)
    return chosen
