"""Pure rules of investment promotion: values in, values out. No database, no clock on the wall."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from jingkai.domains.investment import errors
from jingkai.domains.investment.choices import (
    DIRECTION_OF,
    ActivityKind,
    DealStage,
    Direction,
    GapKind,
    LeadState,
    province_of,
)
from jingkai.kernel.registers.checks import days_in_order
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

    >>> direction_of("visit").value, direction_of("roadshow").value, direction_of("roadshow", "in")
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


@dataclass(frozen=True)
class NodeState:
    """A node as a day finds it: how many enterprises stand on it, with what capacity a year.

    `capacity` is None when no enterprise on it has told its capacity.
    """

    code: str
    order: int
    enterprises: int
    capacity: Decimal | None = None


@dataclass(frozen=True)
class Gap:
    """What is weak at a node.

    For a short capacity: the neighbour it is short of, how much a year the neighbour would support
    or need, and how much is missing to that.
    """

    kind: GapKind
    node: str
    neighbour: str = ""
    needed: Decimal | None = None
    missing: Decimal | None = None


def chain_gaps(
    nodes: Iterable[NodeState], factors: Mapping[str, Decimal], tolerance: Decimal
) -> list[Gap]:
    """The gaps of one chain, in its order (产业链短板).

    A node without an enterprise is to be completed (补链), one with a single enterprise to be
    strengthened (强链), one whose capacity stays behind its neighbour's by more than the tolerance
    to be extended (延链). `factors` holds, for "upstream>downstream", the tonnes of the one in a
    tonne of the other.

    >>> nodes = [NodeState("raw", 1, 2, Decimal(160000)), NodeState("fibre", 2, 2, Decimal(50000))]
    >>> [gap] = chain_gaps(nodes, {"raw>fibre": Decimal(2)}, Decimal("0.1"))
    >>> gap.kind.value, gap.node, gap.needed, gap.missing
    ('short_capacity', 'fibre', Decimal('80000'), Decimal('30000'))
    """
    ordered = sorted(nodes, key=lambda node: node.order)
    found = [gap for node in ordered for gap in _standing_gaps(node)]
    for upper in ordered:
        for lower in ordered:
            factor = factors.get(f"{upper.code}>{lower.code}")
            if factor and lower.order == upper.order + 1:
                found.extend(_mismatch(upper, lower, factor, tolerance))
    places = {node.code: i for i, node in enumerate(ordered)}
    return sorted(found, key=lambda gap: places[gap.node])


def _standing_gaps(node: NodeState) -> Iterator[Gap]:
    if node.enterprises == 0:
        yield Gap(GapKind.NO_ENTERPRISE, node.code)
    elif node.enterprises == 1:
        yield Gap(GapKind.SINGLE_SUPPLIER, node.code)


def _mismatch(
    upper: NodeState, lower: NodeState, factor: Decimal, tolerance: Decimal
) -> Iterator[Gap]:
    """The one of two neighbours whose capacity stays behind; none while a capacity is unknown."""
    if not upper.capacity or not lower.capacity:
        return
    supported, needed = upper.capacity / factor, lower.capacity * factor
    for node, other, wanted in ((lower, upper, supported), (upper, lower, needed)):
        missing = wanted - (node.capacity or 0)
        if missing > wanted * tolerance:
            yield Gap(GapKind.SHORT_CAPACITY, node.code, other.code, wanted, missing)


def middle_and_slow(days: Sequence[int]) -> tuple[int | None, int | None]:
    """The median and the 90th percentile (nearest rank) of durations, in days.

    >>> middle_and_slow([10, 20, 30, 40, 200])
    (30, 200)
    >>> middle_and_slow([])
    (None, None)
    """
    if not days:
        return None, None
    ordered = sorted(days)
    rank = -(-len(ordered) * 9 // 10)
    return round(median(ordered)), ordered[rank - 1]


def deal_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a deal's row beyond single values."""
    if values.get("signed_on") and values.get("total_investment") is None:
        yield Fault(
            "total_investment",
            errors.SIGNED_NEEDS_AMOUNT,
            errors.AN_AMOUNT,
        )
    if values.get("started_on") and not values.get("signed_on"):
        yield Fault(
            "signed_on",
            errors.START_NEEDS_SIGNING,
            errors.A_DAY,
        )
    if values.get("ended_on") and not values.get("end_reason"):
        yield Fault("end_reason", errors.END_NEEDS_REASON, errors.A_REASON)
    yield from days_in_order(
        values, ("negotiated_on", "evaluated_on", "signed_on", "started_on", "ended_on")
    )
    yield from place_faults(values)


def lead_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a lead's row beyond single values."""
    if values.get("loss_reason") and not values.get("closed_on"):
        yield Fault("closed_on", errors.LOSS_NEEDS_DAY, errors.A_DAY)
    yield from days_in_order(values, ("opened_on", "claimed_on", "negotiating_on", "closed_on"))
    yield from place_faults(values)


def activity_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with an activity's row beyond single values."""
    kind = values.get("kind") or ""
    direction = values.get("direction") or direction_of(kind)
    fixed = DIRECTION_OF.get(ActivityKind(kind)) if kind in ActivityKind.values else None
    if (fixed and direction != fixed) or (fixed is None and direction == Direction.ONLINE):
        yield Fault(
            "direction",
            errors.DIRECTION_UNFIT,
            fixed.label if fixed else errors.OUT_OR_IN,
        )
    if direction == Direction.OUT and not values.get("city"):
        yield Fault("city", errors.TRIP_NEEDS_CITY, errors.A_CITY)
    yield from days_in_order(values, ("held_on", "ended_on"))
    yield from place_faults(values)


def place_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A city lies in the province beside it."""
    city, province = values.get("city") or "", values.get("province") or ""
    if city and province and province_of(city) != province:
        yield Fault("city", errors.CITY_ELSEWHERE, errors.CITY_OF_IT)


def commitment_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a commitment's row beyond single values."""
    if values.get("fulfilled_on") and not values.get("evidence"):
        yield Fault("evidence", errors.FULFILMENT_NEEDS_EVIDENCE, errors.A_DOCUMENT)
    yield from days_in_order(values, ("made_on", "due_on"))
    yield from days_in_order(values, ("made_on", "fulfilled_on"))


def agreement_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a friendly-zone agreement's row."""
    yield from days_in_order(values, ("signed_on", "ends_on"))
    yield from place_faults(values)


def presence_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the row of an enterprise on a node."""
    yield from days_in_order(values, ("since", "until"))
