"""Lines of a received file, as editions: every fault of every line is told."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators.actions import Sent
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.measures import Indicator
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.sharing import codes
from jingkai.kernel.indicators.sharing.digests import shared_digest
from jingkai.kernel.indicators.sharing.observations import Line

WHOLE, PLACES = 32, 28
"""How many digits a value has at most, before the point and after it."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"\d{1,15}")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line of the file; the heading is line 1."""

    line: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Head:
    """What all figures of an edition have in common."""

    edition: int
    name: str
    office: str
    known_at: datetime
    published_at: datetime


@dataclass
class Delivery:
    """An edition as it came: of one zone, by its code, and one period."""

    zone: str
    period: Period
    head: Head
    line: int
    figures: dict[str, Sent] = field(default_factory=dict)


class Reader:
    """Reads lines one by one; deliveries are whole only when there is no fault."""

    def __init__(self, areas: Collection[str]) -> None:
        self.areas = areas
        self.faults: list[Fault] = []
        self.deliveries: dict[tuple[str, Period], Delivery] = {}
        self.redefined: set[tuple[str, str]] = set()
        self.number, self.line = 1, {}  # type: int, Line

    def read(self, lines: Iterable[tuple[int, Line]]) -> None:
        """Every line, with its number in the file."""
        for self.number, self.line in lines:
            before = len(self.faults)
            place = self._place()
            if self.line["OBS_STATUS"] == "L" and not self.line["OBS_VALUE"]:
                continue  # of a zone that had not published
            head, figure = self._head(), self._figure(place)
            if place is None or head is None or figure is None or len(self.faults) > before:
                continue
            self._keep(place, head, figure)

    def _fault(self, column: str, sentence: str) -> None:
        self.faults.append(Fault(self.number, column, self.line[column][:80], sentence))

    def _read[T](self, column: str, read: Callable[[str], T], sentence: str) -> T | None:
        try:
            return read(self.line[column].strip())
        except (ValueError, ArithmeticError, Refusal):
            self._fault(column, sentence)
            return None

    def _place(self) -> tuple[str, Indicator, Period] | None:
        """Where the observation belongs."""
        if (self.line["STRUCTURE"], self.line["STRUCTURE_ID"]) != ("dataflow", codes.DATAFLOW):
            words = _("The structure must be the dataflow {name}.")
            self._fault("STRUCTURE_ID", words.format(name=codes.DATAFLOW))
        if self.line["ACTION"] not in ("I", "A"):
            self._fault("ACTION", _("Figures are only added: I or A."))
        if (area := self.line["REF_AREA"]) not in self.areas:
            self._fault("REF_AREA", _("No zone here has this code."))
        indicator = self._read("INDICATOR", _indicator, _("The catalogue has no such indicator."))
        period = self._read("TIME_PERIOD", codes.period_of, _("This is not a period."))
        if period is not None and codes.frequency(period) != self.line["FREQ"]:
            self._fault("FREQ", _("The frequency is not that of the period."))
        return None if indicator is None or period is None else (area, indicator, period)

    def _head(self) -> Head | None:
        number = _("A whole number is needed.")
        moment = _("An instant with its offset is needed, such as 2023-01-10T03:00:00+00:00.")
        edition = self._read("EDITION", _positive, number)
        known = self._read("KNOWN_AT", _moment, moment)
        published = self._read("PUBLISHED_AT", _moment, moment)
        if known and published and published < known:
            self._fault("PUBLISHED_AT", _("What is published was known before."))
        for column, most in (("PUBLICATION", 200), ("OFFICE", 100)):
            if not 0 < len(self.line[column].strip()) <= most:
                words = _("From 1 to {most} characters are needed.")
                self._fault(column, words.format(most=most))
        if edition is None or known is None or published is None:
            return None
        name, office = self.line["PUBLICATION"].strip(), self.line["OFFICE"].strip()
        return Head(edition, name, office, known, published)

    def _figure(self, place: tuple[str, Indicator, Period] | None) -> Sent | None:
        value = self._value()
        records = self._read("RECORDS", _count, _("A whole number is needed."))
        version = self.line["DEFINITION_VERSION"]
        if not _DIGEST.fullmatch(version):
            self._fault("DEFINITION_VERSION", _("A SHA-256 is needed: 64 hexadecimal digits."))
        if not self.line["DEFINITION"].strip():
            self._fault("DEFINITION", _("The definition in words is needed."))
        if place is None or records is None:
            return None
        _area, indicator, _period = place
        if self.line["UNIT_MEASURE"] != codes.unit_id(indicator.unit):
            words = _("This figure is told in {unit}.")
            self._fault("UNIT_MEASURE", words.format(unit=codes.unit_id(indicator.unit)))
        why = self.line["COMMENT_OBS"].strip()[:300]
        return Sent(
            indicator.code, version, self.line["DEFINITION"].strip(), indicator.unit, value, why,
            records,
        )  # fmt: skip

    def _value(self) -> Decimal | None:
        status, text = self.line["OBS_STATUS"], self.line["OBS_VALUE"].strip()
        if status not in ("A", "M"):
            self._fault("OBS_STATUS", _("The status is A (a value) or M (it can't be told)."))
        elif (status == "A") != bool(text):
            self._fault("OBS_VALUE", _("Status A has a value, status M has none."))
        return self._read("OBS_VALUE", _decimal, _("This is not a number.")) if text else None

    def _keep(self, place: tuple[str, Indicator, Period], head: Head, figure: Sent) -> None:
        area, indicator, period = place
        digest = shared_digest(
            zone=area, indicator=indicator.code, version=figure.version, period=period,
            known_at=head.known_at, unit=figure.unit, value=figure.value, records=figure.records,
        )  # fmt: skip
        if digest != self.line["DIGEST"]:
            self._fault("DIGEST", _("The digest does not fit the figure: it was changed."))
        delivery = self.deliveries.setdefault(
            (area, period), Delivery(area, period, head, self.number)
        )
        if delivery.head != head:
            words = _("Edition, name, office and instants differ from line {line}.")
            self._fault("EDITION", words.format(line=delivery.line))
        if indicator.code in delivery.figures:
            self._fault("INDICATOR", _("The figure stands in the file twice."))
        delivery.figures[indicator.code] = figure


def _indicator(text: str) -> Indicator:
    return catalogue.get(codes.indicator_code(text))


def _count(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _positive(text: str) -> int:
    number = _count(text)
    if not 1 <= number <= 32_000:
        raise ValueError(text)
    return number


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise InvalidOperation
    exponent = value.as_tuple().exponent
    if value.adjusted() >= WHOLE or (isinstance(exponent, int) and exponent < -PLACES):
        raise InvalidOperation
    return value


def as_rows(faults: Iterable[Fault]) -> list[Mapping[str, Any]]:
    """Faults as programs read them."""
    return [vars(fault) for fault in faults]
