"""Drawing a process: its draft saved, checked, published; a version taken out of force."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jingkai.doors.office.processes.reading import version_for
from jingkai.doors.office.processes.tables import Tables, told_faults
from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.kernel.access.models import Office
from jingkai.kernel.access.roles import ROLES
from jingkai.kernel.errors import Refusal
from jingkai.kernel.flows import actions, queries
from jingkai.kernel.flows.choices import DefinitionState, Joint
from jingkai.kernel.flows.hooks import CALLS
from jingkai.kernel.flows.models import Definition
from jingkai.kernel.flows.permissions import Permission

LARGEST = 1_000_000
"""Characters of a BPMN file that a draft takes."""


class Drawn(forms.Form):
    """A drawing as the modeller sends it, with the digest of the draft that was opened."""

    code = forms.SlugField(label=gettext_lazy("Code"), max_length=60)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    note = forms.CharField(label=gettext_lazy("What changes"), max_length=300, required=False)
    source = forms.CharField(max_length=LARGEST, strip=False, widget=forms.HiddenInput)
    decisions = Tables(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


@seated(Permission.DEFINE)
def draw(request: SeatedRequest, pk: int = 0) -> HttpResponse:
    """The modeller: on the draft of a process, on a copy of a version, or on an empty sheet."""
    given = version_for(request, pk) if pk else None
    draft = draft_of(request, given) if given else None
    opened = draft or given
    form = Drawn(request.POST or None, initial=initial(opened, draft))
    form.fields["code"].disabled = opened is not None  # a version stays its process's
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = save(request, form.cleaned_data, opened)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The draft is saved."))
                return go(request, reverse("office:process", args=[saved.pk]))
    facts = {
        "form": form, "opened": opened, "source": form["source"].value() or "",
        "options": options(request),
        "crumbs": [(_("Processes"), reverse("office:processes"))],
        "back": reverse("office:process", args=[pk]) if pk else reverse("office:processes"),
    }  # fmt: skip
    return render(request, "office/processes/draw.html", facts, status=status)


def draft_of(request: SeatedRequest, version: Definition) -> Definition | None:
    """The draft of a version's process, if one is being drawn."""
    rows = queries.definitions(request.seat).defer(None)
    found: Definition | None = rows.filter(code=version.code, state=DefinitionState.DRAFT).first()
    return found


def initial(opened: Definition | None, draft: Definition | None) -> dict[str, Any]:
    """What the modeller begins with."""
    if opened is None:
        return {}
    return {"code": opened.code, "name": opened.name, "source": opened.source,
            "decisions": opened.decisions,
            "note": draft.note if draft else "", "seen": draft.digest if draft else ""}  # fmt: skip


def save(request: SeatedRequest, values: dict[str, Any], opened: Definition | None) -> Definition:
    """The drawing and its decision tables as the process's draft.

    A page that says nothing of tables leaves them as they are.
    """
    if values["decisions"] is None:
        values["decisions"] = opened.decisions if opened else {}
    return actions.draft_definition(**values, by=request.seat)


@require_POST
@seated(Permission.DEFINE)
def check(request: SeatedRequest) -> HttpResponse:
    """What would keep a drawing from being published, element by element."""
    source = request.POST.get("source", "")[:LARGEST]
    code = request.POST.get("code", "")
    rows = queries.definitions(request.seat).filter(code=code).defer(None)
    known = rows.order_by("-version").first()
    tables = Tables.read(request.POST.get("decisions", ""))
    if tables is None:
        tables = known.decisions if known else {}
    told = told_faults(source, tables, by=request.seat)
    return JsonResponse({"faults": told})


@require_POST
@seated(Permission.DEFINE)
def publish(request: SeatedRequest, pk: int) -> HttpResponse:
    """Put the draft in force, as it was looked at."""
    version = version_for(request, pk)
    return _do(request, version, actions.publish_definition, _("Published: {version}."),
               seen=request.POST.get("seen"))  # fmt: skip


@require_POST
@seated(Permission.DEFINE)
def retire(request: SeatedRequest, pk: int) -> HttpResponse:
    """Take a version out of force; cases under way go on."""
    return _do(request, version_for(request, pk), actions.retire_definition,
               _("Out of force: {version}."))  # fmt: skip


def _do(
    request: SeatedRequest, version: Definition, act: Any, words: str, **more: Any
) -> HttpResponse:
    try:
        act(definition=version, by=request.seat, **more)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words.format(version=version))
    return go(request, reverse("office:process", args=[version.pk]))


def options(request: SeatedRequest) -> dict[str, Any]:
    """What the panel beside the drawing offers to choose from."""
    offices = Office.objects.filter(zone_id=request.seat.zone_id).order_by("path")
    return {
        "role": [[role.code, str(role.name)] for role in ROLES.values()],
        "office": [[office.code, office.name] for office in offices],
        "joint": [[value, str(label)] for value, label in Joint.choices],
        "call": [[code, code] for code in sorted(CALLS)],
    }
