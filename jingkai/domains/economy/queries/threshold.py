"""Which enterprises are near the statistical threshold, and where their year will end."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jingkai.domains.economy import cases
from jingkai.domains.economy.queries.rows import enterprise_months_for
from jingkai.domains.economy.rules import month_after
from jingkai.domains.economy.rules.returns import due_on
from jingkai.domains.economy.rules.threshold import (
    Forecast,
    Months,
    Pace,
    Warning,
    crossed_in,
    forecast,
    warning,
)
from jingkai.domains.subjects import queries as subjects
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.registers.tabling import amount


@dataclass(frozen=True, slots=True)
class Warned:
    """One enterprise near its threshold, or about to fall below it.

    Amounts in 元. `crossed` is the month in which it reached the threshold, `report_by` the day by
    which it is to be put forward for the statistics then.
    """

    enterprise: Any
    kind: Warning
    threshold: Decimal
    told: Forecast
    last_month: int
    crossed: int | None
    report_by: date | None
    newest: int
    """Key of its newest month's return."""


def warnings(seat: Any, year: int) -> list[Warned]:
    """The enterprises to warn of in a year, those over the threshold first, then by forecast."""
    rows = enterprise_months_for(seat).filter(month__year__in=(year - 1, year))
    months: dict[int, dict[int, dict[int, Decimal]]] = defaultdict(lambda: {year: {}, year - 1: {}})
    newest: dict[int, tuple[date, int]] = {}
    enterprises: dict[int, Any] = {}
    for row in rows.select_related("enterprise"):
        enterprises[row.enterprise_id] = row.enterprise
        months[row.enterprise_id][row.month.year][row.month.month] = row.revenue
        newest[row.enterprise_id] = max(newest.get(row.enterprise_id, (row.month, 0)),
                                        (row.month, row.pk))  # fmt: skip
    above = subjects.above_scale_in(seat.zone_id, year - 1)
    above |= subjects.above_scale_in(seat.zone_id, year)  # put forward already
    found = [
        _warned(enterprises[key], year, told[year], told[year - 1], key in above, newest[key][1])
        for key, told in months.items()
    ]
    order = list(Warning)
    return sorted((each for each in found if each is not None),
                  key=lambda each: (order.index(each.kind), -each.told.total))  # fmt: skip


def _warned(
    enterprise: Any, year: int, now: Months, before: Months, above: bool, newest: int
) -> Warned | None:
    threshold = subjects.threshold_of(enterprise.industry, year)
    day = date(year, 12, 31)
    told = forecast(now, before, int(cases.dated("threshold", "least_months").on(day).value))
    if threshold is None or told is None:
        return None
    near = Decimal(cases.dated("threshold", "near_share").on(day).value)
    crossed = crossed_in(now, threshold)
    kind = warning(told, threshold, near, above=above, reached=crossed is not None)
    if kind is None:
        return None
    by = None
    if crossed and kind is Warning.REACHED:
        by = _report_by(enterprise.zone_id, year, crossed)
    return Warned(enterprise, kind, threshold, told, max(now), crossed, by, newest)


def _report_by(zone_id: int, year: int, month: int) -> date:
    """The day of the month after by which an enterprise over the threshold is put forward."""
    first = date(year, month, 1)
    day = int(cases.dated("threshold", "report_day").on(month_after(first)).value)
    return due_on(first, day, calendar_of(zone_id))


def words_of(one: Warned) -> str:
    """The forecast as one says it: months so far, what the year comes to, and by what pace."""
    so_far, total, line = (amount(_rounded(each), "元") for each in
                           (one.told.so_far, one.told.total, one.threshold))  # fmt: skip
    if one.told.pace is Pace.COMPLETE:
        first = _("Revenue of the whole year: {total}.").format(total=total)
    elif one.told.pace is Pace.AS_LAST_YEAR:
        first = _(
            "January to month {month}: {so_far}; at last year's pace the year comes to {total}."
        ).format(month=one.last_month, so_far=so_far, total=total)
    else:
        first = _(
            "January to month {month}: {so_far}; at the mean of these months the year comes to"
            " {total}."
        ).format(month=one.last_month, so_far=so_far, total=total)
    return pgettext("two sentences", "{first} {then}").format(first=first, then=_ending(one, line))


def _ending(one: Warned, line: str) -> str:
    if one.kind is Warning.REACHED:
        return _("The threshold of {line} was reached in month {month}.").format(
            line=line, month=one.crossed
        )
    if one.kind is Warning.WILL_REACH:
        return _("That is over the threshold of {line}.").format(line=line)
    if one.kind is Warning.WILL_FALL:
        return _("That is below the threshold of {line}: it would leave the statistics.").format(
            line=line
        )
    short = amount(_rounded(one.threshold - one.told.total), "元")
    return _("That is {short} short of the threshold of {line}.").format(short=short, line=line)


def _rounded(value: Decimal) -> Decimal:
    """To 万元, which is as finely as a forecast may be told."""
    return (value / 10_000).quantize(Decimal(1)) * 10_000
