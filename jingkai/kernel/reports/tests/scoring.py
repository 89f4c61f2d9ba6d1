"""How well the check reads and links: what it found beside what is true."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from jingkai.kernel.indicators.errors import NoSuchPeriod
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.finding import Found

_MARK = re.compile(r"\{([^{}|]*(?:\n[^{}|]*)?)\|([^{}]*)\}")
CODES = {
    "fai": "economy.fixed_asset_investment",
    "fai+": "economy.fixed_asset_investment.yoy",
    "lfr": "economy.local_fiscal_revenue",
    "lfr+": "economy.local_fiscal_revenue.yoy_excluding_refunds",
    "lfry": "economy.local_fiscal_revenue.yoy",
    "fc": "economy.fine_chemicals_output",
    "nm": "economy.new_materials_output",
    "io": "economy.industrial_output",
    "sign+": "investment.projects_signed.yoy",
    "amt+": "investment.signed_amount.yoy",
    "start": "investment.started_in_year",
    "net": "subjects.market_entities.net_increase",
    "fc+": "economy.fine_chemicals_output.yoy",
    "nm+": "economy.new_materials_output.yoy",
    "io+": "economy.industrial_output.yoy_cumulative",
    "act": "investment.activities",
    "prov": "investment.provinces_reached",
    "city": "investment.cities_reached",
    "lead": "investment.leads_tracked",
    "sign": "investment.projects_signed",
    "amt": "investment.signed_amount",
    "share": "investment.started_in_year_share",
    "fz": "investment.friendly_zones",
    "me": "subjects.market_entities",
}


@dataclass(frozen=True)
class Truth:
    """An amount as it stands in a text and what it says."""

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str
    qualifier: str
    period: str | None
    indicator: str | None
    low: Decimal | None = None
    high: Decimal | None = None


def _decimal(text: Any) -> Decimal | None:
    return Decimal(str(text)) if text not in (None, "") else None


def truth_of(entry: Mapping[str, Any]) -> Truth:
    """An entry of a truth file."""
    return Truth(
        entry["start"], entry["end"], entry["text"], _decimal(entry["value"]), entry["unit"],
        entry["qualifier"], entry["period"], entry["indicator"],
        _decimal(entry.get("low")), _decimal(entry.get("high")),
    )  # fmt: skip


def marked(path: Path) -> tuple[str, list[Truth]]:
    """A text of `prose/` without its marks, and the truths that they say."""
    return marked_text(path.read_text(encoding="utf-8"))


def marked_text(source: str) -> tuple[str, list[Truth]]:
    """A text without its marks, and their truths.

    A mark is `{printed|value|unit|qualifier|period|figure|low|high}`, empty ends left out.
    """
    parts, truths, at, length = [], [], 0, 0
    for found in _MARK.finditer(source):
        before, printed = source[at : found.start()], found[1]
        length += len(before)
        value, unit, qualifier, period, code, low, high = (found[2].split("|") + [""] * 7)[:7]
        truths.append(
            Truth(
                length,
                length + len(printed),
                printed,
                _decimal(value),
                unit,
                qualifier or "exact",
                period or None,
                CODES[code] if code else None,
                _decimal(low),
                _decimal(high),
            )  # fmt: skip
        )
        parts += [before, printed]
        length += len(printed)
        at = found.end()
    return "".join([*parts, source[at:]]), truths


@dataclass
class Score:
    """Counts, and the faults by kind; `faults` is filled only for texts that one may look at."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    faults: list[str] = field(default_factory=list)

    def rate(self, top: str, bottom: str) -> float:
        return self.counts[top] / self.counts[bottom] if self.counts[bottom] else 1.0

    def add(self, other: "Score") -> None:
        self.counts += other.counts
        for name, counter in other.kinds.items():
            self.kinds[name] += counter
        self.faults += other.faults


def _near(a: Decimal | None, b: Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= abs(b) * Decimal("1e-9")


def same_period(found: Period | None, told: str | None) -> bool:
    """Whether a period is the one told; where none is told, any is."""
    if told is None:
        return True
    years = re.fullmatch(r"(\d{4})\.\.(\d{4})", told)
    if years:
        return found == Period.between(int(years[1]), 1, int(years[2]), 12)
    try:
        return found == Period.parse(told)
    except NoSuchPeriod:
        return False


def same_time(found: Found, told: str | None) -> bool:
    """Whether its period is the one told, or of a figure counted at a period's end ends with it.

    What there was in the first half of the year and at the end of June is the same number of the
    same records.
    """
    if same_period(found.period, told):
        return True
    stock = found.candidate is not None and found.candidate.nature == "stock"
    ends = Period.parse(told) if stock and told and ".." not in told[:6] else None
    return bool(ends and found.period and ends.last_month == found.period.last_month)


def same_figure(code: str | None, truth: Truth) -> bool:
    """Whether it is the figure told; a whole year's growth and that since January are the same."""
    if code == truth.indicator:
        return True
    plain = [(each or "").removesuffix("_cumulative") for each in (code, truth.indicator)]
    return plain[0] == plain[1] and bool(re.fullmatch(r"\d{4}", truth.period or ""))


def reads(found: Found, truth: Truth) -> bool:
    """Whether value, unit and qualifier are right."""
    quantity = found.said.quantity
    same = (
        _near(quantity.value, truth.value)
        if truth.value is not None
        else _near(quantity.low, truth.low) and _near(quantity.high, truth.high)
    )
    return same and found.unit == truth.unit and found.qualifier == truth.qualifier


def paired(found: Iterable[Found], truths: list[Truth]) -> list[tuple[Found | None, Truth | None]]:
    """Finds beside truths that they overlap, the largest overlap first."""
    finds = list(found)
    overlaps = sorted(
        (
            (max(f.start, t.start) - min(f.end, t.end), abs(f.start - t.start), i, j)
            for i, f in enumerate(finds)
            for j, t in enumerate(truths)
            if f.start < t.end and t.start < f.end
        )
    )
    of_find: dict[int, int] = {}
    of_truth: dict[int, int] = {}
    for _size, _shift, i, j in overlaps:
        if i not in of_find and j not in of_truth:
            of_find[i], of_truth[j] = j, i
    pairs: list[tuple[Found | None, Truth | None]] = [
        (finds[of_truth[j]] if j in of_truth else None, truth) for j, truth in enumerate(truths)
    ]
    return pairs + [(f, None) for i, f in enumerate(finds) if i not in of_find]


def score(name: str, found: Iterable[Found], truths: list[Truth], *, told: bool = False) -> Score:
    """The score of one text; `told` keeps the faults in words."""
    made = Score()
    for find, truth in paired(found, truths):
        right = _count(made.counts, find, truth)
        for fault, holds in right.items():
            kinds = [f"document {name}"]
            if truth is not None:
                kinds += [
                    f"qualifier {truth.qualifier}",
                    f"figure {truth.indicator}",
                    f"unit {truth.unit}",
                ]
            for kind in kinds:
                made.kinds[kind][fault] += 1
                made.kinds[kind][f"{fault} right"] += holds
            if told and not holds:
                made.faults.append(_words(name, fault, find, truth))
    return made


def _count(counts: Counter[str], find: Found | None, truth: Truth | None) -> dict[str, bool]:
    """Counts one pair and tells which of its questions were answered rightly."""
    code = find.candidate.code if find and find.candidate else None
    right: dict[str, bool] = {}
    if truth is not None:
        right["found"] = find is not None
        right["read"] = find is not None and reads(find, truth)
        right["printed"] = find is not None and (find.start, find.end) == (truth.start, truth.end)
        if truth.period is not None:
            right["period"] = find is not None and same_period(find.period, truth.period)
        if truth.indicator:
            timely = find is not None and same_time(find, truth.period)
            right["linked"] = same_figure(code, truth) and timely
            right["linked to the letter"] = code == truth.indicator and right.get("period", True)
    if find is not None and code is not None:
        right["link is right"] = (
            truth is not None and same_figure(code, truth) and same_time(find, truth.period)
        )
    elif truth is None:
        counts["beside"] += 1
    for name, holds in right.items():
        counts[name] += 1
        counts[f"{name} right"] += holds
    return right


def _words(name: str, fault: str, find: Found | None, truth: Truth | None) -> str:
    shown = None
    if find:
        quantity = find.said.quantity
        shown = (
            find.text, str(quantity.value or (quantity.low, quantity.high)),
            find.unit, find.qualifier,
            str(find.period), find.candidate.code if find.candidate else None,
        )  # fmt: skip
    return f"{name}: {fault}: {shown} for {truth}"
