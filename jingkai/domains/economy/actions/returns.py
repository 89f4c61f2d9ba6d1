"""All writes of economic operation beyond entering returns, which the register does."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jingkai.domains.economy import queries, rules
from jingkai.domains.economy.choices import PARTS, Series
from jingkai.domains.economy.errors import (
    AlreadyClosed,
    MonthNotOver,
    MonthStillOpen,
    NothingToRestate,
    OnlyOriginals,
    PartsDontAdd,
    ReturnsMissing,
)
from jingkai.domains.economy.models import MonthClosing, MonthlyReturn, Restatement, month_words
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.units import show

LIST_COMMA = pgettext_lazy("between names in a list", ", ")


@action("economy.month.closed", _("Closed the returns of {subject}"))
def close_month(*, month: date, at: datetime, by: Actor) -> MonthClosing:
    """Make a month's returns final; from here on they are restated, not changed."""
    month = month.replace(day=1)
    words = month_words(month)
    if timezone.localdate(at) < rules.month_after(month):
        raise MonthNotOver(month=words)
    if closing := queries.closing_of(by, month):
        raise AlreadyClosed(month=words, day=timezone.localdate(closing.closed_at))
    rows = MonthlyReturn.objects.select_for_update().filter(zone_id=by.zone_id, month=month)
    amounts: dict[str, Decimal] = {}
    for row in rows:
        amounts[row.series] = amounts.get(row.series, Decimal(0)) + row.amount
    _refuse_incomplete(month, amounts)
    closing = MonthClosing(zone_id=by.zone_id, month=month, closed_at=at, closed_by_id=by.pk)
    closing.save()
    record(closing, returns=len(rows))
    return closing


def _refuse_incomplete(month: date, amounts: dict[str, Decimal]) -> None:
    required = queries.parameter("required_series", month)
    if missing := [str(Series(code).label) for code in required if code not in amounts]:
        raise ReturnsMissing(month=month_words(month), series=str(LIST_COMMA).join(missing))
    parts = [amounts[part] for part in PARTS if part in amounts]
    whole = amounts.get(Series.INDUSTRIAL_OUTPUT)
    tolerance = Decimal(queries.parameter("balance_tolerance", month))
    if whole is not None and parts and not rules.adds_up(parts, whole, tolerance):
        raise PartsDontAdd(
            month=month_words(month),
            parts=show(sum(parts, Decimal(0)), "元"),
            whole=show(whole, "元"),
        )


@action("economy.return.restated", _("Restated {subject} by {delta} yuan"))
def restate_return(
    *, original: MonthlyReturn, amount: Decimal, why: str, source: str, on: date, by: Actor
) -> Restatement:
    """Correct a return of a closed month: a record of the difference, with its reason."""
    if original.correction:
        raise OnlyOriginals(number=original.correction)
    if queries.closing_of(by, original.month) is None:
        raise MonthStillOpen(month=month_words(original.month))
    MonthlyReturn.objects.select_for_update().get(pk=original.pk)
    before = queries.amount_of(by, original.series, original.month) or Decimal(0)
    if amount == before:
        raise NothingToRestate(field="amount", amount=show(amount, "元"))
    same = MonthlyReturn.objects.filter(
        zone_id=by.zone_id, series=original.series, month=original.month
    )
    last = same.aggregate(last=Max("correction"))["last"]
    difference = MonthlyReturn(
        zone_id=by.zone_id, series=original.series, month=original.month, correction=last + 1,
        amount=amount - before, reported_by=original.reported_by, reported_on=on, source=source,
    )  # fmt: skip
    difference.save()
    made = Restatement(
        zone_id=by.zone_id, restated=original, record=difference,
        before=before, after=amount, reason=why, on=on,
    )  # fmt: skip
    made.save()
    record(made, delta=amount - before, why=why)
    return made
