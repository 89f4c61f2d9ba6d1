"""Reading reports: each figure leads to the records behind it."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jingkai.domains.economy.queries import newest_month
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.indicators import Period
from jingkai.kernel.reports.writing.document import Document, Figured, write
from jingkai.kernel.reports.writing.html import to_html
from jingkai.kernel.reports.writing.markdown import to_markdown
from jingkai.kernel.reports.writing.pdf import to_pdf
from jingkai.kernel.reports.writing.sections import REPORTS, report_named
from jingkai.kernel.reports.writing.word import to_word

YEARS_BACK = 4
FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}


class AskForm(forms.Form):
    """For which period, and as known when."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    known_at = forms.DateTimeField(
        label=gettext_lazy("As known at"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip

    def __init__(self, *args: Any, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.choices = period_choices(zone_today(), asked)


def period_choices(today: date, asked: str = "") -> list[tuple[str, str]]:
    """The years that a reader chooses from, halves and quarters among them."""
    texts = []
    for year in range(today.year, today.year - YEARS_BACK - 1, -1):
        texts += [f"{year}", f"{year}H2", f"{year}H1", *(f"{year}Q{q}" for q in (4, 3, 2, 1))]
    if asked and asked not in texts:
        texts.insert(0, str(Period.parse(asked)))
    return [(text, Period.parse(text).show()) for text in texts]


def default_year(seat: Seat) -> int:
    """The year of which the last return has come in; else the last that is over."""
    newest = newest_month(seat)
    return newest.year if newest else zone_today().year - 1


@seated(Permission.FIGURES_READ)
def index(request: SeatedRequest) -> HttpResponse:
    """The reports that can be written."""
    facts = {"reports": REPORTS.values(), "period": default_year(request.seat)}
    return render(request, "reports/index.html", facts)


@seated(Permission.FIGURES_READ)
def read(request: SeatedRequest, code: str) -> HttpResponse:
    """A report for a period, as a page."""
    document, form = _written(request, code)
    asked = {"period": str(document.period)}
    if document.known_at:
        asked["known_at"] = timezone.localtime(document.known_at).strftime("%Y-%m-%dT%H:%M")
    facts = {
        "document": document,
        "body": to_html(document, _figure_link(document.known_at)),
        "form": form,
        "code": code,
        "asked": urlencode(asked),
        "untold": [f for f in document.figures if f.value is None],
        "crumbs": [(_("Reports"), reverse("reports:index")), (document.title, "")],
    }
    return render(request, "reports/read.html", facts)


@seated(Permission.FIGURES_READ)
def download(request: SeatedRequest, code: str, form: str) -> HttpResponse:
    """The same as a file."""
    if form not in FORMS:
        raise Http404
    document, _form = _written(request, code)
    link = _figure_link(document.known_at, request.build_absolute_uri("/"))
    data = _as_file(document, form, link)
    response = HttpResponse(data, content_type=FORMS[form])
    name = quote(f"{document.title}.{form}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _as_file(document: Document, form: str, link: Any) -> bytes:
    if form == "md":
        return to_markdown(document).encode()
    return to_word(document, link) if form == "docx" else to_pdf(document, link)


def _written(request: SeatedRequest, code: str) -> tuple[Document, AskForm]:
    """The report that the address asks for; without a period, of the last year."""
    asked = request.GET.get("period") or str(default_year(request.seat))
    form = AskForm({**request.GET.dict(), "period": asked}, asked=asked)
    known_at: datetime | None = form.cleaned_data["known_at"] if form.is_valid() else None
    document = write(
        report_named(code), Period.parse(asked), seat=request.seat, known_at=known_at,
        language=get_language() or "zh",
    )  # fmt: skip
    return document, form


def _figure_link(known_at: datetime | None, root: str = "/") -> Any:
    def link(figure: Figured) -> str:
        asked = {"period": figure.period}
        if known_at:
            asked["known_at"] = timezone.localtime(known_at).strftime("%Y-%m-%dT%H:%M")
        page = reverse("cockpit:figure", args=[figure.code]).removeprefix("/")
        return f"{root}{page}?{urlencode(asked)}"

    return link


def figure_address(request: HttpRequest, code: str, period: str) -> str:
    """Where a figure of the catalogue is explained."""
    return f"{reverse('cockpit:figure', args=[code])}?{urlencode({'period': period})}"
