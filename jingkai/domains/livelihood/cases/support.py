"""A case of support: its steps, the clock of the decision, and the clock of its reviews.

How often a case is looked at again follows from its class, by dated parameters. A batch of payments
has a clock of working days; the steps of batches stand here too.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.cases.parameters import dated
from jingkai.domains.livelihood.choices.support import SupportState as S
from jingkai.domains.livelihood.permissions import Permission
from jingkai.kernel.cases.clocks import Deadline, Event, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, State, Unit, register
from jingkai.kernel.workdays.calendar import WorkCalendar

SUPPORT = register(
    CaseKind(
        code="livelihood.support",
        prefix="JZ",
        name=_("Case of support"),
        first=S.APPLIED,
        states=(
            State(S.APPLIED, S.APPLIED.label, fields=("household", "payee")),
            State(S.GRANTED, S.GRANTED.label, fields=("monthly", "review_class")),
            State(S.REFUSED, S.REFUSED.label, fields=("refused_because",), final=True),
            State(S.STOPPED, S.STOPPED.label, fields=("stop_reason",), final=True),
        ),
        moves=(
            Move("grant", _("Grant support"), S.GRANTED, frozenset({S.APPLIED}),
                 Permission.SUPPORT_DECIDE),
            Move("refuse", _("Refuse support"), S.REFUSED, frozenset({S.APPLIED}),
                 Permission.SUPPORT_DECIDE),
            Move("stop", _("Stop support"), S.STOPPED, frozenset({S.GRANTED}),
                 Permission.SUPPORT_DECIDE),
        ),
        clocks=(
            ClockRule(
                code="decide", name=_("time to decide on an application"), unit=Unit.WORKDAYS,
                length=dated("support", "decision_days"),
                starts=frozenset({"applied"}), stops=frozenset({"granted", "refused"}),
                amber=dated("support", "decision_amber_days"),
            ),
            ClockRule(
                code="review", name=_("time to the next review"), unit=Unit.MONTHS,
                length=dated("support", "review_months_b"),
                starts=frozenset({"looked_at"}), stops=frozenset({"stopped"}),
                amber=dated("support", "review_amber_days"),
                red=dated("support", "review_red_days"),
            ),
        ),
        order=(S.APPLIED, S.GRANTED, S.STOPPED),
    )
)  # fmt: skip


def decision_deadline(case: Any, calendar: WorkCalendar) -> Deadline:
    """By when an application is decided on."""
    days = {"applied": case.applied_on, "granted": case.granted_on, "refused": case.refused_on}
    events = [Event(code, day) for code, day in days.items() if day is not None]
    return due(SUPPORT.clock("decide"), events, calendar)


def review_deadline(case: Any, reviewed: Iterable[date], calendar: WorkCalendar) -> Deadline:
    """By when a case is looked at again, counted from its grant or its last review."""
    rule = replace(
        SUPPORT.clock("review"), length=dated("support", f"review_months_{case.review_class}")
    )
    looked = [day for day in (case.granted_on, *reviewed) if day is not None]
    events = [Event("looked_at", max(looked))] if looked else []
    if case.stopped_on is not None:
        events.append(Event("stopped", case.stopped_on))
    return due(rule, events, calendar)


def payment_due(programme: Any, period: date, until: date, calendar: WorkCalendar) -> date:
    """By when a period of a programme is to be paid: so many working days from its beginning or
    end, the first counted day being that day itself where it is worked."""
    begins = period if programme.pay_from == "start" else until
    before = begins.fromordinal(begins.toordinal() - 1)
    return calendar.add(before, programme.pay_days)


def income_floor(on: date) -> Any:
    """The least yearly income of a village collective in force on a day, in 元."""
    return dated("villages", "income_floor").on(on).value
