"""Pure rules of investment promotion: values in, values out. No database, no clock on the wall."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment.choices import (
    DIRECTION_OF,
    ActivityKind,
    DealStage,
    Direction,
    LeadState,
    province_of,
)
from jingkai.kernel.registers.declare import Fault


def stage_of(record: Mapping[str, Any]) -> DealStage:
    """A deal's stage by the days on which its stages were reached.

    >>> stage_of({"negotiated_on": date(2022, 3, 1), "signed_on": date(2022, 6, 1)}).value
    'signed'
    >>> stage_of({"signed_on": date(2022, 6, 1), "ended_on": date(2022, 9, 1)}).value
    'ended'
    """
    for field, stage in (
        ("ended_on", DealStage.ENDED),
        ("started_on", DealStage.STARTED),
        ("signed_on", DealStage.SIGNED),
        ("evaluated_on", DealStage.EVALUATION),
        ("negotiated_on", DealStage.NEGOTIATION),
    ):
        if record.get(field):
            return stage
    return DealStage.LEAD


def lead_state(record: Mapping[str, Any]) -> LeadState:
    """A lead's state by what happened to it.

    >>> lead_state({}).value, lead_state({"officer": 7}).value
    ('pool', 'claimed')
    >>> lead_state({"closed_on": date(2022, 6, 1), "loss_reason": "site"}).value
    'lost'
    """
    if record.get("closed_on"):
        return LeadState.LOST if record.get("loss_reason") else LeadState.CONVERTED
    if not record.get("officer"):
        return LeadState.POOL
    return LeadState.NEGOTIATING if record.get("negotiating_on") else LeadState.CLAIMED


def direction_of(kind: str, given: str = "") -> str:
    """The direction of an activity: by its kind, else as given, else out.

    >>> direction_of("visit").value, direction_of("trade_fair").value, direction_of("roadshow", "in")
    ('out', 'out', 'in')
    """
    if kind in ActivityKind.values and not given:
        return DIRECTION_OF.get(ActivityKind(kind), Direction.OUT)
    return given


def runs(days: Sequence[date], gap: int) -> list[int]:
    """Each contact's place in an unbroken run: how many, up to it, with no silence over `gap` days.

    >>> runs([date(2022, 1, 5), date(2022, 2, 20), date(2022, 9, 1)], gap=60)
    [1, 2, 1]
    """
    found: list[int] = []
    for i, day in enumerate(days):
        unbroken = i > 0 and day - days[i - 1] <= timedelta(days=gap)
        found.append(found[-1] + 1 if unbroken else 1)
    return found


def days_late(happened_on: date, entered_on: date, allowed: int) -> int:
    """How many days too late something was entered; 0 when within the allowed days (补录).

    >>> days_late(date(2022, 12, 20), date(2023, 1, 20), allowed=15)
    31
    >>> days_late(date(2022, 12, 20), date(2022, 12, 30), allowed=15)
    0
    """
    days = (entered_on - happened_on).days
    return days if days > allowed else 0


def deal_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a deal's row beyond single values."""
    if values.get("signed_on") and values.get("total_investment") is None:
        yield Fault(
            "total_investment",
            _("A signed deal needs its total investment."),
            _("an amount"),
        )
    if values.get("started_on") and not values.get("signed_on"):
        yield Fault(
            "signed_on",
            _("Construction can't start before the deal is signed."),
            _("the day of signing"),
        )
    if values.get("ended_on") and not values.get("end_reason"):
        yield Fault("end_reason", _("An ended deal needs the reason."), _("a reason"))
    yield from _in_order(
        values, ("negotiated_on", "evaluated_on", "signed_on", "started_on", "ended_on")
    )
    yield from place_faults(values)


def lead_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a lead's row beyond single values."""
    if values.get("loss_reason") and not values.get("closed_on"):
        yield Fault("closed_on", _("A lost lead needs the day it was lost."), _("a day"))
    yield from _in_order(values, ("opened_on", "claimed_on", "negotiating_on", "closed_on"))
    yield from place_faults(values)


def activity_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with an activity's row beyond single values."""
    kind = values.get("kind") or ""
    direction = values.get("direction") or direction_of(kind)
    fixed = DIRECTION_OF.get(ActivityKind(kind)) if kind in ActivityKind.values else None
    if (fixed and direction != fixed) or (fixed is None and direction == Direction.ONLINE):
        yield Fault(
            "direction",
            _("The direction does not fit the kind: a visit goes out, a reception invites in."),
            fixed.label if fixed else _("going out or inviting in"),
        )
    if direction == Direction.OUT and not (values.get("province") or values.get("city")):
        yield Fault("province", _("A trip needs the province it went to."), _("a province"))
    yield from _in_order(values, ("held_on", "ended_on"))
    yield from place_faults(values)


def place_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A city lies in the province beside it."""
    city, province = values.get("city") or "", values.get("province") or ""
    if city and province and province_of(city) != province:
        yield Fault("city", _("The city does not lie in this province."), _("a city of it"))


def commitment_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a commitment's row beyond single values."""
    if values.get("fulfilled_on") and not values.get("evidence"):
        yield Fault("evidence", _("A fulfilled commitment needs its evidence."), _("a document"))
    yield from _in_order(values, ("made_on", "due_on"))
    yield from _in_order(values, ("made_on", "fulfilled_on"))


def agreement_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a friendly-zone agreement's row."""
    yield from _in_order(values, ("signed_on", "ends_on"))
    yield from place_faults(values)


def presence_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the row of an enterprise on a node."""
    yield from _in_order(values, ("since", "until"))


def _in_order(values: Mapping[str, Any], fields: Iterable[str]) -> Iterator[Fault]:
    """Days that happened one after another; unknown ones are skipped."""
    before: date | None = None
    for field in fields:
        day = values.get(field)
        if day is None:
            continue
        if before is not None and day < before:
            yield Fault(
                field,
                _("This day lies before the step before it."),
                format_lazy(_("{day} or later"), day=before),
            )
        before = day
