"""Numbers without gaps: counted per zone, series and year, inside the action that uses them.

`SA2026000123A` is series SA, year 2026, the 123rd, check character A. The check character is that
of ISO/IEC 7064 (GB/T 17710—2008) MOD 37,36: it tells every single wrong sign and nearly every two
signs that were swapped. The row of the series is locked from the moment the number is taken to the
end of the action, never over a form; an action that fails gives its number back.

`XS2022-086` is the plain kind, without a check character, for records whose numbers may also be
typed in or come from a workbook: `next_after` goes on from the highest one there is.
"""

from datetime import date

from django.db import connection, models

from jingkai.kernel.cases.errors import OutOfNumbers
from jingkai.kernel.trail.writing import fetch_one

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LAST = 999_999

_COUNT_UP = """
    with counted as (
        insert into cases_numberseries as known (zone_id, series, year, last)
        values (%s, %s, %s, 1)
        on conflict (zone_id, series, year) do update set last = known.last + 1
        returning last
    )
"""


def next_number(*, zone_id: int, series: str, on: date) -> str:
    """The next number of a zone's series (capital letters and figures) in the year of the day."""
    parameters = [zone_id, series, on.year]
    nth: int = fetch_one("(select last from counted)", parameters, before=_COUNT_UP)[0]
    if nth > LAST:
        raise OutOfNumbers(series=series, year=on.year)
    return with_check(f"{series}{on.year}{nth:06}")


def next_after(model: type[models.Model], zone_id: int, prefix: str, on: date) -> str:
    """The next free number of a kind and year: "XS2022-086". One caller at a time gets it."""
    head = f"{prefix}{on.year}-"
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{zone_id}:{head}"]
        )
    rows = model._default_manager.filter(zone_id=zone_id, number__startswith=head)
    tails = (number.removeprefix(head) for number in rows.values_list("number", flat=True))
    last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    return f"{head}{last + 1:03d}"


def with_check(body: str) -> str:
    """The number with its check character.

    >>> with_check("A12425GABC1234002")
    'A12425GABC1234002M'
    """
    return body + SIGNS[(37 - _rest(body)) % 36]


def holds(number: str) -> bool:
    """Whether a number's check character agrees, as typed: case and spaces are no matter.

    >>> holds("a12425 gabc 1234002m"), holds("A12425GABC1234020M"), holds("")
    (True, False, False)
    """
    plain = "".join(number.split()).upper()
    if len(plain) < 2 or set(plain) - set(SIGNS):
        return False
    return with_check(plain[:-1]) == plain


def _rest(body: str) -> int:
    """What the signs come to, by the recursive method of the standard."""
    rest = 36
    for sign in body:
        total = (rest + SIGNS.index(sign)) % 36 or 36
        rest = total * 2 % 37
    return rest
