"""What soil is like: the yearly index of a point, and which way it goes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Avg, Count, Max

from jingkai.domains.ecology import cases
from jingkai.domains.ecology.models import SoilPoint
from jingkai.domains.ecology.queries.rows import soil_for
from jingkai.domains.ecology.rules.soil import trend


@dataclass(frozen=True)
class SoilYear:
    """A year of soil samples: how many, the mean and the largest share of a screening value."""

    year: int
    samples: int
    mean: Decimal
    largest: Decimal


def soil_years(seat: Any, point: SoilPoint | None = None) -> list[SoilYear]:
    """The years of a point, or of all points, the oldest first."""
    rows = soil_for(seat).exclude(grade="")
    if point is not None:
        rows = rows.filter(point=point)
    told = (
        rows.values("taken_on__year")
        .annotate(n=Count("pk"), mean=Avg("index"), largest=Max("index"))
        .order_by("taken_on__year")
    )
    return [SoilYear(row["taken_on__year"], row["n"], row["mean"], row["largest"]) for row in told]


def soil_trend(years: list[SoilYear], on: date) -> str:
    """better, stable, worse, or unknown: the last year against the one before it."""
    share = Fraction(str(cases.dated("rectification", "stable_share").on(on).value))
    stable = Decimal(share.numerator) / share.denominator
    return trend([year.mean for year in years], stable=stable)
