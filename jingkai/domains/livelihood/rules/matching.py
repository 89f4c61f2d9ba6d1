"""Whether somebody looking for work and a vacancy fit: hard conditions, each with its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Condition(StrEnum):
    """What has to hold for a post to be offered to somebody."""

    KIND = "kind"
    WAGE = "wage"
    EDUCATION = "education"
    WAY = "way"


@dataclass(frozen=True)
class Wish:
    """What somebody looks for: kinds of work (none: any), wages, how far, and what they learned.

    Wages in 元 a month, the way in minutes; None is not asked.
    """

    kinds: Sequence[str]
    wage_floor: Decimal | None
    education: str
    longest_way: int | None


@dataclass(frozen=True)
class Offer:
    """What a vacancy asks and gives."""

    kind: str
    wage_from: Decimal
    wage_to: Decimal
    education: str


def fails(wish: Wish, offer: Offer, minutes: Decimal | None) -> tuple[Condition, ...]:
    """The conditions that don't hold; none where the two fit.

    The wage counts that is paid at the top of the post's range: below that nobody agrees. A way
    that is not known (`minutes` None) fails only where a longest way is told.

    >>> wish = Wish(("operator", "cleaning"), Decimal(4000), "2", 40)
    >>> offer = Offer("operator", Decimal(3500), Decimal(5000), "2")
    >>> fails(wish, offer, Decimal("25.5"))
    ()
    >>> high = Offer("engineer", Decimal(3000), Decimal(3900), "5")
    >>> [str(one) for one in fails(wish, high, Decimal(41))]
    ['kind', 'wage', 'education', 'way']
    >>> fails(Wish((), None, "1", None), offer, None)
    (<Condition.EDUCATION: 'education'>,)
    """
    held = {
        Condition.KIND: not wish.kinds or offer.kind in wish.kinds,
        Condition.WAGE: wish.wage_floor is None or offer.wage_to >= wish.wage_floor,
        Condition.EDUCATION: wish.education >= offer.education,
        Condition.WAY: wish.longest_way is None
        or (minutes is not None and minutes <= wish.longest_way),
    }
    return tuple(condition for condition, holds in held.items() if not holds)
