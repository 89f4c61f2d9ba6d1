"""Workbooks come in: all errors at once, a dry run that is the write taken back, one transaction.

    outcome = import_workbooks([Source.at("企业.xlsx")], by=seat)

Rows are recorded or change the record of their natural key; a row that changes nothing writes
nothing. With any error nothing is written, unless `accept_valid_rows`; what is only warned of
(a check digit that some real codes fail) passes when `confirm_warnings`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched, islice
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Forbidden, Refusal
from jingkai.kernel.registers.declare import REGISTERS, Fault, Register
from jingkai.kernel.registers.headings import (
    NOTES,
    CellFault,
    Headings,
    plain_heading,
    read_headings,
    register_of_layer,
    register_of_sheet,
    titles_of,
)
from jingkai.kernel.registers.models import Came, Import
from jingkai.kernel.registers.outcome import FileOutcome, Outcome, RejectedRow
from jingkai.kernel.registers.reading import Book, Sheet, Source, opened
from jingkai.kernel.registers.rows import Key, Row, RowReader
from jingkai.kernel.registers.staging import BATCH, Stage, run
from jingkai.kernel.registers.written import Written
from jingkai.kernel.trail.acting import acting, declare, perform, record

IMPORTED = declare(
    "registers.import.done",
    _("Imported {subject}: {created} recorded, {changed} changed, {unchanged} unchanged"),
)
TITLE_ROWS = 10
"""Among how many first rows the headings are looked for."""

type Progress = Callable[[str, int, int], None]
"""Told the sheet, the rows done, and the rows that there are (0 if not known)."""


def import_workbooks(
    sources: Sequence[Source],
    *,
    by: Any,
    dry_run: bool = False,
    accept_valid_rows: bool = False,
    confirm_warnings: bool = False,
    progress: Progress | None = None,
    registers: Sequence[Register] = (),
) -> Outcome:
    """Bring files in, as one action; what came of it, or why nothing did."""
    work = _Import(
        by=by, outcome=Outcome(dry_run=dry_run), partly=accept_valid_rows,
        confirmed=confirm_warnings, progress=progress, registers=registers,
    )  # fmt: skip
    try:
        perform(IMPORTED, by, lambda: work.bring_in(sources))
    except _TakenBack:
        pass
    return work.outcome


class _TakenBack(Exception):
    """The transaction is given up: a dry run, or errors."""


@dataclass
class _Planned:
    """A sheet that is to be read, and the register that it belongs to."""

    book: Book
    name: str
    register: Register
    file: FileOutcome


@dataclass
class _Import:
    by: Any
    outcome: Outcome
    partly: bool
    confirmed: bool
    progress: Progress | None
    registers: Sequence[Register]
    rejected: dict[tuple[type[models.Model], str], set[str]] = field(default_factory=dict)
    seen: dict[str, dict[Key, int]] = field(default_factory=dict)
    written: dict[str, list[int]] = field(default_factory=dict)
    broken: bool = False

    def bring_in(self, sources: Sequence[Source]) -> None:
        planned = [sheet for source in sources for sheet in self._plan(source)]
        for sheet in in_order(planned):
            self._sheet(sheet)
        if self._stops():
            raise _TakenBack
        for file in self.outcome.files:
            self._keep(file)
        for code, keys in self.written.items():
            register = self._known(code)
            if register.settles is not None and keys:
                register.settles(Written(register.model, keys), self.by)
        self.outcome.passed = True
        if self.outcome.dry_run:
            for file in self.outcome.files:
                file.kept = None
            raise _TakenBack
        self.outcome.written = True

    def _stops(self) -> bool:
        if self.broken:
            return True
        if self.partly:
            return False
        return bool(self.outcome.errors) or (bool(self.outcome.warnings) and not self.confirmed)

    def _known(self, code: str) -> Register:
        return next(r for r in (*self.registers, *REGISTERS.values()) if r.code == code)

    def _plan(self, source: Source) -> Iterator[_Planned]:
        """The sheets of a file with their registers; one that belongs to none is a fault."""
        file = FileOutcome(source.name, source.digest())
        self.outcome.files.append(file)
        try:
            book = opened(source)
        except Refusal as refusal:
            self._file_fault(file.name, "", str(refusal))
            return
        file.key = run("select nextval(pg_get_serial_sequence('registers_import', 'id'))")[0][0]
        planned = 0
        for name in book.names:
            if name.strip() in NOTES:
                continue
            register = self._register_of(book, name)
            if register is None:
                self._file_fault(file.name, name, _("No register has a sheet of this name."))
                continue
            planned += 1
            yield _Planned(book, name, register, file)
        if not planned and not self.broken:
            self._file_fault(file.name, "", _("This workbook has no sheet to import."))

    def _register_of(self, book: Book, name: str) -> Register | None:
        if book.shaped:
            _number, titles = next(book.load(name).rows())
            return register_of_layer(name, titles, self.registers)
        return register_of_sheet(name, (), self.registers) or self._by_headings(book, name)

    def _by_headings(self, book: Book, name: str) -> Register | None:
        for _number, cells in islice(book.load(name).rows(), TITLE_ROWS):
            if register := register_of_sheet(name, cells, self.registers):
                return register
        return None

    def _file_fault(self, file: str, sheet: str, sentence: Any) -> None:
        self.broken = True
        known = " / ".join(r.sheet for r in self.registers or REGISTERS.values() if r.sheet)
        self.outcome.faults.append(CellFault(file, sheet, 0, "", "", sheet, sentence, known))

    def _sheet(self, planned: _Planned) -> None:
        register = planned.register
        if not self.by.can(register.imports or register.edit):
            raise Forbidden
        sheet = planned.book.load(planned.name)
        headings, titles, faults = find_headings(register, sheet, planned.file.name)
        self.outcome.faults += faults
        if faults or headings is None:
            self.broken = True
            return
        _SheetImport(self, planned, sheet, headings, titles).bring_in()

    def _keep(self, file: FileOutcome) -> None:
        """The import's own record and the trail's entry."""
        if not file.registers:
            return
        kept = Import(
            pk=file.key, zone_id=self.by.zone_id, file_name=file.name[:255], digest=file.digest,
            registers=file.registers, rows=file.rows, rejected=file.rejected, **file.came,
            actor=self.by.name, seat_id=self.by.pk, context_id=acting().context,
        )  # fmt: skip
        kept.save(force_insert=True)
        record(kept, sha256=file.digest, rows=file.rows, rejected=file.rejected, **file.came)
        file.kept = kept


@dataclass
class _SheetImport:
    """One sheet on its way in."""

    whole: _Import
    planned: _Planned
    sheet: Sheet
    headings: Headings
    titles: list[Any]
    refused: dict[int, list[str]] = field(default_factory=dict)
    prepare: Callable[[Sequence[Any]], object] = len

    def bring_in(self) -> None:
        register, file = self.planned.register, self.planned.file
        reader = RowReader(self.headings, self.whole.by, self.whole.rejected)
        reader.seen = self.whole.seen.setdefault(register.code, {})
        if register.prepares is not None:
            self.prepare = register.prepares(self.whole.by)
        stage = Stage(register.model, written_columns(self.headings))
        rows = self.sheet.rows()
        done = len(list(islice(rows, self.headings.row)))
        for batch in batched(rows, BATCH):  # noqa: B911 - the last one is shorter
            self._stage(stage, reader, batch)
            done += len(batch)
            if self.whole.progress:
                self.whole.progress(self.planned.name, done, self.sheet.height)
        while waiting := reader.waiting:
            reader.waiting = []
            self._stage(stage, reader, waiting)
            reader.last_round = len(reader.waiting) == len(waiting)
        late: list[tuple[int, Fault]] = []
        stage.write(lambda row, fault: late.append((row, fault)))
        self._refused_by_database(late)
        counts = stage.remember(file.key, self.whole.by.zone_id, register.code, self.planned.name)
        for came, count in counts.items():
            file.came[came] += count
        file.rejected += len(self.refused)
        if register.code not in file.registers:
            file.registers.append(register.code)
        self.whole.written.setdefault(register.code, []).extend(stage.written_keys())

    def _stage(
        self, stage: Stage, reader: RowReader, batch: Sequence[tuple[int, list[Any]]]
    ) -> None:
        rows = reader.read(batch)
        self.planned.file.rows += len(rows)
        good = []
        for row in rows:
            taken = not row.refused
            if row.faults:
                self._tell(row)
                taken = taken and (self.whole.confirmed or not self.whole.partly)
            if taken:
                good.append(row)
            else:
                self._reject(row)
        new = [row for row in good if row.came == Came.CREATED]
        for row, key in zip(new, stage.new_keys(len(new)), strict=True):
            row.record.pk = key
        self.prepare([row.record for row in new])
        reader.remember(good)
        stage.add((row.number, row.came, row.record) for row in good)

    def _tell(self, row: Row) -> None:
        for fault in row.faults:
            cell, heading, index = self.headings.place(fault.field, row.number)
            value = row.cells[index] if index is not None and index < len(row.cells) else ""
            self.whole.outcome.faults.append(
                CellFault(
                    self.planned.file.name, self.planned.name, row.number, cell, heading,
                    str(value), fault.sentence, fault.expected, fault.warning,
                )
            )  # fmt: skip

    def _reject(self, row: Row) -> None:
        why = "；".join(str(fault.sentence) for fault in row.faults)
        self.refused[row.number] = [why]
        self.whole.outcome.rejected.append(
            RejectedRow(
                self.planned.file.name, self.planned.name, row.number, self.titles, row.cells, why
            )
        )
        for name, value in row.values.items():
            if isinstance(value, str):
                names = self.whole.rejected.setdefault((self.planned.register.model, name), set())
                names.add(value)

    def _refused_by_database(self, late: list[tuple[int, Fault]]) -> None:
        """Rows that a rule of the database refused: found again in the sheet, and told."""
        by_row: dict[int, list[Fault]] = {}
        for number, fault in late:
            by_row.setdefault(number, []).append(fault)
        if not by_row:
            return
        reader = RowReader(self.headings, self.whole.by)
        for number, cells in self.sheet.rows():
            if number in by_row:
                row = reader.parsed(number, cells)
                row.faults = by_row[number]
                self._tell(row)
                self._reject(row)


def find_headings(
    register: Register, sheet: Sheet, file: str
) -> tuple[Headings | None, list[Any], list[CellFault]]:
    """The row among the first in which most headings of the register stand, read."""
    known = titles_of(register)
    rows = list(islice(sheet.rows(), 1 if sheet.shaped else TITLE_ROWS))
    scores = [sum(plain_heading(cell) in known for cell in cells) for _n, cells in rows]
    if not scores or not max(scores):
        sentence = _("No headings were found in this sheet.")
        expected = "、".join(column.heading for column in register.sheet_columns)
        return None, [], [CellFault(file, sheet.name, 1, "A1", "", "", sentence, expected)]
    number, titles = rows[scores.index(max(scores))]
    headings, faults = read_headings(
        register, titles, number, file, sheet.name, shaped=sheet.shaped
    )
    return headings, titles, faults


def written_columns(headings: Headings) -> list[str]:
    """What a changed row writes: the sheet's columns, and those that follow from them on saving."""
    named = {reader.name for reader in headings.readers.values()}
    layer = headings.register.layer
    if layer is not None and layer.shape in named:
        named.add(layer.system)
    fields: list[Any] = list(headings.register.model._meta.local_concrete_fields)
    return [f.column for f in fields if not f.primary_key and (f.name in named or _follows(f))]


def _follows(field: Any) -> bool:
    """Whether saving computes the column: a time of change, a digest of another column."""
    if isinstance(field, models.DateField | models.TimeField):
        return field.auto_now
    return type(field).pre_save is not models.Field.pre_save


def in_order(planned: Sequence[_Planned]) -> list[_Planned]:
    """Sheets whose records others refer to come first; else as they stand."""
    waiting, done = list(planned), []
    while waiting:
        models_waiting = {sheet.register.model for sheet in waiting}
        free = next(
            (s for s in waiting if not (_referred(s.register) & models_waiting)), waiting[0]
        )
        waiting.remove(free)
        done.append(free)
    return done


def _referred(register: Register) -> set[Any]:
    """The models of other nouns that the register's sheet names records of."""
    fields: list[Any] = [register.model._meta.get_field(c.field) for c in register.sheet_columns]
    return {f.related_model for f in fields if f.is_relation} - {register.model}
