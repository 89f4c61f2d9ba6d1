"""Which month a statement is of, and by when it is due."""

from datetime import date, timedelta


def month_before(on: date) -> date:
    """The first day of the month before a day's month.

    >>> month_before(date(2022, 12, 20)), month_before(date(2022, 1, 1))
    (datetime.date(2022, 11, 1), datetime.date(2021, 12, 1))
    """
    return (on.replace(day=1) - timedelta(days=1)).replace(day=1)


def due_on(month: date, day: int) -> date:
    """The day of the next month by which a month's statement is due.

    >>> due_on(date(2022, 12, 1), 10)
    datetime.date(2023, 1, 10)
    """
    return (month + timedelta(days=31)).replace(day=day)
