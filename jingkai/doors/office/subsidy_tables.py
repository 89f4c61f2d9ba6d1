"""Pages of a subsidy's decision table: taken as a file, drawn, checked, published as the next."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.permissions import Permission
from jingkai.doors.office.addresses import record_for, record_url, register_for
from jingkai.doors.ui.requests import SeatedRequest, go, seated
from jingkai.kernel.errors import Refusal

VERSIONS = "livelihood.versions"
LARGEST = 500_000
"""Characters of a drawn table."""


class Published(forms.Form):
    """From when the next version is in force, by which document, and its table."""

    number = forms.CharField(label=gettext_lazy("Version number"), max_length=30)
    since = forms.DateField(
        label=gettext_lazy("In force from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    document = forms.CharField(
        label=gettext_lazy("Document it rests on"), max_length=150, required=False
    )
    source = forms.CharField(max_length=LARGEST, strip=False, widget=forms.HiddenInput)


def version_for(request: SeatedRequest, pk: int) -> Any:
    """A version that the seat may see. Raises Http404."""
    return record_for(register_for(request.seat, VERSIONS), request.seat, pk)


@require_GET
@seated(Permission.SUBSIDY_VIEW)
def table_file(request: SeatedRequest, pk: int) -> HttpResponse:
    """The version as a DMN file, for other programs."""
    version = version_for(request, pk)
    answer = HttpResponse(queries.table_of_version(version), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="subsidy-version-{version.pk}.dmn"'
    return answer


@seated(Permission.SUBSIDY_EDIT)
def table(request: SeatedRequest, pk: int) -> HttpResponse:
    """The next version drawn from one that is there, and published."""
    version = version_for(request, pk)
    first = {"source": queries.table_of_version(version), "document": version.document}
    form, status = Published(request.POST or None, initial=first), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.publish_version(
                    programme=version.programme, by=request.seat, **form.cleaned_data
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Published: {version}.").format(version=made))
                return go(request, record_url(register_for(request.seat, VERSIONS), made.pk))
    facts = {
        "form": form, "version": version, "programme": version.programme,
        "words": queries.vocabulary(),
        "back": record_url(register_for(request.seat, VERSIONS), version.pk),
        "crumbs": [(_("Programme versions"), reverse("office:list", args=[VERSIONS]))],
    }  # fmt: skip
    return render(request, "office/subsidies/table.html", facts, status=status)


@require_POST
@seated(Permission.SUBSIDY_EDIT)
def table_check(request: SeatedRequest) -> HttpResponse:
    """What keeps a drawn table from being published, and what to know of it."""
    source = request.POST.get("source", "")[:LARGEST]
    faults = queries.faults_of(source)
    notices = [] if faults else queries.drawn_notices(source)
    facts = {"faults": faults, "notices": notices}
    return render(request, "office/subsidies/faults.html", facts)
