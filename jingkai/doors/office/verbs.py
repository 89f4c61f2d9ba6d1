"""The verbs of a record: an action of its domain, asked for in a dialog."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.doors.office.addresses import list_url, record_for, record_url, register_for
from jingkai.doors.ui.requests import SeatedRequest, go, is_swap, seated
from jingkai.kernel.errors import Forbidden, Refusal
from jingkai.kernel.registers.declare import Register, Verb
from jingkai.kernel.registers.errors import Invalid


@seated()
def do_verb(request: SeatedRequest, code: str, pk: int, name: str) -> HttpResponse:
    """Ask what the action needs to know, then carry it out."""
    register = register_for(request.seat, code)
    record = record_for(register, request.seat, pk)
    verb = _verb(register, record, name, request)
    form = verb_form(verb, record, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            verb.run(**{verb.subject: record}, by=request.seat, **form.cleaned_data)
        except Refusal as refusal:
            status = refusal.status
            _say(form, refusal)
        else:
            messages.success(request, _("Done: {verb}.").format(verb=verb.label))
            return go(request, _onward(register, request, pk))
    elif request.method == "POST":
        status = 422
    facts = {
        "register": register, "record": record, "verb": verb, "form": form,
        "missing": [str(words) for words in verb.missing(record)],
        "url": record_url(register, pk),
        "crumbs": [(register.name, list_url(register)), (record, record_url(register, pk))],
    }  # fmt: skip
    template = "office/parts/verb.html" if is_swap(request) else "office/verb.html"
    return render(request, template, facts, status=status)


def verb_form(verb: Verb, record: Any, data: Any) -> forms.Form:
    """The form of the verb's own fields, made anew."""
    form = forms.Form(data, prefix=None)
    form.use_required_attribute = False
    for name, field in verb.fields(record).items():
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            if field.required and field.initial is None:
                field.initial = timezone.localdate
        elif isinstance(field, forms.CharField) and (field.max_length or 0) > 200:
            field.widget = forms.Textarea(attrs={"rows": 3})
        elif isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
        field.label = capfirst(str(field.label or ""))
        form.fields[name] = field
    return form


def _verb(register: Register, record: Any, name: str, request: SeatedRequest) -> Verb:
    verb = next((verb for verb in register.verbs if verb.code == name), None)
    if verb is None:
        raise Http404
    if not request.seat.can(verb.permission):
        raise Forbidden
    if not verb.when(record):
        raise NotNow(verb=verb.label, title=record)
    return verb


def _say(form: forms.Form, refusal: Refusal) -> None:
    if isinstance(refusal, Invalid):
        for fault in refusal.faults:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault.sentence))
    else:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _onward(register: Register, request: SeatedRequest, pk: int) -> str:
    """Back to the record; to the list, when the action has taken it out of sight."""
    seen = register.rows(request.seat).filter(pk=pk).exists()
    return record_url(register, pk) if seen else list_url(register)


class NotNow(Refusal):
    """The record's state doesn't offer the verb."""

    sentence = gettext_lazy("“{title}” can't be taken through “{verb}” as it stands now.")
    hint = gettext_lazy("Open the record again: someone may have moved it on meanwhile.")
