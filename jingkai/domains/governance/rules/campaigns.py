"""Rules of campaigns: what a task is worth, and who stands where by points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

PLACES = Decimal("0.0001")


def points(
    full: int, *, late: bool, late_share: Fraction, sent_back: int, off_each: int
) -> Decimal:
    """The points of an accepted task: its full ones, a share when late, less each time it came
    back; never below nothing.

    >>> points(5, late=False, late_share=Fraction(1, 2), sent_back=0, off_each=1)
    Decimal('5.0000')
    >>> points(5, late=True, late_share=Fraction(1, 2), sent_back=1, off_each=1)
    Decimal('1.5000')
    >>> points(2, late=True, late_share=Fraction(1, 2), sent_back=3, off_each=1)
    Decimal('0.0000')
    """
    worth = Fraction(full) * (late_share if late else 1) - sent_back * off_each
    worth = max(worth, Fraction(0))
    return (Decimal(worth.numerator) / Decimal(worth.denominator)).quantize(PLACES)


@dataclass(frozen=True)
class Tally:
    """What somebody's tasks come to: how many there are, accepted of them, and the points."""

    tasks: int = 0
    accepted: int = 0
    points: Decimal = Decimal(0)


@dataclass(frozen=True)
class Place[K]:
    """A place in a ranking; those with the same points share it."""

    place: int
    who: K
    tally: Tally


def ranking[K](tallies: Mapping[K, Tally]) -> list[Place[K]]:
    """Who stands where: by points, then by accepted tasks; equals share a place (1, 2, 2, 4).

    >>> one = Tally(3, 3, Decimal(15)); two = Tally(3, 2, Decimal(10))
    >>> [(p.place, p.who) for p in ranking({"甲": two, "乙": one, "丙": two, "丁": Tally(1)})]
    [(1, '乙'), (2, '甲'), (2, '丙'), (4, '丁')]
    """
    ordered = sorted(tallies.items(), key=lambda item: _order(item[1]))
    places: list[Place[K]] = []
    for nth, (who, tally) in enumerate(ordered, 1):
        same = places and _order(places[-1].tally) == _order(tally)
        places.append(Place(places[-1].place if same else nth, who, tally))
    return places


def _order(tally: Tally) -> tuple[Decimal, int]:
    return -tally.points, -tally.accepted


def progress(tallies: Iterable[Tally]) -> Fraction | None:
    """The share of tasks that are accepted; none where there are no tasks.

    >>> progress([Tally(4, 1), Tally(4, 3)]), progress([])
    (Fraction(1, 2), None)
    """
    listed = list(tallies)
    tasks = sum(each.tasks for each in listed)
    return Fraction(sum(each.accepted for each in listed), tasks) if tasks else None
