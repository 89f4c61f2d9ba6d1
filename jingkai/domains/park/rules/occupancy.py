"""How much of a building is let on a day, and so how far a park is occupied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Let:
    """A lease, as far as occupancy goes: how much, from its first day up to, not including, the
    day after its last."""

    area: Decimal
    begins_on: date
    over_on: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is in force on a day.

        >>> lease = Let(Decimal(100), date(2022, 1, 1), date(2023, 1, 1))
        >>> lease.on(date(2022, 12, 31)), lease.on(date(2023, 1, 1))
        (True, False)
        """
        return self.begins_on <= day and (self.over_on is None or day < self.over_on)


@dataclass(frozen=True, slots=True)
class House:
    """A building, as far as occupancy goes: what can be let, from when, until when."""

    rentable: Decimal
    built_on: date | None
    demolished_on: date | None = None

    def stands(self, day: date) -> bool:
        """Whether it can be counted on a day."""
        gone = self.demolished_on is not None and self.demolished_on <= day
        return self.built_on is not None and self.built_on <= day and not gone


def let_area(leases: Iterable[Let], day: date) -> Decimal:
    """Square metres let on a day."""
    return sum((lease.area for lease in leases if lease.on(day)), Decimal(0))


def occupancy(rentable: Decimal, let: Decimal) -> Decimal | None:
    """Area of leases in force by rentable area; nothing can't be occupied.

    >>> occupancy(Decimal(400), Decimal(300)), occupancy(Decimal(0), Decimal(0))
    (Decimal('0.75'), None)
    """
    return let / rentable if rentable else None


def most_let(leases: Sequence[Let], since: date, over: date | None) -> Decimal:
    """The most that is let on one day from `since` up to, not including, `over`.

    It is reached on the first day or on one on which a lease begins.

    >>> most_let([Let(Decimal(60), date(2022, 1, 1), date(2022, 7, 1)),
    ...           Let(Decimal(50), date(2022, 7, 1))], date(2022, 3, 1), None)
    Decimal('60')
    """
    begins = [lease.begins_on for lease in leases if lease.begins_on > since]
    days = [since, *(day for day in begins if over is None or day < over)]
    return max((let_area(leases, day) for day in days), default=Decimal(0))


def park_occupancy(
    houses: Sequence[tuple[House, Sequence[Let]]], day: date
) -> tuple[Decimal, Decimal, Decimal | None]:
    """Rentable area, area let, and occupancy of the buildings that stand on a day."""
    standing = [(house, leases) for house, leases in houses if house.stands(day)]
    rentable = sum((house.rentable for house, _leases in standing), Decimal(0))
    let = sum((let_area(leases, day) for _house, leases in standing), Decimal(0))
    return rentable, let, occupancy(rentable, let)


def month_ends(last: date, months: int) -> list[date]:
    """The last days of as many months, up to the day itself for the month under way.

    >>> [str(day) for day in month_ends(date(2022, 3, 15), 3)]
    ['2022-01-31', '2022-02-28', '2022-03-15']
    """
    days, first = [last], last.replace(day=1)
    for _month in range(months - 1):
        days.append(first - DAY)
        first = (first - DAY).replace(day=1)
    return days[::-1]
