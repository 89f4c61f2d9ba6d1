"""The park's cases: a parcel's way to finished works, idle land, and the clocks on both."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.park.choices import EXCUSING, IdleState, ParcelStage
from jingkai.domains.park.permissions import Permission
from jingkai.domains.park.rules.idle import too_little_done
from jingkai.kernel.cases.clocks import Deadline, Event, Pause, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, Need, State, Unit, register
from jingkai.kernel.units.parameters import Parameter, read_parameters
from jingkai.kernel.workdays.calendar import WorkCalendar

PARAMETERS = Path(__file__).parent / "parameters"


def dated(code: str) -> Parameter:
    """A parameter of the park, with all its values."""
    return read_parameters(PARAMETERS / "land.yaml")[code]


def value(code: str, on: date) -> Any:
    """A parameter's value on a day."""
    return dated(code).on(on).value


def share(code: str, on: date) -> Fraction:
    """A share that the file has as a fraction."""
    return Fraction(str(value(code, on)))


ENDS = frozenset({"started", "taken_back"})
MARKS: dict[str, Any] = {"amber": dated("idle_amber_days"), "red": dated("idle_red_days")}
_S = ParcelStage


def _bought(parcel: Any) -> bool:
    """Whether the land was paid for: allocated land has no price."""
    return bool(parcel.supply_mode != "allocation")


PARCEL = register(
    CaseKind(
        code="park.parcel",
        prefix="DK",
        name=_("Parcel"),
        first=_S.PLANNED,
        states=(
            State(_S.PLANNED, _S.PLANNED.label, fields=("name", "area", "planned_use")),
            State(_S.REQUISITIONED, _S.REQUISITIONED.label),
            State(_S.APPROVED, _S.APPROVED.label, fields=("quota", "shape")),
            State(_S.SUPPLIED, _S.SUPPLIED.label, fields=("supply_mode",)),
            State(_S.CONTRACTED, _S.CONTRACTED.label,
                  fields=("contract_number", "agreed_start_on", "agreed_finish_on",
                          Need("price", _bought))),
            State(_S.STARTED, _S.STARTED.label),
            State(_S.COMPLETED, _S.COMPLETED.label, final=True),
            State(_S.TAKEN_BACK, _S.TAKEN_BACK.label, final=True),
        ),
        moves=(
            Move("requisition", _("Record requisition"), _S.REQUISITIONED,
                 frozenset({_S.PLANNED}), Permission.LAND_EDIT),
            Move("approve", _("Record approval"), _S.APPROVED,
                 frozenset({_S.REQUISITIONED}), Permission.LAND_SUPPLY),
            Move("supply", _("Record supply"), _S.SUPPLIED, frozenset({_S.APPROVED}),
                 Permission.LAND_SUPPLY),
            Move("contract", _("Record the contract"), _S.CONTRACTED, frozenset({_S.SUPPLIED}),
                 Permission.LAND_SUPPLY),
            Move("start", _("Record start of works"), _S.STARTED, frozenset({_S.CONTRACTED}),
                 Permission.LAND_EDIT),
            Move("complete", _("Record completion"), _S.COMPLETED, frozenset({_S.STARTED}),
                 Permission.LAND_EDIT),
            Move("take_back", _("Take the land back"), _S.TAKEN_BACK,
                 frozenset({_S.CONTRACTED, _S.STARTED}), Permission.IDLE_DECIDE),
        ),
        clocks=(
            ClockRule(
                code="idle_fee", name=_("idle for a year"), unit=Unit.MONTHS,
                length=dated("idle_fee_months"), starts=frozenset({"agreed_start"}), stops=ENDS,
                outside=EXCUSING, **MARKS,
            ),
            ClockRule(
                code="idle_back", name=_("idle for two years"), unit=Unit.MONTHS,
                length=dated("idle_back_months"), starts=frozenset({"agreed_start"}), stops=ENDS,
                outside=EXCUSING, **MARKS,
            ),
            ClockRule(
                code="idle_stop", name=_("stopped for a year"), unit=Unit.MONTHS,
                length=dated("idle_stop_months"), starts=frozenset({"stopped"}),
                stops=frozenset({"resumed", "finished", "taken_back"}), outside=EXCUSING, **MARKS,
            ),
            ClockRule(
                code="completion", name=_("agreed completion"), unit=Unit.DAYS, length=0,
                starts=frozenset({"agreed_finish"}), stops=frozenset({"finished", "taken_back"}),
                amber=dated("completion_amber_days"), basis=_("the land contract"),
            ),
        ),
    )
)  # fmt: skip
"""Without a main way: a parcel of earlier years may lack what a stage behind it asks for today."""

_I = IdleState
OPEN_CASE = frozenset(
    {_I.FOUND, _I.INVESTIGATED, _I.DETERMINED, _I.FEE_LEVIED, _I.FEE_PAID}
)

IDLE = register(
    CaseKind(
        code="park.idle",
        prefix="XZ",
        name=_("Idle-land case"),
        first=_I.FOUND,
        states=(
            State(_I.FOUND, _I.FOUND.label),
            State(_I.INVESTIGATED, _I.INVESTIGATED.label),
            State(_I.DETERMINED, _I.DETERMINED.label, fields=("finding", "document_number")),
            State(_I.FEE_LEVIED, _I.FEE_LEVIED.label, fields=("fee",)),
            State(_I.FEE_PAID, _I.FEE_PAID.label),
            State(_I.TAKEN_BACK, _I.TAKEN_BACK.label, final=True),
            State(_I.CLOSED, _I.CLOSED.label, fields=("outcome",), final=True),
        ),
        moves=(
            Move("notify", _("Notify the investigation"), _I.INVESTIGATED,
                 frozenset({_I.FOUND}), Permission.IDLE_EDIT),
            Move("determine", _("Determine"), _I.DETERMINED, frozenset({_I.INVESTIGATED}),
                 Permission.IDLE_DECIDE),
            Move("levy", _("Levy the fee"), _I.FEE_LEVIED, frozenset({_I.DETERMINED}),
                 Permission.IDLE_DECIDE),
            Move("pay", _("Record payment of the fee"), _I.FEE_PAID,
                 frozenset({_I.FEE_LEVIED}), Permission.IDLE_EDIT),
            Move("take_back", _("Take the land back"), _I.TAKEN_BACK,
                 frozenset({_I.DETERMINED, _I.FEE_LEVIED, _I.FEE_PAID}),
                 Permission.IDLE_DECIDE),
            Move("close", _("Close the case"), _I.CLOSED, OPEN_CASE, Permission.IDLE_EDIT),
        ),
        clocks=(
            ClockRule(
                code="investigation", name=_("investigation"), unit=Unit.DAYS,
                length=dated("investigation_days"), starts=frozenset({"notified"}),
                stops=frozenset({"determined", "closed"}), amber=dated("step_amber_days"),
            ),
            ClockRule(
                code="payment", name=_("payment of the fee"), unit=Unit.DAYS,
                length=dated("fee_payment_days"), starts=frozenset({"levied"}),
                stops=frozenset({"paid", "taken_back", "closed"}), amber=dated("step_amber_days"),
            ),
        ),
    )
)  # fmt: skip

LEASE_TERM = ClockRule(
    code="lease", name=_("lease"), unit=Unit.DAYS, length=0, starts=frozenset({"begun"}),
    stops=frozenset({"left"}), amber=dated("lease_amber_days"), red=dated("lease_red_days"),
    basis=_("the lease"),
)  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """A clock of a parcel, by its code, with what it says."""

    code: str
    deadline: Deadline


def pauses_of(holds: Any) -> list[Pause]:
    """The hold-ups of a parcel as suspensions; only excusing causes count in the end."""
    return [
        Pause(h.begins_on, h.ends_on, h.cause, h.document_number)
        for h in holds
    ]  # fmt: skip


def _events(*happened: tuple[str, date | None]) -> list[Event]:
    return [Event(code, on) for code, on in happened if on is not None]


def start_deadlines(parcel: Any, holds: Any, calendar: WorkCalendar) -> list[Clock]:
    """The clocks from the agreed start of works: one year, two years."""
    events = _events(
        ("agreed_start", parcel.agreed_start_on if parcel.contracted_on else None),
        ("started", parcel.started_on),
        ("taken_back", parcel.taken_back_on),
    )
    started_early = [e for e in events if e.code != "agreed_start"]
    if started_early and parcel.agreed_start_on and (
        min(e.on for e in started_early) < parcel.agreed_start_on
    ):  # fmt: skip
        return []
    pauses = pauses_of(holds)
    return [
        Clock(code, due(PARCEL.clock(code), events, calendar, pauses=pauses))
        for code in ("idle_fee", "idle_back")
    ]


def counts_as_idle(stop: Any, parcel: Any) -> bool:
    """Whether works stopped so early that the stop may make the land idle."""
    return too_little_done(
        stop.developed_area, parcel.area, stop.invested, parcel.planned_investment,
        developed_share=share("idle_developed_share", stop.stopped_on),
        invested_share=share("idle_invested_share", stop.stopped_on),
    )  # fmt: skip


def stop_deadline(stop: Any, parcel: Any, holds: Any, calendar: WorkCalendar) -> Clock | None:
    """The clock of a stop; none where works had come far enough."""
    if not counts_as_idle(stop, parcel):
        return None
    events = _events(
        ("stopped", stop.stopped_on),
        ("resumed", stop.resumed_on),
        ("finished", parcel.finished_on),
        ("taken_back", parcel.taken_back_on),
    )
    rule = PARCEL.clock("idle_stop")
    return Clock("idle_stop", due(rule, events, calendar, pauses=pauses_of(holds)))


def completion_deadline(parcel: Any, calendar: WorkCalendar) -> Clock:
    """The day on which works are to be completed by contract; finished early, it was met."""
    if parcel.contracted_on is None or parcel.agreed_finish_on is None:
        return Clock("completion", due(PARCEL.clock("completion"), [], calendar))
    rule = PARCEL.clock("completion")
    agreed = (parcel.agreed_finish_on - parcel.contracted_on).days
    events = _events(
        ("agreed_finish", parcel.contracted_on),
        ("finished", parcel.finished_on),
        ("taken_back", parcel.taken_back_on),
    )
    return Clock("completion", due(replace(rule, length=agreed), events, calendar))


def parcel_clocks(parcel: Any, holds: Any, stops: Any, calendar: WorkCalendar) -> list[Clock]:
    """Every clock of a parcel that has begun."""
    held = list(holds)
    found = [
        *start_deadlines(parcel, held, calendar),
        *(stop_deadline(stop, parcel, held, calendar) for stop in stops),
        completion_deadline(parcel, calendar),
    ]
    return [clock for clock in found if clock is not None and clock.deadline.started_on]


def idle_deadline(code: str, case: Any, calendar: WorkCalendar) -> Deadline:
    """What a clock of an idle-land case says: "investigation" or "payment"."""
    events = _events(
        ("notified", case.notified_on), ("determined", case.determined_on),
        ("levied", case.levied_on), ("paid", case.paid_on),
        ("taken_back", case.taken_back_on), ("closed", case.closed_on),
    )  # fmt: skip
    return due(IDLE.clock(code), events, calendar)


def lease_deadline(lease: Any, calendar: WorkCalendar) -> Deadline:
    """When a lease ends, unless the tenant left before."""
    rule = replace(LEASE_TERM, length=(lease.ends_on - lease.begins_on).days)
    return due(rule, _events(("begun", lease.begins_on), ("left", lease.left_on)), calendar)
