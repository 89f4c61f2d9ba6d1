"""The grids as they stand: posts held and vacant by level, and grids out of size."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from jingkai.domains.governance.cases import number
from jingkai.domains.governance.choices import GridLevel, Post, SizeFit
from jingkai.domains.governance.models import Grid, Warden
from jingkai.domains.governance.queries.rows import grids_for


@dataclass(frozen=True)
class Posts:
    """The posts of one level: how many there are, how many are held."""

    post: Post
    posts: int
    held: int

    @property
    def vacant(self) -> int:
        return self.posts - self.held


def _standing(seat: Any, on: date) -> Any:
    held = Warden.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), node=OuterRef("pk"), since__lte=on
    )
    rows = grids_for(seat).filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)
    return rows.annotate(held=Exists(held))


def posts(seat: Any, on: date) -> list[Posts]:
    """The posts of the three levels on a day."""
    rows = _standing(seat, on).exclude(level=GridLevel.DISTRICT).values_list("level", "held")
    counts = Counter(rows)
    return [
        Posts(post, counts[post, True] + counts[post, False], counts[post, True])
        for post in (Post.GRID, Post.BUILDING, Post.STAIRWELL)
    ]


def vacancies(seat: Any, on: date) -> Any:
    """The nodes whose post nobody holds on a day, in the order of the tree."""
    rows = _standing(seat, on).exclude(level=GridLevel.DISTRICT).filter(held=False)
    return rows.select_related("parent").order_by("path")


def misfits(seat: Any, on: date) -> list[tuple[Grid, SizeFit]]:
    """Grids with fewer or more households than the limits of the day on which they were drawn."""
    rows = _standing(seat, on).filter(size_fit__in=[SizeFit.SMALL, SizeFit.LARGE])
    return [(grid, SizeFit(grid.size_fit)) for grid in rows.order_by("path")]


def size_limits(on: date) -> tuple[int, int]:
    """The least and the most households of a grid on a day."""
    return number("grids", "households_least", on), number("grids", "households_most", on)


def in_force(level: str) -> Q:
    """Which grids a newly drawn one of a level may not cover."""
    return Q(level=level, until__isnull=True)
