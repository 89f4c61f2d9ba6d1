"""A rectification's steps and its clock, and the green park's dated limits."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.ecology.choices import RectificationState as S
from jingkai.domains.ecology.permissions import Permission
from jingkai.domains.ecology.rules.soil import SoilLimits, read_soil_limits
from jingkai.domains.ecology.rules.water import Limits, read_limits
from jingkai.kernel.cases.clocks import Deadline, Event, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, State, Unit, register
from jingkai.kernel.units.parameters import Parameter, read_parameters
from jingkai.kernel.workdays.calendar import WorkCalendar

PARAMETERS = Path(__file__).parent / "parameters"


def dated(file: str, code: str) -> Parameter:
    """A parameter of the green park, with all its values."""
    return read_parameters(PARAMETERS / f"{file}.yaml")[code]


def water_limits(on: date, *, lake: bool) -> dict[str, Limits]:
    """The limits of the classes of surface water in force on a day, in mg/L."""
    return read_limits(dated("water", "surface_water_limits").on(on).value, lake=lake)


def soil_limits(on: date) -> dict[str, SoilLimits]:
    """Screening and control values of development land in force on a day, in mg/kg."""
    return read_soil_limits(dated("soil", "second_class_land").on(on).value)


OPEN = frozenset({S.FOUND, S.ORDERED, S.REPORTED})

RECTIFICATION = register(
    CaseKind(
        code="ecology.rectification",
        prefix="HB",
        name=_("Rectification"),
        first=S.FOUND,
        states=(
            State(S.FOUND, S.FOUND.label, fields=("problem",)),
            State(S.ORDERED, S.ORDERED.label, fields=("demand", "days")),
            State(S.REPORTED, S.REPORTED.label, fields=("measures",)),
            State(S.CLOSED, S.CLOSED.label, fields=("outcome",), final=True),
        ),
        moves=(
            Move("order", _("Order rectification"), S.ORDERED, frozenset({S.FOUND}),
                 Permission.RECTIFICATION_EDIT),
            Move("report", _("Record as rectified"), S.REPORTED, frozenset({S.ORDERED}),
                 Permission.RECTIFICATION_EDIT),
            Move("send_back", _("Send back"), S.ORDERED, frozenset({S.REPORTED}),
                 Permission.RECTIFICATION_CLOSE),
            Move("close", _("Close"), S.CLOSED, frozenset({S.REPORTED}),
                 Permission.RECTIFICATION_CLOSE),
        ),
        clocks=(
            ClockRule(
                code="rectify", name=_("time to rectify"), unit=Unit.DAYS,
                length=dated("rectification", "days"),
                starts=frozenset({"ordered"}), stops=frozenset({"reported", "closed"}),
                amber=dated("rectification", "amber_days"),
                red=dated("rectification", "red_days"), rolls=True,
            ),
            ClockRule(
                code="accept", name=_("time to look at what was reported"), unit=Unit.WORKDAYS,
                length=dated("rectification", "acceptance_days"),
                starts=frozenset({"reported"}), stops=frozenset({"closed"}),
                amber=dated("rectification", "acceptance_amber_days"),
            ),
        ),
        order=(S.FOUND, S.ORDERED, S.REPORTED, S.CLOSED),
    )
)  # fmt: skip


def deadlines(case: Any, calendar: WorkCalendar) -> list[tuple[str, Deadline]]:
    """What the clocks of a rectification say, those that have begun."""
    days = {"ordered": case.ordered_on, "reported": case.reported_on, "closed": case.closed_on}
    events = [Event(code, day) for code, day in days.items() if day is not None]
    rectify = RECTIFICATION.clock("rectify")
    if case.days:
        rectify = replace(rectify, length=case.days + case.more_days)
    told = [
        ("rectify", due(rectify, events, calendar)),
        ("accept", due(RECTIFICATION.clock("accept"), events, calendar)),
    ]
    return [(code, deadline) for code, deadline in told if deadline.started_on is not None]
