"""The sentence behind each verdict, and for a wrong number the neighbour that would fit."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.evaluate import evaluate_asked
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking.arithmetic import Sum
from jingkai.kernel.reports.checking.candidates import Candidate, Vocabulary
from jingkai.kernel.reports.checking.finding import Found
from jingkai.kernel.reports.checking.judging import as_printed, holds
from jingkai.kernel.units import UnknownUnit, show

if TYPE_CHECKING:
    from jingkai.kernel.reports.checking.check import Finding

_SLIPS = (10**4, 10**8, 10, 100, 1000)


def shown(value: Decimal, unit: str) -> str:
    """An amount in the reader's language, with as many decimals as tell it from another."""
    try:
        return show(value, unit, language=get_language() or "zh", places=4 if unit == "元" else 2)
    except UnknownUnit:
        return f"{value:f}{unit}"


def agreeing(figure: Figure) -> str:
    """What the records give, for a number that holds."""
    return _("{name}, {period}: the records give {expected}.").format(
        name=figure.name, period=figure.period.show(), expected=_value(figure)
    )


def differing(found: Found, figure: Figure) -> str:
    """What the records give, for a number that doesn't hold."""
    return _("The text says {printed}; {name}, {period}: the records give {expected}.").format(
        printed="".join(found.text.split()), name=figure.name, period=figure.period.show(),
        expected=_value(figure),
    )  # fmt: skip


def doubting(figure: Figure) -> str:
    """What the records give for a number that may be that figure, and then doesn't hold."""
    return _(
        "It may be {name}, {period}, of which the records give {expected}; the words are not "
        "certain enough to call it wrong: please look."
    ).format(name=figure.name, period=figure.period.show(), expected=_value(figure))


def _value(figure: Figure) -> str:
    return shown(figure.value or Decimal(0), figure.unit)


def untold(figure: Figure) -> str:
    """Why the figure can't be told."""
    return _("{name}, {period}, can't be told: {why}").format(
        name=figure.name, period=figure.period.show(), why=figure.why
    )


def without_evidence(found: Found) -> str:
    """Why no figure stands beside the number."""
    said = found.said
    if said.quantity.value is None:
        return _("A range: no single figure can bear it out.")
    if not said.claimed:
        return _("A target or a forecast: no record can bear it out yet.")
    if not said.ours:
        return _("It tells of another area, whose records are not here.")
    if found.untimed is not None:
        return _("{name}: of which time it is told, can't be said for certain.").format(
            name=catalogue.get(found.untimed.code).name
        )
    if found.topic and said.part:
        return _("A part of a total, for which no figure is declared.")
    if found.topic and found.unit == "百分点":
        return _("A difference of two shares, for which no figure is declared.")
    if found.topic:
        return _("It is close to a declared figure, but not surely that one.")
    return _("No declared figure and no named record goes with it.")


def calculated(made: Sum, operands: list[str], unit: str) -> str:
    """What the sentence's own numbers give."""
    expected = shown(made.expected, unit)
    first, *rest = ["".join(text.split()) for text in operands]
    if made.kind == "parts":
        return _("The parts ({parts}) add up to {expected}, more than their whole.").format(
            parts=", ".join([first, *rest]), expected=expected
        )
    if made.kind == "share":
        words = _("{part} of {whole} is {expected}.")
        return words.format(part=first, whole=rest[0], expected=expected)
    return _("From {before} to {after} is {expected}.").format(
        before=first, after=rest[0], expected=expected
    )


# Neighbours


def explained(
    found: list[Found], findings: "list[Finding]", vocabulary: Vocabulary, seat: Any
) -> "list[Finding]":
    """The findings, each wrong one with the neighbour that would fit."""
    wrong = [
        (n, each) for n, each in enumerate(found)
        if findings[n].verdict == "differs" and each.candidate and each.period
    ]  # fmt: skip
    asked = dict.fromkeys(pair for _n, each in wrong for pair in _neighbours(each, vocabulary))
    figures = evaluate_asked(asked, seat=seat) if asked else {}
    told = list(findings)
    for n, each in wrong:
        if words := _neighbour(each, findings[n], vocabulary, figures):
            told[n] = replace(findings[n], why=f"{findings[n].why} {words}")
    return told


def _neighbours(found: Found, vocabulary: Vocabulary) -> Iterator[tuple[str, Period]]:
    """Figures that could have been meant, the likeliest first: other periods, other figures."""
    own, period = found.candidate, found.period
    assert own is not None
    assert period is not None
    siblings = [each for each in vocabulary.of_topic[own.topic] if each.code != own.code]
    for other in _periods(period):
        yield own.code, other
    for each in siblings:
        if _comparable(each, found):
            yield each.code, period
    for each in siblings:
        for other in _periods(period) if _comparable(each, found) else ():
            yield each.code, other
    if found.unit not in ("元", "%"):
        return
    for each in vocabulary.candidates:
        if each.topic != own.topic and each.kind == own.kind and _comparable(each, found):
            yield each.code, period


def _comparable(candidate: Candidate, found: Found) -> bool:
    return candidate.takes(found.unit) and candidate.code in catalogue.indicators


def _periods(period: Period) -> Iterator[Period]:
    """The periods that are easily mistaken for this one."""
    year = period.last_month // 12
    near = [
        period.year_before(), period.year_to_date(), Period.year(year), Period.year(year - 1),
        Period.half(year, 1), Period.half(year, 2), *(Period.quarter(year, n) for n in range(1, 5)),
        *(Period.ytd(year, month) for month in range(11, 0, -1)),
        *(Period.month(year, month) for month in range(12, 0, -1)),
    ]  # fmt: skip
    yield from (other for other in dict.fromkeys(near) if other != period)


def _neighbour(
    found: Found,
    finding: "Finding",
    vocabulary: Vocabulary,
    figures: dict[tuple[str, Period], Figure],
) -> str:
    quantity, expected = found.said.quantity, finding.expected
    if expected is not None and quantity.value is not None:
        if expected and holds(replace(quantity, value=-quantity.value), expected):
            return _("The sign is the other way round.")
        for times in _SLIPS:
            for value in (quantity.value * times, quantity.value / times):
                step = quantity.step * value / quantity.value if quantity.value else quantity.step
                if holds(replace(quantity, value=value, step=step), expected):
                    return _("The unit or the decimal point has slipped.")
    for pair in _neighbours(found, vocabulary):
        figure = figures.get(pair)
        if figure is None or not figure.value:
            continue
        if holds(quantity, as_printed(found.text, found.candidate, figure.value)):
            return _("{printed} is {name}, {period}.").format(
                printed="".join(found.text.split()), name=figure.name, period=figure.period.show()
            )
    return ""
