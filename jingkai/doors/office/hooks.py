"""The zone's webhooks: setting them up, how their receivers do, and the delivery log."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jingkai.doors.office.notices import key_of
from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.doors.ui.templatetags.ui import joined
from jingkai.kernel.errors import Refusal
from jingkai.kernel.notices import actions
from jingkai.kernel.notices.backoff import OPEN
from jingkai.kernel.notices.models import EVERYTHING, Hook, Notice
from jingkai.kernel.notices.permissions import Permission
from jingkai.kernel.notices.queries import deliveries_to, hooks_of
from jingkai.kernel.notices.wording import HOOK, NOTICES

SIZE = 50
TONES = {"delivered": "green", "waiting": "", "failing": "amber", "refused": "red"}
FACT = re.compile(r"\{[^{}]*\}")
STATES = {
    "delivered": pgettext_lazy("notice", "delivered"),
    "waiting": pgettext_lazy("notice", "waiting"),
    "failing": gettext_lazy("failing, goes on trying"),
    "refused": pgettext_lazy("notice", "refused"),
}


class HookForm(forms.Form):
    """A webhook: where it goes and what it asks for."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    url = forms.URLField(
        label=gettext_lazy("Address"), max_length=500, assume_scheme="https",
        help_text=gettext_lazy("https://… of the program that is to be told."),
    )  # fmt: skip
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Events"), widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy("Several with Ctrl or ⌘; “everything” takes in later ones too."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes: Any = self.fields["codes"]
        told = sorted(code for code, words in NOTICES.items() if HOOK in words.channels)
        codes.choices = [
            (EVERYTHING, _("Everything")), *((code, event_name(code)) for code in told)
        ]  # fmt: skip


def event_name(code: str) -> str:
    """An event in words: the notice's title, what it takes from the case left open."""
    words = NOTICES.get(code)
    return FACT.sub("…", str(words.title)) if words else code


@never_cache
@seated(Permission.HOOKS_MANAGE)
def hooks(request: SeatedRequest) -> HttpResponse:
    """The webhooks, and the form of a new one; its secret is shown once, right after."""
    form, status = HookForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.open_hook(**form.cleaned_data, by=request.seat)
            except Refusal as refusal:
                status = told(form, refusal)
            else:
                return secret_page(request, made)
    rows = [state_of(one) for one in hooks_of(request.seat)]
    return render(request, "office/hooks/list.html", {"rows": rows, "form": form}, status=status)


def told(form: forms.Form, refusal: Refusal) -> int:
    """The refusal stands at its field."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return refusal.status


def secret_page(request: SeatedRequest, hook: Hook) -> HttpResponse:
    """The secret, this once."""
    facts = {"hook": hook, "secret": hook.secret.plain, "crumbs": _crumbs(hook)}
    return render(request, "office/hooks/secret.html", facts)


def _hook(request: SeatedRequest, pk: int) -> Hook:
    return get_object_or_404(hooks_of(request.seat), pk=pk)


def _crumbs(hook: Hook) -> list[tuple[str, str]]:
    return [(_("Webhooks"), reverse("office:hooks")), (hook.name, hook_url(hook))]


def hook_url(hook: Hook) -> str:
    """A webhook's page."""
    return reverse("office:hook", args=[hook.pk])


def state_of(hook: Hook) -> dict[str, Any]:
    """A webhook with how it does, in a word and a tone."""
    failing = hook.circuit.failures >= OPEN
    if not hook.active:
        words, tone = _("switched off"), ""
    elif failing:
        words, tone = _("not reached"), "red"
    else:
        words, tone = _("in order"), "green"
    everything = EVERYTHING in hook.codes
    events = _("Everything") if everything else joined(map(event_name, hook.codes))
    return {"hook": hook, "words": words, "tone": tone, "failing": failing, "events": events}


@seated(Permission.HOOKS_MANAGE)
def hook(request: SeatedRequest, pk: int) -> HttpResponse:
    """One webhook: how its receiver does, what can be done, and the delivery log."""
    one = _hook(request, pk)
    rows = deliveries_to(one)
    if (before := key_of(request.GET.get("before", ""))) > 0:
        rows = rows.filter(pk__lt=before)
    page = list(rows[: SIZE + 1])
    facts = {
        **state_of(one),
        "rows": [delivery(notice) for notice in page[:SIZE]],
        "older": page[SIZE - 1].pk if len(page) > SIZE else 0,
        "before": before,
        "crumbs": _crumbs(one)[:1],
        "rotating": bool(one.former_until and one.former_until > timezone.now()),
    }
    return render(request, "office/hooks/hook.html", facts)


def delivery(notice: Notice) -> dict[str, Any]:
    """A line of the delivery log."""
    state = notice.state
    return {"notice": notice, "title": notice.title, "state": STATES[state], "tone": TONES[state]}


@seated(Permission.HOOKS_MANAGE)
def change(request: SeatedRequest, pk: int) -> HttpResponse:
    """Another name, address, other events."""
    one, status = _hook(request, pk), 200
    initial = {"name": one.name, "url": one.url, "codes": one.codes}
    form = HookForm(request.POST or None, initial=initial)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_hook(hook=one, **form.cleaned_data, by=request.seat)
            except Refusal as refusal:
                status = told(form, refusal)
            else:
                messages.success(request, _("The webhook has been changed."))
                return go(request, hook_url(one))
    facts = {"form": form, "hook": one, "crumbs": _crumbs(one)}
    return render(request, "office/hooks/change.html", facts, status=status)


@never_cache
@require_POST
@seated(Permission.HOOKS_MANAGE)
def secret(request: SeatedRequest, pk: int) -> HttpResponse:
    """A new secret, shown once; the former one signs beside it for a day."""
    return secret_page(request, actions.rotate_secret(hook=_hook(request, pk), by=request.seat))


VERBS: dict[str, tuple[Callable[..., Any], Any]] = {
    "on": (actions.switch_on, gettext_lazy("The webhook is switched on; what waited goes out.")),
    "off": (actions.switch_off, gettext_lazy("The webhook is switched off; what waits is kept.")),
    "test": (actions.send_test, gettext_lazy("A test is on its way; its answer stands below.")),
    "close": (actions.close_hook, gettext_lazy("The webhook has been removed.")),
}


@require_POST
@seated(Permission.HOOKS_MANAGE)
def do(request: SeatedRequest, pk: int, name: str) -> HttpResponse:
    """Switch on or off, test, remove."""
    if name not in VERBS:
        raise Http404
    one = _hook(request, pk)
    run, words = VERBS[name]
    run(hook=one, by=request.seat)
    messages.success(request, str(words))
    return go(request, reverse("office:hooks") if name == "close" else hook_url(one))


@require_POST
@seated(Permission.HOOKS_MANAGE)
def again(request: SeatedRequest, pk: int, notice: int) -> HttpResponse:
    """Send one notice of the log once more."""
    one = _hook(request, pk)
    sent = get_object_or_404(deliveries_to(one), pk=notice)
    actions.redeliver(notice=sent, by=request.seat)
    messages.success(request, _("The notice is sent once more, under the same id."))
    return go(request, hook_url(one))
