"""One window for a whole: a clerk takes one thing, or a stage of a project, down at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices import ConstructionStage
from jingkai.domains.services.errors import UnknownBuilder
from jingkai.domains.services.errors.approvals import FormFaults
from jingkai.domains.services.permissions import Permission
from jingkai.doors.office.addresses import record_url
from jingkai.doors.office.counter import (
    Applicant,
    enterprise_of,
    form_of,
    hang_on,
    origins_of,
    paper_of,
    told,
)
from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.units.reading import to_base


class Builder(Applicant):
    """Who comes for a project: the builder is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "applicant", "credit_code"):
            del self.fields[name]


class Project(forms.Form):
    """A building project that a clerk opens for an enterprise."""

    credit_code = forms.CharField(
        label=gettext_lazy("Unified social credit code of the builder"), max_length=18
    )
    name = forms.CharField(label=gettext_lazy("Name of the project"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Investment-project code"), max_length=40,
        help_text=gettext_lazy("20 digits such as 2211-441900-04-02-310151"),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Building site"), max_length=200, required=False)
    floor_area = forms.DecimalField(
        label=gettext_lazy("Floor area (m²)"), max_digits=12, decimal_places=2, min_value=0,
        required=False,
    )  # fmt: skip
    investment = forms.DecimalField(
        label=gettext_lazy("Total investment (10,000 yuan)"), max_digits=12, decimal_places=4,
        min_value=0, required=False,
    )  # fmt: skip


@dataclass
class Whole:
    """What is taken down: for which service or stage, with which matters, on which form."""

    name: str
    back: str
    offered: list[tuple[Any, bool, str]]
    given: dict[str, Any]
    versions: Sequence[Any]
    chosen: list[str] = field(default_factory=list)
    project: Any = None

    def choose(self, codes: Sequence[str]) -> None:
        """The matters that are applied for: those asked for, and those that always are."""
        self.chosen = [
            v.matter.code for v, optional, _q in self.offered
            if v.matter.code in codes or not optional
        ]  # fmt: skip

    @property
    def joint(self) -> Any:
        """The one form of the chosen matters."""
        chosen = [v for v in self.versions if v.matter.code in self.chosen]
        return queries.joint_of(chosen, self.versions)


@seated(Permission.CASE_TAKE)
def take_thing(request: SeatedRequest, pk: int) -> HttpResponse:
    """A one-thing service at one window: one form, each material once."""
    on = zone_today()
    thing = get_object_or_404(queries.one_things_in_force(request.seat.zone_id, on), pk=pk)
    guide = queries.one_thing_guide(thing, on)
    offered = [(one.version, one.optional, one.question) for one in guide.members]
    whole = Whole(thing.name, reverse("office:counter"), offered, {"one_thing": thing},
                  guide.versions)  # fmt: skip
    return _taking(request, whole)


@seated(Permission.PROJECT_EDIT)
def take_stage(request: SeatedRequest, pk: int, stage: str) -> HttpResponse:
    """A stage of a building project at one window, for its builder."""
    project = get_object_or_404(queries.projects_for(request.seat), pk=pk)
    view = queries.project_view(project, zone_today())
    lines = [line for one in view.stages if one.stage == stage for line in one.lines]
    if stage not in ConstructionStage.values or not lines:
        raise Http404
    offered = [(line.version, True, "") for line in lines if not line.part or line.to_apply]
    name = f"{project.name} · {ConstructionStage(stage).label}"
    whole = Whole(name, record_url(REGISTERS["services.construction"], pk, "more-0"), offered,
                  {"project": project, "stage": stage}, [line.version for line in lines],
                  project=project)  # fmt: skip
    wanted = [line.version.matter.code for line in lines if line.to_apply]
    return _taking(request, whole, wanted)


def _taking(request: SeatedRequest, whole: Whole, wanted: Sequence[str] = ()) -> HttpResponse:
    """The page: choose the matters, fill in the one form, hand it in."""
    asking = request.POST if request.method == "POST" else request.GET
    whole.choose(asking.getlist("matter") or ([] if "chosen" in asking else wanted))
    joint = whole.joint
    data = request.POST if request.method == "POST" else None
    who = (Builder if whole.project else Applicant)(data, initial={"key": uuid.uuid4()})
    form = form_of(joint.merged.fields, data)
    if whole.project is not None and joint.among:
        known = queries.carried_over(whole.project, joint)
        form.initial = {
            f"f_{key}": value for key, value in known.items()
            if key not in joint.definition.personal
        }  # fmt: skip
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if who.is_valid() and form.is_valid():
            if queries.taken_down(request.seat, who.cleaned_data["key"]) is not None:
                return go(request, _receipt_at(who.cleaned_data["key"]))
            try:
                return go(request, _taken(request, whole, who.cleaned_data, form))
            except FormFaults as faults:
                refusal, status = faults, told(form, faults)
            except Refusal as other:
                refusal, status = other, other.status
    facts = {
        "whole": whole, "joint": joint, "who": who, "form": form, "refusal": refusal,
        "committed": request.POST.get("committed") == "1",
        "papers": [paper_of(paper, request, queries.JOINT) for paper in joint.papers],
        "crumbs": [(_("Counter"), reverse("office:counter"))],
    }  # fmt: skip
    return render(request, "office/building/take.html", facts, status=status)


def _taken(request: SeatedRequest, whole: Whole, who: dict[str, Any], form: forms.Form) -> str:
    """Keep what was typed, hang on the files, hand all in at once; where its receipt is."""
    origins = origins_of(request)
    given = {name: who[name] for name in ("phone", "agent", "delivery", "address")}
    if whole.project is None:
        given |= {"applicant_kind": who["kind"], "applicant": who["applicant"],
                  "enterprise": enterprise_of(request, who["credit_code"])}  # fmt: skip
    values = {name.removeprefix("f_"): value for name, value in form.cleaned_data.items()}
    draft = actions.save_joint_draft(
        form=values, materials=origins, chosen=whole.chosen, key=who["key"], by=request.seat,
        committed=request.POST.get("committed") == "1",
        **whole.given, **given,
    )  # fmt: skip
    hang_on(request, draft, queries.JOINT, origins)
    actions.submit_joint(draft=draft, by=request.seat, came_in_person=True)
    return _receipt_at(draft.key)


def _receipt_at(key: uuid.UUID) -> str:
    return reverse("office:whole_receipt", args=[key])


@seated(Permission.CASE_TAKE)
def receipt(request: SeatedRequest, key: uuid.UUID) -> HttpResponse:
    """What the applicant takes along: all numbers, and what was handed in, each once."""
    draft = queries.taken_down(request.seat, key)
    if draft is None:
        raise Http404
    parts, papers = queries.receipt_of(draft)
    facts = {"draft": draft, "parts": parts, "papers": papers,
             "crumbs": [(_("Counter"), reverse("office:counter"))]}  # fmt: skip
    return render(request, "office/building/receipt.html", facts)


@seated(Permission.PROJECT_EDIT)
def new_project(request: SeatedRequest) -> HttpResponse:
    """Open a building project for an enterprise."""
    form = Project(request.POST or None)
    matters = queries.construction_matters(request.seat.zone_id, zone_today())
    everything = [row.matter.code for _stage, rows in matters for row in rows]
    status, needed = 200, everything
    if request.method == "POST":
        status, needed = 422, request.POST.getlist("needed")
        if form.is_valid():
            try:
                project = _opened(request, dict(form.cleaned_data), needed)
            except Refusal as refusal:
                status = refusal.status
                form.add_error(refusal.field if refusal.field in form.fields else None,
                               str(refusal))  # fmt: skip
            else:
                return go(request, record_url(REGISTERS["services.construction"], project.pk,
                                              "more-0"))  # fmt: skip
    crumbs = [(_("Projects and one-thing services"), reverse("office:wholes"))]
    facts = {"form": form, "matters": matters, "needed": needed, "crumbs": crumbs}
    return render(request, "office/building/new.html", facts, status=status)


def _opened(request: SeatedRequest, typed: dict[str, Any], needed: list[str]) -> Any:
    code = typed.pop("credit_code")
    builder = enterprise_of(request, code)
    if builder is None:
        raise UnknownBuilder(field="credit_code", code=code)
    if typed["investment"] is not None:
        typed["investment"] = to_base(typed["investment"], "万元")
    return actions.open_project(enterprise=builder, needed=needed, by=request.seat, **typed)
