"""When land lies idle, and what is due for it (闲置土地处置办法)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def too_little_done(
    developed: Decimal,
    area: Decimal,
    invested: Decimal,
    planned: Decimal | None,
    *,
    developed_share: Fraction,
    invested_share: Fraction,
) -> bool:
    """Whether stopped works had come so little way that the stop makes the land idle.

    Less than a third of the area under development, or less than a quarter of the investment made.
    What was agreed to be invested may be unknown: then the area alone decides.

    >>> third, quarter = Fraction(1, 3), Fraction(1, 4)
    >>> too_little_done(Decimal(100), Decimal(300), Decimal(25), Decimal(100),
    ...     developed_share=third, invested_share=quarter)
    False
    >>> too_little_done(Decimal(100), Decimal(300), Decimal(24), Decimal(100),
    ...     developed_share=third, invested_share=quarter)
    True
    """
    if Fraction(developed) < developed_share * Fraction(area):
        return True
    return planned is not None and Fraction(invested) < invested_share * Fraction(planned)


def idle_fee(price: Decimal, share: Fraction) -> Decimal:
    """The idle-land fee in 元: a share of the price of the land, to the cent.

    >>> idle_fee(Decimal("12345678.90"), Fraction(1, 5))
    Decimal('2469135.78')
    """
    exact = Decimal(price) * share.numerator / share.denominator
    return exact.quantize(CENT, ROUND_HALF_UP)


def quota_left(area: Decimal, taken: Decimal) -> Decimal:
    """What a quota has left; never below nothing.

    >>> quota_left(Decimal(100), Decimal(30)), quota_left(Decimal(100), Decimal(130))
    (Decimal('70'), Decimal('0'))
    """
    return max(area - taken, Decimal(0))


def valid_on(granted_on: date, valid_until: date | None, day: date) -> bool:
    """Whether a quota holds on a day.

    >>> valid_on(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))
    True
    """
    return granted_on <= day and (valid_until is None or day <= valid_until)
