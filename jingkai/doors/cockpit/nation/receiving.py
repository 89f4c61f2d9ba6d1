"""Receiving what other zones have published, as their file: checked whole, then kept or refused."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.sharing.taking import Taken, take

FAULTS_SHOWN = 200


class FileForm(forms.Form):
    """Which file, its digest where the sender named it, and whether it is only checked."""

    use_required_attribute = False
    file = forms.FileField(
        label=pgettext_lazy("of published figures", "File"),
        help_text=gettext_lazy("SDMX-CSV 2.0, or a workbook with the sheet SDMX."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    sha256 = forms.RegexField(
        r"^[0-9a-fA-F]{64}$", label=gettext_lazy("Digest (SHA-256)"), required=False,
        help_text=gettext_lazy("Where the sender has named it: another file is then refused."),
    )  # fmt: skip
    dry_run = forms.BooleanField(label=gettext_lazy("Only check it"), required=False)


@seated(Permission.FIGURES_RECEIVE)
def receive(request: SeatedRequest) -> HttpResponse:
    """The form, and what came of the file: editions kept, warnings, or every fault by its line."""
    form = FileForm(request.POST or None, request.FILES or None)
    taken: Taken | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            taken = _taken(request, form)
        if taken is not None and not taken.faults:
            status = 200
    facts = {
        "form": form, "taken": taken, "rows": _rows(taken) if taken else [],
        "faults": taken.faults[:FAULTS_SHOWN] if taken else [],
        "crumbs": [(_("Zones compared"), reverse("cockpit:nation")), (_("Receive a file"), "")],
    }  # fmt: skip
    return render(request, "cockpit/nation/receive.html", facts, status=status)


def _taken(request: SeatedRequest, form: FileForm) -> Taken | None:
    sent = form.cleaned_data["file"]
    try:
        return take(
            sent.name, sent.read(), at=timezone.now(), by=request.seat,
            sha256=form.cleaned_data["sha256"], dry_run=form.cleaned_data["dry_run"],
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else "file", str(refusal))
        return None


def _rows(taken: Taken) -> list[dict[str, Any]]:
    """Each edition of the file, and whether it stood here before."""
    names = dict(Zone.objects.values_list("code", "name"))
    rows = []
    for texts, new in ((taken.kept, True), (taken.standing, False)):
        for text in texts:
            zone, period, edition = text.rsplit(" ", 2)
            shown = Period.parse(period).show()
            rows.append(
                {"zone": names.get(zone, zone), "period": shown, "edition": edition, "new": new}
            )
    return rows
