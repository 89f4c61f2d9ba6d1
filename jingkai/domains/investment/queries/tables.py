"""Tables over leads and deals: the funnel, how long each step takes, and who contributed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from jingkai.domains.investment import rules
from jingkai.domains.investment.choices import Channel, DealStage, LeadState, LedBy, cities
from jingkai.domains.investment.queries.rows import activities_for, deals_for, leads_for
from jingkai.kernel.access.models import Seat


@dataclass(frozen=True)
class Step:
    """A step of the funnel: how many came so far, and what share of the step before."""

    name: str
    count: int
    share: Decimal | None


def funnel(seat: Any, first: date, last: date) -> list[Step]:
    """What became of the leads recorded in a period: claimed, negotiated, deal, signed, started."""
    leads = leads_for(seat).filter(opened_on__range=(first, last))
    signed = Q(deal__signed_on__isnull=False)
    counts = leads.aggregate(
        all=Count("pk"),
        claimed=Count("pk", filter=Q(claimed_on__isnull=False) | Q(deal__isnull=False)),
        negotiated=Count("pk", filter=Q(negotiating_on__isnull=False) | Q(deal__isnull=False)),
        deals=Count("pk", filter=Q(deal__isnull=False)),
        signed=Count("pk", filter=signed),
        started=Count("pk", filter=signed & Q(deal__started_on__isnull=False)),
    )
    names = {
        "all": _("Leads recorded"),
        "claimed": LeadState.CLAIMED.label,
        "negotiated": LeadState.NEGOTIATING.label,
        "deals": LeadState.CONVERTED.label,
        "signed": DealStage.SIGNED.label,
        "started": DealStage.STARTED.label,
    }
    steps: list[Step] = []
    for code, name in names.items():
        before = steps[-1].count if steps else 0
        share = Decimal(counts[code]) / before if before else None
        steps.append(Step(str(name), counts[code], share))
    return steps


def losses(seat: Any, first: date, last: date) -> list[tuple[str, int]]:
    """Why leads were lost in a period, the most frequent reason first."""
    rows = (
        leads_for(seat)
        .filter(closed_on__range=(first, last), state=LeadState.LOST)
        .values("loss_reason")
        .annotate(n=Count("pk"))
        .order_by("-n", "loss_reason")
    )
    labels = dict(leads_for(seat).model._meta.get_field("loss_reason").flatchoices)
    return [(str(labels[row["loss_reason"]]), row["n"]) for row in rows]


@dataclass(frozen=True)
class Pace:
    """How long a step takes: how many deals took it, the median and the 90th percentile in days."""

    name: str
    deals: int
    middle: int | None
    slow: int | None


STEPS = (
    ("opened_on", "negotiated_on"),
    ("negotiated_on", "evaluated_on"),
    ("evaluated_on", "signed_on"),
    ("signed_on", "started_on"),
    ("opened_on", "started_on"),
)


def paces(seat: Any, first: date, last: date) -> list[Pace]:
    """How long the steps took that ended in a period."""
    found = []
    for begin, end in STEPS:
        rows = deals_for(seat).filter(**{f"{end}__range": (first, last), f"{begin}__isnull": False})
        days = [(till - since).days for since, till in rows.values_list(begin, end)]
        name = f"{_label(rows, begin)} → {_label(rows, end)}"
        found.append(Pace(name, len(days), *rules.middle_and_slow(days)))
    return found


def _label(rows: Any, field: str) -> str:
    return str(rows.model._meta.get_field(field).verbose_name)


@dataclass(frozen=True)
class Contribution:
    """What one officer, team, channel or city brought in a period."""

    name: str
    activities: int = 0
    leads: int = 0
    signed: int = 0
    amount: Decimal = Decimal(0)
    started: int = 0


BY = {"officer": "officer", "team": "led_by", "channel": "channel", "city": "city"}


def contributions(seat: Any, by: str, first: date, last: date) -> list[Contribution]:
    """Contribution by "officer", "team", "channel" or "city" in a period, the largest first.

    Activities by the day they were held, leads by the day they were recorded, signed deals with
    their investment by the day of signing, started ones by the day of start.
    """
    field, period = BY[by], (first, last)
    signed = deals_for(seat).filter(signed_on__range=period)
    columns: dict[str, dict[Any, Any]] = {
        "signed": _counted(signed, field),
        "started": _counted(deals_for(seat).filter(started_on__range=period), field),
        "amount": _grouped(signed, field, Sum("total_investment")),
    }
    if by != "channel":
        held = activities_for(seat).filter(held_on__range=period)
        columns["activities"] = _counted(held, field)
    if by != "team":
        columns["leads"] = _counted(leads_for(seat).filter(opened_on__range=period), field)
    keys = {key for column in columns.values() for key in column}
    name = _namer(by, keys)
    rows = [
        Contribution(name(key), **{c: found[key] for c, found in columns.items() if key in found})
        for key in keys
    ]
    return sorted(rows, key=lambda row: (-row.amount, -row.signed, -row.leads, row.name))


def _counted(rows: Any, field: str) -> dict[Any, int]:
    return _grouped(rows, field, Count("pk"))


def _grouped(rows: Any, field: str, value: Any) -> dict[Any, Any]:
    grouped = rows.order_by().values_list(field).annotate(value=value)
    return {key: found for key, found in grouped if found is not None}


def _namer(by: str, keys: set[Any]) -> Callable[[Any], str]:
    labels: dict[Any, Any]
    if by == "officer":
        seats = Seat.objects.filter(pk__in=keys - {None}).select_related("user", "office")
        labels = {seat.pk: f"{seat.user.name} · {seat.office.name}" for seat in seats}
    else:
        labels = {"team": dict(LedBy.choices), "channel": dict(Channel.choices)}.get(by) or cities()
    return lambda key: str(labels.get(key) or _("not told"))
