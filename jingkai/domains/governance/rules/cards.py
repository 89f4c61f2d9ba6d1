"""Rules of supervision: which card a late matter gets."""

from datetime import date


def level_for(due: date, on: date, red_after: int) -> str:
    """The card for a matter on a day: none in time, amber once late, red when long late.

    >>> from datetime import date
    >>> day = date(2022, 7, 1)
    >>> [level_for(day, date(2022, 7, n), 5) for n in (1, 2, 6, 7)]
    ['', 'amber', 'amber', 'red']
    """
    late = (on - due).days
    if late <= 0:
        return ""
    return "red" if late > red_after else "amber"
