"""A checked report for the eye: its text with every number marked, and the numbers in a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.indicators import catalogue
from jingkai.kernel.reports.models import CheckedReport, verdict_of
from jingkai.kernel.units import NOTHING, show

VERDICT_WORDS = {
    "differs": _("Differs"),
    "perhaps": _("Please look"),
    "no_evidence": _("No evidence"),
    "agrees": _("Agrees"),
}
TONES = {"differs": "red", "perhaps": "amber", "no_evidence": "grey", "agrees": "green"}


@dataclass(frozen=True)
class Shown:
    """One number of the list."""

    number: int
    text: str
    verdict: str
    words: str
    tone: str
    indicator: str
    address: str
    expected: str
    why: str
    records: int | None


def findings_shown(report: CheckedReport, verdict: str = "") -> list[Shown]:
    """The numbers found, of one verdict or all; those that differ first."""
    order = list(VERDICT_WORDS)
    found = [
        _shown(number, finding)
        for number, finding in enumerate(report.findings, 1)
        if not verdict or verdict_of(finding) == verdict
    ]
    return sorted(found, key=lambda shown: (order.index(shown.verdict), shown.number))


def _shown(number: int, finding: dict[str, Any]) -> Shown:
    code, kind = finding.get("indicator") or finding.get("perhaps") or "", verdict_of(finding)
    indicator = catalogue.indicators.get(code)
    asked = urlencode({"period": finding["period"]}) if finding.get("period") else ""
    address = f"{reverse('cockpit:figure', args=[code])}?{asked}" if indicator else ""
    return Shown(
        number=number,
        text=finding["text"],
        verdict=kind,
        words=str(VERDICT_WORDS[kind]),
        tone=TONES[kind],
        indicator=str(indicator.name) if indicator else "",
        address=address,
        expected=_expected(finding, indicator.unit if indicator else ""),
        why=finding.get("why") or "",
        records=None if kind == "perhaps" else finding.get("records"),
    )


def _expected(finding: dict[str, Any], unit: str) -> str:
    value = finding.get("expected")
    if not value:
        return NOTHING
    amount, base = Decimal(str(value)), unit or finding.get("unit") or ""
    return show(amount, base, language=get_language() or "zh")


def marked_text(report: CheckedReport) -> SafeString:
    """The text, each number a mark that leads to its line in the list."""
    return format_html_join("", "{}", ((piece,) for piece in _pieces(report)))


def _pieces(report: CheckedReport) -> Iterator[str]:
    position = 0
    for number, finding in sorted(
        enumerate(report.findings, 1), key=lambda pair: int(pair[1]["start"])
    ):
        start, end = int(finding["start"]), int(finding["end"])
        if start < position:
            continue  # a number told inside another is marked with it
        yield report.text[position:start]
        verdict = verdict_of(finding)
        yield format_html(
            '<a class="mark mark-{}" href="#n{}" title="{}">{}</a>',
            TONES[verdict], number, VERDICT_WORDS[verdict], report.text[start:end],
        )  # fmt: skip
        position = end
    yield report.text[position:]
