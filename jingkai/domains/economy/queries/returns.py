"""All reads of economic operation, scoped to the seat that asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Max, Min, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.domains.economy import rules
from jingkai.domains.economy.choices import Series
from jingkai.domains.economy.models import MonthClosing, MonthlyReturn, Restatement, month_words
from jingkai.domains.economy.permissions import Permission
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.units.parameters import read_parameters

SOON = 5
"""Days before its day on which a return is shown as soon due."""

PARAMETERS = Path(__file__).parents[1] / "parameters" / "returns.yaml"


def parameter(code: str, on: date) -> Any:
    """The value of a parameter of the returns on a day."""
    return read_parameters(PARAMETERS)[code].on(on).value


def returns_for(seat: Any) -> QuerySet[MonthlyReturn]:
    """The monthly returns that the seat may see: the zone's, with the permission."""
    rows = MonthlyReturn.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.RETURN_VIEW) else rows.none()


def newest_month(seat: Any) -> date | None:
    """The newest month of which a return has come in: a day, no figure, so every seat may know."""
    rows = MonthlyReturn.objects.filter(zone_id=seat.zone_id)
    month: date | None = rows.aggregate(newest=Max("month"))["newest"]
    return month


def closings_for(seat: Any) -> QuerySet[MonthClosing]:
    """The closed months that the seat may see."""
    rows = MonthClosing.objects.filter(zone_id=seat.zone_id).select_related("closed_by__user")
    return rows if seat.can(Permission.RETURN_VIEW) else rows.none()


def restatements_for(seat: Any) -> QuerySet[Restatement]:
    """What was restated, and why, as far as the seat may see."""
    rows = Restatement.objects.filter(zone_id=seat.zone_id).select_related("restated", "record")
    return rows if seat.can(Permission.RETURN_VIEW) else rows.none()


def closing_of(seat: Any, month: date) -> MonthClosing | None:
    """The closing of a month, or None while it is open."""
    return MonthClosing.objects.filter(zone_id=seat.zone_id, month=month).first()


def amount_of(seat: Any, series: str, month: date) -> Decimal | None:
    """A month's amount with its restatements; None when nothing has come in."""
    rows = returns_for(seat).filter(series=series, month=month)
    total: Decimal | None = rows.aggregate(total=Sum("amount"))["total"]
    return total


def missing_series(seat: Any, month: date) -> list[str]:
    """The required series that have not come in for a month, in the order of the parameter."""
    found = set(
        returns_for(seat).filter(month=month, correction=0).values_list("series", flat=True)
    )
    return [code for code in parameter("required_series", month) if code not in found]


def due_date(zone_id: int, month: date) -> date:
    """The day by which a month's returns must be in, by the zone's calendar."""
    return rules.due_on(month, int(parameter("reporting_day", month)), calendar_of(zone_id))


@dataclass(frozen=True, slots=True)
class Due:
    """Something that waits for the seat: its sentence, its day, and a return of the month.

    `pk` is 0 while nothing of the month has come in: the register itself is the place then.
    """

    title: str
    due: date
    state: str
    why: str
    pk: int = 0
    register: str = "economy.returns"


def due_for(seat: Any, on: date) -> list[Due]:
    """The returns that are to come in and the months that are to be closed, oldest first."""
    if not seat.can(Permission.RETURN_EDIT):
        return []
    return [_due(seat, gap, on) for gap in rules.gaps(_open_months(seat, on))]


def _open_months(seat: Any, on: date) -> list[tuple[date, tuple[str, ...]]]:
    """Every month not closed, from the first that was ever reported to the one that is over."""
    span = returns_for(seat).aggregate(first=Min("month"), last=Max("month"))
    if span["first"] is None:
        return []
    last_over = _month_before(on)
    came: dict[date, set[str]] = {}
    rows = returns_for(seat).filter(correction=0)
    for month, series in rows.values_list("month", "series"):
        came.setdefault(month, set()).add(series)
    closed = set(closings_for(seat).values_list("month", flat=True))
    return [
        (month, _lacking(month, came.get(month, ())))
        for month in rules.months_between(span["first"], last_over)
        if month not in closed
    ]


def _month_before(day: date) -> date:
    first = day.replace(day=1)
    return first.replace(year=first.year - 1, month=12) if first.month == 1 else first.replace(
        month=first.month - 1
    )


def _lacking(month: date, came: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in parameter("required_series", month) if code not in set(came))


def _due(seat: Any, gap: rules.Gap, on: date) -> Due:
    day = due_date(seat.zone_id, gap.first)
    record = returns_for(seat).filter(month=gap.first, correction=0).order_by("pk").first()
    why = _("Returns of a month are due on day {day} of the next one.").format(
        day=parameter("reporting_day", gap.first)
    )
    state = "overdue" if on > day else "soon" if (day - on).days <= SOON else ""
    return Due(_due_title(gap), day, state, why, record.pk if record else 0)


def _due_title(gap: rules.Gap) -> str:
    when = month_words(gap.first)
    if gap.last != gap.first:
        when = _("{first} to {last}").format(first=when, last=month_words(gap.last))
    if not gap.missing:
        return _("Close the returns of {month}").format(month=when)
    if len(gap.missing) == 1:
        return _("{series} of {month} has not come in").format(
            series=Series(gap.missing[0]).label, month=when
        )
    return ngettext(
        "{count} return of {month} has not come in",
        "{count} returns of {month} have not come in",
        len(gap.missing),
    ).format(count=len(gap.missing), month=when)
