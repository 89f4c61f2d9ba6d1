"""Zones beside one another: what they have published upward, as JSON and as SDMX."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import TEXT, Asking
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.errors import NoSuchPeriod, UnknownIndicator
from jingkai.kernel.indicators.sharing.asking import codes_shared, zones
from jingkai.kernel.indicators.sharing.comparing import Comparison, Row, compare
from jingkai.kernel.indicators.sharing.digests import digits
from jingkai.kernel.indicators.sharing.json_message import MEDIA_TYPE, to_json
from jingkai.kernel.indicators.sharing.observations import observed, to_csv
from jingkai.kernel.indicators.sharing.structure import structure

router = Router(tags=["nation"])
READS = may(scopes.NATION_READ, Permission.NATION_READ)
SDMX_CSV = "application/vnd.sdmx.data+csv; version=2.0.0"
SDMX_ML = "application/vnd.sdmx.structure+xml; version=3.0.0"
WORDS: Mapping[str, Any] = {"type": "string"}
"""How SDMX-CSV and SDMX-ML are declared; their own standards say the rest."""
MESSAGE: Mapping[str, Any] = {
    "type": "object", "required": ["header", "structure", "dataSets"],
    "properties": {
        "header": {"type": "object"}, "structure": {"type": "object"},
        "dataSets": {"type": "array", "items": {"type": "object"}},
    },
}  # fmt: skip
"""How SDMX-JSON is."""
AREA = r"^([0-9]{2})?$"
PERIOD = r"^[0-9]{4}(H[12]|Q[1-4]|-[0-9]{2}([.]{2}[0-9]{4}-[0-9]{2})?)?$"


class NoSuchThing(Refusal):
    """A figure or a period that there is not."""

    sentence = _("There is no figure or period “{text}”.")
    hint = _("Look the code up in the indicator catalogue; write the period as 2022 or 2022-07.")
    status = 422


class EditionOut(Schema):
    """What a zone has published of a figure."""

    edition: int
    value: str | None = Field(description="in base units; null where it can't be told")
    why: str
    published_at: datetime
    known_at: datetime
    office: str
    version: str = Field(description="SHA-256 of the definition")
    records: int
    digest: str


class ZoneOut(Schema):
    """One zone of a comparison; no value is not zero."""

    zone: str
    name: str
    division_code: str
    state: str = Field(description="in_time, late, untold, missing")
    value: str | None
    rank: int | None = Field(description="from the highest value; ties share it")
    tied: bool
    other_definition: bool = Field(description="whether it follows another version")
    published_on: date | None
    editions: list[EditionOut] = Field(description="the oldest first: a restatement is the next")


class ComparisonOut(Schema):
    """A figure over zones, with what must be said beside it."""

    code: str
    name: str
    unit: str
    period: str
    due: date
    told: int = Field(description="how many zones have told a value")
    of: int = Field(description="how many zones there are")
    total: str | None
    total_why: str
    caveats: list[str]
    zones: list[ZoneOut]


class WhichFigure(Asking):
    """Which figure of which period, over which zones."""

    code: str = Field(max_length=100, pattern=TEXT, description="the figure's code")
    period: str = Field(
        max_length=20, pattern=PERIOD, description="2022, 2022H1, 2022Q3, 2022-07, 2022-01..2022-10"
    )
    area: str = Field("", pattern=AREA, description="a province's two digits; empty: all")


class WhichData(Asking):
    """Which figures of which period, over which zones."""

    period: str = Field(
        max_length=20, pattern=PERIOD, description="2022, 2022H1, 2022Q3, 2022-07, 2022-01..2022-10"
    )
    code: list[Annotated[str, Field(max_length=100, pattern=TEXT)]] = Field(
        [], max_length=300, description="figures' codes; without any, all that were published"
    )
    area: str = Field("", pattern=AREA, description="a province's two digits; empty: all")
    format: Literal["csv", "json"] = Field("csv", description="SDMX-CSV 2.0, or SDMX-JSON 1.0")


def told(comparison: Comparison) -> dict[str, Any]:
    """A comparison as the API has it."""
    return {
        "code": comparison.indicator.code, "name": str(comparison.indicator.name),
        "unit": comparison.indicator.unit, "period": comparison.period.text,
        "due": comparison.due, "told": comparison.told, "of": comparison.of,
        "total": digits(comparison.total) or None, "total_why": comparison.total_why,
        "caveats": comparison.caveats, "zones": [_zone(row) for row in comparison.rows],
    }  # fmt: skip


def _zone(row: Row) -> dict[str, Any]:
    editions = row.told.editions if row.told else ()
    return {
        "zone": row.zone.code, "name": row.zone.name, "division_code": row.zone.division_code,
        "state": row.state.value, "value": digits(row.value) or None, "rank": row.rank,
        "tied": row.tied, "other_definition": row.redefined, "published_on": row.published_on,
        "editions": [
            {
                "edition": each.edition.edition, "value": digits(each.value) or None,
                "why": each.why, "published_at": each.edition.published_at,
                "known_at": each.edition.known_at, "office": each.edition.office,
                "version": each.version, "records": each.records, "digest": each.digest,
            }
            for each in editions
        ],
    }  # fmt: skip


@router.get("/nation/figures", auth=READS, response=ComparisonOut)
def compare_zones(request: Asked, asked: Annotated[WhichFigure, Query()]) -> dict[str, Any]:
    """A figure over zones by what they have published: late, missing and restated ones are told."""
    period, (code,) = _asked(asked.period, [asked.code])
    return told(compare(code, period, seat=request.auth.seat, of=list(zones(asked.area))))


def _asked(period: str, codes: list[str]) -> tuple[Period, list[str]]:
    """The period and the figures, where there are such ones."""
    try:
        return Period.parse(period), [catalogue.get(code).code for code in codes]
    except NoSuchPeriod:
        raise NoSuchThing(text=period) from None
    except UnknownIndicator as unknown:
        raise NoSuchThing(text=unknown.facts["code"]) from None


def _file(words: str, kinds: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    content = {kind: {"schema": schema} for kind, schema in kinds.items()}
    return {"responses": {200: {"description": words, "content": content}}}


@router.get(
    "/nation/data", auth=READS,
    openapi_extra=_file("SDMX-CSV 2.0 or SDMX-JSON 1.0.", {SDMX_CSV: WORDS, MEDIA_TYPE: MESSAGE}),
)  # fmt: skip
def read_nation_data(request: Asked, asked: Annotated[WhichData, Query()]) -> HttpResponse:
    """Published figures of zones as SDMX; what a zone has not published has status L."""
    seat = request.auth.seat
    period, named = _asked(asked.period, asked.code)
    codes = named or codes_shared(seat, period)
    of = list(zones(asked.area))
    lines = observed(seat, codes, [period], of)
    if asked.format == "json":
        return HttpResponse(to_json(lines, of, at=timezone.now()), content_type=MEDIA_TYPE)
    return HttpResponse(to_csv(lines), content_type=SDMX_CSV)


@router.get(
    "/nation/structure", auth=READS,
    openapi_extra=_file("The structure of the data.", {SDMX_ML: WORDS}),
)  # fmt: skip
def read_nation_structure(request: Asked) -> HttpResponse:
    """The structure of the data as SDMX-ML 3.0: code lists in Chinese and English, concepts."""
    return HttpResponse(structure(zones(), at=timezone.now()), content_type=SDMX_ML)
