"""Periods for which support is paid: a month, a quarter, a half-year, a year."""

from datetime import date

from jingkai.kernel.cases.clocks import add_months

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How many months a period of each cycle has."""


def period_of(day: date, cycle: str) -> tuple[date, date]:
    """The period in which a day lies: its first day, and the first day after it.

    >>> [str(day) for day in period_of(date(2022, 8, 19), "quarter")]
    ['2022-07-01', '2022-10-01']
    >>> [str(day) for day in period_of(date(2022, 12, 31), "year")]
    ['2022-01-01', '2023-01-01']
    """
    months = MONTHS[cycle]
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return first, add_months(first, months)


def period_name(first: date, cycle: str) -> str:
    """A period as bank slips and registers name it.

    >>> period_name(date(2022, 7, 1), "quarter"), period_name(date(2022, 7, 1), "month")
    ('2022年第3季度', '2022年7月')
    >>> period_name(date(2022, 7, 1), "half_year"), period_name(date(2022, 1, 1), "year")
    ('2022年下半年', '2022年')
    """
    match cycle:
        case "month":
            return f"{first.year}年{first.month}月"
        case "quarter":
            return f"{first.year}年第{(first.month + 2) // 3}季度"
        case "half_year":
            return f"{first.year}年{'上' if first.month < 7 else '下'}半年"
    return f"{first.year}年"


def age_on(born: date | None, day: date) -> int | None:
    """Whole years of age on a day (周岁); None when the day of birth is unknown.

    >>> age_on(date(1942, 3, 2), date(2022, 3, 1)), age_on(date(1942, 3, 2), date(2022, 3, 2))
    (79, 80)
    """
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def born_of(identity: str) -> date | None:
    """The day of birth in a resident identity number (GB 11643); None where there is none.

    >>> born_of("220202199001011234"), born_of("E12345678") is None
    (datetime.date(1990, 1, 1), True)
    """
    figures = identity[6:14]
    if len(identity) != 18 or not figures.isdecimal():
        return None
    try:
        return date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    except ValueError:
        return None
