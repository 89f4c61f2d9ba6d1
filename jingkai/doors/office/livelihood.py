"""The office's page of employment: its figures at a glance, and circles with their map."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import queries
from jingkai.domains.livelihood.permissions import Permission
from jingkai.doors.office.map.views import door
from jingkai.doors.ui.maps.layers import page_facts, widened
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.permissions import Permission as Kernel
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.geo.extents import extent_of
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.units import show

LAYERS = ("livelihood.circles", "livelihood.streets", "livelihood.buses", "livelihood.reaches",
          "livelihood.points", "livelihood.residences")  # fmt: skip
FIGURES = (
    "livelihood.urban_circle_minutes", "livelihood.rural_circle_minutes", "livelihood.new_jobs",
    "livelihood.registered_unemployment_rate", "livelihood.pension_participation",
)  # fmt: skip
LONGEST = 120
AS_RULED = ("", _("as the rules have it"))


class Asking(forms.Form):
    """For which day, by which way of going and within how many minutes circles are shown."""

    on = forms.DateField(
        label=_("on the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    mode = forms.ChoiceField(
        label=_("way of going"), required=False, choices=[AS_RULED, *queries.modes()],
        widget=forms.Select(attrs={"class": "input"}),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("minutes at most"), required=False, min_value=1, max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "input"}),
    )  # fmt: skip


@seated(Permission.CIRCLE_VIEW)
def circles(request: SeatedRequest) -> HttpResponse:
    """Coverage of town and country on a day, who is left out, where one more point would help."""
    form = Asking(request.GET or None)
    given: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = given.get("on") or zone_today()
    asked = queries.Asked(given.get("mode") or None, given.get("minutes") or None)
    facts = {
        "form": form,
        "on": on,
        "by_rules": asked == queries.Asked(),
        "month": queries.month_before(on),
        "extra": {"tables": queries.circle_tables(request.seat, on, asked)},
        "figures": figures(request.seat, on),
        **map_facts(request.seat),
    }
    return render(request, "office/livelihood/circles.html", facts)


def figures(seat: Any, on: date) -> list[Any]:
    """The year's figures up to the last month that has ended, for whoever reads figures."""
    if not seat.can(Kernel.FIGURES_READ):
        return []
    month = queries.month_before(on)
    told = evaluate(list(FIGURES), Period.ytd(month.year, month.month), seat=seat)
    return [_tile(told[code]) for code in FIGURES]


def _tile(figure: Any) -> dict[str, str]:
    language = get_language() or "zh"
    places = 1 if figure.unit == "%" else None
    value = figure.value
    shown = "—" if value is None else show(value, figure.unit, language=language, places=places)
    return {"label": figure.name, "value": shown, "why": figure.why}


def map_facts(seat: Any) -> dict[str, Any]:
    """The map with the layers of circles alone, at where people live."""
    told = page_facts(door(seat))
    layers = [layer for layer in told["layers"] if layer["code"] in LAYERS]
    box = extent_of(queries.residences_for(seat), "shape")
    bounds = widened(box) if box is not None else told["map"]["bounds"]
    return {"map": {**told["map"], "layers": layers, "bounds": bounds}, "layers": layers}
