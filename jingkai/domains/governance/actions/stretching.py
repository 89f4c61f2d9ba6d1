"""More time for a whistle: days that don't count, and days allowed to one office on top."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.actions.reckoning_whistles import settle_clocks
from jingkai.domains.governance.actions.whistling import over, told
from jingkai.domains.governance.choices import DutyState
from jingkai.domains.governance.choices import WhistleState as S
from jingkai.domains.governance.choices import WhistleStepCode as Code
from jingkai.domains.governance.errors import NotSuspendable
from jingkai.domains.governance.models import Whistle, WhistleDuty
from jingkai.domains.governance.permissions import Permission
from jingkai.domains.governance.rules.whistles import pauses
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.causes import cause_name
from jingkai.kernel.cases.errors import (
    EndsBeforeItBegins,
    ExtensionTooLate,
    ExtensionTooLong,
)
from jingkai.kernel.cases.kinds import number_on
from jingkai.kernel.cases.steps import locked, require, saved
from jingkai.kernel.trail.acting import Actor, action


@action("governance.whistle.suspended", _("Suspended {subject}: {cause}"))
def suspend_whistle(
    *, whistle: Whistle, cause: str, by: Actor, on: date | None = None, basis: str = ""
) -> Whistle:
    """From this day on the days don't count against the work of the offices called."""
    case = _held(whistle, by)
    if any(pause.ends is None for pause in pauses(cases.told_steps(case))):
        raise NotSuspendable(number=case.number)
    told(case, Code.SUSPENDED, zone_now(), by, on=on, cause=cause, note=basis)
    settle_clocks(by.zone_id, [case.pk])
    return saved(case, cause=str(cause_name(cause)))


@action("governance.whistle.resumed", _("{subject} goes on"))
def resume_whistle(*, whistle: Whistle, by: Actor, on: date | None = None) -> Whistle:
    """On this day the clocks go on."""
    case, day = _held(whistle, by), on or zone_today()
    halted = [pause for pause in pauses(cases.told_steps(case)) if pause.ends is None]
    if not halted:
        raise NotSuspendable(number=case.number)
    if day < halted[0].begins:
        raise EndsBeforeItBegins(field="on", begins=halted[0].begins, ends=day)
    told(case, Code.RESUMED, zone_now(), by, on=day, cause=halted[0].cause)
    settle_clocks(by.zone_id, [case.pk])
    return saved(case)


@action("governance.whistle.more_time", _("Allowed {office} {days} more working days: {because}"))
def allow_office_more_time(
    *, duty: WhistleDuty, days: int, because: str, by: Actor, on: date | None = None
) -> WhistleDuty:
    """Give one office more time for its work, before it has run out.

    Raises ExtensionTooLate, ExtensionTooLong.
    """
    case, day = _held(duty.whistle, by), on or zone_today()
    part = locked(duty)
    if part.state == DutyState.FINISHED:
        raise over(case)
    deadline = _working(part, case)
    if deadline.due_on is not None and day > deadline.due_on:
        raise ExtensionTooLate(clock=deadline.rule.name, due=deadline.due_on, on=day)
    limit = deadline.rule.longest_extension
    longest = number_on(limit, deadline.started_on or day) if limit is not None else 0
    if deadline.extended + days > longest:
        asked = deadline.extended + days
        raise ExtensionTooLong(field="days", clock=deadline.rule.name, longest=longest, asked=asked)
    told(
        case, Code.EXTENDED, zone_now(), by, duty=part, on=day, amount=days, note=because,
        cause=deadline.rule.code,
    )  # fmt: skip
    part = saved(part, office=part.office.name, days=days, because=because)
    settle_clocks(by.zone_id, [case.pk])
    return part


def _working(part: WhistleDuty, case: Whistle) -> Any:
    """The clock by which the office works now: the first time, or once more."""
    calendar = calendar_of(case.zone_id)
    return cases.office_deadlines(part, case, cases.told_steps(case), calendar)[-1]


def _held(whistle: Whistle, by: Any) -> Whistle:
    require(by, Permission.WHISTLE_SUPERVISE)
    case = locked(whistle)
    if case.state not in (S.SOUNDED, S.HANDLING):
        raise over(case)
    return case
