"""Zones that have published upward, for tests: one figure that adds up and one that doesn't."""

from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal

from jingkai.kernel.access import actions as access
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.indicators.actions import Sent, receive_edition
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.models import SharedEdition
from jingkai.kernel.indicators.tests.world import YEAR, an_indicator, flow, target
from jingkai.kernel.trail.acting import Machine

TOTAL, SHARE = "test.shared_total", "test.shared_share"
KNOWN = datetime(2023, 1, 5, tzinfo=UTC)
IN_TIME = datetime(2023, 1, 10, 3, tzinfo=UTC)
LATE = datetime(2023, 4, 1, 3, tzinfo=UTC)


@contextmanager
def declared():
    """Two figures in the catalogue for the test alone."""
    catalogue.add(an_indicator(flow.sum(target.value), code=TOTAL, unit="元"))
    catalogue.add(
        an_indicator(flow.where(target.months == 1).count() / flow.count(), code=SHARE, unit="%")
    )
    try:
        yield
    finally:
        for code in (TOTAL, SHARE):
            del catalogue.indicators[code]


def sent(code, value, *, why="", meaning="", records=3):
    """One figure as a zone sends it."""
    indicator = catalogue.get(code)
    told = None if value is None else Decimal(value)
    return Sent(
        code, meaning or version(indicator), "定义", indicator.unit, told, why, records
    )


def an_edition(number=1, *, period=YEAR, at=IN_TIME, office="统计局"):
    """An edition's head."""
    return SharedEdition(
        first_month=period.first_month, months=period.months, edition=number, name="年度公报",
        office=office, known_at=KNOWN, published_at=at, shared_at=at,
    )  # fmt: skip


def shared_by(zone, *figures, **facts):
    """What a zone shares, inside its own wall."""
    with walled(zone.pk):
        return receive_edition(
            edition=an_edition(**facts), figures=figures, by=Machine(zone_id=zone.pk)
        )


def more_zones(*codes):
    """Further zones, with division codes of two provinces."""
    return [
        access.open_zone(
            code=code, name=f"示例{code}区", name_en=f"Zone {code}",
            division_code=f"{32 if number % 2 else 22}0{number}01",
        )
        for number, code in enumerate(codes, start=1)
    ]  # fmt: skip
