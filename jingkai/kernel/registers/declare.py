"""A register (台账): what the doors show of one noun, declared once.

From one declaration come the office's list, detail, form, bulk edit, saved filters, history and
journal; the workbook template, import and export; later the API and the map. A domain declares its
registers in `registers.py`; `REGISTERS` holds them by code.

    ENTERPRISES = declare(Register(
        code="subjects.enterprises", model=Enterprise, name=_("Enterprises"), noun=_("enterprise"),
        sheet="企业", key=("credit_code",), order=("name",), search=("name", "credit_code"),
        columns=(
            Column("credit_code", heading="统一社会信用代码", required=True, example="91220200…"),
            Column("registered_capital", heading="注册资本(万元)", unit="元", sheet_unit="万元"),
            Column("industry", heading="行业代码", lookup=...),
        ),
        filters=(Filter("industry"), Filter("state")),
        rows=queries.enterprises_for, view=Permission.ENTERPRISE_VIEW,
        edit=Permission.ENTERPRISE_EDIT,
    ))
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import models

from jingkai.kernel.errors import Sentence

type Rows = Callable[[Any], models.QuerySet[Any]]
"""The noun's rows that a seat may see: `queries.enterprises_for`."""


@dataclass(frozen=True)
class Column:
    """One column of a register.

    `field` is the model's field, or a path over forward foreign keys ("enterprise__name", shown
    only). `heading` is the workbook's column heading, always Chinese; a column without one isn't in
    the workbook. `unit` is the base unit of the stored amount, `sheet_unit` the unit in which the
    workbook has it. `match` names the field by which a workbook names the other record of a foreign
    key ("credit_code"). `personal` masks the value ("identity", "phone").
    """

    field: str
    heading: str = ""
    label: Sentence = ""
    required: bool = False
    example: str = ""
    hint: Sentence = ""
    unit: str = ""
    sheet_unit: str = ""
    match: str = ""
    personal: str = ""
    in_list: bool = True
    in_form: bool = True
    show: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Filter:
    """A filter over an indexed column. `kind`: choice, reference, text, date, amount, flag.

    Left empty, the kind follows from the model's field.
    """

    field: str
    label: Sentence = ""
    kind: str = ""


@dataclass(frozen=True)
class Verb:
    """An action that the doors offer on one record, while `when(record)` holds.

    `run(*, <subject>=record, by=seat, **values)` is the domain's action; `fields` are its form
    (Django form fields by name, made anew for each form); `asks` is the sentence to confirm.
    `missing(record)` names what the record still lacks for it, in the reader's language.
    """

    code: str
    label: Sentence
    run: Callable[..., Any]
    subject: str
    permission: str
    when: Callable[[Any], bool] = lambda record: True
    fields: Callable[[Any], Mapping[str, Any]] = lambda record: {}
    missing: Callable[[Any], Iterable[Sentence]] = lambda record: ()
    asks: Sentence = ""
    tone: str = ""  # "", "primary", "danger"


@dataclass(frozen=True)
class Related:
    """A list of another register's records on the detail page, as a tab: `other.path = record`."""

    register: str
    path: str
    label: Sentence = ""


@dataclass(frozen=True)
class Reckoned:
    """What a map tells of a record on its day that other records decide: how far a house is let.

    `of(key, day, known_at)` is the expression by which the database tells it, where `key` names the
    record's own key in the row. `among` are the models that it asks, each with a change mark
    (`geo.fields.mark_trigger`). Told to who has the permission; the first with `choices` then gives
    the layer its colours.
    """

    column: Column
    of: Callable[[str, date, datetime | None], Any]
    among: tuple[type[models.Model], ...]
    permission: str
    choices: tuple[tuple[str, Sentence], ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """What each choice means, in the reader's language."""
        return {value: str(words) for value, words in self.choices}


@dataclass(frozen=True)
class Layer:
    """How a register's shapes lie on the map: `layer=Layer(label="code", colour_by="status")`.

    `shape` is the model's `ShapeField`, `label` the column that names a shape (else the title),
    `colour_by` a choice column whose value the map colours by. `system` is the column (choices
    `geo.systems.System`) that keeps in what coordinates a shape was given, such as GCJ-02. Below
    `min_zoom` nothing is drawn. A tile carries each record's key, label and colour, and the
    `columns`, masked as the list masks them. `during` names the columns that say from which day
    and until before which day a record holds, for a map as of a day.

    `public` names the columns that anybody may read; without any the layer is for seats alone.
    `public_rows(actor)` are then the rows that anybody may see; else those of the register.

    `apart` says among which records no two areas may cover each other; an editor shows it while
    one draws. It refuses nothing: that is the register's guard's (`geo.overlaps`).
    """

    shape: str = "shape"
    label: str = ""
    colour_by: str = ""
    system: str = ""
    min_zoom: int = 8
    columns: tuple[str, ...] = ()
    during: tuple[str, str] | None = None
    public: tuple[str, ...] = ()
    public_rows: Rows | None = None
    apart: models.Q | None = None
    reckoned: tuple[Reckoned, ...] = ()


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one value, as the clerk reads it.

    `warning` faults ask to be confirmed; the others stop the row.
    """

    field: str
    sentence: Sentence
    expected: Sentence = ""
    warning: bool = False


@dataclass(frozen=True)
class View:
    """A list as its readers usually want it: the filters that it asks for a seat on a day.

    None where it is nothing for that seat.
    """

    name: Sentence
    asks: Callable[[Any, date], Mapping[str, Sequence[str]] | None]


TAKEN_OUT: Mapping[str, Any] = MappingProxyType({})
"""What a register's guard is given where a record is removed, or its import undone."""

type Check = Callable[[Mapping[str, Any]], Iterable[Fault]]
"""A domain's pure rule over one row's clean values (by field name)."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """One noun's declaration; see the module."""

    code: str
    model: type[models.Model]
    name: Sentence
    noun: Sentence
    rows: Rows
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    view: str
    edit: str = ""
    imports: str = ""
    sheet: str = ""
    order: tuple[str, ...] = ("-id",)
    search: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    checks: tuple[Check, ...] = ()
    views: tuple[View, ...] = ()
    """Lists that stand ready beside those that a reader saves."""
    verbs: tuple[Verb, ...] = ()
    related: tuple[Related, ...] = ()
    extra: tuple[tuple[str, Sentence, Callable[[Any, Any], Mapping[str, Any]]], ...] = ()
    """Further tabs: (template, label, context(record, seat))."""
    fills: Callable[[dict[str, Any], Any], None] | None = None
    """Completes a new row's values before it is checked (office of the seat, computed columns)."""
    prepares: Callable[[Any], Callable[[Sequence[Any]], None]] | None = None
    """Completes a workbook's new records, many at once, before they are written: seat → (records).
    What it leaves `settles` still brings up to date, as it does for one from a form."""
    guards: Callable[[Any, Mapping[str, Any], Any], None] | None = None
    """Refuses a change of a record (a closed month) by a Refusal: (record, values, seat).
    Without values it is asked whether anything may change, with TAKEN_OUT whether it may go."""
    settles: Callable[[Sequence[Any], Any], None] | None = None
    """Brings derived copies up to date after rows were written here, in the same action:
    (records, seat). Called once for an import, a form, a bulk edit or an undo."""
    redirects: Callable[[Any, int], int | None] | None = None
    """Where a record went that is listed no longer (merged): (seat, key) → the other's key."""
    removable: bool = False
    layer: Layer | None = None
    """Its map layer, where the noun has a shape."""
    glossary: str = ""
    icon: str = "table"
    section: str = field(default="")

    @property
    def title_field(self) -> str:
        """The column that links to the record."""
        return self.columns[0].field

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.field == name)

    @property
    def sheet_columns(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.heading)


REGISTERS: dict[str, Register] = {}


def declare(register: Register) -> Register:
    """Make a register known to the doors, once."""
    if register.code in REGISTERS:
        raise ValueError(f"the register {register.code} is declared twice")
    REGISTERS[register.code] = register
    return register
