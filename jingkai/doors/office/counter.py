"""The counter: a clerk takes down an application for somebody who stands there (窗口收件)."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices import FieldKind
from jingkai.domains.services.choices.approvals import ApplicantKind, DeliveryWay
from jingkai.domains.services.errors.approvals import FormFaults
from jingkai.domains.services.permissions import Permission
from jingkai.domains.subjects import queries as subjects
from jingkai.doors.ui.files import collect, uploader
from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.actions import Item, attach_all

DRAFT = "services.draft"
SHOWN = 30
ORIGINS = (
    ("paper", gettext_lazy("on paper")),
    ("uploaded", gettext_lazy("brought as a file")),
    ("", gettext_lazy("not handed in")),
)


class Applicant(forms.Form):
    """Who applies, as the clerk takes it down."""

    kind = forms.ChoiceField(label=gettext_lazy("Who applies"), choices=ApplicantKind.choices)
    applicant = forms.CharField(label=gettext_lazy("Name of the applicant"), max_length=150)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=20)
    credit_code = forms.CharField(
        label=gettext_lazy("Unified social credit code"), max_length=18, required=False,
        help_text=gettext_lazy("Of an enterprise that the zone knows; its cases stand together."),
    )  # fmt: skip
    agent = forms.CharField(label=gettext_lazy("Agent"), max_length=60, required=False)
    delivery = forms.ChoiceField(label=gettext_lazy("Delivery"), choices=DeliveryWay.choices)
    address = forms.CharField(
        label=gettext_lazy("Address of delivery"), max_length=300, required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


@seated(Permission.CASE_TAKE)
def counter(request: SeatedRequest) -> HttpResponse:
    """Finding the matter by the words that people use for it."""
    words = request.GET.get("q", "").strip()[:60]
    zone, on = request.seat.zone_id, zone_today()
    facts = {
        "words": words,
        "found": queries.find_matters(zone, words, on)[:SHOWN] if words else (),
        "things": queries.find_one_things(zone, words, on) if words
        else queries.one_things_in_force(zone, on)[:SHOWN],
    }  # fmt: skip
    return render(request, "office/counter/find.html", facts)


@seated(Permission.CASE_TAKE)
def take(request: SeatedRequest, pk: int) -> HttpResponse:
    """The application to a matter; what was typed stays until it is complete."""
    rows = queries.matters_in_force(request.seat.zone_id, zone_today())
    version = get_object_or_404(rows, pk=pk)
    definition = queries.definition_of(version)
    data = request.POST if request.method == "POST" else None
    who = Applicant(data, initial={"key": uuid.uuid4(), "delivery": DeliveryWay.COUNTER})
    form = form_of(definition.fields, data)
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if who.is_valid() and form.is_valid():
            try:
                approval = taken(request, version, who.cleaned_data, form)
            except FormFaults as faults:
                refusal, status = faults, told(form, faults)
            except Refusal as other:
                refusal, status = other, other.status
            else:
                return go(request, reverse("office:receipt", args=[approval.pk]))
    facts = {
        "version": version, "who": who, "form": form, "refusal": refusal,
        "papers": [paper_of(material, request) for material in definition.materials],
        "crumbs": [(_("Counter"), reverse("office:counter"))],
    }  # fmt: skip
    return render(request, "office/counter/take.html", facts, status=status)


def taken(request: SeatedRequest, version: Any, who: dict[str, Any], form: forms.Form) -> Any:
    """Save what was typed, hang on the files, hand it in; a second sending is the same case."""
    origins = origins_of(request)
    given = {
        "applicant_kind": who["kind"], "applicant": who["applicant"], "phone": who["phone"],
        "agent": who["agent"], "enterprise": enterprise_of(request, who["credit_code"]),
        "delivery": who["delivery"], "address": who["address"], "materials": origins,
    }  # fmt: skip
    values = {name.removeprefix("f_"): value for name, value in form.cleaned_data.items()}
    draft = actions.save_draft(
        version=version, form=values, by=request.seat, key=who["key"], **given
    )
    hang_on(request, draft, DRAFT, origins)
    return actions.submit(draft=draft, by=request.seat, came_in_person=True)


def origins_of(request: SeatedRequest) -> dict[str, str]:
    """The materials that came in, with how."""
    return {
        name.removeprefix("o_"): str(value)
        for name, value in request.POST.items()
        if name.startswith("o_") and value
    }


def hang_on(request: SeatedRequest, draft: Any, holder: str, kinds: Iterable[str]) -> None:
    """Hang the files that were brought on the draft."""
    for key in kinds:
        uploads = collect(request, holder=holder, kind=key, field=f"u_{key}", by=request.seat)
        items = [Item(key, upload=one.token) for one in uploads]
        if items:
            attach_all(holder=draft, items=items, by=request.seat)


def enterprise_of(request: SeatedRequest, code: str) -> Any:
    """The enterprise of this code, if the zone knows it and the clerk may see it."""
    if not code:
        return None
    return subjects.enterprises_for(request.seat).filter(credit_code=code.strip().upper()).first()


def told(form: forms.Form, faults: FormFaults) -> int:
    """Each fault stands at its field."""
    for key, sentence in faults.facts.get("fields", {}).items():
        if f"f_{key}" in form.fields:
            form.add_error(f"f_{key}", str(sentence))
    return faults.status


def paper_of(
    material: Any, request: SeatedRequest, holder: str = DRAFT
) -> dict[str, Any]:
    """A material with the ways in which it may come in, and the one that was chosen."""
    ways = [*ORIGINS[:2], ("promised", _("follows later")), ORIGINS[2]] if material.tolerable \
        else list(ORIGINS)  # fmt: skip
    return {
        "material": material,
        "ways": ways,
        "chosen": request.POST.get(f"o_{material.key}", "paper"),
        "box": uploader(holder=holder, kind=material.key, field=f"u_{material.key}"),
    }


def form_of(fields: Any, data: Mapping[str, Any] | None) -> forms.Form:
    """The matter's own fields; whether they are right is judged by the matter's rules."""
    form = forms.Form(data)
    form.use_required_attribute = False
    english = not (get_language() or "").startswith("zh")
    for field in fields:
        label = (english and field.label_en) or field.label
        label = f"{label}（{field.unit}）" if field.unit else label
        form.fields[f"f_{field.key}"] = control(field, label, english)
    return form


def control(field: Any, label: str, english: bool) -> forms.Field:
    """One field as it is typed at the counter."""
    common: dict[str, Any] = {"label": label, "required": False, "help_text": field.hint}
    options = [(o.code, (english and o.label_en) or o.label) for o in field.options]
    if field.kind == FieldKind.CHOICES:
        return forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, **common
        )
    if field.kind == FieldKind.CHOICE:
        return forms.ChoiceField(choices=[("", ""), *options], **common)
    if field.kind == FieldKind.FLAG:
        return forms.ChoiceField(choices=[("", ""), ("是", _("yes")), ("否", _("no"))], **common)
    if field.kind == FieldKind.LONG:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, **common)
    kind = "date" if field.kind == FieldKind.DATE else "text"
    return forms.CharField(widget=forms.TextInput(attrs={"type": kind}), max_length=300, **common)


@seated(Permission.CASE_TAKE)
def receipt(request: SeatedRequest, pk: int) -> HttpResponse:
    """What the applicant takes along: the number, what was handed in, whom to ask."""
    try:
        page = queries.case_page(request.seat, pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    return render(
        request,
        "office/counter/receipt.html",
        {"page": page, "approval": page.approval, "version": page.approval.version,
         "crumbs": [(_("Counter"), reverse("office:counter"))]},
    )  # fmt: skip
