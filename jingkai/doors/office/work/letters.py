"""The letters of a case, as Word documents to send and to keep."""

import io

from django.http import FileResponse, Http404, HttpResponseBase

from jingkai.domains.services import queries
from jingkai.doors.office.work.places import record_of
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.cases.models import Case

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@seated()
def letter(request: SeatedRequest, pk: int, code: str) -> HttpResponseBase:
    """One letter of a case that the seat sees."""
    case = Case.objects.filter(zone_id=request.seat.zone_id, pk=pk).first()
    if case is None:
        raise Http404
    record = record_of(request.seat, case)
    found = next((one for one in queries.letters_of(record) if one.code == code), None)
    if found is None:
        raise Http404
    content = io.BytesIO(queries.letter_file(record, found))
    name = f"{found.name} {record.number}.docx"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=WORD)
    answer["Cache-Control"] = "private, no-store"
    return answer
