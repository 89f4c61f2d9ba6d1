"""Workbooks as rows: .xlsx .xls .ods by calamine, .csv in UTF-8 or GB 18030; read as a stream."""

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jingkai.kernel.geo import reading as shape_files
from jingkai.kernel.registers.errors import NotAWorkbook

CHUNK = 1 << 20
GEOMETRY = "geometry"
"""The title of the column that holds the shapes of a file of shapes."""


@dataclass(frozen=True)
class Source:
    """A file to be imported: where it lies, and the name that people know it by."""

    path: Path
    name: str
    system: str = ""
    """The coordinate system of its shapes, where whoever brings it names one ("GCJ-02", "4551")."""

    @classmethod
    def at(cls, path: Path | str) -> "Source":
        return cls(Path(path), Path(path).name)

    def digest(self) -> str:
        """The file's SHA-256."""
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()


@dataclass(frozen=True)
class Sheet:
    """One sheet, opened: its number of rows if known, and its rows, as often as they are asked."""

    name: str
    height: int
    rows: Callable[[], Iterator[tuple[int, list[Any]]]]
    shaped: bool = False
    """Whether it is a layer of a file of shapes: other programs' columns are passed over."""


@dataclass(frozen=True)
class Book:
    """A file, opened: the names of its sheets; a sheet is loaded when it is asked for."""

    source: Source
    names: tuple[str, ...]
    load: Callable[[str], Sheet]
    shaped: bool = False


def opened(source: Source) -> Book:
    """Open a file by its ending."""
    if source.name.lower().endswith(".csv"):
        stem = Path(source.name).stem
        return Book(source, (stem,), lambda name: Sheet(name, 0, lambda: _csv_rows(source)))
    if Path(source.name).suffix.lower() in shape_files.ENDINGS:
        return _shaped(source)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(source.path))
    except (CalamineError, OSError, ValueError) as fault:
        raise NotAWorkbook(name=source.name) from fault

    def load(name: str) -> Sheet:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except (CalamineError, ValueError) as fault:
            raise NotAWorkbook(name=source.name) from fault
        return Sheet(name, sheet.end[0] + 1 if sheet.end else 0, lambda: _rows(sheet))

    return Book(source, tuple(workbook.sheet_names), load)


def _shaped(source: Source) -> Book:
    """A file of shapes as a workbook: a sheet per layer, the shape as its last column."""
    layers = {
        layer.name: layer
        for layer in shape_files.layers_of(source.path, source.name, source.system)
    }

    def load(name: str) -> Sheet:
        layer = layers[name]
        titles = [*layer.names, GEOMETRY]

        def rows() -> Iterator[tuple[int, list[Any]]]:
            yield 1, titles
            for number, (values, shape) in enumerate(layer.features, start=2):
                yield number, ["" if v is None else v for v in (*values, shape)]

        return Sheet(name, len(layer.features) + 1, rows, shaped=True)

    return Book(source, tuple(layers), load, shaped=True)


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, before + cells if before else cells


def _csv_rows(source: Source) -> Iterator[tuple[int, list[Any]]]:
    try:
        with source.path.open(encoding=encoding_of(source.path), newline="") as file:
            yield from enumerate(csv.reader(file), start=1)
    except (UnicodeDecodeError, csv.Error, OSError) as fault:
        raise NotAWorkbook(name=source.name) from fault


def encoding_of(path: Path) -> str:
    """UTF-8 if the whole file is; else GB 18030, as Excel writes it on Chinese machines."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def letters(index: int) -> str:
    """A column's letters from its number, counted from nought.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
