"""Example zones that send their published figures upward as files: all of them are invented.

Seven zones in seven provinces, the years 2021 and 2022 and the months of 2022. One is late, one has
not published the year 2022, one follows another version of a definition, one can't tell a share,
and one restates its year by a second file.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.sharing import codes
from jingkai.kernel.indicators.sharing.digests import digits, instant, shared_digest
from jingkai.kernel.indicators.sharing.observations import Line, to_csv
from jingkai.kernel.indicators.sharing.structure import structure
from jingkai.kernel.indicators.words import sentence

SENT_ON = datetime(2023, 1, 12, 2, tzinfo=UTC)
UNTOLD = "示例：分母为零，无法计算。"


@dataclass(frozen=True)
class Example:
    """An invented zone: its size against the demo zone's, its growth, its quirks."""

    code: str
    name: str
    name_en: str
    division: str
    size: Decimal
    growth: Decimal
    late: int = 0
    """By how many days it publishes after the others."""
    silent: bool = False
    """Whether it has not published the year 2022."""
    redefined: str = ""
    untold: str = ""


ZONES = (
    Example("ex-yanhai", "示例沿海经开区", "Example Coastal Zone", "320699", Decimal("2.1"),
            Decimal("0.062")),
    Example("ex-hubin", "示例湖滨经开区", "Example Lakeside Zone", "330199", Decimal("1.7"),
            Decimal("0.048"), redefined="economy.fixed_asset_investment"),
    Example("ex-bohai", "示例渤海经开区", "Example Bohai Zone", "370299", Decimal("1.2"),
            Decimal("0.031"), late=90),
    Example("ex-zhongyuan", "示例中原经开区", "Example Central Zone", "410199", Decimal("0.9"),
            Decimal("0.085")),
    Example("ex-lingnan", "示例岭南经开区", "Example Southern Zone", "440199", Decimal("2.6"),
            Decimal("-0.014"), untold="ecology.water_good_share"),
    Example("ex-xibu", "示例西部经开区", "Example Western Zone", "510199", Decimal("0.6"),
            Decimal("0.112")),
    Example("ex-guanzhong", "示例关中经开区", "Example Guanzhong Zone", "610199", Decimal("0.7"),
            Decimal("0.054"), silent=True),
)  # fmt: skip
YI = Decimal(100_000_000)
YEARLY = {
    "economy.fixed_asset_investment": 36 * YI,
    "economy.local_fiscal_revenue": 9 * YI,
    "economy.industrial_output": 190 * YI,
    "investment.signed_amount": 120 * YI,
    "investment.projects_signed": Decimal(15),
    "subjects.market_entities": Decimal(5100),
    "subjects.above_scale_industry": Decimal(60),
    "investment.friendly_zones": Decimal(2),
}
"""What a zone of size one has in 2022."""
GROWTHS = {
    "economy.fixed_asset_investment.yoy": Decimal("0.02"),
    "economy.local_fiscal_revenue.yoy_excluding_refunds": Decimal("-0.01"),
    "economy.industrial_output.yoy_cumulative": Decimal(0),
}
"""How much a growth rate lies above the zone's own."""
SHARES = {
    "ecology.voc_treated_share": Decimal("0.86"), "ecology.water_good_share": Decimal("0.75"),
    "services.online_share": Decimal("0.9"),
}  # fmt: skip
MONTHLY = (
    "economy.fixed_asset_investment", "economy.local_fiscal_revenue", "economy.industrial_output",
    "investment.signed_amount",
)  # fmt: skip
SEASON = (70, 62, 88, 84, 95, 108, 99, 104, 110, 106, 118, 156)
"""What each month has of a year, in parts of 1200."""
CODES = (*YEARLY, *GROWTHS, *SHARES)
RESTATED = "ex-xibu"


def periods() -> list[Period]:
    """The years and months that zones publish."""
    return [Period.year(2021), Period.year(2022), *(Period.month(2022, n) for n in range(1, 13))]


def published_at(period: Period) -> datetime:
    """When a zone that is in time publishes a period: on the tenth day after its end."""
    closed = datetime.combine(period.after, datetime.min.time(), UTC)
    return closed + timedelta(days=9, hours=2)


def codes_of(period: Period) -> tuple[str, ...]:
    """The figures that zones publish of a period."""
    return CODES if period.months == 12 else MONTHLY


def zones() -> list[Zone]:
    """The example zones as their structure names them; nothing is written."""
    return [
        Zone(code=each.code, name=each.name, name_en=each.name_en, division_code=each.division)
        for each in ZONES
    ]


def value(zone: Example, code: str, period: Period) -> Decimal | None:
    """The zone's figure of a period, worked out from its size and growth."""
    if code == zone.untold:
        return None
    back = 2022 - period.first_month // 12
    if code in GROWTHS:
        return zone.growth + GROWTHS[code] - Decimal("0.012") * back
    if code in SHARES:
        return min(Decimal(1), SHARES[code] + zone.growth / 2 - Decimal("0.03") * back)
    whole = YEARLY[code] * zone.size / (1 + zone.growth) ** back
    if period.months == 1:
        whole = whole * SEASON[period.first_month % 12] / 1200
    if catalogue.get(code).unit == "元":
        return whole.quantize(Decimal(10_000))
    return max(Decimal(1), whole.quantize(Decimal(1)))


def write_files(folder: Path) -> tuple[Path, Path, Path]:
    """What the zones send: their figures, what one restates, and the structure of both."""
    folder.mkdir(parents=True, exist_ok=True)
    data, restated, meaning = (
        folder / name for name in ("上报-示例.csv", "上报-示例-修订.csv", "上报-结构.xml")
    )
    data.write_bytes(to_csv(_lines()).encode())
    restated.write_bytes(to_csv(_restated()).encode())
    meaning.write_bytes(structure(zones(), at=SENT_ON))
    return data, restated, meaning


def _lines() -> Iterator[Line]:
    for zone in ZONES:
        for period in periods():
            if zone.silent and period == Period.year(2022):
                continue
            for code in codes_of(period):
                yield _line(zone, code, period, value(zone, code, period), edition=1)


def _restated() -> Iterator[Line]:
    """The western zone found a return too low after it had published the year."""
    zone, period = next(each for each in ZONES if each.code == RESTATED), Period.year(2022)
    for code in codes_of(period):
        told = value(zone, code, period)
        if code == "economy.industrial_output" and told is not None:
            told += 3 * YI
        yield _line(zone, code, period, told, edition=2)


def _line(
    zone: Example, code: str, period: Period, told: Decimal | None, *, edition: int
) -> Line:
    indicator = catalogue.get(code)
    meaning = version(indicator)
    if code == zone.redefined:
        meaning = hashlib.sha256("示例：上一版口径".encode()).hexdigest()
    closed = datetime.combine(period.after, datetime.min.time(), UTC)
    known = closed + timedelta(days=9 + zone.late + 30 * (edition - 1))
    records = 1 if told is None else 12 if period.months == 12 else 1
    digest = shared_digest(
        zone=zone.code, indicator=code, version=meaning, period=period, known_at=known,
        unit=indicator.unit, value=told, records=records,
    )  # fmt: skip
    revised = "（修订）" if edition > 1 else ""
    return {
        "STRUCTURE": "dataflow", "STRUCTURE_ID": codes.DATAFLOW, "ACTION": "I",
        "FREQ": codes.frequency(period), "REF_AREA": zone.code,
        "INDICATOR": codes.indicator_id(code), "TIME_PERIOD": codes.time_period(period),
        "OBS_VALUE": digits(told), "OBS_STATUS": "M" if told is None else "A",
        "UNIT_MEASURE": codes.unit_id(indicator.unit), "EDITION": str(edition),
        "PUBLICATION": f"{period.show()}主要指标{revised}", "OFFICE": f"{zone.name}统计局",
        "KNOWN_AT": instant(known), "PUBLISHED_AT": instant(known + timedelta(days=2)),
        "DEFINITION_VERSION": meaning, "DEFINITION": sentence(indicator),
        "RECORDS": str(records), "DIGEST": digest, "COMMENT_OBS": UNTOLD if told is None else "",
    }  # fmt: skip
