"""Shared figures as SDMX-CSV 2.0: one observation a line, with what vouches for it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators.models import SharedFigure
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.sharing import codes
from jingkai.kernel.indicators.sharing.asking import shared
from jingkai.kernel.indicators.sharing.digests import digits, instant
from jingkai.kernel.trail.acting import Actor

DIMENSIONS = ("FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD")
MEASURE = "OBS_VALUE"
ATTRIBUTES = (
    "OBS_STATUS", "UNIT_MEASURE", "EDITION", "PUBLICATION", "OFFICE", "KNOWN_AT",
    "PUBLISHED_AT", "DEFINITION_VERSION", "DEFINITION", "RECORDS", "DIGEST", "COMMENT_OBS",
)  # fmt: skip
HEADING = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, MEASURE, *ATTRIBUTES)
type Line = dict[str, str]


def observed(
    seat: Actor, asked: Sequence[str], periods: Sequence[Period], of: Sequence[Zone],
    *, missing: bool = True,
) -> Iterator[Line]:
    """The newest published figures of the zones; those not published are told as missing."""
    told = shared(seat, asked, periods, words=True)
    for period in periods:
        for code in asked:
            found = told.get((code, period), {})
            for zone in of:
                if zone.pk in found:
                    yield _line(found[zone.pk].newest, zone)
                elif missing:
                    yield {**_place(zone, code, period), "OBS_STATUS": "L"}


def _place(zone: Zone, code: str, period: Period) -> Line:
    return {
        "STRUCTURE": "dataflow", "STRUCTURE_ID": codes.DATAFLOW, "ACTION": "I",
        "FREQ": codes.frequency(period), "REF_AREA": zone.code,
        "INDICATOR": codes.indicator_id(code), "TIME_PERIOD": codes.time_period(period),
    }  # fmt: skip


def _line(figure: SharedFigure, zone: Zone) -> Line:
    edition = figure.edition
    return {
        **_place(zone, figure.indicator, figure.period),
        "OBS_VALUE": digits(figure.value),
        "OBS_STATUS": "M" if figure.value is None else "A",
        "UNIT_MEASURE": codes.unit_id(figure.unit),
        "EDITION": str(edition.edition),
        "PUBLICATION": _flat(edition.name),
        "OFFICE": _flat(edition.office),
        "KNOWN_AT": instant(edition.known_at),
        "PUBLISHED_AT": instant(edition.published_at),
        "DEFINITION_VERSION": figure.version,
        "DEFINITION": _flat(figure.definition),
        "RECORDS": str(figure.records),
        "DIGEST": figure.digest,
        "COMMENT_OBS": _flat(figure.why),
    }


def _flat(text: str) -> str:
    """One line: readers of SDMX-CSV take a break for the end of an observation."""
    return " ".join(text.split())


def to_csv(lines: Iterable[dict[str, Any]]) -> str:
    """The observations as SDMX-CSV 2.0."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADING, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()
