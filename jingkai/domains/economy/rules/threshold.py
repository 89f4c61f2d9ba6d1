"""Where an enterprise's year will end, from the months that have come in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

type Months = Mapping[int, Decimal]
"""Revenue in 元 by month, 1 to 12; a month that has not come in is not there."""


class Pace(StrEnum):
    """What a forecast goes by."""

    COMPLETE = "complete"  # all twelve months have come in
    AS_LAST_YEAR = "as_last_year"  # the months so far against the same months of last year
    AS_SO_FAR = "as_so_far"  # the mean of the months so far


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the year comes to, by what, and how much of it has come in."""

    total: Decimal
    so_far: Decimal
    months: int
    pace: Pace


def forecast(year: Months, before: Months, least: int) -> Forecast | None:
    """The year's revenue as far as it can be told; None with fewer months than `least`.

    With the whole of last year at hand the year goes on as last year did after the same months;
    otherwise each month to come is the mean of those that came in.

    >>> so_far = {m: Decimal(120) for m in range(1, 10)}
    >>> last = {m: Decimal(100) for m in range(1, 13)}
    >>> told = forecast(so_far, last, 3)
    >>> told.total, told.pace.value
    (Decimal('1440'), 'as_last_year')
    >>> forecast(so_far, {}, 3).pace.value, forecast({1: Decimal(5)}, last, 3)
    ('as_so_far', None)
    """
    if len(year) < least or not year:
        return None
    so_far = sum(year.values(), Decimal(0))
    if len(year) == 12:
        return Forecast(so_far, so_far, 12, Pace.COMPLETE)
    same = sum((before[m] for m in year if m in before), Decimal(0))
    if len(before) == 12 and same > 0:
        total = so_far * sum(before.values(), Decimal(0)) / same
        return Forecast(total, so_far, len(year), Pace.AS_LAST_YEAR)
    return Forecast(so_far / len(year) * 12, so_far, len(year), Pace.AS_SO_FAR)


def crossed_in(year: Months, threshold: Decimal) -> int | None:
    """The month in which the revenue since January reached the threshold; None while it has not.

    >>> crossed_in({1: Decimal(5), 2: Decimal(5), 3: Decimal(1)}, Decimal(10))
    2
    >>> crossed_in({1: Decimal(5)}, Decimal(10)) is None
    True
    """
    total = Decimal(0)
    for month in sorted(year):
        total += year[month]
        if total >= threshold:
            return month
    return None


class Warning(StrEnum):
    """How an enterprise stands towards the threshold in a year."""

    REACHED = "reached"  # not yet above scale, and already over it: to be put into the statistics
    WILL_REACH = "will_reach"  # not yet above scale, and forecast to be over it by the year's end
    NEAR = "near"  # not yet above scale, and forecast to come near
    WILL_FALL = "will_fall"  # above scale, and forecast to end below it


def warning(
    told: Forecast, threshold: Decimal, near: Decimal, *, above: bool, reached: bool
) -> Warning | None:
    """What there is to warn of; `above` is whether it stands in the statistics by last year.

    >>> told = Forecast(Decimal(90), Decimal(60), 8, Pace.AS_SO_FAR)
    >>> warning(told, Decimal(100), Decimal("0.8"), above=False, reached=False).value
    'near'
    >>> warning(told, Decimal(100), Decimal("0.8"), above=True, reached=False).value
    'will_fall'
    >>> warning(told, Decimal(200), Decimal("0.8"), above=False, reached=False) is None
    True
    """
    if above:
        return Warning.WILL_FALL if told.total < threshold else None
    if reached:
        return Warning.REACHED
    if told.total >= threshold:
        return Warning.WILL_REACH
    return Warning.NEAR if told.total >= threshold * near else None
