"""A whistle's states and moves, and the clocks of each office called and of the whistler."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.cases.dated import dated, part
from jingkai.domains.governance.choices import WhistleKind
from jingkai.domains.governance.choices import WhistleState as S
from jingkai.domains.governance.permissions import Permission
from jingkai.domains.governance.rules.whistles import Told, extensions, pauses
from jingkai.kernel.cases.clocks import Deadline, Event, due
from jingkai.kernel.cases.kinds import CaseKind, ClockRule, Move, State, Unit, register
from jingkai.kernel.units.parameters import Parameter
from jingkai.kernel.workdays.calendar import WorkCalendar

CAUSES = ("force_majeure", "testing", "appraisal", "hearing", "court")
"""For what a whistle may be suspended; words of the kernel's cases."""


def _dated(code: str) -> Parameter:
    return dated("whistles", code)


def _arrive(kind: str, unit: Unit, **marks: Any) -> ClockRule:
    return ClockRule(
        code="arrive", name=_("time to be on site"), unit=unit,
        length=_dated(f"arrive_{kind}"), starts=frozenset({"called"}),
        stops=frozenset({"arrived", "closed"}), outside=frozenset(), **marks,
    )  # fmt: skip


ARRIVE = {
    WhistleKind.EMERGENCY.value: _arrive("emergency", Unit.DAYS),
    WhistleKind.ENFORCEMENT.value: _arrive(
        "enforcement", Unit.HOURS, amber=_dated("arrive_amber_hours"),
        red=_dated("arrive_red_hours"),
    ),
    WhistleKind.KEY_WORK.value: _arrive(
        "key_work", Unit.WORKDAYS, red=_dated("arrive_red_days")
    ),
}  # fmt: skip
WORK = ClockRule(
    code="work", name=_("time for the office's work"), unit=Unit.WORKDAYS, length=10,
    starts=frozenset({"called"}), stops=frozenset({"finished", "closed"}),
    amber=_dated("work_amber_days"), red=_dated("work_red_days"),
    outside=frozenset(CAUSES), longest_extension=_dated("longest_extension"),
)  # fmt: skip
AGAIN = replace(
    WORK, code="again", name=_("time to work on it again"), starts=frozenset({"sent_back"}),
    length=_dated("again_days"),
)  # fmt: skip
RATE = ClockRule(
    code="rate", name=_("time for the whistler to rate"), unit=Unit.WORKDAYS,
    length=_dated("rate_days"), starts=frozenset({"reported"}),
    stops=frozenset({"rated", "closed"}), red=_dated("rate_red_days"),
)  # fmt: skip


def work_rule(kind: str, role: str) -> ClockRule:
    """How long an office may work on a whistle of this kind, leading or assisting."""
    return replace(WORK, length=part("whistles", f"work_{kind}", role))


WHISTLE = register(
    CaseKind(
        code="governance.whistle",
        prefix="CS",
        name=_("Whistle"),
        first=S.SOUNDED,
        states=(
            State(S.SOUNDED, S.SOUNDED.label, fields=("problem",)),
            State(S.HANDLING, S.HANDLING.label, fields=("lead_arrived_at",)),
            State(S.REPORTED, S.REPORTED.label, fields=("outcome",)),
            State(S.CLOSED, S.CLOSED.label, fields=("rating",), final=True),
            State(S.WITHDRAWN, S.WITHDRAWN.label, fields=("withdrawn_because",), final=True),
        ),
        moves=(
            Move("arrive", _("Report arrival on site"), S.HANDLING, frozenset({S.SOUNDED}),
                 Permission.WHISTLE_ANSWER),
            Move("report", _("Report as done"), S.REPORTED, frozenset({S.HANDLING}),
                 Permission.WHISTLE_ANSWER),
            Move("send_back", _("Send back"), S.HANDLING, frozenset({S.REPORTED}),
                 Permission.WHISTLE_SOUND),
            Move("rate", _("Rate and close"), S.CLOSED, frozenset({S.REPORTED}),
                 Permission.WHISTLE_SOUND),
            Move("withdraw", _("Withdraw the whistle"), S.WITHDRAWN,
                 frozenset({S.SOUNDED, S.HANDLING}), Permission.WHISTLE_SOUND),
        ),
        clocks=(*ARRIVE.values(), WORK, AGAIN, RATE),
        order=(S.SOUNDED, S.HANDLING, S.REPORTED, S.CLOSED),
    )
)  # fmt: skip


def told_steps(whistle: Any) -> list[Told]:
    """The steps of a whistle's journal from which its clocks are told."""
    return [
        Told(step.code, step.on, step.cause, step.amount or 0, step.duty_id, step.note, step.actor)
        for step in whistle.steps.all()
        if step.code in ("suspended", "resumed", "extended")
    ]


def office_deadlines(
    duty: Any, whistle: Any, steps: Sequence[Told], calendar: WorkCalendar
) -> list[Deadline]:
    """What the clocks of one office say: to be on site, its work, and its work once more."""
    ended = whistle.withdrawn_at
    common = [*_events(("closed", ended))]
    first = _events(
        ("called", duty.called_at), ("arrived", duty.arrived_at),
        ("finished", duty.first_finished_at or duty.finished_at),
    )  # fmt: skip
    events, held = [*common, *first], pauses(steps)
    work, more = work_rule(whistle.kind, duty.part), extensions(steps, duty.pk, "work")
    told = [
        due(ARRIVE[whistle.kind], events, calendar),
        due(work, events, calendar, pauses=held, extensions=more),
    ]
    if duty.again_at:
        again = _events(("sent_back", duty.again_at), ("finished", duty.finished_at))
        since = timezone.localdate(duty.again_at)
        more = extensions(steps, duty.pk, "again", since)
        told.append(due(AGAIN, [*common, *again], calendar, pauses=held, extensions=more))
    return told


def rating_deadline(whistle: Any, calendar: WorkCalendar) -> Deadline:
    """What the whistler's own clock says: reported work is rated in time."""
    events = _events(("reported", whistle.reported_at), ("rated", whistle.rated_at))
    return due(RATE, list(events), calendar)


def _events(*pairs: tuple[str, datetime | None]) -> Iterator[Event]:
    for code, at in pairs:
        if at is not None:
            local = timezone.localtime(at)
            yield Event(code, local.date(), local)


def running(deadlines: Iterable[Deadline]) -> Iterator[Deadline]:
    """Those that still run or stand still."""
    return (each for each in deadlines if each.started_on is not None and each.stopped is None)
