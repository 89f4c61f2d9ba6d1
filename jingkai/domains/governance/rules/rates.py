"""The three rates of appeals: response, resolution, satisfaction, and the score over them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Counted:
    """What a group of appeals came to.

    `due` those whose answer was due or given, `responded` those answered by then; `called` valid
    call-backs, `solved` those that the asker calls solved; `ratings` how often each was given.
    """

    received: int = 0
    due: int = 0
    responded: int = 0
    called: int = 0
    solved: int = 0
    ratings: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Rates:
    """The three rates and the score, each a share; none where nothing was to be counted."""

    response: Fraction | None
    resolution: Fraction | None
    satisfaction: Fraction | None
    score: Fraction | None


def rates(
    counted: Counted, weights: Mapping[str, Fraction], ratings: Mapping[str, Fraction]
) -> Rates:
    """The rates by the formula of the day.

    >>> third = {"response": Fraction(1, 10), "resolution": Fraction(5, 10),
    ...          "satisfaction": Fraction(4, 10)}
    >>> each = {"5": Fraction(1), "4": Fraction(1), "3": Fraction(9, 10), "2": Fraction(0)}
    >>> told = rates(Counted(due=10, responded=9, called=5, solved=4, ratings={"4": 2, "3": 2,
    ...              "2": 1}), third, each)
    >>> [str(one) for one in (told.response, told.resolution, told.satisfaction, told.score)]
    ['9/10', '4/5', '19/25', '397/500']
    >>> rates(Counted(), third, each).score is None
    True
    """
    given = {code: count for code, count in (counted.ratings or {}).items() if code}
    rated = sum(given.values())
    content = sum((ratings.get(code, Fraction(0)) * n for code, n in given.items()), Fraction(0))
    told = {
        "response": _share(counted.responded, counted.due),
        "resolution": _share(counted.solved, counted.called),
        "satisfaction": content / rated if rated else None,
    }
    known = [rate for rate in told.values() if rate is not None]
    score = None
    if len(known) == len(told):
        score = sum((weights[name] * (rate or 0) for name, rate in told.items()), Fraction(0))
    return Rates(told["response"], told["resolution"], told["satisfaction"], score)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
