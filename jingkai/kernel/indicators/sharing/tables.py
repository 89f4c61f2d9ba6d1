"""Published figures of zones as the tables of a statistics office: one table a figure.

Title, table number and unit above; periods in the heading; zones down the side in their official
order; below, the definition and what must be known. A figure that is not published stands as “…”,
one that can't be told as “—”, never as a zero.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators.measures import Indicator
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.sharing.asking import shared
from jingkai.kernel.indicators.sharing.codes import unit_words
from jingkai.kernel.indicators.sharing.comparing import Comparison, compare
from jingkai.kernel.indicators.sharing.observations import HEADING, observed
from jingkai.kernel.indicators.sharing.receiving import DATA_SHEET
from jingkai.kernel.indicators.words import sentence
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.units.catalogue import WAN, YI

NOT_PUBLISHED, UNTOLD = "…", "—"


@dataclass(frozen=True)
class Scale:
    """What a table counts in: how many base units one of it is, its name, decimals shown."""

    factor: Decimal
    name: str
    places: int


def scale(unit: str, most: Decimal) -> Scale:
    """万元 or 亿元 for money by its largest amount, percent for ratios, else the unit itself.

    >>> from django.utils.translation import override
    >>> with override("zh-hans"):
    ...     [scale("元", Decimal(10) ** n).name for n in (8, 10)], scale("%", Decimal(1)).places
    (['万元', '亿元'], 1)
    """
    if unit == "%":
        return Scale(Decimal("0.01"), "%", 1)
    if unit == "元":
        if most >= YI * 10:
            return Scale(Decimal(YI), _("CNY 100 million"), 2)
        return Scale(Decimal(WAN), _("CNY 10,000"), 0)
    return Scale(Decimal(1), unit_words(unit, get_language() or "zh-hans"), 2)


def to_workbook(
    seat: Actor, codes: Sequence[str], periods: Sequence[Period], of: Sequence[Zone],
    *, at: datetime,
) -> bytes:
    """A workbook with a table for each figure, and the observations as they are exchanged."""
    told = shared(seat, codes, periods)
    memory = io.BytesIO()
    with Workbook(memory, {"in_memory": True, "strings_to_formulas": False}) as book:
        looks = _looks(book)
        for number, code in enumerate(codes, start=1):
            columns = [
                compare(code, period, seat=seat, of=of, told=told.get((code, period), {}))
                for period in periods
            ]
            sheet = book.add_worksheet(_("Table {number}").format(number=number))
            _Table(sheet, looks, columns, number, at).write()
        data = book.add_worksheet(DATA_SHEET)
        data.write_row(0, 0, HEADING)
        lines = observed(seat, codes, periods, of, missing=False)
        for at_row, line in enumerate(lines, start=1):
            for place, name in enumerate(HEADING):
                data.write_string(at_row, place, line.get(name, ""))
    return memory.getvalue()


def _looks(book: Workbook) -> Mapping[str, Any]:
    face = {"font_name": "SimSun", "font_size": 10.5, "valign": "vcenter"}
    head = {**face, "top": 2, "bottom": 1, "align": "center", "text_wrap": True}
    number = {**face, "align": "right"}
    return {
        "title": book.add_format({**face, "font_size": 15, "bold": True, "align": "center"}),
        "left": book.add_format({**face}),
        "right": book.add_format({**face, "align": "right"}),
        "head": book.add_format(head),
        "zone": book.add_format({**face}),
        "total": book.add_format({**face, "bold": True, "bottom": 1}),
        "sum": book.add_format({**number, "bold": True, "bottom": 1}),
        "last": book.add_format({**face, "bottom": 2}),
        "sign": book.add_format(number),
        "sign_last": book.add_format({**number, "bottom": 2}),
        "note": book.add_format({**face, "font_size": 9, "text_wrap": True, "valign": "top"}),
        **{
            f"n{places}{'_last' if last else ''}{'_sum' if whole else ''}": book.add_format({
                **number, **({"bottom": 2} if last else {}),
                **({"bold": True, "bottom": 1} if whole else {}),
                "num_format": "#,##0" + ("." + "0" * places if places else ""),
            })
            for places in range(3) for last in (False, True) for whole in (False, True)
        },
    }  # fmt: skip


class _Table:
    """One figure's table on its sheet."""

    def __init__(
        self, sheet: Any, looks: Mapping[str, Any], columns: Sequence[Comparison], number: int,
        at: datetime,
    ) -> None:
        self.sheet, self.looks, self.columns, self.number = sheet, looks, columns, number
        self.at = timezone.localtime(at)
        self.indicator: Indicator = columns[0].indicator
        values = [abs(row.value) for each in columns for row in each.rows if row.value is not None]
        whole = all(value == value.to_integral_value() for value in values)
        found = scale(self.indicator.unit, max(values, default=Decimal(0)))
        counted = found.factor == 1 and whole
        self.scale = Scale(found.factor, found.name, 0) if counted else found
        self.width = len(columns)

    def write(self) -> None:
        """The whole table, from its title to its notes."""
        sheet, last = self.sheet, self.width
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, last, 16)
        sheet.merge_range(0, 0, 0, last, str(self.indicator.name), self.looks["title"])
        sheet.set_row(0, 28)
        sheet.write(1, 0, _("Table {number}").format(number=self.number), self.looks["left"])
        unit = _("Unit: {unit}").format(unit=self.scale.name)
        sheet.write(1, last, unit, self.looks["right"])
        sheet.write(2, 0, _("Zone"), self.looks["head"])
        for place, column in enumerate(self.columns, start=1):
            sheet.write(2, place, column.period.show(), self.looks["head"])
        sheet.set_row(2, 24)
        row = self._rows(self._total(3))
        for note in self._notes():
            sheet.merge_range(row, 0, row, max(last, 1), note, self.looks["note"])
            sheet.set_row(row, 13 * (1 + len(note.encode()) // (40 + 22 * last)))
            row += 1
        sheet.freeze_panes(3, 1)
        sheet.set_landscape() if last > 5 else sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 2)

    def _total(self, row: int) -> int:
        """The line of totals, where the figure adds up: with how many zones are in it."""
        if all(column.total is None for column in self.columns):
            return row
        self.sheet.write(row, 0, _("Total of those published"), self.looks["total"])
        for place, column in enumerate(self.columns, start=1):
            if column.total is None:
                self.sheet.write_string(row, place, NOT_PUBLISHED, self.looks["sum"])
            else:
                look = self.looks[f"n{self.scale.places}_sum"]
                self.sheet.write_number(row, place, self._number(column.total), look)
        return row + 1

    def _rows(self, row: int) -> int:
        english = not (get_language() or "zh").startswith("zh")
        lines = list(zip(*(column.rows for column in self.columns), strict=True))
        for line in lines:
            end = "_last" if line is lines[-1] else ""
            zone = line[0].zone
            name = zone.name_en if english and zone.name_en else zone.name
            self.sheet.write_string(row, 0, name, self.looks["last" if end else "zone"])
            for place, told in enumerate(line, start=1):
                if told.value is None:
                    sign = NOT_PUBLISHED if told.told is None else UNTOLD
                    self.sheet.write_string(row, place, sign, self.looks[f"sign{end}"])
                else:
                    look = self.looks[f"n{self.scale.places}{end}"]
                    self.sheet.write_number(row, place, self._number(told.value), look)
            row += 1
        return row

    def _number(self, value: Decimal) -> float:
        """The value as it is shown: rounded once, half up."""
        places = Decimal(1).scaleb(-self.scale.places)
        return float((value / self.scale.factor).quantize(places, ROUND_HALF_UP)) + 0.0

    def _notes(self) -> list[str]:
        notes = [_("Definition: {words}").format(words=sentence(self.indicator))]
        notes.append(_("“…” is not published, “—” can't be told; neither is a zero."))
        for column in self.columns:
            if column.total is not None and column.told < column.of:
                words = ngettext(
                    "{period}: the total is of {told} of {all} zone.",
                    "{period}: the total is of {told} of {all} zones.", column.of,
                )  # fmt: skip
                told = words.format(period=column.period.show(), told=column.told, all=column.of)
                notes.append(told)
            notes += [
                f"{column.period.show()}: {caveat}" for caveat in column.caveats[1:]
            ]
        if all(column.total is None for column in self.columns) and self.columns[0].total_why:
            notes.append(self.columns[0].total_why)
        notes.append(_("As published until {day}.").format(day=f"{self.at:%Y-%m-%d %H:%M}"))
        return [_("Notes:") + " " + notes[0], *notes[1:]]

