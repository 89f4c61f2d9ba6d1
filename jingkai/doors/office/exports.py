"""Lists as files, and the empty workbook to be filled in."""

import tempfile
from typing import IO

from django.http import FileResponse, Http404
from django.utils import timezone

from jingkai.doors.office.addresses import register_for
from jingkai.doors.office.lists import asked
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.registers import shaping, workbook

IN_MEMORY = 4 * 1024 * 1024


def _file() -> IO[bytes]:
    """A file of its own, in memory while it is small; gone when it has been sent."""
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)


@seated()
def export(request: SeatedRequest, code: str, form: str) -> FileResponse:
    """The list under its present filters, all pages of it, as a workbook, CSV or shapes."""
    register = register_for(request.seat, code)
    known = workbook.FORMATS | (shaping.FORMATS if register.layer else {})
    if form not in known or not register.sheet_columns:
        raise Http404
    file = _file()
    if form == "geojson":
        file.writelines(shaping.export_geojson(register, request.seat, asked(request)))
    elif form == "shp.zip":
        shaping.export_shapefile(register, request.seat, asked(request), file)
    elif form == "xlsx":
        workbook.export_xlsx(register, request.seat, asked(request), file)
    else:
        file.writelines(workbook.export_csv(register, request.seat, asked(request)))
    file.seek(0)
    name = f"{register.name}-{timezone.localdate():%Y%m%d}.{form}"
    return FileResponse(file, as_attachment=True, filename=name)


@seated()
def template(request: SeatedRequest, code: str) -> FileResponse:
    """The workbook to be filled in, with its headings, its units and what is expected."""
    register = register_for(request.seat, code)
    if not register.sheet:
        raise Http404
    file = _file()
    workbook.template([register], file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{register.sheet}.xlsx")
