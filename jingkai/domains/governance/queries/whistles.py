"""Whistles as a seat sees them: rows, clocks and arrivals of offices, journal, what is due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingkai.domains.governance import cases
from jingkai.domains.governance.choices import WhistleState
from jingkai.domains.governance.models import Whistle, WhistleDuty, WhistleStep
from jingkai.domains.governance.permissions import Permission
from jingkai.domains.governance.queries.speaking import speaks_for
from jingkai.domains.governance.rules.whistles import is_near, pauses
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.causes import cause_name
from jingkai.kernel.cases.clocks import Deadline, Pause, Standing
from jingkai.kernel.cases.explaining import explain
from jingkai.kernel.cases.reminding import Due, remind
from jingkai.kernel.cases.words import STANDINGS, TONES
from jingkai.kernel.errors import Sentence
from jingkai.kernel.files.queries import attachments_of
from jingkai.kernel.workdays.calendar import WorkCalendar

EVENTS: Mapping[str, Sentence] = {
    "called": gettext_lazy("office called"),
    "arrived": gettext_lazy("arrived on site"),
    "finished": gettext_lazy("work of the office done"),
    "sent_back": gettext_lazy("sent back"),
    "reported": gettext_lazy("reported as done"),
    "rated": gettext_lazy("rated"),
    "closed": gettext_lazy("whistle withdrawn"),
}
WHISTLES, DUTIES = "governance.whistles", "governance.duties"


@dataclass(frozen=True)
class Clock:
    """One clock as a page tells it; `parts` say step by step why it is due when it is."""

    name: str
    due: str
    words: str
    tone: str
    parts: tuple[str, ...]
    basis: str
    standing: Standing


@dataclass(frozen=True)
class OfficePart:
    """An office's part in a whistle as its page tells it; `near`: it reported from the place."""

    duty: WhistleDuty
    clocks: tuple[Clock, ...]
    photos: tuple[Any, ...]
    metres: Decimal | None
    near: bool | None
    may_arrive: bool
    may_finish: bool


def whistles_for(seat: Any) -> QuerySet[Whistle]:
    """Whistles of the zone."""
    rows = Whistle.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.WHISTLE_VIEW) else rows.none()


def duties_for(seat: Any) -> QuerySet[WhistleDuty]:
    """Offices' parts in whistles."""
    rows = WhistleDuty.objects.filter(zone_id=seat.zone_id)
    return rows if seat.can(Permission.WHISTLE_VIEW) else rows.none()


def offices_of_whistle(whistle: Whistle, seat: Any) -> list[OfficePart]:
    """Each office called, the leading one first: its clocks now, its arrival, its photos."""
    duties = list(whistle.duties.select_related("office").order_by("-part", "pk"))
    photos = attachments_of(duties) if duties else {}
    limit = Decimal(cases.number("whistles", "on_site_metres", timezone.localdate()))
    return [_part(duty, whistle, seat, tuple(photos.get(duty.pk, ())), limit) for duty in duties]


def _part(
    duty: WhistleDuty, whistle: Whistle, seat: Any, photos: tuple[Any, ...], limit: Decimal
) -> OfficePart:
    duty.whistle = whistle
    calendar, now = calendar_of(whistle.zone_id), zone_now()
    told = cases.office_deadlines(duty, whistle, cases.told_steps(whistle), calendar)
    mine = (
        whistle.state in (WhistleState.SOUNDED, WhistleState.HANDLING)
        and seat.can(Permission.WHISTLE_ANSWER)
        and speaks_for(seat, duty.office)
    )
    return OfficePart(
        duty, tuple(clock_words(each, now, calendar) for each in told), photos, duty.metres,
        is_near(duty.metres, limit), mine and duty.arrived_at is None,
        mine and duty.arrived_at is not None and duty.finished_at is None,
    )  # fmt: skip


def rating_clock(whistle: Whistle) -> Clock | None:
    """The whistler's own clock, once something is to be rated."""
    calendar = calendar_of(whistle.zone_id)
    told = cases.rating_deadline(whistle, calendar)
    return clock_words(told, zone_now(), calendar) if told.started_on else None


def clock_words(deadline: Deadline, now: datetime, calendar: WorkCalendar) -> Clock:
    """A clock in words, with why it is due when it is."""
    standing = deadline.standing(now, calendar)
    told = explain(deadline, EVENTS)
    if deadline.due_at is not None:
        due = timezone.localtime(deadline.due_at).strftime("%Y-%m-%d %H:%M")
    else:
        due = deadline.due_on.isoformat() if deadline.due_on else ""
    return Clock(
        str(deadline.rule.name), due, str(STANDINGS[standing]), TONES.get(standing, ""),
        tuple(part.sentence for part in told.parts), str(deadline.basis), standing,
    )  # fmt: skip


def journal_of_whistle(whistle: Whistle) -> list[WhistleStep]:
    """What happened to a whistle, in order, with the words of causes."""
    steps = list(whistle.steps.select_related("duty__office").order_by("at", "pk"))
    for step in steps:
        cause = step.cause if step.code in ("suspended", "resumed") else ""
        step.cause_words = str(cause_name(cause)) if cause else ""  # type: ignore[attr-defined]
    return steps


def halted(whistle: Whistle) -> Pause | None:
    """The suspension that still lasts."""
    lasting = (pause for pause in pauses(cases.told_steps(whistle)) if pause.ends is None)
    return next(lasting, None)


def open_duties(zone_id: int) -> QuerySet[WhistleDuty]:
    """The parts of open whistles that aren't done, with all that their clocks are told from."""
    steps = WhistleStep.objects.filter(code__in=("suspended", "resumed", "extended"))
    return (
        WhistleDuty.objects.filter(
            zone_id=zone_id, finished_at=None, whistle__rated_at=None, whistle__withdrawn_at=None
        )
        .select_related("office", "whistle__caller")
        .prefetch_related(Prefetch("whistle__steps", queryset=steps.order_by("at", "pk")))
        .order_by("pk")
    )


def worst_clock(duty: WhistleDuty, now: datetime) -> tuple[Deadline, Standing] | None:
    """The running clock of an office that is due first, and how it stands."""
    calendar, whistle = calendar_of(duty.zone_id), duty.whistle
    told = cases.office_deadlines(duty, whistle, cases.told_steps(whistle), calendar)
    found = [each for each in cases.running(told) if each.due_on is not None]
    if not found:
        return None
    first = min(found, key=_due_order)
    return first, first.standing(now, calendar)


def _due_order(deadline: Deadline) -> tuple[date, bool]:
    assert deadline.due_on is not None
    return deadline.due_on, deadline.due_at is None


def whistles_due(seat: Any, on: date) -> list[Due]:
    """What waits for the seat: its office's parts, what it has to rate; to supervisors the late."""
    moment = zone_now().replace(year=on.year, month=on.month, day=on.day)
    found: list[Due] = []
    if seat.can(Permission.WHISTLE_ANSWER) or seat.can(Permission.WHISTLE_SUPERVISE):
        found += _parts_due(seat, moment)
    if seat.can(Permission.WHISTLE_SOUND):
        found += _ratings_due(seat, moment)
    return sorted(found, key=lambda item: (item.due, item.register, item.pk))


def _parts_due(seat: Any, moment: datetime) -> Iterator[Due]:
    over_all = seat.can(Permission.WHISTLE_SUPERVISE)
    answers = seat.can(Permission.WHISTLE_ANSWER)
    for duty in open_duties(seat.zone_id):
        mine = answers and speaks_for(seat, duty.office)
        told = worst_clock(duty, moment) if mine or over_all else None
        if told is None or (not mine and told[1] is not Standing.OVERDUE):
            continue
        title = f"{duty.whistle.title}（{duty.office.name}）"
        why = str(told[0].rule.name)
        yield from remind(WHISTLES, duty.whistle, told[0], moment, why, title=title)


def _ratings_due(seat: Any, moment: datetime) -> Iterator[Due]:
    rows: Iterable[Whistle] = (
        Whistle.objects.filter(zone_id=seat.zone_id, state=WhistleState.REPORTED)
        .select_related("caller")
        .order_by("pk")
    )
    calendar = calendar_of(seat.zone_id)
    for whistle in rows:
        if speaks_for(seat, whistle.caller):
            told = cases.rating_deadline(whistle, calendar)
            due = told.due_on or moment.date()
            state = told.standing(moment, calendar)
            why = _("The work is reported as done and waits for your rating.")
            yield Due(whistle.title, WHISTLES, whistle.pk, due, state, why)
