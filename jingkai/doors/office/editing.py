"""Recording, changing and removing by form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from jingkai.doors.office.addresses import list_url, record_for, record_url, register_for
from jingkai.doors.office.forms import (
    RecordForm,
    field_of,
    form_readers,
    name_references,
    record_form,
    suggestions,
)
from jingkai.doors.ui.requests import SeatedRequest, go, number_of, seated
from jingkai.kernel.errors import Refusal
from jingkai.kernel.geo.fields import ShapeField
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.errors import Invalid, StaleRecord
from jingkai.kernel.registers.versions import version_of

MOST = 500


@seated()
def new_record(request: SeatedRequest, code: str) -> HttpResponse:
    """The form of a new record."""
    register = _writable(request, code)
    given = {name: request.GET[name] for name in form_readers(register) if name in request.GET}
    form = record_form(register, request.seat, data=sent(request))
    form.initial.update(given)
    facts: dict[str, Any] = {"register": register, "form": form, "back": list_url(register)}
    if request.method == "POST":
        try:
            record = actions.create(
                register, form.values(), by=request.seat,
                confirmed="confirmed" in request.POST,
                idempotency_key=request.POST.get("once", ""),
            )  # fmt: skip
        except Refusal as refusal:
            facts |= refused(form, refusal)
        else:
            messages.success(request, _("“{title}” has been recorded.").format(title=record))
            if "another" in request.POST:
                return go(request, request.path)
            return go(request, record_url(register, record.pk))
    return _form_page(request, facts)


@seated()
def change_record(request: SeatedRequest, code: str, pk: int) -> HttpResponse:
    """The form of a record, opened on its present version."""
    register = _writable(request, code)
    record = record_for(register, request.seat, pk)
    form = record_form(register, request.seat, data=sent(request), record=record)
    name_references(form, register, record)
    facts: dict[str, Any] = {
        "register": register, "record": record, "form": form, "back": record_url(register, pk),
        "version": request.POST.get("seen_version") or version_of(record),
    }  # fmt: skip
    if request.method == "POST":
        try:
            actions.change(
                register, record, form.values(), by=request.seat,
                version=number_of(request.POST.get("seen_version")) or None,
                confirmed="confirmed" in request.POST, reason=request.POST.get("reason", ""),
            )  # fmt: skip
        except StaleRecord as stale:
            facts |= {"stale": stale, "theirs": stale.theirs, "version": version_of(record),
                      "status": stale.status}  # fmt: skip
        except Refusal as refusal:
            facts |= refused(form, refusal)
        else:
            messages.success(request, _("“{title}” has been changed.").format(title=record))
            return go(request, record_url(register, pk))
    return _form_page(request, facts)


def sent(request: SeatedRequest) -> QueryDict | None:
    """What was sent, even where it is nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def refused(form: RecordForm, refusal: Refusal) -> dict[str, Any]:
    """The refusal next to the fields it speaks of; mere warnings may be confirmed."""
    if isinstance(refusal, Invalid):
        form.take(refusal.faults)
        return {"to_confirm": refusal.only_warnings, "status": refusal.status}
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return {"status": refusal.status}


def _form_page(request: SeatedRequest, facts: dict[str, Any]) -> HttpResponse:
    register: Register = facts["register"]
    crumbs = [(register.name, list_url(register))]
    if record := facts.get("record"):
        crumbs.append((record, record_url(register, record.pk)))
    return render(
        request, "office/form.html", {"crumbs": crumbs, **facts}, status=facts.get("status", 200)
    )


def _writable(request: SeatedRequest, code: str) -> Register:
    register = register_for(request.seat, code)
    return register_for(request.seat, register.code, permission="edit")


@seated()
def others(request: SeatedRequest, code: str, field: str) -> HttpResponse:
    """Suggestions for a column that names another record."""
    register = _writable(request, code)
    reader = form_readers(register).get(field)
    if reader is None or reader.field.related_model is None:
        raise Http404
    words = request.GET.get(field, "").strip()[:60]
    facts = {"suggestions": suggestions(reader, request.seat, words)}
    return render(request, "office/parts/others.html", facts)


@seated()
def remove_record(request: SeatedRequest, code: str, pk: int) -> HttpResponse:
    """Ask for the reason, then take the record out."""
    register = _writable(request, code)
    record = record_for(register, request.seat, pk)
    if not register.removable:
        raise Http404
    facts: dict[str, Any] = {"register": register, "record": record, "reason": ""}
    status = 200
    if request.method == "POST":
        facts["reason"] = reason = request.POST.get("reason", "").strip()
        try:
            if reason:
                title = str(record)
                actions.remove(register, record, by=request.seat, reason=reason)
                messages.success(request, _("“{title}” has been removed.").format(title=title))
                return go(request, list_url(register))
            facts["refusal"], status = _("Say why it is removed: the trail keeps the reason."), 422
        except Refusal as refusal:
            facts["refusal"], status = str(refusal), refusal.status
    return render(request, "office/parts/remove.html", facts, status=status)


@seated()
def bulk(request: SeatedRequest, code: str) -> HttpResponse:
    """Give the picked records the same values, all or none."""
    register = _writable(request, code)
    keys = [int(pk) for pk in (request.POST or request.GET).getlist("pk") if pk.isdecimal()][:MOST]
    records = list(register.rows(request.seat).filter(pk__in=keys))
    sent = request.method == "POST"
    form = bulk_form(register, request, sent)
    facts: dict[str, Any] = {"register": register, "form": form, "records": records}
    if sent and records:
        values = {name: value for name, value in form.values().items() if value != ""}
        for name in request.POST.getlist("clear"):
            values[name] = ""
        try:
            done = actions.change_many(
                register, records, values, by=request.seat,
                confirmed="confirmed" in request.POST, reason=request.POST.get("reason", ""),
            )  # fmt: skip
        except Refusal as refusal:
            facts |= refused(form, refusal)
        else:
            said = _("{count} records have been changed.").format(count=len(done))
            messages.success(request, said)
            return go(request, request.headers.get("HX-Current-URL") or list_url(register))
    return render(request, "office/parts/bulk.html", facts, status=facts.get("status", 200))


def bulk_form(register: Register, request: SeatedRequest, sent: bool) -> RecordForm:
    """The columns that many records may share: none that tells one from another."""
    form = RecordForm(request.POST if sent else None)
    for name, reader in form_readers(register).items():
        own = name in (*register.key, register.title_field) or reader.field.unique
        if own or reader.column.personal or isinstance(reader.field, ShapeField):
            continue  # many records share no shape
        form.fields[name] = field_of(register, reader, request.seat)
        extras: Any = form.fields[name]
        extras.must = False
    return form
