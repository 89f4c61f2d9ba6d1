"""What an action does to a case: open it, move it, note what happened, suspend, resume, extend.

None of these is an action of its own: they are used inside one, which has checked who may do it and
leaves the entry. A case is locked first (`lock`), so that two who act on it come one after the
other, and its clocks are told anew last (`recount`):

    @action("services.approval.accepted", _("Accepted {subject}"))
    def accept(*, approval: Approval, by: Seat, version: int) -> Approval:
        case = lock(approval.case_id, version=version)
        move_case(case, "accept", by=by)
        recount(case)
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.causes import cause_name
from jingkai.kernel.cases.clocks import More, Pause
from jingkai.kernel.cases.errors import (
    AlreadySuspended,
    CaseClosed,
    EndsBeforeItBegins,
    ExtensionTooLate,
    ExtensionTooLong,
    NotSuspended,
    StaleStep,
)
from jingkai.kernel.cases.kinds import KINDS, CaseKind, number_on
from jingkai.kernel.cases.models import Case, CaseMove, Extension, Suspension
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.cases.past import Held, Past, past_of, read_past, remember, with_past
from jingkai.kernel.cases.recounting import (
    CLOCKS,
    CLOSED,
    STEPS,
    WATCHED,
    CaseClock,
    StepClock,
    clock_of,
    clocks_of,
    recount,
)
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.trail.rows import new_row
from jingkai.kernel.trail.writing import change, put

__all__ = [
    "CLOCKS",
    "CLOSED",
    "EXTENDED",
    "OPENED",
    "RESUMED",
    "STEPS",
    "SUSPENDED",
    "WATCHED",
    "CaseClock",
    "StepClock",
    "clocks_of",
    "extend",
    "kind_of",
    "lock",
    "move_case",
    "note_event",
    "open_case",
    "recount",
    "resume",
    "suspend",
]

OPENED = "opened"
"""The event of every case's beginning; that of its end is CLOSED."""
SUSPENDED, RESUMED, EXTENDED = "suspended", "resumed", "extended"


def kind_of(case: Case) -> CaseKind:
    """The table of the case's states, moves and clocks."""
    return KINDS[case.kind]


def open_case(
    *,
    kind: CaseKind,
    title: str,
    office: Any,
    by: Actor,
    party: str = "",
    officer: Any = None,
    at: datetime | None = None,
) -> Case:
    """Open a case in the kind's first state, under the next number of its series."""
    moment = at or zone_now()
    number = next_number(zone_id=by.zone_id, series=kind.prefix, on=timezone.localdate(moment))
    case = Case(
        zone_id=by.zone_id, kind=kind.code, number=number, title=title[:200], party=party[:150],
        state=kind.first, office=office, officer=officer, opened_at=moment, steps=1,
    )  # fmt: skip
    put(case)
    remember(case, past := Past())
    past.happened(put(_move(case, OPENED, by=by, at=moment, target=kind.first)))
    return case


def lock(pk: int, *, version: int | None = None) -> Case:
    """The case, held until the action ends, with its past; others who want it wait here.

    `version` is that of the page on which the step was chosen. Raises StaleStep when the case has
    moved on since.
    """
    held = Case.objects.select_for_update(of=("self",), no_key=True)
    case = with_past(held).get(pk=pk)
    if version is not None and case.version != version:
        raise StaleStep(case=str(case))
    past = read_past(case)
    if past.steps != case.steps:  # somebody moved it while we waited: read once more, now held
        past = read_past(with_past(Case.objects.filter(pk=pk)).get())
    remember(case, past)
    return case


def move_case(
    case: Case,
    code: str,
    *,
    by: Actor,
    at: datetime | None = None,
    opinion: str = "",
    step: str = "",
    facts: Mapping[str, Any] | None = None,
) -> CaseMove:
    """Move the case by one of its kind's moves; a final state closes it.

    Raises MoveNotOffered.
    """
    kind, past, moment = kind_of(case), past_of(case), at or zone_now()
    target = kind.state(kind.move(code, state=case.state).to)
    source, before = case.state, case.version
    case.state, case.version, case.steps = target.code, before + 1, case.steps + 1
    case.closed_at = moment if target.final else None
    change(case, "state", "version", "steps", "closed_at", only_if={"version": before})
    row = _move(
        case, code, by=by, at=moment, opinion=opinion, step=step, facts=facts,
        source=source, target=target.code,
    )  # fmt: skip
    past.happened(put(row))
    return row


def note_event(
    case: Case,
    code: str,
    *,
    by: Actor,
    at: datetime | None = None,
    opinion: str = "",
    step: str = "",
    facts: Mapping[str, Any] | None = None,
    office: Any = None,
) -> CaseMove:
    """Note that something happened, without a change of state; `office`: whom alone it concerns."""
    past = past_of(case)
    case.steps += 1
    change(case, "steps")
    row = _move(
        case, code, by=by, at=at or zone_now(), opinion=opinion, step=step, facts=facts,
        source=case.state, office=office,
    )  # fmt: skip
    past.happened(put(row))
    return row


def suspend(case: Case, *, cause: str, on: date, by: Actor, basis: str = "") -> Suspension:
    """From that day on the days don't count, for the clocks that the cause lies outside of.

    Raises AlreadySuspended, CaseClosed.
    """
    past = past_of(case)
    if case.closed_at is not None:
        raise CaseClosed(case=str(case))
    if past.open_suspension(cause) is not None:
        raise AlreadySuspended(case=str(case), cause=cause_name(cause))
    row = put(
        Suspension(zone_id=case.zone_id, case=case, cause=cause, begins_on=on, basis=basis,
                   seat_id=by.pk)
    )  # fmt: skip
    past.suspensions.append(Held(row.pk, Pause(on, None, cause, basis)))
    note_event(case, SUSPENDED, by=by, facts={"cause": cause, "on": on.isoformat()})
    return row


def resume(case: Case, *, cause: str, on: date, by: Actor) -> None:
    """On that day the clocks go on, unless another suspension still lasts.

    Raises NotSuspended, EndsBeforeItBegins.
    """
    past = past_of(case)
    held = past.open_suspension(cause)
    if held is None:
        raise NotSuspended(case=str(case), cause=cause_name(cause))
    if on < held.pause.begins:
        raise EndsBeforeItBegins(begins=held.pause.begins, ends=on)
    row = Suspension(pk=held.pk, ends_on=on)
    row._state.adding = False
    change(row, "ends_on", only_if={"ends_on": None})
    past.ended(held, on)
    note_event(case, RESUMED, by=by, facts={"cause": cause, "on": on.isoformat()})


def extend(
    case: Case, *, clock: str, amount: int, on: date, by: Actor, reason: str, document: str = ""
) -> Extension:
    """Give one clock more time; who acts is who allowed it.

    Raises UnknownClock, ExtensionTooLong, ExtensionTooLate.
    """
    told, past = clock_of(case, clock), past_of(case)
    rule, due_on = told.deadline.rule, told.deadline.due_on
    if due_on is not None and on > due_on:
        raise ExtensionTooLate(clock=rule.name, due=due_on, on=on)
    if rule.longest_extension is not None:
        longest = number_on(rule.longest_extension, told.deadline.started_on or on)
        if (asked := told.deadline.extended + amount) > longest:
            raise ExtensionTooLong(clock=rule.name, longest=longest, asked=asked)
    row = put(
        Extension(zone_id=case.zone_id, case=case, clock=clock, amount=amount, on=on,
                  allowed_by_id=by.pk, reason=reason[:300], document=document[:100])
    )  # fmt: skip
    past.extensions.append(More(clock, amount, on, by.name, reason, document))
    note_event(case, EXTENDED, by=by, opinion=reason, facts={"clock": clock, "amount": amount})
    return row


def _move(
    case: Case,
    code: str,
    *,
    by: Actor,
    at: datetime,
    opinion: str = "",
    step: str = "",
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> CaseMove:
    return new_row(
        CaseMove, zone_id=case.zone_id, case=case, code=code, at=at, on=timezone.localdate(at),
        seat_id=by.pk, actor=by.name, step=step, opinion=opinion, facts=dict(facts or {}), **more,
    )  # fmt: skip
