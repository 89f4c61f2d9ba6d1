"""Whether a printed amount holds, by its printed precision and its qualifier."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from jingkai.kernel.reports.checking.candidates import Candidate
from jingkai.kernel.reports.checking.quantities import Quantity

_TINY = Decimal("1e-9")
NEAR = 5
"""近 is said of what lacks less than a fifth."""


def holds(quantity: Quantity, actual: Decimal) -> bool:
    """Whether the records' value may be printed so.

    "36.7亿元" is any amount that rounds to it; "150余" lies above 150 and below 160;
    "近70" below 70 and above 60, never further off than a fifth ("近100" is not 68); 以上 and 以内
    are bounds; 约 is good to half the worth of its last figure that is no zero.
    """
    printed = quantity.value
    if printed is None:
        low, high = quantity.low, quantity.high
        return low is not None and high is not None and low <= actual <= high
    with localcontext(prec=40):
        size, reach = abs(printed), significance(quantity)
        amount = abs(actual) if (actual < 0) == (printed < 0) or not actual else -abs(actual)
        match quantity.qualifier:
            case "more_than":
                return (
                    size < amount < size + reach
                    or _rounds(quantity, amount, size)
                    and amount > size
                )
            case "nearly":
                return size - min(reach, size / NEAR) < amount < size
            case "at_least":
                return actual >= printed
            case "at_most":
                return actual <= printed
            case "about":
                return abs(amount - size) <= reach / 2
    return _rounds(quantity, amount, size)


def as_printed(text: str, candidate: Candidate | None, value: Decimal) -> Decimal:
    """The figure's value as the amount is printed: 翻一番 tells 100% as twice the size."""
    growth = candidate is not None and candidate.kind == "growth"
    return value + 1 if growth and "翻" in text else value


def _rounds(quantity: Quantity, amount: Decimal, size: Decimal) -> bool:
    """Whether the amount, rounded half up to the last printed place, is what is printed."""
    step = quantity.step or Decimal(1)
    rounded = (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return abs(rounded - size) <= max(abs(size), Decimal(1)) * _TINY


def significance(quantity: Quantity) -> Decimal:
    """The worth of the last figure that is no zero: ten of 150, a hundred of 5400, 0.1 of 4.5."""
    value, step = abs(quantity.value or Decimal(0)), quantity.step or Decimal(1)
    count = (value / step).quantize(Decimal(1), ROUND_HALF_UP)
    while count and count % 10 == 0:
        count, step = count / 10, step * 10
    return step
