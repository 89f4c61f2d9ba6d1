"""Pages of subsidies: who has not asked, and a batch's way to the bank and back."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.permissions import Permission
from jingkai.doors.office.addresses import record_url, register_for
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal
from jingkai.kernel.registers.tabling import amount

BATCHES = "livelihood.batches"
SHOWN = 200
"""People of a list; the rest come when these are settled."""
LARGEST = 20_000_000
"""Bytes that a bank's file may have."""
ENCODINGS = ("utf-8-sig", "gb18030")


@seated(Permission.CLAIM_GRANT)
def unasked(request: SeatedRequest) -> HttpResponse:
    """Who is entitled to a programme and has not asked; some of them are granted it here."""
    told = request.POST if request.method == "POST" else request.GET
    programmes = list(queries.programmes_for(request.seat).filter(ended_on__isnull=True))
    chosen = next((one for one in programmes if str(one.pk) == told.get("programme")), None)
    day = _day(told.get("day", ""))
    refusal, found = "", []
    if chosen is not None:
        try:
            if request.method == "POST":
                return _grant(request, chosen, day)
            found = queries.unasked(request.seat, chosen, day)
        except Refusal as refused:
            refusal = _words(refused)
    free = [one for one in found if one.stopped_by is None]
    facts = {
        "programmes": programmes, "chosen": chosen, "day": day, "refusal": refusal,
        "free": [(one, amount(one.amount, "元")) for one in free[:SHOWN]], "count": len(free),
        "shown": min(len(free), SHOWN),
        "stopped": [one for one in found if one.stopped_by is not None][:SHOWN],
    }  # fmt: skip
    return render(request, "office/subsidies/unasked.html", facts, status=422 if refusal else 200)


def _grant(request: SeatedRequest, programme: Any, day: date) -> HttpResponse:
    keys = [int(key) for key in request.POST.getlist("person") if key.isdecimal()]
    made = actions.grant_unasked(programme=programme, people=keys, since=day, by=request.seat)
    count = len(made)
    words = ngettext("Granted to {count} person.", "Granted to {count} people.", count)
    messages.success(request, words.format(count=count))
    address = reverse("office:unasked")
    return redirect(f"{address}?programme={programme.pk}&day={day.isoformat()}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return zone_today()


def _words(refused: Refusal) -> str:
    return f"{refused} {refused.hint}" if refused.hint else str(refused)


def _batch(seat: Seat, pk: int) -> Any:
    batch = register_for(seat, BATCHES).rows(seat).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


@require_POST
@seated(Permission.PAYMENT_SEND)
def bank_file(request: SeatedRequest, pk: int) -> HttpResponse:
    """The file of an approved batch; whoever takes it leaves an entry."""
    batch = _batch(request.seat, pk)
    try:
        told = actions.send_batch(batch=batch, by=request.seat)
    except Refusal as refused:
        messages.error(request, _words(refused))
        return redirect(record_url(register_for(request.seat, BATCHES), pk))
    answer = HttpResponse(told.content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{told.name}"'
    answer["Cache-Control"] = "no-store"
    return answer


class Answer(forms.Form):
    """The bank's file of what became of a batch."""

    file = forms.FileField(label=gettext_lazy("bank's answer (CSV)"))

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        content: bytes = file.read()
        for encoding in ENCODINGS:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(_("The file is no text."))


@seated(Permission.PAYMENT_SEND)
def bank_answer(request: SeatedRequest, pk: int) -> HttpResponse:
    """Take in the bank's answer to a batch: all of it or nothing."""
    batch = _batch(request.seat, pk)
    form = Answer(request.POST or None, request.FILES or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            came = actions.take_answer(batch=batch, text=form.cleaned_data["file"], by=request.seat)
        except Refusal as refused:
            refusal = _words(refused)
        else:
            messages.success(request, came_words(came))
            return redirect(record_url(register_for(request.seat, BATCHES), pk))
    facts = {"batch": batch, "form": form, "refusal": refusal,
             "url": record_url(register_for(request.seat, BATCHES), pk)}  # fmt: skip
    wrong = bool(refusal) or (request.method == "POST" and not form.is_valid())
    return render(request, "office/subsidies/answer.html", facts, status=422 if wrong else 200)


def came_words(came: actions.Came) -> str:
    """What came of a bank's answer, in a sentence."""
    return _(
        "{paid} paid, {returned} returned; {before} had been told before, {waiting} wait."
    ).format(paid=came.paid, returned=came.returned, before=came.before, waiting=came.waiting)
