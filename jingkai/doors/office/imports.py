"""Workbooks come in: upload, check with all faults at once, confirm, result, undo."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jingkai.doors.office import uploads
from jingkai.doors.office.addresses import may, record_url, register_for
from jingkai.doors.ui.requests import SeatedRequest, go, number_of, seated
from jingkai.doors.ui.templatetags.ui import joined
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers.declare import REGISTERS, Register
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.models import Import
from jingkai.kernel.registers.outcome import Outcome
from jingkai.kernel.registers.undoing import Change, changes_of, imports_of, undo_import
from jingkai.kernel.registers.workbook import rejected_workbook

SHOWN, LISTED = 2_000, 50


def importable(seat: Seat) -> list[Register]:
    """The registers that the seat may bring workbooks into."""
    return [r for r in REGISTERS.values() if r.sheet and may(seat, r, "imports")]


@seated()
def upload(request: SeatedRequest, code: str = "") -> HttpResponse:
    """Choose the files."""
    register = register_for(request.seat, code, permission="imports") if code else None
    known = importable(request.seat)
    if not known:
        raise Forbidden
    refusal, status = "", 200
    if request.method == "POST":
        if files := request.FILES.getlist("files"):
            kept = uploads.keep(files, request.seat, code)
            return go(request, reverse("office:import_check", args=[kept.token]))
        refusal, status = _("Choose at least one workbook first."), 422
    facts = {"register": register, "known": known, "refusal": refusal, **_crumbs(register)}
    return render(request, "office/imports/upload.html", facts, status=status)


def _crumbs(register: Register | None) -> dict[str, Any]:
    crumbs = [(_("Imports"), reverse("office:imports"))]
    if register is not None:
        crumbs = [(str(register.name), reverse("office:list", args=[register.code]))]
    return {"crumbs": crumbs}


@seated()
def check(request: SeatedRequest, token: str) -> HttpResponse:
    """The page that checks the files, and with POST brings them in."""
    kept = uploads.find(token, request.seat)
    register = REGISTERS.get(kept.register)
    facts = {"upload": kept, "register": register, **_crumbs(register)}
    if request.method == "POST":
        if "go" in request.POST:
            return _bring_in(request, kept)
        return render(request, "office/imports/running.html", facts)
    return render(request, "office/imports/check.html", facts)


@seated()
def progress(request: SeatedRequest, token: str) -> HttpResponse:
    """How far the reading has come."""
    facts = uploads.find(token, request.seat).progress()
    return render(request, "office/imports/progress.html", facts)


@seated()
def report(request: SeatedRequest, token: str) -> HttpResponse:
    """What would come of the files: the import itself, taken back."""
    kept = uploads.find(token, request.seat)
    outcome = import_workbooks(
        kept.sources, by=request.seat, dry_run=True, accept_valid_rows=True,
        confirm_warnings=True, progress=kept.tells(),
    )  # fmt: skip
    return _report(request, kept, outcome)


def _report(
    request: SeatedRequest, kept: uploads.Upload, outcome: Outcome, status: int = 200
) -> HttpResponse:
    if outcome.rejected:
        _keep_rejected(kept, outcome)
    came = {name: outcome.total(name) for name in ("created", "changed", "unchanged")}
    return render(
        request,
        "office/imports/report.html",
        {
            "upload": kept,
            "outcome": outcome,
            "came": came,
            "rows": sum(file.rows for file in outcome.files),
            "refused": sum(file.rejected for file in outcome.files),
            "faults": outcome.faults[:SHOWN],
            "left_out": max(0, len(outcome.faults) - SHOWN),
            "unreadable": any(not fault.row for fault in outcome.errors),
            "taken": came["created"] + came["changed"],
            "again": reverse("office:import", args=[kept.register])
            if kept.register else reverse("office:import_any"),
        },
        status=status,
    )  # fmt: skip


def _keep_rejected(kept: uploads.Upload, outcome: Outcome) -> None:
    with kept.rejected.open("wb") as file:
        rejected_workbook(outcome.rejected, file)


def _bring_in(request: SeatedRequest, kept: uploads.Upload) -> HttpResponse:
    outcome = import_workbooks(
        kept.sources, by=request.seat, accept_valid_rows="partly" in request.POST,
        confirm_warnings="confirmed" in request.POST, progress=kept.tells(),
    )  # fmt: skip
    if not outcome.written:
        return _report(request, kept, outcome, 422)
    if outcome.rejected:
        _keep_rejected(kept, outcome)
    kept.forget_files()
    done = [file.kept for file in outcome.files if file.kept is not None]
    messages.success(request, _("The workbook has been imported."))
    url = reverse("office:import_result", args=[done[0].pk]) if len(done) == 1 else ""
    if url and outcome.rejected:
        url += f"?rejected={kept.token}"
    return go(request, url or reverse("office:imports"))


@seated()
def rejected(request: SeatedRequest, token: str) -> FileResponse:
    """The rows that were not taken, with the reason in their last column."""
    kept = uploads.find(token, request.seat)
    if not kept.rejected.exists():
        raise Http404
    name = _("Rejected rows") + ".xlsx"
    return FileResponse(kept.rejected.open("rb"), as_attachment=True, filename=name)


def visible(seat: Seat) -> QuerySet[Import]:
    """The imports that the seat may look into: its zone's, or its own office's."""
    rows = imports_of(seat)
    return rows if seat.scope == Scope.ZONE else rows.filter(seat__office_id=seat.office_id)


@seated()
def imports(request: SeatedRequest) -> HttpResponse:
    """The imports of the zone, newest first."""
    before = number_of(request.GET.get("before"))
    rows = visible(request.seat)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    page = list(rows[: LISTED + 1])
    facts = {
        "rows": [(one, names_of(one)) for one in page[:LISTED]],
        "older": f"?before={page[LISTED - 1].pk}" if len(page) > LISTED else "",
        "known": importable(request.seat),
    }
    return render(request, "office/imports/list.html", facts)


def names_of(imported: Import) -> str:
    """The registers that an import went into, by name."""
    return joined(REGISTERS[c].name for c in imported.registers if c in REGISTERS)


@seated()
def result(request: SeatedRequest, pk: int) -> HttpResponse:
    """What an import changed, row by row."""
    imported = get_object_or_404(visible(request.seat), pk=pk)
    start = number_of(request.GET.get("after")) or 0
    page = changes_of(imported, request.seat, after=start, size=LISTED)
    facts = {
        "imported": imported, "names": names_of(imported),
        "rows": [(change, _url_of(change, request.seat)) for change in page.changes],
        "older": f"?after={page.next_after}" if page.next_after else "",
        "rejected": request.GET.get("rejected", ""), "may_undo": _may_undo(request.seat, imported),
        "crumbs": [(_("Imports"), reverse("office:imports"))],
    }  # fmt: skip
    return render(request, "office/imports/result.html", facts)


def _url_of(change: Change, seat: Seat) -> str:
    """The record's page; nothing when it is not there, or not there for this seat."""
    key = change.row.record_id
    seen = change.register.rows(seat).filter(pk=key).exists()
    return record_url(change.register, key) if seen else ""


def _may_undo(seat: Seat, imported: Import) -> bool:
    registers = [REGISTERS[code] for code in imported.registers if code in REGISTERS]
    return imported.undone_at is None and all(may(seat, r, "imports") for r in registers)


@require_POST
@seated()
def undo(request: SeatedRequest, pk: int) -> HttpResponse:
    """Take an import back, all of it."""
    imported = get_object_or_404(visible(request.seat), pk=pk)
    if not _may_undo(request.seat, imported) and imported.undone_at is None:
        raise Forbidden
    undo_import(source=imported, by=request.seat)
    messages.success(request, _("The import has been undone."))
    return go(request, reverse("office:import_result", args=[pk]))
