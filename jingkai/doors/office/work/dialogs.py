"""The verbs of a task and of a case: what each asks, and carrying it out."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.doors.office.work.asking import FORMS, given
from jingkai.doors.office.work.places import case_url, page_of, record_of
from jingkai.doors.ui.requests import SeatedRequest, go, is_swap, seated
from jingkai.kernel.cases.models import Case
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import actions, queries
from jingkai.kernel.flows.choices import Verb
from jingkai.kernel.flows.models import Run, Task
from jingkai.kernel.flows.offering import permit

ACTS: Mapping[Verb, Callable[..., Any]] = {
    Verb.CLAIM: actions.claim,
    Verb.RELEASE: actions.release,
    Verb.COMPLETE: actions.complete,
    Verb.TRANSFER: actions.transfer,
    Verb.DELEGATE: actions.delegate,
    Verb.GIVE_BACK: actions.give_back,
    Verb.ADD_SIGNER: actions.add_signer,
    Verb.REMOVE_SIGNER: actions.remove_signer,
    Verb.COPY: actions.copy_to,
    Verb.READ: actions.mark_read,
    Verb.RETURN: actions.return_to,
    Verb.TAKE_BACK: actions.take_back,
    Verb.ASK_SUPPLEMENT: actions.ask_supplement,
    Verb.URGE: actions.urge,
    Verb.SUPERVISE: actions.supervise,
    Verb.SUPPLEMENT: actions.supplement,
    Verb.RESUBMIT: actions.resubmit,
    Verb.WITHDRAW: actions.withdraw,
    Verb.SUSPEND: actions.suspend,
    Verb.RESUME: actions.resume,
    Verb.TERMINATE: actions.terminate,
    Verb.MIGRATE: actions.migrate,
}
DANGER = {Verb.TERMINATE, Verb.RETURN, Verb.WITHDRAW, Verb.REMOVE_SIGNER}


class Seen(forms.Form):
    """Every verb's form: with the version of the case as the page showed it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@seated()
def on_task(request: SeatedRequest, pk: int, name: str) -> HttpResponse:
    """A verb on a task."""
    task = Task.objects.select_related(*queries.SHOWN).filter(
        zone_id=request.seat.zone_id, pk=pk
    ).first()  # fmt: skip
    if task is None or not may_see(request, task.case):
        raise Http404
    return _verb(request, task, task.case, "task", name)


@seated()
def on_case(request: SeatedRequest, pk: int, name: str) -> HttpResponse:
    """A verb on a case as a whole."""
    case = Case.objects.filter(zone_id=request.seat.zone_id, pk=pk).first()
    run = Run.objects.select_related("definition").filter(case=case).first() if case else None
    if case is None or run is None or not may_see(request, case):
        raise Http404
    case.run = run
    return _verb(request, case, case, "case", name)


def may_see(request: SeatedRequest, case: Case) -> bool:
    """Whether the seat sees the case: through its record, or by having work on it."""
    try:
        record_of(request.seat, case)
    except Http404:
        return queries.is_involved(request.seat, case)
    return True


def _verb(
    request: SeatedRequest, subject: Task | Case, case: Case, what: str, name: str
) -> HttpResponse:
    """Ask what the verb needs to know, then carry it out; what was typed stays on a refusal."""
    if name not in Verb.values or Verb(name) not in ACTS:
        raise Http404
    verb, status = Verb(name), 200
    if request.method != "POST":  # what was typed is kept: the action refuses as well
        permit(verb, subject, request.seat)
    form = form_of(verb, subject, request)
    if request.method == "POST" and form.is_valid():
        try:
            ACTS[verb](**{what: subject.pk}, by=request.seat, **given(verb, form.cleaned_data))
        except Refusal as refusal:
            status = refusal.status
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, gettext_lazy("Done: {verb}.").format(verb=verb.label))
            return go(request, onward(request, case))
    elif request.method == "POST":
        status = 422
    facts = {
        "verb": {"label": verb.label, "tone": "danger" if verb in DANGER else ""},
        "form": form, "record": subject if what == "case" else f"{case} · {subject}",
        "url": request.path, "back": case_url(case),
        "crumbs": [(_("Inbox"), case_url(case)), (case, case_url(case))],
    }  # fmt: skip
    template = "office/work/verb.html" if is_swap(request) else "office/work/verb_page.html"
    return render(request, template, facts, status=status)


def form_of(verb: Verb, subject: Task | Case, request: SeatedRequest) -> forms.Form:
    """The verb's form, made anew for this task or case and whoever asks."""
    case = subject.case if isinstance(subject, Task) else subject
    data = request.POST if request.method == "POST" else None
    form = Seen(data, initial={"version": case.version})
    form.use_required_attribute = False
    if verb in FORMS:
        form.fields.update(FORMS[verb](subject, request.seat))
    return form


def onward(request: SeatedRequest, case: Case) -> str:
    """Where one goes on afterwards: the case, as long as it is still to be seen."""
    try:
        return page_of(case, record_of(request.seat, case))
    except Http404:
        return reverse("office:inbox")
