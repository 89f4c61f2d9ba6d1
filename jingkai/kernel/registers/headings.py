"""Which register a sheet is, and which of its columns stand where, by their headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.kernel import units
from jingkai.kernel.errors import Sentence
from jingkai.kernel.geo.writing import short_names
from jingkai.kernel.registers.declare import REGISTERS, Column, Register
from jingkai.kernel.registers.reading import GEOMETRY, letters
from jingkai.kernel.registers.texts import folded, read_text
from jingkai.kernel.registers.values import Reader, reader_of

NOTES = ("说明", "填写说明", "示例")
"""Sheets that explain a workbook; they are passed over."""
REQUIRED = "*"
REASON = "退回原因"
"""The last column of a workbook of rejected rows; an import passes over it."""


@dataclass(frozen=True)
class CellFault:
    """One thing wrong in a workbook, with its place, its value and what is expected."""

    file: str
    sheet: str
    row: int
    cell: str
    heading: str
    value: str
    sentence: Sentence
    expected: Sentence = ""
    warning: bool = False

    def as_json(self) -> dict[str, Any]:
        """For programs, in the reader's language."""
        return {
            "file": self.file, "sheet": self.sheet, "row": self.row, "cell": self.cell,
            "heading": self.heading, "value": self.value, "error": str(self.sentence),
            "expected": str(self.expected), "warning": self.warning,
        }  # fmt: skip

    def __str__(self) -> str:
        place = "!".join(filter(None, (self.sheet, self.cell)))
        text = f"{self.file} {place} {self.heading}「{self.value}」: {self.sentence}"
        return f"{text} ({self.expected})" if str(self.expected) else text


@dataclass(frozen=True)
class Headings:
    """A sheet's columns as they were found."""

    register: Register
    row: int
    readers: dict[int, Reader]
    titles: dict[int, str]

    def place(self, field: str, row: int) -> tuple[str, str, int | None]:
        """The cell and heading of a field in a row; the row itself when it has no column."""
        for index, reader in self.readers.items():
            if reader.name == field:
                return f"{letters(index)}{row}", self.titles[index], index
        return f"{row}:{row}", "", None


def titles_of(register: Register) -> dict[str, Column]:
    """The columns by every title that a file may give them: their heading, and as files of shapes
    have them: the field's name, also cut to ten letters, and "geometry"."""
    columns = register.sheet_columns
    shape = register.layer.shape if register.layer else ""
    plain = [column for column in columns if column.field != shape]
    short = short_names([column.field for column in plain])
    found = dict.fromkeys([GEOMETRY], register.column(shape)) if len(plain) < len(columns) else {}
    found |= dict(zip(short, plain, strict=True)) | {column.field: column for column in columns}
    return found | {plain_heading(column.heading): column for column in columns}


def register_of_layer(
    name: str, titles: Sequence[object], among: Iterable[Register] = ()
) -> Register | None:
    """The register of a layer of a file of shapes: by its name, else the only one whose required
    columns the layer has."""
    known = [r for r in (among or REGISTERS.values()) if r.layer is not None and r.sheet_columns]
    for register in known:
        if folded(name) in (folded(register.sheet), register.code, register.code.split(".")[-1]):
            return register
    given = {plain_heading(title) for title in titles}
    fitting = []
    for register in known:
        named = {titled.field for title, titled in titles_of(register).items() if title in given}
        if {c.field for c in register.sheet_columns if needed(register, c)} <= named:
            fitting.append(register)
    return fitting[0] if len(fitting) == 1 else None


def plain_heading(text: object) -> str:
    """A heading without its required mark, as it is compared."""
    return folded(str(text)).replace(" ", "").replace("\n", "").strip(REQUIRED)


def register_of_sheet(
    name: str, titles: Sequence[object], among: Iterable[Register] = ()
) -> Register | None:
    """The register whose sheet has this name; else the only one that all headings fit."""
    known = [r for r in (among or REGISTERS.values()) if r.sheet or r.sheet_columns]
    for register in known:
        if register.sheet and folded(register.sheet) == folded(name):
            return register
    given = {plain_heading(title) for title in titles if str(title).strip()} - {REASON}
    fitting = [register for register in known if given and _fits(register, given)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(register: Register, given: set[str]) -> bool:
    own = {plain_heading(column.heading) for column in register.sheet_columns}
    needed = {plain_heading(c.heading) for c in register.sheet_columns if c.required}
    return bool(own) and given <= own and needed <= given


def read_headings(
    register: Register, titles: Sequence[object], row: int, file: str, sheet: str,
    *, shaped: bool = False,
) -> tuple[Headings, list[CellFault]]:
    """Find each heading's column, in any order; unknown, doubled and missing ones are faults.

    Of a file of shapes (`shaped`) the unknown ones are passed over.
    """
    found: dict[int, Reader] = {}
    names: dict[int, str] = {}
    faults: list[CellFault] = []
    for index, title in enumerate(titles):
        text = read_text(title).strip() if title is not None else ""
        if not text or text == REASON:
            continue
        column, unit = _column(register, text)
        if column is None and shaped:
            continue
        problem = _problem(column, found)
        if problem is not None:
            cell = f"{letters(index)}{row}"
            faults.append(CellFault(file, sheet, row, cell, text, text, *problem))
        elif column is not None:
            found[index] = reader_of(register, column, unit=unit)
            names[index] = text.strip(REQUIRED)
    for column in register.sheet_columns:
        if needed(register, column) and column.field not in {r.name for r in found.values()}:
            sentence = _("The column “{heading}” is missing.").format(heading=column.heading)
            faults.append(
                CellFault(file, sheet, row, f"{row}:{row}", column.heading, "", sentence,
                          _("a column with this heading"))
            )  # fmt: skip
    return Headings(register, row, found, names), faults


def needed(register: Register, column: Column) -> bool:
    """Whether a file must have the column."""
    return column.required or column.field in register.key


def _problem(column: Column | None, found: dict[int, Reader]) -> tuple[Sentence, Sentence] | None:
    if column is None:
        return _("This heading is not known."), _("a heading of the template")
    if column.field in {reader.name for reader in found.values()}:
        return _("This heading stands twice."), _("each heading once")
    return None


def _column(register: Register, text: str) -> tuple[Column | None, str]:
    """The column of a heading, and the heading's own unit where it is another of that measure."""
    plain = plain_heading(text)
    for column in register.sheet_columns:
        if plain_heading(column.heading) == plain:
            return column, ""
    name, unit = units.split_heading(plain)
    for column in register.sheet_columns:
        own, _own_unit = units.split_heading(plain_heading(column.heading))
        same = own == name and column.unit
        if same and (not unit or units.base_of(unit) == units.base_of(column.unit)):
            return column, unit
    return titles_of(register).get(text), ""
