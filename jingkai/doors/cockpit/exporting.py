"""Figures and the records behind them as files: CSV, Excel, SDMX-CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from django.http import HttpResponse

from jingkai.kernel.access.models import Seat
from jingkai.kernel.indicators.export import to_csv, to_sdmx_csv, to_xlsx
from jingkai.kernel.indicators.figures import Figure

BOM = "\ufeff"
"""Lets Excel read a CSV as UTF-8."""
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
type Write = Callable[[Sequence[Figure], Seat], str | bytes]


def _sdmx(figures: Sequence[Figure], seat: Seat) -> str:
    return to_sdmx_csv(figures, area=seat.zone.code)


FORMS: dict[str, tuple[str, str, Write]] = {
    "csv": ("csv", "text/csv; charset=utf-8", lambda figures, seat: BOM + to_csv(figures)),
    "xlsx": ("xlsx", SHEET, lambda figures, seat: to_xlsx(figures)),
    "sdmx": ("sdmx.csv", "application/vnd.sdmx.data+csv; version=2.0.0", _sdmx),
}


def table(lines: Iterable[Sequence[str]]) -> str:
    """Lines as CSV that Excel reads; a text that would be taken for a formula is kept a text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in lines:
        writer.writerow([f"'{cell}" if cell[:1] in "=+@\t" and cell else cell for cell in line])
    return BOM + text.getvalue()


def attached(
    form: str, figures: Sequence[Figure], seat: Seat, *, name: str
) -> HttpResponse | None:
    """The figures as a file of this form; None when there is no such form."""
    if form not in FORMS:
        return None
    ending, kind, write = FORMS[form]
    return file_response(write(figures, seat), f"{name}.{ending}", kind)


def file_response(content: str | bytes, name: str, kind: str) -> HttpResponse:
    """An attachment whose name may be Chinese."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
