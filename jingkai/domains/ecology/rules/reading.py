"""A laboratory's reading as it is written: "0.35", or "0.05L" below a detection limit of 0.05.

The L after the detection limit is how Chinese laboratories report what was not detected
(HJ 630-2011, HJ 91.2-2022); "<0.05" and "ND(0.05)" are read as the same.
"""

import re
from decimal import Decimal

WRITTEN = re.compile(r"(?P<below><|＜|ND\()?\s*(?P<number>\d{1,9}(?:\.\d{1,9})?)\s*(?P<mark>L|\))?")


def read(written: str) -> tuple[Decimal, bool] | None:
    """A reading's value and whether it is below the detection limit; None when it isn't one.

    >>> read("0.35"), read(" 0.05L "), read("<0.05"), read("ND(0.05)")
    ((Decimal('0.35'), False), (Decimal('0.05'), True), (Decimal('0.05'), True), \
(Decimal('0.05'), True))
    >>> read("-1"), read("n.a."), read("ND(0.05")
    (None, None, None)
    """
    found = WRITTEN.fullmatch(written.strip().upper())
    if found is None:
        return None
    below, mark = found["below"] or "", found["mark"] or ""
    if (below == "ND(") != (mark == ")") or (below in ("<", "＜") and mark):
        return None
    return Decimal(found["number"]), bool(below or mark == "L")


def tidy(written: str) -> str:
    """The reading in the one way in which it is kept; what isn't one stays as it is.

    >>> tidy(" <0.050 "), tidy("7.20"), tidy("?")
    ('0.050L', '7.20', '?')
    """
    told = read(written)
    if told is None:
        return written.strip()
    return f"{told[0]}L" if told[1] else str(told[0])
