"""Having a report checked: hand it in, read what was found, take the annotated file away."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jingkai.doors.reports.marked import VERDICT_WORDS, findings_shown, marked_text
from jingkai.doors.reports.times import TimeForm
from jingkai.doors.reports.views import default_year
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators import Period
from jingkai.kernel.reports.actions import check_report, discard_report, recheck_report
from jingkai.kernel.reports.checking.annotate import annotated_file
from jingkai.kernel.reports.models import CheckedReport
from jingkai.kernel.reports.queries import checked_reports_for

ENDINGS = ".docx,.md,.txt,.html,.htm,.pdf"


class HandInForm(TimeForm):
    """The file, and what it tells of."""

    file = forms.FileField(
        label=gettext_lazy("Report"),
        help_text=gettext_lazy("Word, PDF with text, HTML, Markdown or plain text; up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    field_order = ("file", "year", "part")


@seated(Permission.REPORTS_CHECK)
def checks(request: SeatedRequest) -> HttpResponse:
    """Hand in a report, and the ones that the office has had checked."""
    first = {"year": default_year(request.seat)}
    form = HandInForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = check_report(
                name=file.name, data=file.read(), year=form.cleaned_data["year"],
                period=form.period, at=timezone.now(), by=request.seat,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("reports:checked", pk=report.pk)
    page = Paginator(checked_reports_for(request.seat), 20).get_page(request.GET.get("page"))
    facts = {"form": form, "page": page, "endings": ENDINGS}
    return render(request, "reports/checks.html", facts, status=422 if form.errors else 200)


@seated(Permission.REPORTS_CHECK)
def checked(request: SeatedRequest, pk: int) -> HttpResponse:
    """The report with every number marked, and the list of them."""
    report = get_object_or_404(checked_reports_for(request.seat), pk=pk)
    verdict = request.GET.get("verdict", "")
    shown = findings_shown(report, verdict if verdict in VERDICT_WORDS else "")
    about = Period.parse(report.about) if report.about else None
    counts = report.counts()
    facts: dict[str, Any] = {
        "report": report,
        "about": report.tells_of(),
        "form": TimeForm(initial=TimeForm.telling(report.year, about)),
        "findings": shown,
        "text": marked_text(report),
        "verdict": verdict,
        "tallies": [(key, words, counts[key]) for key, words in VERDICT_WORDS.items()],
        "crumbs": [(_("Number check"), reverse("reports:checks")), (report.name, "")],
    }
    return render(request, "reports/checked.html", facts)


@require_POST
@seated(Permission.REPORTS_CHECK)
def recheck(request: SeatedRequest, pk: int) -> HttpResponse:
    """Have the report checked again as one that tells of another time."""
    report = get_object_or_404(checked_reports_for(request.seat).defer(None), pk=pk)
    form = TimeForm(request.POST)
    if form.is_valid():
        recheck_report(
            report=report, year=form.cleaned_data["year"], period=form.period,
            at=timezone.now(), by=request.seat,
        )  # fmt: skip
        messages.success(request, _("The report was checked anew."))
    else:
        faults = [str(told) for field in form.errors.values() for told in field]
        messages.error(request, " ".join(faults))
    return redirect("reports:checked", pk=pk)


@seated(Permission.REPORTS_CHECK)
def annotated(request: SeatedRequest, pk: int) -> HttpResponse:
    """The handed-in document itself, with what was found beside each number."""
    report = get_object_or_404(checked_reports_for(request.seat).defer(None), pk=pk)
    name, kind, data = annotated_file(report.name, bytes(report.data), report.findings)
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@require_POST
@seated(Permission.REPORTS_CHECK)
def discard(request: SeatedRequest, pk: int) -> HttpResponse:
    """Take a checked report out of the list."""
    report: CheckedReport = get_object_or_404(checked_reports_for(request.seat), pk=pk)
    discard_report(report=report, by=request.seat)
    messages.success(request, _("The checked report was discarded."))
    return redirect("reports:checks")
