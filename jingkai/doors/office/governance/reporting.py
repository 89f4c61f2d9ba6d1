"""What is reported from the place itself: an arrival, an office's work, a task; with photos."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.domains.governance import actions, cases, queries
from jingkai.domains.governance.permissions import Permission
from jingkai.domains.governance.registers import TASKS, WHISTLES
from jingkai.doors.office.addresses import list_url, record_url
from jingkai.doors.ui.files import collect, uploader
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.actions import Item
from jingkai.kernel.geo.fields import ShapeFormField
from jingkai.kernel.registers.declare import Register

DUTY, TASK = "governance.whistleduty", "governance.campaigntask"
TAB = "more-0"
"""The tab of a record on which its photos are."""


class ArrivalForm(forms.Form):
    """Where somebody stands, and a note."""

    shape = ShapeFormField(
        label=gettext_lazy("where you are"), kinds=("Point",), required=False,
        widget=forms.HiddenInput,
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("note on the arrival"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class WorkForm(forms.Form):
    """What an office did."""

    work = forms.CharField(
        label=gettext_lazy("what the office did"), max_length=800,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class DoneForm(forms.Form):
    """A note on a task that is done."""

    note = forms.CharField(
        label=gettext_lazy("note on what was done"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page of a report: its form, the photos it takes, and what is done with them."""

    title: str
    button: str
    about: str
    note: str
    form: forms.Form
    holder: str
    photos: Mapping[str, str]
    run: Callable[..., Any]
    register: Register
    pk: int
    back: str
    place: bool = False


@seated(Permission.WHISTLE_ANSWER)
def arrive(request: SeatedRequest, pk: int) -> HttpResponse:
    """An office reports that it is on site: from where, with photos."""
    duty = _duty(request, pk)
    form = ArrivalForm(request.POST or None)
    page = Page(
        _("Report arrival on site"), _("Report arrival"), duty.whistle.title, duty.whistle.address,
        form, DUTY, {"arrival": _("Photos on site")},
        lambda items, values: actions.report_arrival(
            duty=duty, photos=items, by=request.seat, **values
        ),
        WHISTLES, duty.whistle_id, record_url(WHISTLES, duty.whistle_id, TAB),
        place=True,
    )  # fmt: skip
    return _shown(request, page)


@seated(Permission.WHISTLE_ANSWER)
def work(request: SeatedRequest, pk: int) -> HttpResponse:
    """An office reports what it did, with photos."""
    duty = _duty(request, pk)
    page = Page(
        _("Report the office's work"), _("Report as done"), duty.whistle.title,
        duty.whistle.problem, WorkForm(request.POST or None), DUTY, {"work": _("Photos")},
        lambda items, values: actions.report_work(
            duty=duty, photos=items, by=request.seat, **values
        ),
        WHISTLES, duty.whistle_id, record_url(WHISTLES, duty.whistle_id, TAB),
    )  # fmt: skip
    return _shown(request, page)


@seated(Permission.CAMPAIGN_WORK)
def done(request: SeatedRequest, pk: int) -> HttpResponse:
    """A task is reported as done, with photos before and after."""
    task = queries.tasks_for(request.seat).select_related("campaign", "office").filter(pk=pk)
    if (found := task.first()) is None:
        raise Http404
    page = Page(
        _("Report a task as done"), _("Report as done"), found.title, found.campaign.name,
        DoneForm(request.POST or None), TASK,
        {cases.BEFORE: _("Photos before"), cases.AFTER: _("Photos after")},
        lambda items, values: actions.report_task_done(
            task=found, photos=items, by=request.seat, **values
        ),
        TASKS, found.pk, record_url(TASKS, found.pk, TAB),
    )  # fmt: skip
    return _shown(request, page)


def _duty(request: SeatedRequest, pk: int) -> Any:
    rows = queries.duties_for(request.seat).select_related("whistle", "office")
    if (duty := rows.filter(pk=pk).first()) is None:
        raise Http404
    return duty


def _shown(request: SeatedRequest, page: Page) -> HttpResponse:
    """The form; sent in, what it reports is done, or the refusal stands above it."""
    refusal, found = "", {}
    for field in page.form.fields.values():
        field.label = capfirst(str(field.label))
    if request.method == "POST" and page.form.is_valid():
        try:
            found = {
                kind: collect(
                    request, holder=page.holder, kind=kind, field=f"u_{kind}", by=request.seat
                )
                for kind in page.photos
            }
            items = [Item(kind, upload=one.token) for kind in found for one in found[kind]]
            page.run(items, page.form.cleaned_data)
        except Refusal as refused:
            refusal = f"{refused} {refused.hint}" if refused.hint else str(refused)
        else:
            messages.success(request, _("Done: {verb}.").format(verb=page.title))
            return redirect(page.back)
    boxes = [
        (
            label,
            uploader(
                holder=page.holder, kind=kind, field=f"u_{kind}", uploads=found.get(kind)
            ),
        )
        for kind, label in page.photos.items()
    ]  # fmt: skip
    crumbs = [
        (page.register.name, list_url(page.register)),
        (page.about, record_url(page.register, page.pk)),
    ]
    facts = {"page": page, "form": page.form, "boxes": boxes, "refusal": refusal, "crumbs": crumbs}
    status = 422 if refusal or (request.method == "POST") else 200
    return render(request, "office/governance/report.html", facts, status=status)
