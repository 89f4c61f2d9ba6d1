"""The three rates by office and by month, from the appeals themselves."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from jingkai.domains.governance import cases
from jingkai.domains.governance.choices import Satisfaction
from jingkai.domains.governance.models import Appeal, AppealRound
from jingkai.domains.governance.queries.rows import appeals_for
from jingkai.domains.governance.rules.rates import Counted, Rates, rates
from jingkai.kernel.access.models import Office

ANSWERED = Q(answered_on__isnull=False)
COUNTS = ("received", "due", "responded", "called", "solved")
IN_TIME = ANSWERED & Q(answered_on__lte=F("answer_due_on"))


@dataclass(frozen=True)
class Line:
    """A group of appeals – an office, a month, all – with its counts and rates."""

    name: Any
    counted: Counted
    rates: Rates


def counted(rows: QuerySet[Appeal], *by: str, on: date) -> list[tuple[Any, Counted]]:
    """What groups of appeals came to by a day, in the order of `by`."""
    due = ANSWERED | Q(answer_due_on__lt=on)
    called = Q(reached=True)
    told = rows.values(*by).annotate(
        received=Count("pk"), due=Count("pk", filter=due),
        responded=Count("pk", filter=IN_TIME),
        called=Count("pk", filter=called & Q(solved__isnull=False)),
        solved=Count("pk", filter=called & Q(solved=True)),
        **{f"rated_{code}": Count("pk", filter=Q(rating=code)) for code in Satisfaction.values},
    ).order_by(*by)  # fmt: skip
    return [
        (
            row[by[0]] if by else None,
            Counted(
                **{name: row[name] for name in COUNTS},
                ratings={code: row[f"rated_{code}"] for code in Satisfaction.values},
            ),
        )
        for row in told
    ]


def _with_rounds(
    groups: list[tuple[Any, Counted]], rows: QuerySet[Appeal], by: Any
) -> list[tuple[Any, Counted]]:
    """The call-backs of earlier rounds, which the unhappy ones are, count as well."""
    called = Q(reached=True)
    told = (
        AppealRound.objects.filter(appeal__in=rows)
        .annotate(group=by)
        .values("group")
        .annotate(
            called=Count("pk", filter=called & Q(solved__isnull=False)),
            solved=Count("pk", filter=called & Q(solved=True)),
            **{f"rated_{code}": Count("pk", filter=Q(rating=code)) for code in Satisfaction.values},
        )
        .order_by()
    )
    before = {row["group"]: row for row in told}
    return [(name, _added(one, before.get(name))) for name, one in groups]


def _added(one: Counted, row: Any) -> Counted:
    if row is None:
        return one
    ratings = {code: n + row[f"rated_{code}"] for code, n in (one.ratings or {}).items()}
    return replace(
        one, called=one.called + row["called"], solved=one.solved + row["solved"], ratings=ratings
    )


def _lines(groups: list[tuple[Any, Counted]], on: date) -> list[Line]:
    weights = cases.weights("appeals", "rate_weights", on)
    each = cases.weights("appeals", "satisfaction_weights", on)
    return [Line(name, counts, rates(counts, weights, each)) for name, counts in groups]


def _rows(seat: Any, first: date, last: date) -> QuerySet[Appeal]:
    return appeals_for(seat).filter(received_on__range=(first, last))


def rates_by_office(seat: Any, first: date, last: date, on: date) -> list[Line]:
    """Each office's appeals of a period, as they stand on a day; the busiest first.

    A line's name is the office itself: two offices may be called the same.
    """
    rows = _rows(seat, first, last).filter(office__isnull=False)
    groups = _with_rounds(counted(rows, "office", on=on), rows, F("office"))
    offices = Office.objects.in_bulk([key for key, _counted in groups])
    lines = _lines([(offices[key], found) for key, found in groups], on)
    return sorted(lines, key=lambda line: (-line.counted.received, line.name.name))


def rates_by_month(seat: Any, first: date, last: date, on: date) -> list[Line]:
    """The appeals of each month."""
    rows = _rows(seat, first, last).annotate(month=TruncMonth("received_on"))
    month = TruncMonth("appeal__received_on")
    return _lines(_with_rounds(counted(rows, "month", on=on), rows, month), on)


def rates_of(seat: Any, first: date, last: date, on: date) -> Line:
    """All appeals of a period that the seat sees."""
    rows = _rows(seat, first, last).annotate(zone_of=F("zone"))
    found = counted(rows, "zone_of", on=on)
    return _lines(_with_rounds(found or [(None, Counted())], rows, F("zone")), on)[0]
