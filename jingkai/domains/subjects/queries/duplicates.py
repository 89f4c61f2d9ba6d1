"""Records that may be one and the same subject. Every question is served by an index."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from jingkai.domains.subjects.choices import Likeness
from jingkai.domains.subjects.models import Enterprise
from jingkai.domains.subjects.queries.enterprises import enterprises_for

SHOWN = 20
"""How many records of one likeness are looked at: beyond that it says nothing any more."""


@dataclass(frozen=True)
class Duplicate:
    """A record that may be the same subject, with the reasons, the surest first."""

    enterprise: Enterprise
    likenesses: tuple[Likeness, ...]

    @property
    def sure(self) -> bool:
        """Whether code or name agree, not only who answers the telephone."""
        return bool({Likeness.CODE, Likeness.NAME} & set(self.likenesses))


@dataclass(frozen=True)
class Group:
    """How many records share one value."""

    likeness: Likeness
    value: str
    count: int


def duplicates_of(enterprise: Enterprise, seat: Any) -> list[Duplicate]:
    """The records that may be the same subject as this one, the surest first."""
    others = enterprises_for(seat).exclude(pk=enterprise.pk)
    found: dict[int, Enterprise] = {}
    reasons: dict[int, list[Likeness]] = {}
    for likeness in Likeness:
        if not (value := getattr(enterprise, likeness.value)):
            continue
        for other in others.filter(~Q(**{likeness.value: ""}), **{likeness.value: value})[:SHOWN]:
            found[other.pk] = other
            reasons.setdefault(other.pk, []).append(likeness)
    duplicates = [Duplicate(other, tuple(reasons[key])) for key, other in found.items()]
    order = list(Likeness)
    return sorted(duplicates, key=lambda d: (order.index(d.likenesses[0]), -len(d.likenesses)))


def suspected(
    seat: Any, likeness: Likeness, *, after: str = "", limit: int = 50
) -> list[Group]:
    """The values that several records share, in order, from after the last one that was seen."""
    field = likeness.value
    groups = (
        enterprises_for(seat)
        .filter(~Q(**{field: ""}), **{f"{field}__gt": after})
        .order_by(field)
        .values_list(field)
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
    )
    return [Group(likeness, value, count) for value, count in groups[:limit]]
