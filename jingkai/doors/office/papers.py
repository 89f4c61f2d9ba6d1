"""Papers that prove a record: shown on its page, handed in, renewed, taken away with a reason."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jingkai.doors.office.addresses import list_url, record_for, record_url, register_for
from jingkai.doors.ui.files import collect, uploader
from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.actions import Item, attach_all, remove, supersede
from jingkai.kernel.files.models import Attachment, Upload
from jingkai.kernel.files.papers import Kind, Papers, papers_of, sheaves_of
from jingkai.kernel.files.queries import has_original
from jingkai.kernel.registers.declare import Register

TAB = "papers"


MOST_PAGES = 12
"""How many pages of a paper are offered as pictures."""


@dataclass(frozen=True)
class Shown:
    """A paper as the seat sees it: its pages as pictures, and whether it may have the original."""

    paper: Attachment
    older: tuple[Attachment, ...]
    original: bool

    @property
    def pages(self) -> range:
        """The pages that are shown as pictures."""
        return range(1, min(self.paper.file.pages, MOST_PAGES) + 1)


def papers_facts(record: Any, seat: Seat) -> dict[str, Any]:
    """What the record's tab shows."""
    papers = papers_of(record)
    assert papers is not None
    sheaves = [
        (one.kind, [Shown(paper, older, has_original(paper, seat)) for paper, older in one.papers])
        for one in sheaves_of(record)
    ]
    return {"sheaves": sheaves, "takes_papers": papers.takes(record, seat)}


@seated()
def hand_in(request: SeatedRequest, code: str, pk: int) -> HttpResponse:
    """The form of new papers, kind by kind; sent in, all are attached or none."""
    register, record, papers = _kept(request, code, pk)
    refusal, found = "", dict[str, list[Upload]]()
    if request.method == "POST":
        try:
            for kind in papers.kinds:
                found[kind.code] = _collected(request, papers, kind)
            items = [Item(kind, upload=one.token) for kind in found for one in found[kind]]
            if items:
                attach_all(holder=record, items=items, by=request.seat)
                said = _("{count} papers were handed in.").format(count=len(items))
                messages.success(request, said)
                return redirect(record_url(register, pk, TAB))
            refusal = _("Choose at least one file.")
        except Refusal as refused:
            refusal = str(refused)
    boxes = [(kind.name, _box(papers, kind, found.get(kind.code))) for kind in papers.kinds]
    return _form(request, register, record, boxes, refusal)


@seated()
def renew(request: SeatedRequest, code: str, pk: int, paper: int) -> HttpResponse:
    """A better copy in the place of a paper, which stays readable as the version before."""
    register, record, papers = _kept(request, code, pk)
    old = _paper(record, paper)
    kind, refusal, found = papers.kind(old.kind), "", list[Upload]()
    if kind is None:
        raise Http404
    if request.method == "POST":
        try:
            found = _collected(request, papers, kind)
            if len(found) == 1:
                supersede(attachment=old, upload=found[0], by=request.seat)
                messages.success(request, _("“{title}” was renewed.").format(title=old))
                return redirect(record_url(register, pk, TAB))
            refusal = _("Choose one file: it takes the place of “{title}”.").format(title=old)
        except Refusal as refused:
            refusal = str(refused)
    return _form(request, register, record, [(old, _box(papers, kind, found))], refusal)


@seated()
def take_away(request: SeatedRequest, code: str, pk: int, paper: int) -> HttpResponse:
    """Ask for the reason, then take the paper away."""
    register, record, _papers = _kept(request, code, pk)
    old = _paper(record, paper)
    facts: dict[str, Any] = {"register": register, "record": record, "paper": old, "reason": ""}
    status = 200
    if request.method == "POST":
        facts["reason"] = reason = request.POST.get("reason", "").strip()
        try:
            if reason:
                remove(attachment=old, why=reason[:500], by=request.seat)
                messages.success(request, _("“{title}” has been removed.").format(title=old))
                return go(request, record_url(register, pk, TAB))
            facts["refusal"], status = _("Say why it is removed: the trail keeps the reason."), 422
        except Refusal as refusal:
            facts["refusal"], status = str(refusal), refusal.status
    return render(request, "office/parts/paper_remove.html", facts, status=status)


def _kept(request: SeatedRequest, code: str, pk: int) -> tuple[Register, Any, Papers]:
    """The record that takes papers from this seat. Raises a Refusal."""
    register = register_for(request.seat, code)
    record = record_for(register, request.seat, pk)
    papers = papers_of(record)
    if papers is None:
        raise Http404
    papers.require(record, request.seat)
    return register, record, papers


def _paper(record: Any, pk: int) -> Attachment:
    """A paper of this very record, as it is now."""
    label = record._meta.label_lower
    rows = Attachment.objects.filter(holder_type=label, holder_pk=record.pk, removed_at=None)
    if (found := rows.select_related("file").filter(pk=pk).first()) is None:
        raise Http404
    return found


def _field(kind: Kind) -> str:
    return f"u_{kind.code}"


def _collected(request: SeatedRequest, papers: Papers, kind: Kind) -> list[Upload]:
    return collect(
        request, holder=papers.holder, kind=kind.code, field=_field(kind), by=request.seat
    )


def _box(papers: Papers, kind: Kind, uploads: list[Upload] | None) -> Any:
    return uploader(holder=papers.holder, kind=kind.code, field=_field(kind), uploads=uploads)


def _form(
    request: SeatedRequest, register: Register, record: Any, boxes: list[Any], refusal: str
) -> HttpResponse:
    facts = {
        "register": register, "record": record, "boxes": boxes, "refusal": refusal,
        "back": record_url(register, record.pk, TAB),
        "crumbs": [(register.name, list_url(register)),
                   (record, record_url(register, record.pk))],
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "office/papers.html", facts, status=status)
