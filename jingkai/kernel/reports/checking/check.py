"""The number check (数字核对): every number of a written report beside its records."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.reports.checking import arithmetic, explaining
from jingkai.kernel.reports.checking.candidates import Vocabulary
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.finding import Found
from jingkai.kernel.reports.checking.holding import Figures, Holding
from jingkai.kernel.reports.checking.judging import as_printed, holds
from jingkai.kernel.reports.checking.numbers import plain
from jingkai.kernel.reports.checking.periods import show_period
from jingkai.kernel.reports.checking.reading import read
from jingkai.kernel.reports.checking.reasons import BY_VALUE, reason
from jingkai.kernel.reports.checking.records import Names, records_for
from jingkai.kernel.reports.checking.settling import Settled
from jingkai.kernel.reports.checking.vocabulary import current

AGREES, DIFFERS, NO_EVIDENCE = "agrees", "differs", "no_evidence"


@dataclass(frozen=True)
class Finding:
    """One amount of a report and what the records say of it.

    `value` and `expected` are in base units; a range has `low` and `high`. `indicator` is a code of
    the catalogue, or "register/key.attribute" of a record that the report names. `why` is a
    sentence in the reader's language.
    """

    text: str
    start: int
    end: int
    value: Decimal | None
    unit: str
    qualifier: str
    period: str | None
    indicator: str | None
    verdict: str
    why: str
    expected: Decimal | None = None
    records: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    name: str = ""
    linked_by: str = ""
    """Why it was linked to the figure, in the reader's language."""
    perhaps: str | None = None
    """The figure that a number without evidence may state and then differs from."""

    def as_json(self) -> dict[str, Any]:
        """The finding as programs read it."""
        told = {
            "text": self.text, "start": self.start, "end": self.end, "value": plain(self.value),
            "unit": self.unit, "qualifier": self.qualifier, "period": self.period,
            "indicator": self.indicator, "verdict": self.verdict, "expected": plain(self.expected),
            "records": self.records, "why": self.why, "linked_by": self.linked_by,
            "perhaps": self.perhaps,
        }  # fmt: skip
        if self.value is None:
            told |= {"low": plain(self.low), "high": plain(self.high)}
        return told


@dataclass(frozen=True)
class Checked:
    """A report that was checked: its text, to which offsets refer, and the findings in order.

    `about` is what the report as a whole was taken to tell of; none when it has no numbers.
    """

    name: str
    text: str
    findings: tuple[Finding, ...]
    about: Period | None = None

    @property
    def differing(self) -> tuple[Finding, ...]:
        """The findings that don't hold."""
        return tuple(each for each in self.findings if each.verdict == DIFFERS)

    def count(self, verdict: str) -> int:
        """How many findings have that verdict."""
        return sum(1 for each in self.findings if each.verdict == verdict)


def check_document(
    name: str, data: bytes, *, year: int, seat: Any, period: Period | None = None
) -> Checked:
    """Check the numbers of a file against what the seat's zone has in its records.

    `year` is the year that 今年, 全年 and a bare month mean; `period` what the report as a whole
    tells of, when that is known. Runs behind the caller's wall. Raises the refusals of `errors` for
    a file that can't be read.
    """
    return check(read(name, data), current(), year=year, seat=seat, period=period)


def check(
    document: Document,
    vocabulary: Vocabulary,
    *,
    year: int,
    seat: Any,
    period: Period | None = None,
) -> Checked:
    """Check a document that has been read."""
    zone = Zone.objects.filter(pk=seat.zone_id).first()
    names = (zone.name,) if zone else ()
    held = Holding(document, vocabulary, year, names, seat).held(period)
    figures, states = held.figures, held.states
    found = [_stating(each, made) for each, made in zip(held.found, states, strict=True)]
    named = Names(records_for(seat))
    judged = [_judged(*each, figures, named) for each in zip(found, states, strict=True)]
    judged = explaining.explained(found, judged, vocabulary, seat)
    about = held.about or period
    return Checked(document.name, document.text, tuple(_summed(found, judged)), about)


def _stating(found: Found, made: Settled | None) -> Found:
    """The amount with what it states beside the records, which may be more than words tell."""
    if made is None or made.outcome == "doubted":
        return replace(found, candidate=None)
    stated = made.choice.candidate
    signs = found.signs if stated in (found.candidate, found.untimed) else (BY_VALUE,)
    return replace(found, candidate=stated, period=made.choice.period, signs=signs)


def _judged(found: Found, made: Settled | None, figures: Figures, named: Names) -> Finding:
    """The verdict on one amount, from the figures or from the record named beside it."""
    quantity = found.said.quantity
    finding = Finding(
        text=found.text, start=found.start, end=found.end, value=quantity.value, unit=found.unit,
        qualifier=found.qualifier, period=show_period(found.period), indicator=None,
        verdict=NO_EVIDENCE, why="", low=quantity.low, high=quantity.high,
    )  # fmt: skip
    if made is not None:
        figure = figures[made.choice.candidate.code, made.choice.period]
        return _by_figure(found, finding, figure, made)
    if not found.topic and (stated := named.attribute(found)):
        record, attribute = stated
        fits = holds(quantity, attribute.value)
        words = _("The record {record} has {attribute} {expected}.").format(
            record=record.label, attribute=attribute.name,
            expected=explaining.shown(attribute.value, attribute.unit),
        )  # fmt: skip
        return replace(
            finding, indicator=f"{record.code}.{attribute.code}", records=1, why=words,
            verdict=AGREES if fits else DIFFERS, expected=attribute.value, period=None,
            name=f"{record.label}: {attribute.name}",
        )  # fmt: skip
    return replace(finding, why=explaining.without_evidence(found))


def _by_figure(found: Found, finding: Finding, figure: Figure, made: Settled) -> Finding:
    if made.outcome == "doubted":
        why = explaining.doubting(figure)
        return replace(
            finding, period=show_period(made.choice.period), perhaps=figure.code, why=why
        )
    finding = replace(
        finding, indicator=figure.code, name=figure.name, records=figure.records,
        linked_by=reason(found.signs),
    )  # fmt: skip
    if figure.value is None:
        return replace(finding, why=explaining.untold(figure))
    actual = as_printed(found.text, found.candidate, figure.value)
    fits = made.outcome == "agrees"
    words = explaining.agreeing(figure) if fits else explaining.differing(found, figure)
    return replace(finding, verdict=AGREES if fits else DIFFERS, expected=actual, why=words)


def _summed(found: list[Found], findings: list[Finding]) -> Iterable[Finding]:
    """The sentence's own arithmetic, where the records say nothing and no operand is wrong."""
    place = {(id(each.said.sentence), each.said.index): n for n, each in enumerate(found)}
    told = list(findings)
    for sentence in {id(each.said.sentence): each.said.sentence for each in found}.values():
        for made in arithmetic.sums(sentence):
            at = place.get((id(sentence), made.result))
            operands = [place.get((id(sentence), index)) for index in made.operands]
            if at is None or told[at].verdict != NO_EVIDENCE or None in operands:
                continue
            if any(findings[n].verdict == DIFFERS for n in operands if n is not None):
                continue
            texts = [findings[n].text for n in operands if n is not None]
            told[at] = replace(
                told[at],
                verdict=NO_EVIDENCE if made.holds else DIFFERS,
                expected=None if made.holds else made.expected,
                why=explaining.calculated(made, texts, found[at].unit),
            )
    return told
