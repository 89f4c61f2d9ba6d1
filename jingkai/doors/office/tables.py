"""The rows of a register's list as HTML, by functions compiled once per column and language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape as escaped
from typing import Any

from django.db import models
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.doors.office.addresses import list_url
from jingkai.doors.office.tones import STATES, tone_of
from jingkai.doors.ui.kit import badge, icon
from jingkai.kernel import units
from jingkai.kernel.registers.declare import REGISTERS, Column, Register
from jingkai.kernel.registers.fields import column_field, field_at, label_of
from jingkai.kernel.registers.listing import sortable
from jingkai.kernel.registers.showing import NOTHING, raw, shown_value

type Write = Callable[[Any], str]


@dataclass(frozen=True)
class Head:
    """One column as it stands over the table."""

    field: str
    label: str
    unit: str
    kind: str  # t title, n number, d date, s state, x text
    sortable: bool


@dataclass(frozen=True)
class Sheet:
    """A register's columns, ready to write any number of rows."""

    register: Register
    prefix: str
    heads: tuple[Head, ...]
    writers: tuple[Write, ...]
    read: tuple[str, ...]
    """The columns that are all it reads of a record; empty where it reads the whole record."""

    def rows(self, records: Iterable[Any], *, pickable: bool = False) -> SafeString:
        """The table's body."""
        pick = escaped(_("Pick")) if pickable else ""
        return mark_safe("".join(self._row(record, pick) for record in records))  # noqa: S308

    @cached_property
    def openings(self) -> tuple[tuple[str, str], ...]:
        """How each column's cell begins: with a value in it, and with none."""
        return tuple(_opening(head) for head in self.heads)

    @cached_property
    def titled(self) -> int:
        """The place of the column that names the record."""
        return next(at for at, head in enumerate(self.heads) if head.kind == "t")

    def _row(self, record: Any, pick: str) -> str:
        url = f"{self.prefix}{record.pk}/"
        cells = [f'<tr data-href="{url}">']
        written = [write(record) for write in self.writers]
        if pick:
            name = written[self.titled] if self.read else escaped(str(record))
            cells.append(
                f'<td class="pick"><label><input type="checkbox" name="pk" value="{record.pk}"'
                f' aria-label="{pick} {name}"></label></td>'
            )
        for (there, missing), words in zip(self.openings, written, strict=True):
            if not there:
                cells.append(f'<td class="t"><a href="{url}">{words}</a></td>')
            else:
                cells.append(f"{missing if words == NOTHING else there}{words}</td>")
        cells.append("</tr>")
        return "".join(cells)


def _opening(head: Head) -> tuple[str, str]:
    """The cell's tag, and that of one without a value; a title has none, it is a link."""
    if head.kind == "t":
        return "", ""
    label = escaped(f"{head.label} ({head.unit})" if head.unit else head.label)
    there, missing = (
        f'<td class="{kind}" data-label="{label}">' for kind in (head.kind, f"{head.kind} nil")
    )
    return there, missing


def sheet_of(register: Register, fields: tuple[str, ...] = ()) -> Sheet:
    """The sheet with these columns, by default those that the declaration puts into the list."""
    known = {column.field for column in register.columns}
    chosen = tuple(field for field in fields if field in known) or default_fields(register)
    return _compiled(register.code, chosen, get_language() or "zh-hans")


def default_fields(register: Register) -> tuple[str, ...]:
    """The columns of the list, unless the reader has chosen others."""
    return tuple(column.field for column in register.columns if column.in_list)


@lru_cache(maxsize=512)
def _compiled(code: str, fields: tuple[str, ...], language: str) -> Sheet:
    register = REGISTERS[code]
    ordered = sortable(register)
    columns = [register.column(field) for field in fields]
    title = register.title_field if register.title_field in fields else fields[0]
    heads, writers = [], []
    for column in columns:
        heads.append(_head(register, column, column.field == title, ordered, language))
        writers.append(writer(register, column, language))
    whole = not _names(register, title) or any(_beyond(register, each) for each in columns)
    read = () if whole else fields
    return Sheet(register, list_url(register), tuple(heads), tuple(writers), read)


def _names(register: Register, title: str) -> bool:
    """Whether the title by itself names the record: a text of its own, not one of few choices."""
    field = field_at(register.model, title)
    if title != register.title_field or field is None or field.choices:
        return False
    return type(field) in (models.CharField, models.TextField)


def _beyond(register: Register, column: Column) -> bool:
    """Whether the column shows something else than what its own field holds."""
    return column.show is not None or field_at(register.model, column.field) is None


def _head(
    register: Register, column: Column, title: bool, ordered: tuple[str, ...], language: str
) -> Head:
    kind = "t" if title else kind_of(register, column)
    unit = shown_unit(column, language) if not title else ""
    label = label_for(register, column)
    return Head(column.field, label, unit, kind, column.field in ordered)


def label_for(register: Register, column: Column) -> str:
    """The column's name as it begins a line."""
    return capfirst(str(label_of(register, column)))


def kind_of(register: Register, column: Column) -> str:
    """How a column stands in a table: number, date, state or text."""
    field = column_field(register, column)
    if column.unit:
        return "n"
    if field is None or field.choices or isinstance(field, models.ForeignKey):
        return "s" if column.field in STATES else "x"
    if column.show is None and isinstance(field, models.DecimalField | models.IntegerField):
        return "n" if not isinstance(field, models.BooleanField) else "x"
    return "d" if isinstance(field, models.DateField) else "x"


def shown_unit(column: Column, language: str) -> str:
    """The unit over a column of amounts, in the reader's language."""
    if not column.sheet_unit or column.show is not None:
        return ""
    if language.startswith("zh"):
        return column.sheet_unit
    return units.english_name(column.sheet_unit)


def writer(register: Register, column: Column, language: str) -> Write:
    """Writes one column's value of a record, escaped."""
    field = column_field(register, column)
    if column.unit and column.sheet_unit and column.show is None:
        return _amounts(column)
    if field is not None and field.choices and column.show is None:
        return _choices(column, {k: str(v) for k, v in field.flatchoices})
    if type(field) in (models.CharField, models.TextField) and _as_it_is(column):
        return _texts(column.field)

    def write(record: Any) -> str:
        words = shown_value(column, field, raw(column, record), None, language)
        return SafeString(escaped(str(words)))

    return write


def _as_it_is(column: Column) -> bool:
    """Whether the column is the record's own, and shown as the record holds it."""
    return not (column.show or column.unit or column.personal or "__" in column.field)


def _texts(name: str) -> Write:
    """Texts, with a dash where there is none."""

    def write(record: Any) -> str:
        return SafeString(escaped(getattr(record, name) or NOTHING))

    return write


def _amounts(column: Column) -> Write:
    """Amounts in the column's own unit, so that a column can be compared at a glance."""

    def write(record: Any) -> str:
        value = raw(column, record)
        if value is None:
            return NOTHING
        return f"{units.from_base(value, column.sheet_unit):,.2f}".removesuffix(".00")

    return write


def _choices(column: Column, labels: dict[Any, str]) -> Write:
    state = column.field in STATES
    written = {
        value: str(badge(label, tone_of(value))) if state else str(escape(label))
        for value, label in labels.items()
    }

    def write(record: Any) -> str:
        value = raw(column, record)
        return written.get(value) or (NOTHING if value in (None, "") else escape(value))

    return write


def head_html(sheet: Sheet, order: str, link: Callable[[str], str]) -> SafeString:
    """The table's head; columns that an index serves offer their order."""
    cells = []
    for head in sheet.heads:
        words: str = escape(head.label)
        if head.unit:
            words += f' <span class="per">({escape(head.unit)})</span>'
        css = "" if head.kind in "xsd" else f' class="{head.kind}"'
        if not head.sortable:
            cells.append(f'<th scope="col"{css}><span>{words}</span></th>')
            continue
        down, now = order == f"-{head.field}", order.removeprefix("-") == head.field
        aria = f' aria-sort="{"descending" if down else "ascending"}"' if now else ""
        url = escape(link(head.field if down or not now else f"-{head.field}"))
        arrow = icon("arrow-down") if down else icon("arrow-up")
        cells.append(
            f'<th scope="col"{css}{aria}><a href="{url}" hx-get="{url}" hx-target="#list"'
            f' hx-push-url="true">{words}{arrow}</a></th>'
        )
    return mark_safe("".join(cells))  # noqa: S308
