"""Publishing figures, setting targets, and what was published beside what it comes to now."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from jingkai.doors.cockpit.asking import Asked, asked_of
from jingkai.doors.cockpit.figure import indicator_or_404
from jingkai.doors.cockpit.formula import unit_of
from jingkai.doors.cockpit.gathering import figure_url
from jingkai.doors.cockpit.telling import language, tell
from jingkai.doors.ui.requests import SeatedRequest, go, is_swap, seated
from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators import Indicator, actions, catalogue, queries
from jingkai.kernel.indicators.measures import aggregates
from jingkai.kernel.indicators.models import Publication, SharedEdition
from jingkai.kernel.indicators.publication import Change, restate, usual_name
from jingkai.kernel.indicators.sharing.asking import left_out
from jingkai.kernel.indicators.spans import whole_months
from jingkai.kernel.units import AnotherMeasure, base_of, parse

CHANGES = {
    "come": pgettext_lazy("of a record behind a published figure", "counts since"),
    "gone": pgettext_lazy("of a record behind a published figure", "counts no longer"),
    "changed": pgettext_lazy("of a record behind a published figure", "counts otherwise"),
}


class TargetForm(forms.Form):
    """What the figure should come to, who decided it, and which office answers for it."""

    use_required_attribute = False
    value = forms.CharField(label=gettext_lazy("target value"), max_length=40)
    source = forms.CharField(
        label=gettext_lazy("where it was decided"), max_length=300,
        help_text=gettext_lazy("The document or meeting, such as the work report of the year."),
    )  # fmt: skip
    office = forms.ModelChoiceField(
        Office.objects.none(), label=gettext_lazy("office in charge"), required=False,
        empty_label="—",
    )

    def __init__(self, *args: Any, seat: Seat, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields["office"].queryset = Office.objects.filter(zone_id=seat.zone_id)  # type: ignore[attr-defined]
        chinese = language() == "zh"
        money = "36亿元" if chinese else "CNY 3,600,000,000"
        counted = f"100{indicator.unit}" if chinese else "100"
        example = {"元": money, "%": "5%"}.get(indicator.unit, counted)
        self.fields["value"].help_text = _("With its unit, such as {example}.").format(
            example=example
        )

    def clean_value(self) -> Any:
        text = self.cleaned_data["value"]
        try:
            quantity = parse(text, self.indicator.unit)
            if quantity.unit != base_of(self.indicator.unit):
                raise AnotherMeasure(
                    text=text, unit=quantity.unit, expected=self.indicator.unit
                )
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return quantity.value


class PublicationForm(forms.Form):
    """Under which name, and which figures."""

    use_required_attribute = False
    name = forms.CharField(label=pgettext_lazy("of a publication", "name"), max_length=200)
    extent = forms.ChoiceField(
        label=gettext_lazy("Which figures"),
        choices=[
            ("one", gettext_lazy("this figure alone")),
            ("domain", gettext_lazy("all figures of its domain")),
            ("all", gettext_lazy("the whole catalogue")),
        ],
    )
    share = forms.BooleanField(
        label=gettext_lazy("Share it upward"), required=False,
        help_text=gettext_lazy("Every zone reads it from then on; it can't be taken back."),
    )  # fmt: skip


@seated(Permission.TARGETS_SET)
def set_target(request: SeatedRequest, code: str) -> HttpResponse:
    """Set what the figure should come to in the period; the target before is ended."""
    indicator = indicator_or_404(code)
    asked = asked_of(request, request.seat)
    form = TargetForm(request.POST or None, seat=request.seat, indicator=indicator)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_target(
                indicator=indicator.target_code, period=whole_months(asked.period), by=request.seat,
                on=timezone.localdate(), **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            status = _refused(form, refusal)
        else:
            messages.success(request, _("The target is set."))
            return go(request, figure_url(code, asked))
    return _asking(request, form, status, indicator, asked, _("Set the target"), "target")


@seated(Permission.FIGURES_PUBLISH)
def publish(request: SeatedRequest, code: str) -> HttpResponse:
    """Freeze the figure, its domain's or all of them, as known at the instant that is shown."""
    indicator = indicator_or_404(code)
    asked = asked_of(request, request.seat)
    months = whole_months(asked.period)
    start = {"name": usual_name(months)}
    form = PublicationForm(request.POST or None, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            made: Publication = actions.publish_figures(
                name=form.cleaned_data["name"], codes=_codes(code, form.cleaned_data["extent"]),
                period=months, known_at=asked.known_at or now, at=now, by=request.seat,
            )  # fmt: skip
            if form.cleaned_data["share"]:
                edition = actions.share_publication(publication=made, at=now, by=request.seat)
                if words := left_out(edition):
                    messages.warning(request, words)
        except Refusal as refusal:
            status = _refused(form, refusal)
        else:
            messages.success(request, _("The figures are published."))
            return go(request, reverse("cockpit:publication", args=[made.pk]))
    return _asking(request, form, status, indicator, asked, _("Publish"), "publish")


@seated(Permission.FIGURES_READ)
def publication(request: SeatedRequest, pk: int) -> HttpResponse:
    """What was published, beside what it comes to now, and the records that differ."""
    made = queries.publications(request.seat).filter(pk=pk).first()
    if made is None:
        raise Http404
    asked = Asked(made.period)
    rows = [
        {
            "name": row.name,
            "then": tell(row.then, row.unit),
            "now": tell(row.now, row.unit),
            "differs": row.differs,
            "redefined": row.redefined,
            "url": figure_url(row.code, asked) if row.code in catalogue.indicators else "",
            "changes": [_change(change, row.code) for change in row.changes],
        }
        for row in restate(made, seat=request.seat)
    ]
    shared = SharedEdition.objects.filter(zone_id=made.zone_id, publication=made).first()
    facts = {
        "publication": made,
        "shared": shared,
        "may_share": shared is None and request.seat.can(Permission.FIGURES_PUBLISH),
        "rows": rows,
        "differing": sum(bool(row["differs"]) for row in rows),
        "crumbs": [
            (_("Catalogue of indicators"), f"{reverse('cockpit:catalogue')}?{asked.query}"),
            (made.name, ""),
        ],
    }
    return render(request, "cockpit/publication.html", facts)


@seated(Permission.FIGURES_PUBLISH)
@require_POST
def share(request: SeatedRequest, pk: int) -> HttpResponse:
    """Share a publication upward, as the zone's next edition of the period."""
    made = queries.publications(request.seat).filter(pk=pk).first()
    if made is None:
        raise Http404
    try:
        edition = actions.share_publication(
            publication=made, at=timezone.now(), by=request.seat
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The figures are shared upward."))
        if words := left_out(edition):
            messages.warning(request, words)
    return go(request, reverse("cockpit:publication", args=[pk]))


def _change(change: Change, code: str) -> dict[str, Any]:
    """A record that counts differently; its amounts, where it is amounts that are added up."""
    summed = [a for a in aggregates(catalogue.get(code)) if a.function == "sum"]
    unit = unit_of(summed[0], "") if summed else ""
    return {
        "label": change.label,
        "kind": CHANGES[change.kind],
        "then": tell(change.then, unit) if unit else "",
        "now": tell(change.now, unit) if unit else "",
    }


def _codes(code: str, extent: str) -> list[str]:
    if extent == "one":
        return [code]
    prefix = f"{code.split('.')[0]}." if extent == "domain" else ""
    return [each.code for each in catalogue.all(prefix)]


def _refused(form: forms.Form, refusal: Refusal) -> int:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return refusal.status


def _asking(
    request: SeatedRequest, form: forms.Form, status: int, indicator: Indicator, asked: Asked,
    title: str, verb: str,
) -> HttpResponse:  # fmt: skip
    """The form, in a dialog or on a page of its own."""
    if request.method == "POST" and status == 200:
        status = 422
    here = reverse(f"cockpit:{verb}", args=[indicator.code])
    facts = {
        "form": form, "title": title, "indicator": indicator, "asked": asked,
        "here": f"{here}?{asked.query}", "url": figure_url(indicator.code, asked),
        "crumbs": [(indicator.name, figure_url(indicator.code, asked)), (title, "")],
    }  # fmt: skip
    template = "cockpit/parts/dialog.html" if is_swap(request) else "cockpit/form.html"
    return render(request, template, facts, status=status)

