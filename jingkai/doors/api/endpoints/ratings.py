"""How satisfied applicants were."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from jingkai.domains.services import actions, queries
from jingkai.domains.services.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.endpoints.cases import page_for
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import (
    TEXT,
    Asking,
    Day,
    Given,
    Key,
    Once,
    Page,
    Paging,
    once_key,
    page_of,
)

router = Router(tags=["ratings"])
READS = may(scopes.RATINGS_READ, Permission.RATING_VIEW)


class RatingOut(Schema):
    """A rating (好差评): 1 very dissatisfied to 5 very satisfied."""

    id: int
    case: str
    level: int
    words: str
    tags: list[str]
    rated_on: date
    changed_on: date | None
    channel: str


class WhichRatings(Paging):
    """Which ratings."""

    level: int | None = Field(None, ge=1, le=5)
    first: Day | None = Field(None, description="rated from this day on")
    last: Day | None = Field(None, description="rated up to this day")


class Between(Asking):
    """From a day to a day."""

    first: Day
    last: Day


class RatesOut(Schema):
    """How ratings fell out; shares are ratios, none without ratings."""

    ratings: int
    levels: dict[str, int]
    satisfaction: Decimal | None
    bad: int
    rectified: int


class RatingIn(Given):
    """What an applicant said."""

    level: int = Field(ge=1, le=5)
    words: str = Field("", max_length=1000, pattern=TEXT)
    tags: list[Annotated[str, Field(max_length=30, pattern=TEXT)]] = Field([], max_length=10)


def told(rating: Any) -> dict[str, Any]:
    """A rating as the API shows it."""
    names = ("level", "words", "tags", "rated_on", "changed_on", "channel")
    facts = {name: getattr(rating, name) for name in names}
    return {"id": rating.pk, "case": rating.approval.number, **facts}


@router.get("/ratings", auth=READS, response=Page[RatingOut])
def list_ratings(request: Asked, asked: Annotated[WhichRatings, Query()]) -> dict[str, Any]:
    """The ratings that the seat sees, newest first."""
    rows = queries.ratings_for(request.auth.seat).select_related("approval")
    wanted = {"level": asked.level, "rated_on__gte": asked.first, "rated_on__lte": asked.last}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    items, following = page_of(request, rows, ("-id",), asked)
    return {"items": [told(one) for one in items], "next": following}


@router.get("/ratings/rates", auth=READS, response=RatesOut)
def read_rates(request: Asked, asked: Annotated[Between, Query()]) -> dict[str, Any]:
    """How the ratings between two days fell out."""
    rates = queries.rates(request.auth.seat, asked.first, asked.last)
    return {
        "ratings": rates.ratings, "bad": rates.bad, "rectified": rates.rectified,
        "levels": {str(int(level)): count for level, count in rates.levels.items()},
        "satisfaction": rates.satisfaction,
    }  # fmt: skip


@router.get("/ratings/{pk}", auth=READS, response=RatingOut)
def read_rating(request: Asked, pk: Key) -> dict[str, Any]:
    """One rating."""
    rows = queries.ratings_for(request.auth.seat).select_related("approval")
    return told(get_object_or_404(rows, pk=pk))


@router.post(
    "/cases/{pk}/rating",
    auth=may(scopes.RATINGS_WRITE, Permission.CASE_TAKE),
    response={201: RatingOut},
)
def rate_case(
    request: Asked, pk: Key, asked: RatingIn, key: Once = ""
) -> Status[dict[str, Any]]:
    """Take down what the applicant thought of it; once more within some days, then no more."""
    page = page_for(request, pk)
    rating = actions.rate(
        approval=page.approval, by=request.auth.seat, **asked.model_dump(),
        idempotency_key=once_key(request, key),
    )  # type: ignore[call-arg]  # fmt: skip
    return Status(201, told(rating))
