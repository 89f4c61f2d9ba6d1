"""The zone's reports: which sections each is made of."""

from pathlib import Path

from django.utils.translation import gettext, pgettext_lazy

from jingkai.kernel.reports.writing.sections import Report, Section

DOMAINS = Path(__file__).resolve().parents[1] / "domains"
ORDER = (
    "economy", "projects", "park", "ecology", "governance", "services", "livelihood", "investment",
    "subjects", "party_building",
)  # fmt: skip


def _title(zone: str, period: str) -> str:
    return gettext("{zone}: work report, {period}").format(zone=zone, period=period)


ANNUAL = Report(
    code="annual",
    name=pgettext_lazy("report", "Annual work report"),
    title=_title,
    sections=tuple(Section(code, DOMAINS / code / "report.md") for code in ORDER),
)
