"""The green park's own pages of the office: a year of water and soil, and data of stations."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jingkai.domains.ecology import actions, queries
from jingkai.domains.ecology.permissions import Permission
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.doors.ui.templatetags.ui import joined
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal

FIRST_YEAR, YEARS = 2000, 10
LARGEST = 5_000_000
"""Characters of station data that one upload may have."""


@seated(Permission.MONITORING_VIEW)
def year(request: SeatedRequest) -> HttpResponse:
    """Rivers and lakes, sections and soil of one year."""
    today = zone_today()
    asked = request.GET.get("year", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    chosen = min(max(chosen, FIRST_YEAR), today.year)
    last = min(date(chosen, 12, 31), today)
    return render(
        request,
        "office/ecology/year.html",
        {
            "year": chosen,
            "years": range(today.year, today.year - YEARS, -1),
            "extra": {"tables": queries.year_tables(request.seat, date(chosen, 1, 1), last)},
            "may_import": request.seat.can(Permission.IMPORT),
        },
    )


class StationData(forms.Form):
    """Packets typed or pasted, or a file of them."""

    text = forms.CharField(
        label=gettext_lazy("packets of stations (HJ 212)"), required=False, max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "input"}),
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("or a file of them"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        file = given.get("file")
        if file is not None:
            if file.size > LARGEST:
                raise forms.ValidationError(_("The file is larger than 5 MB: give it in parts."))
            given["text"] = (given.get("text") or "") + file.read().decode("utf-8", "replace")
        if not (given.get("text") or "").strip():
            raise forms.ValidationError(_("Paste packets or choose a file of them."))
        return given


@seated(Permission.IMPORT)
def station(request: SeatedRequest) -> HttpResponse:
    """Take in what monitoring stations sent; all of it or nothing."""
    form = StationData(request.POST or None, request.FILES or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.take_station_data(text=form.cleaned_data["text"], by=request.seat)
        except Refusal as refused:
            refusal = f"{refused} {refused.hint}" if refused.hint else str(refused)
        else:
            messages.success(request, told(taken))
            return redirect("office:list", "ecology.samples")
    facts = {"form": form, "refusal": refusal}
    return render(request, "office/ecology/station.html", facts, status=422 if refusal else 200)


def told(taken: actions.Taken) -> str:
    """What came of an upload, in one or two sentences."""
    words = ngettext(
        "{packets} packet read: {new} samples new, {changed} corrected.",
        "{packets} packets read: {new} samples new, {changed} corrected.",
        taken.packets,
    ).format(packets=taken.packets, new=taken.new, changed=taken.changed)
    if taken.unknown_codes:
        codes = joined(taken.unknown_codes)
        words += " " + _("Not evaluated: {codes}.").format(codes=codes)
    if taken.left_out:
        words += " " + _("Marked as not valid and left out: {n}.").format(n=taken.left_out)
    return words
