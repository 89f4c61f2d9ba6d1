"""Figures for others: CSV, an Excel table, SDMX-CSV 2.0."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.sharing import codes, observations
from jingkai.kernel.indicators.sharing.digests import digits, instant


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
    """SDMX-CSV 2.0: one observation a line; `area` is the zone's code.

    The structure is that of published figures (`sharing.structure`); what only a publication has,
    such as its edition, stays empty. A figure that can't be told has no value and status M.
    """
    return observations.to_csv(_observation(figure, area) for figure in figures)


def _observation(figure: Figure, area: str) -> dict[str, str]:
    return {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": codes.DATAFLOW,
        "ACTION": "I",
        "FREQ": codes.frequency(figure.period),
        "REF_AREA": area,
        "INDICATOR": codes.indicator_id(figure.code),
        "TIME_PERIOD": codes.time_period(figure.period),
        "OBS_VALUE": digits(figure.value),
        "OBS_STATUS": "M" if figure.value is None else "A",
        "UNIT_MEASURE": codes.unit_id(figure.unit),
        "KNOWN_AT": instant(figure.known_at) if figure.known_at else "",
        "RECORDS": str(figure.records),
        "COMMENT_OBS": " ".join(remarks(figure).split()),
    }
