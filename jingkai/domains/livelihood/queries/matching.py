"""Vacancies for somebody without work, and who would fit a vacancy: each with what fails."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from jingkai.domains.livelihood.models import UnemploymentRegistration, Vacancy
from jingkai.domains.livelihood.queries.ground import ground_of, in_force
from jingkai.domains.livelihood.queries.rows import unemployed_for, vacancies_for
from jingkai.domains.livelihood.rules.circles import kept_minutes
from jingkai.domains.livelihood.rules.matching import Condition, Offer, Wish, fails


@dataclass(frozen=True)
class Match:
    """A person and a vacancy set against each other: the minutes of the way, and what fails."""

    registration: UnemploymentRegistration
    vacancy: Vacancy
    minutes: Decimal | None
    fails: tuple[Condition, ...]

    @property
    def fits(self) -> bool:
        """Whether every condition holds."""
        return not self.fails

    @property
    def order(self) -> tuple[int, bool, Decimal, int, int]:
        """What fits first, then what lacks least; the nearest first."""
        minutes = self.minutes if self.minutes is not None else Decimal(0)
        unknown = self.minutes is None
        return len(self.fails), unknown, minutes, self.vacancy.pk, self.registration.pk


def open_vacancies(seat: Any, on: date) -> list[Vacancy]:
    """The vacancies open on a day that still have a post to fill."""
    rows = in_force(vacancies_for(seat), on, "published_on", "closed_on")
    return [one for one in rows.select_related("enterprise") if one.filled < one.headcount]


def posts_for(registration: UnemploymentRegistration, seat: Any, on: date) -> list[Match]:
    """Every open vacancy for one person, the best first."""
    posts = open_vacancies(seat, on)
    home = registration.residence.shape if registration.residence else None
    minutes = _ways(registration, [home] * len(posts), [post.shape for post in posts], on)
    return _matches(zip([registration] * len(posts), posts, minutes, strict=True))


def seekers_for(vacancy: Vacancy, seat: Any, on: date) -> list[Match]:
    """Everybody registered as without work for one vacancy, the best first."""
    rows = in_force(unemployed_for(seat), on, "registered_on", "ended_on")
    people = list(rows.select_related("residence").order_by("pk"))
    found: list[Match] = []
    for mode in sorted({one.mode for one in people}):
        group = [one for one in people if one.mode == mode]
        homes = [one.residence.shape if one.residence else None for one in group]
        minutes = _ways(group[0], homes, [vacancy.shape] * len(group), on)
        found += _matches(zip(group, [vacancy] * len(group), minutes, strict=True))
    return sorted(found, key=lambda one: one.order)


def _matches(
    rows: Iterable[tuple[UnemploymentRegistration, Vacancy, Decimal | None]],
) -> list[Match]:
    made = [
        Match(person, post, minutes, fails(wish_of(person), offer_of(post), minutes))
        for person, post, minutes in rows
    ]
    return sorted(made, key=lambda one: one.order)


def wish_of(registration: UnemploymentRegistration) -> Wish:
    """What the person looks for."""
    told = (registration.work_kind, registration.second_kind)
    return Wish(
        kinds=tuple(kind for kind in told if kind),
        wage_floor=registration.wage_floor,
        education=registration.education,
        longest_way=registration.longest_way,
    )


def offer_of(vacancy: Vacancy) -> Offer:
    """What the vacancy asks and gives."""
    return Offer(vacancy.work_kind, vacancy.wage_from, vacancy.wage_to, vacancy.education)


def _ways(
    registration: UnemploymentRegistration, homes: Sequence[Any], posts: Sequence[Any], on: date
) -> list[Decimal | None]:
    """Minutes from home to post, pair by pair; None where a place or a way is missing.

    All pairs share either the home or the post, so one search serves them.
    """
    ground = ground_of(registration.zone_id, on, registration.mode)
    known = [at for at, pair in enumerate(zip(homes, posts, strict=True)) if None not in pair]
    told: list[Decimal | None] = [None] * len(homes)
    if not known or ground.plane is None:
        return told
    minutes = ground.network.pairs(
        ground.laid([homes[at] for at in known]), ground.laid([posts[at] for at in known])
    )
    for at, took in zip(known, minutes, strict=True):
        told[at] = kept_minutes(float(took)) if np.isfinite(took) else None
    return told
