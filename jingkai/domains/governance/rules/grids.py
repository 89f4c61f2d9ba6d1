"""How large a grid may be, and whether the posts of a node and below it are held."""

from collections.abc import Iterable

from jingkai.domains.governance.choices import GridLevel, SizeFit, Staffing


def fit(households: int, least: int, most: int) -> SizeFit:
    """How a number of households stands to its limits, both of which still fit.

    >>> [str(fit(n, 400, 700)) for n in (399, 400, 700, 701)]
    ['small', 'fits', 'fits', 'large']
    """
    if households < least:
        return SizeFit.SMALL
    return SizeFit.LARGE if households > most else SizeFit.FITS


def staffing(level: str, held: bool, below: Iterable[str]) -> Staffing:
    """How the posts of a node stand: its own, and those of what lies below it.

    >>> str(staffing("grid", True, ["full", "gaps"])), str(staffing("stairwell", False, []))
    ('gaps', 'vacant')
    >>> str(staffing("district", False, ["full"])), str(staffing("district", False, []))
    ('full', 'none')
    """
    lower = set(below) - {Staffing.NONE}
    if level != GridLevel.DISTRICT and not held:
        return Staffing.VACANT
    if lower - {Staffing.FULL}:
        return Staffing.GAPS
    return Staffing.NONE if level == GridLevel.DISTRICT and not lower else Staffing.FULL
