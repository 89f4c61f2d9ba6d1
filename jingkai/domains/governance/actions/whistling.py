"""A whistle step by step: sounded, reported to on site, worked on, reported as done, rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import cases
from jingkai.domains.governance.actions.reckoning_whistles import settle_clocks
from jingkai.domains.governance.actions.speaking import speak_for
from jingkai.domains.governance.choices import WhistleKind, WhistlePart, WhistleRating
from jingkai.domains.governance.choices import WhistleState as S
from jingkai.domains.governance.choices import WhistleStepCode as Code
from jingkai.domains.governance.errors import AlreadyReported, NoPlace, StillAtWork, WhistleOver
from jingkai.domains.governance.models import Whistle, WhistleDuty, WhistleStep
from jingkai.domains.governance.permissions import Permission
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.cases.steps import locked, require, saved
from jingkai.kernel.files.actions import Item, attach_all
from jingkai.kernel.trail.acting import Actor, action


@dataclass(frozen=True, kw_only=True)
class Call:
    """What a whistle is sounded for: the problem, its kind, its place, the appeal behind it."""

    title: str
    problem: str
    kind: str = WhistleKind.ENFORCEMENT
    address: str = ""
    shape: Any = None
    appeal: Any = None


@action("governance.whistle.sounded", _("Sounded {subject}; {lead} leads"))
def sound_whistle(
    *, call: Call, lead: Any, by: Actor, assisting: Sequence[Any] = (), caller: Any = None,
    at: datetime | None = None,
) -> Whistle:  # fmt: skip
    """Sound a whistle: one office leads, others assist; the clocks of all start.

    `caller` is the street or community, that of the seat unless told.
    """
    require(by, Permission.WHISTLE_SOUND)
    moment, asker = at or zone_now(), caller or getattr(by, "office", None)
    speak_for(by, asker)
    whistle = Whistle(
        zone_id=by.zone_id, caller=asker, lead=lead, sounded_at=moment, **vars(call),
        number=next_after(
            Whistle, by.zone_id, cases.WHISTLE.prefix, timezone.localdate(moment)
        ),
    )  # fmt: skip
    saved(whistle, lead=lead.name)
    told(whistle, Code.SOUNDED, moment, by, note=call.problem)
    called(whistle, lead, WhistlePart.LEAD, moment, by)
    for office in assisting:
        if office.pk != lead.pk:
            called(whistle, office, WhistlePart.ASSIST, moment, by)
    settle_clocks(by.zone_id, [whistle.pk])
    return whistle


@action("governance.whistle.office_called", _("Called {office} for {subject}"))
def call_office(*, whistle: Whistle, office: Any, by: Actor, at: datetime | None = None) -> Whistle:
    """Call one more office to assist; its own clocks start now."""
    require(by, Permission.WHISTLE_SOUND)
    case = locked(whistle)
    speak_for(by, case.caller)
    if case.state not in (S.SOUNDED, S.HANDLING):
        raise over(case)
    called(case, office, WhistlePart.ASSIST, at or zone_now(), by)
    settle_clocks(by.zone_id, [case.pk])
    return saved(case, office=office.name)


@action("governance.whistle.arrived", _("{office} was on site for {subject}"))
def report_arrival(
    *, duty: WhistleDuty, by: Any, shape: Any = None, note: str = "",
    photos: Sequence[Item] = (), at: datetime | None = None,
) -> WhistleDuty:  # fmt: skip
    """Report arrival on site: when, from where, with photos; without a place a note says why.

    Raises NoPlace, NotYourOffice, WhistleOver.
    """
    whistle, part = _held(duty, by)
    if shape is None and not note.strip():
        raise NoPlace(field="shape")
    if part.arrived_at is not None:
        raise AlreadyReported(office=part.office.name, state=part.get_state_display())
    moment = at or zone_now()
    part.arrived_at, part.shape, part.arrival_note = moment, shape, note
    part = saved(part, office=part.office.name)
    told(whistle, Code.ARRIVED, moment, by, duty=part, note=note)
    if part.part == WhistlePart.LEAD:
        whistle.lead_arrived_at = moment
        written(whistle)
    settle_clocks(by.zone_id, [whistle.pk])
    hung(part, photos, by)
    return part


@action("governance.whistle.worked", _("{office} has done its part of {subject}"))
def report_work(
    *, duty: WhistleDuty, work: str, by: Any, photos: Sequence[Item] = (),
    at: datetime | None = None,
) -> WhistleDuty:  # fmt: skip
    """Report what an office did; its clock stops. The arrival comes before."""
    whistle, part = _held(duty, by)
    if part.finished_at is not None:
        raise AlreadyReported(office=part.office.name, state=part.get_state_display())
    moment = at or zone_now()
    part.work, part.finished_at = work, moment
    part.first_finished_at = part.first_finished_at or moment
    part = saved(part, office=part.office.name)
    told(whistle, Code.FINISHED, moment, by, duty=part, note=work)
    settle_clocks(by.zone_id, [whistle.pk])
    hung(part, photos, by)
    return part


@action("governance.whistle.reported", _("{subject} was reported as done"))
def report_done(
    *, whistle: Whistle, outcome: str, by: Actor, at: datetime | None = None
) -> Whistle:
    """The leading office reports the whole as done; the whistler has to rate it now.

    Raises StillAtWork naming the offices that haven't done their part.
    """
    case = _moved(whistle, "report", by, "lead")
    waiting = case.duties.filter(finished_at__isnull=True).select_related("office")
    if names := [part.office.name for part in waiting]:
        raise StillAtWork(offices="、".join(names))
    case.reported_at, case.outcome = at or zone_now(), outcome
    told(case, Code.REPORTED, case.reported_at, by, note=outcome)
    return saved(case, outcome=outcome)


@action("governance.whistle.rated", _("Rated {subject}: {rating}"))
def rate_whistle(
    *, whistle: Whistle, rating: str, by: Actor, remark: str = "", at: datetime | None = None
) -> Whistle:
    """The whistler's rating closes a whistle; “dissatisfied” sends it back with a new clock."""
    sends_back = rating == WhistleRating.DISSATISFIED
    case = _moved(whistle, "send_back" if sends_back else "rate", by, "caller")
    moment, words = at or zone_now(), str(WhistleRating(rating).label)
    if sends_back:
        told(case, Code.SENT_BACK, moment, by, note=remark)
        return _send_back(case, remark or words, moment)
    told(case, Code.RATED, moment, by, note="：".join(filter(None, (words, remark))))
    case.rated_at, case.rating, case.remark = moment, rating, remark
    return saved(case, rating=words)


@action("governance.whistle.withdrawn", _("Withdrew {subject}: {because}"))
def withdraw_whistle(
    *, whistle: Whistle, because: str, by: Actor, at: datetime | None = None
) -> Whistle:
    """Take a whistle back before it is reported as done: all clocks stop."""
    case = _moved(whistle, "withdraw", by, "caller")
    case.withdrawn_at, case.withdrawn_because = at or zone_now(), because
    told(case, Code.WITHDRAWN, case.withdrawn_at, by, note=because)
    case = saved(case, because=because)
    settle_clocks(by.zone_id, [case.pk])
    return case


def _send_back(case: Whistle, because: str, moment: datetime) -> Whistle:
    """The leading office works on it once more; those who assist keep what they did."""
    lead = case.duties.select_for_update().get(part=WhistlePart.LEAD)
    lead.again_at, lead.finished_at = moment, None
    written(lead)
    case.round, case.sent_back_at, case.sent_back_because = case.round + 1, moment, because
    case.reported_at, case.outcome = None, ""
    return saved(case, rating=str(WhistleRating.DISSATISFIED.label))


def _moved(whistle: Whistle, code: str, by: Any, whose: str) -> Whistle:
    """The whistle held, the move offered, whoever acts speaking for the office whose turn it is."""
    move = next(each for each in cases.WHISTLE.moves if each.code == code)
    require(by, move.permission)
    case = locked(whistle)
    speak_for(by, getattr(case, whose))
    cases.WHISTLE.move(code, state=case.state)
    return case


def _held(duty: WhistleDuty, by: Any) -> tuple[Whistle, WhistleDuty]:
    """A whistle and one office's part in it, as they are now, open and of the actor's office."""
    require(by, Permission.WHISTLE_ANSWER)
    case = locked(duty.whistle)
    part = locked(duty)
    speak_for(by, part.office)
    if case.state not in (S.SOUNDED, S.HANDLING):
        raise over(case)
    return case, part


def over(case: Whistle) -> WhistleOver:
    """The refusal of a whistle that has gone beyond this step."""
    return WhistleOver(number=case.number, state=S(case.state).label)


def called(case: Whistle, office: Any, part: str, at: datetime, by: Any) -> WhistleDuty:
    """An office gets its part, and its clocks with it."""
    duty = WhistleDuty(zone_id=case.zone_id, whistle=case, office=office, part=part, called_at=at)
    written(duty)
    told(case, Code.CALLED, at, by, duty=duty)
    return duty


def told(
    case: Whistle, code: str, at: datetime, by: Any, *, duty: WhistleDuty | None = None,
    on: date | None = None, **more: Any,
) -> WhistleStep:  # fmt: skip
    """A line of the whistle's journal; `on` is the day that counts, where it isn't today."""
    step = WhistleStep(
        zone_id=case.zone_id, whistle=case, duty=duty, code=code, at=at,
        on=on or timezone.localdate(at), round=case.round, actor=by.name, **more,
    )  # fmt: skip
    written(step)
    return step


def written(row: Any) -> None:
    """Check and save a row beside the action's own record."""
    row.full_clean(exclude=["zone"])
    row.save()
    row.refresh_from_db()


def hung(part: WhistleDuty, photos: Sequence[Item], by: Any) -> None:
    """Hang the photos on the office's part."""
    if photos:
        attach_all(holder=part, items=photos, by=by)
