"""The clocks of party building: cycles of meetings, questions of visits, rectifications."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.choices import Cycle
from jingkai.domains.party_building.choices import FindingState as F
from jingkai.domains.party_building.choices import QuestionState as Q
from jingkai.domains.party_building.permissions import Permission
from jingkai.domains.party_building.rules.cycles import Life, Slot
from jingkai.kernel.cases.clocks import Deadline, Event, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, State, Unit, register
from jingkai.kernel.units.parameters import Parameter, read_parameters
from jingkai.kernel.workdays.calendar import WorkCalendar

PARAMETERS = Path(__file__).parent / "parameters"


@cache
def dated(file: str, code: str) -> Parameter:
    """A parameter of party building, with all its values."""
    return read_parameters(PARAMETERS / f"{file}.yaml")[code]


FINDING = register(
    CaseKind(
        code="party_building.finding",
        prefix="XC",
        name=_("Finding of an inspection"),
        first=F.FOUND,
        states=(
            State(F.FOUND, F.FOUND.label, fields=("problem",)),
            State(F.ORDERED, F.ORDERED.label, fields=("demand", "days")),
            State(F.REPORTED, F.REPORTED.label, fields=("measures",)),
            State(F.CLOSED, F.CLOSED.label, fields=("outcome",), final=True),
        ),
        moves=(
            Move("order", _("Hand over for rectification"), F.ORDERED, frozenset({F.FOUND}),
                 Permission.INSPECTION_EDIT),
            Move("report", _("Report as rectified"), F.REPORTED, frozenset({F.ORDERED}),
                 Permission.FINDING_REPORT),
            Move("send_back", _("Send back after re-inspection"), F.ORDERED,
                 frozenset({F.REPORTED}), Permission.FINDING_CLOSE),
            Move("close", _("Close after re-inspection"), F.CLOSED, frozenset({F.REPORTED}),
                 Permission.FINDING_CLOSE),
        ),
        clocks=(
            ClockRule(
                code="rectify", name=_("time to rectify"), unit=Unit.DAYS,
                length=dated("clocks", "rectify_days"),
                starts=frozenset({"ordered"}), stops=frozenset({"reported", "closed"}),
                amber=dated("clocks", "rectify_amber_days"),
                red=dated("clocks", "rectify_red_days"),
            ),
            ClockRule(
                code="reinspect", name=_("time to re-inspect"), unit=Unit.WORKDAYS,
                length=dated("clocks", "reinspect_days"),
                starts=frozenset({"reported"}), stops=frozenset({"closed"}),
                amber=dated("clocks", "reinspect_amber_days"),
            ),
        ),
        order=(F.FOUND, F.ORDERED, F.REPORTED, F.CLOSED),
    )
)  # fmt: skip

QUESTION = register(
    CaseKind(
        code="party_building.question",
        prefix="WT",
        name=_("Question of an enterprise"),
        first=Q.RAISED,
        states=(
            State(Q.RAISED, Q.RAISED.label, fields=("problem",)),
            State(Q.FORWARDED, Q.FORWARDED.label),
            State(Q.ANSWERED, Q.ANSWERED.label, fields=("answer",)),
            State(Q.TOLD, Q.TOLD.label, final=True),
        ),
        moves=(
            Move("forward", _("File as an appeal"), Q.FORWARDED, frozenset({Q.RAISED}),
                 Permission.VISIT_EDIT),
            Move("answer", _("Record the answer"), Q.ANSWERED,
                 frozenset({Q.RAISED, Q.FORWARDED}), Permission.VISIT_EDIT),
            Move("tell", _("Answer told back"), Q.TOLD, frozenset({Q.ANSWERED}),
                 Permission.VISIT_EDIT),
        ),
        clocks=(
            ClockRule(
                code="answer", name=_("time to answer and tell back"), unit=Unit.WORKDAYS,
                length=dated("clocks", "answer_days"),
                starts=frozenset({"raised"}), stops=frozenset({"told"}),
                amber=dated("clocks", "answer_amber_days"),
            ),
        ),
        order=(Q.RAISED, Q.FORWARDED, Q.ANSWERED, Q.TOLD),
    )
)  # fmt: skip

CYCLES: Mapping[str, ClockRule] = {
    cycle.value: ClockRule(
        code=cycle.value, name=cycle.label, unit=Unit.MONTHS,
        length=dated("cycles", f"{cycle.value}_months"),
        starts=frozenset({"period"}), stops=frozenset({"held"}),
        amber=dated("cycles", "amber_days"), red=dated("cycles", "red_days"),
    )
    for cycle in Cycle
}  # fmt: skip
"""The clock of each cycle: it runs through its calendar month or quarter."""


def cycle_months(on: date) -> dict[str, int]:
    """How many months the period of each cycle has, by the rules in force on a day."""
    return {
        cycle.value: int(dated("cycles", f"{cycle.value}_months").on(on).value)
        for cycle in Cycle
    }  # fmt: skip


def life_of(organisation: Any) -> Life:
    """From which days on a branch keeps which cycle."""
    begins = organisation.cycles_from
    committee = organisation.committee_since
    since: dict[str, date | None] = {"branch": begins, "class": begins}
    since["committee"] = max(begins, committee) if begins and committee else None
    since["group"] = begins if organisation.groups else None
    return Life(since, organisation.dissolved_on, organisation.groups)


def cycle_deadline(slot: Slot, calendar: WorkCalendar) -> Deadline:
    """The clock of one period of a cycle: from its first day to its last."""
    rule = CYCLES[slot.cycle]
    held = Event("held", slot.held_on) if slot.held_on else None
    return Deadline(
        rule, slot.first, slot.last, slot.held_on, length=int(dated_length(rule, slot.first)),
        basis=rule.basis_on(slot.first), started=Event("period", slot.first), stopped=held,
        calendar=calendar,
    )  # fmt: skip


def dated_length(rule: ClockRule, on: date) -> int:
    """How many months a cycle's period has on a day."""
    assert isinstance(rule.length, Parameter)
    return int(rule.length.on(on).value)


def finding_deadlines(case: Any, calendar: WorkCalendar) -> list[tuple[str, Deadline]]:
    """What the clocks of a finding say, those that have begun."""
    days = {"ordered": case.ordered_on, "reported": case.reported_on, "closed": case.closed_on}
    events = [Event(code, day) for code, day in days.items() if day is not None]
    rectify = FINDING.clock("rectify")
    if case.days:
        rectify = replace(rectify, length=case.days + case.more_days)
    told = [
        ("rectify", due(rectify, events, calendar)),
        ("reinspect", due(FINDING.clock("reinspect"), events, calendar)),
    ]
    return [(code, deadline) for code, deadline in told if deadline.started_on is not None]


def question_deadline(question: Any, calendar: WorkCalendar) -> Deadline:
    """What the clock of a question says."""
    events = [Event("raised", question.raised_on)]
    if question.told_on:
        events.append(Event("told", question.told_on))
    return due(QUESTION.clock("answer"), events, calendar)
