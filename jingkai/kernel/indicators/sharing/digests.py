"""What a shared figure's digest is made of: facts that any installation can compute again."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.publication import figure_digest


def digits(value: Decimal | None) -> str:
    """A value as it is exchanged: all its digits, a point, no exponent and no idle zeros.

    >>> [digits(v) for v in (Decimal("0.81250"), Decimal("1.316E+10"), None, Decimal("-0"))]
    ['0.8125', '13160000000', '', '0']
    """
    if value is None:
        return ""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def instant(moment: datetime) -> str:
    """An instant as it is exchanged: in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def shared_digest(
    *,
    zone: str,
    indicator: str,
    version: str,
    period: Period,
    known_at: datetime,
    unit: str,
    value: Decimal | None,
    records: int,
) -> str:
    """The SHA-256 of what a zone, named by its code, says of a figure."""
    return figure_digest(
        zone=zone, indicator=indicator, version=version, period=period.text,
        known_at=instant(known_at), unit=unit, value=digits(value), records=records,
    )  # fmt: skip


def together(digests: Iterable[str]) -> str:
    """The digest of an edition: of its figures' digests, in their own order."""
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()
