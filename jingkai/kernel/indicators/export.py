"""Figures for others: CSV, an Excel table, SDMX-CSV 2.0."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.period import Period

SDMX_DATAFLOW = "JINGKAI:FIGURES(1.0)"
_SDMX_COLUMNS = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "UNIT_MEASURE",
    "COMMENT_OBS",
)
_FREQUENCIES = {12: "A", 6: "S", 3: "Q", 1: "M"}


def _headings() -> tuple[str, ...]:
    return (
        _("Code"),
        _("Indicator"),
        _("Period"),
        _("Value"),
        _("Unit"),
        _("Number of records"),
        _("As known at"),
        _("Remarks"),
    )


def _rows(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    for figure in figures:
        yield (
            figure.code,
            figure.name,
            figure.period.text,
            "" if figure.value is None else f"{figure.value:f}",
            figure.unit,
            str(figure.records),
            figure.known_at.isoformat() if figure.known_at else "",
            remarks(figure),
        )


def remarks(figure: Figure) -> str:
    """What must stand beside the figure: why it isn't told, and what was taken out of it."""
    taken_out = (
        _("{name} taken out").format(name=exclusion.name) for exclusion in figure.exclusions
    )
    return " ".join((figure.why, figure.label, *taken_out)).strip()


def to_csv(figures: Iterable[Figure]) -> str:
    """A table in the current language; values in base units, with a point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_headings())
    writer.writerows(_rows(figures))
    return text.getvalue()


def to_xlsx(figures: Iterable[Figure]) -> bytes:
    """The same table as a workbook; ratios are shown as percentages."""
    held = list(figures)
    memory = io.BytesIO()
    with Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("Indicators"))
        bold = book.add_format({"bold": True, "bottom": 1})
        forms = {
            True: book.add_format({"num_format": "0.0%"}),
            False: book.add_format({"num_format": "#,##0.####"}),
        }
        sheet.write_row(0, 0, _headings(), bold)
        for line, (figure, row) in enumerate(zip(held, _rows(held), strict=True), start=1):
            for place, text in enumerate(row):
                sheet.write_string(line, place, text)
            if figure.value is not None:
                sheet.write_number(line, 3, float(figure.value), forms[figure.unit == "%"])
            sheet.write_number(line, 5, figure.records)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 36)
        sheet.set_column(2, 6, 16)
        sheet.set_column(7, 7, 48)
    return memory.getvalue()


def to_sdmx_csv(figures: Iterable[Figure], *, area: str) -> str:
    """SDMX-CSV 2.0: one observation a line; `area` is the zone's division code.

    A figure that can't be told is an observation without a value, of status M (missing).
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_SDMX_COLUMNS)
    for figure in figures:
        writer.writerow(
            (
                "dataflow",
                SDMX_DATAFLOW,
                "I",
                sdmx_frequency(figure.period),
                area,
                figure.code,
                sdmx_period(figure.period),
                "" if figure.value is None else f"{figure.value:f}",
                "M" if figure.value is None else "A",
                "PT" if figure.unit == "%" else figure.unit,
                remarks(figure),
            )
        )
    return text.getvalue()


def sdmx_frequency(period: Period) -> str:
    """The period's frequency in SDMX; O for a stretch that is none of the usual ones."""
    usual = period.text.count("..") == 0
    return _FREQUENCIES[period.months] if usual else "O"


def sdmx_period(period: Period) -> str:
    """The period as SDMX writes it: 2022, 2022-S1, 2022-Q3, 2022-07, 2022-01-01/P10M."""
    text = period.text
    if ".." in text:
        return f"{period.start.isoformat()}/P{period.months}M"
    return text.replace("H", "-S").replace("Q", "-Q")
