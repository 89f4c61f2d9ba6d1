"""Coverage by visits: whom a round of visits has reached, of all whom it is to reach."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many are in scope, how many of them were visited, and who is left."""

    in_scope: int
    visited: int
    left: frozenset[int]

    @property
    def share(self) -> Decimal | None:
        """Visited of those in scope; without anybody in scope there is none.

        >>> coverage({1, 2, 3, 4}, {2, 4, 9}).share
        Decimal('0.5')
        """
        return Decimal(self.visited) / self.in_scope if self.in_scope else None


def coverage(in_scope: Collection[int], visited: Collection[int]) -> Coverage:
    """Whom the visits reached; a visit outside the scope counts for nothing.

    >>> coverage({1, 2, 3}, {3, 7}).left == {1, 2}
    True
    """
    wanted, reached = set(in_scope), set(visited) & set(in_scope)
    return Coverage(len(wanted), len(reached), frozenset(wanted - reached))
