"""Ratings, and what follows from bad ones: a call back, a rectification, an answer, a close."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import cases
from jingkai.domains.services.actions import telling
from jingkai.domains.services.actions.common import (
    allow_owner,
    is_visitor,
    moment_of,
    require,
    saved,
)
from jingkai.domains.services.choices.approvals import (
    RATABLE,
    CallResult,
    Channel,
    Level,
    RectificationState,
)
from jingkai.domains.services.errors.approvals import (
    BadKind,
    CallFirst,
    MeasureNeeded,
    NotRatable,
    RatedAlready,
    one_of,
)
from jingkai.domains.services.models import Approval, CallBack, Rating, Rectification
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries import calls_missing
from jingkai.domains.services.rules.approvals import is_bad, may_change_rating
from jingkai.kernel.cases.moving import lock, move_case, open_case, recount
from jingkai.kernel.cases.past import past_of
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.prepared import Prepared
from jingkai.kernel.trail.writing import change, put

_HELD = Prepared(
    lambda approval, zone: Approval.objects.select_for_update(of=("self",))
    .select_related("account", "office", "rating")
    .filter(pk=approval, zone_id=zone)
)


def _of(approval: Approval) -> Rating:
    return Rating.objects.select_related("approval").get(approval=approval)


@action("services.rating.given", _("Rated {subject}: {level}"), again=_of)
def rate(
    *, approval: Approval, level: int, by: Any, words: str = "", tags: Sequence[str] = (),
    channel: str = "", at: datetime | None = None,
) -> Rating:  # fmt: skip
    """Say how satisfied one was (一件一评); once more within some days, then no more.

    The lowest two levels start a rectification with its clock at once.
    """
    require(by, Permission.OWN_RATE if is_visitor(by) else Permission.CASE_TAKE)
    if level not in Level.values:
        raise BadKind(field="level", value=level, known="1—5")
    held = _HELD.one(approval=approval.pk, zone=by.zone_id)
    allow_owner(held, by)
    if held.state not in RATABLE:
        raise NotRatable(number=held.number)
    moment, on = moment_of(at)
    rating = _given(held, on)
    rating.level, rating.words, rating.tags = level, words.strip(), list(tags)
    if rating.pk is None:
        rating.channel = channel or (Channel.ONLINE if is_visitor(by) else Channel.HALL)
        rating.rater = held.agent or held.applicant[:60]
        put(rating)
    else:
        rating.changed_on = on
        change(rating, "level", "words", "tags", "changed_on")
    if is_bad(level) and not Rectification.objects.filter(rating=rating).exists():
        _open_rectification(rating, held, moment, by)
    else:
        notify(to=(), code=telling.RATED, subject=held, facts=_facts(held, rating))
    record(held, level=str(Level(level).label))
    return rating


def _given(approval: Approval, on: date) -> Rating:
    """The rating that was given, if it may still be changed; else a new one."""
    known: Rating | None = getattr(approval, "rating", None)
    if known is None:
        return Rating(
            zone_id=approval.zone_id, approval=approval, rated_on=on, office=approval.office
        )
    days = int(cases.dated("rating_change_days").on(known.rated_on).value)
    if not may_change_rating(known.rated_on, known.changed_on, on, days):
        raise RatedAlready(number=approval.number, day=known.changed_on or known.rated_on)
    return known


def _facts(approval: Approval, rating: Rating) -> dict[str, Any]:
    return {
        "number": approval.number, "title": approval.title,
        "level": str(Level(rating.level).label), "words": rating.words,
    }  # fmt: skip


def _open_rectification(rating: Rating, approval: Approval, at: datetime, by: Any) -> None:
    """A bad rating becomes a case of the rated office, with the clocks of call and mending."""
    case = open_case(
        kind=cases.RECTIFICATION, title=approval.title, office=approval.office, by=by,
        party=approval.applicant, at=at,
    )  # fmt: skip
    row = Rectification(
        zone_id=rating.zone_id, case=case, rating=rating, office=approval.office,
        opened_on=moment_of(at)[1],
    )  # fmt: skip
    put(row)
    recount(case)
    row.due_on = due_of(row)
    change(row, "due_on")
    facts = {**_facts(approval, rating), "case": case.number, "due": row.due_on}
    notify(to=(), code=telling.BAD_RATING, subject=approval, facts=facts)
    facts = {"level": facts["level"], "words": rating.words, "due": due_of(row, "call_back")}
    telling.tell_seats(telling.TO_CALL, row, Permission.RATING_CALL_BACK, **facts)


def due_of(row: Rectification, clock: str = "rectification") -> date | None:
    """The day by which it is to be mended, or what another of its clocks asks for."""
    rows = [d for d in past_of(row.case).deadlines if d.clock == clock]
    return rows[0].due_on if rows else None


def _held(rectification: Rectification, version: int | None) -> Rectification:
    """The rectification in hand, with its case and what was rated.

    `version` is its case's as the page showed it; refused when it has moved on since.
    """
    case = lock(rectification.case_id, version=version)
    rows = Rectification.objects.select_related("rating__approval__account", "office")
    row = rows.get(case=case)
    row.case = case
    return row


def _moved(row: Rectification, code: str, by: Any, at: datetime, **values: Any) -> None:
    move_case(row.case, code, by=by, at=at, opinion=str(values.get("measure", "")))
    row.state = RectificationState(row.case.state)
    for name, value in values.items():
        setattr(row, name, value)
    recount(row.case)
    row.due_on = due_of(row)
    saved(row, "state", "due_on", *values)


@action("services.rectification.called", _("Called back about {subject}: {result}"))
def call_back(
    *, rectification: Rectification, called: str, result: str, said: str, by: Any,
    complicated: bool = False, at: datetime | None = None, version: int | None = None,
) -> CallBack:  # fmt: skip
    """Call whoever rated badly, under their real name, and record what they said.

    A complaint that stands is rectified (five working days, fifteen when complicated); a mistake is
    closed; after the rectification the person says whether they are satisfied.
    """
    require(by, Permission.RATING_CALL_BACK)
    result = one_of(CallResult, result, "result")
    row = _held(rectification, version)
    moment, on = moment_of(at)
    call = put(
        CallBack(
            zone_id=row.zone_id, rectification=row, on=on, called=called[:60], result=result,
            said=said, seat_id=by.pk,
        )
    )  # fmt: skip
    if result == CallResult.CONFIRMED:
        row.complicated = complicated
        _moved(row, "confirm", by, moment, complicated=complicated)
    elif result == CallResult.GROUNDLESS:
        _moved(row, "dismiss", by, moment, closed_on=on)
    elif result == CallResult.SATISFIED:
        _moved(row, "close", by, moment, closed_on=on, satisfied=True)
    elif result == CallResult.UNSATISFIED:
        _moved(row, "reopen", by, moment, answered_on=None)
    if row.state == RectificationState.RECTIFYING and result != CallResult.NOT_REACHED:
        telling.tell_seats(
            telling.TO_RECTIFY, row, Permission.RATING_RECTIFY, office=row.office, said=said,
            due=row.due_on,
        )  # fmt: skip
    record(row, result=str(CallResult(result).label), number=row.rating.approval.number)
    return call


@action("services.rectification.phone_read", _("Read the telephone to call back about {subject}"))
def read_rater_phone(*, rectification: Rectification, by: Any) -> str:
    """The telephone of whoever rated badly, for the call back; the entry says who read it.

    Raises Forbidden, also once the rectification is closed: nobody is called any more.
    """
    require(by, Permission.RATING_CALL_BACK)
    row = Rectification.objects.select_related("rating__approval", "case").get(pk=rectification.pk)
    if row.state not in (RectificationState.OPEN, RectificationState.ANSWERED):
        raise Forbidden
    record(row)
    phone = row.rating.approval.phone
    return phone.plain if phone else ""


@action("services.rectification.answered", _("Rectified {subject}: {measure}"))
def answer_rectification(
    *, rectification: Rectification, found: str, measure: str, by: Any,
    at: datetime | None = None, version: int | None = None,
) -> Rectification:  # fmt: skip
    """Say what was found and what was done; the person is told and called once more."""
    require(by, Permission.RATING_RECTIFY)
    if not found.strip() or not measure.strip():
        raise MeasureNeeded(field="measure" if found.strip() else "found")
    row = _held(rectification, version)
    moment, on = moment_of(at)
    _moved(row, "answer", by, moment, found=found, measure=measure, answered_on=on)
    telling.tell(telling.RECTIFIED, row.rating.approval, found=found, measure=measure)
    telling.tell_seats(
        telling.TO_CALL_AGAIN, row, Permission.RATING_CALL_BACK, measure=measure
    )
    record(row, measure=measure, number=row.rating.approval.number)
    return row


@action("services.rectification.closed", _("Closed the rectification {subject}"))
def close_rectification(
    *, rectification: Rectification, by: Any, satisfied: bool | None = None,
    at: datetime | None = None, version: int | None = None,
) -> Rectification:  # fmt: skip
    """Close it with the person's last word, asked for after the answer.

    Whoever could not be reached in as many calls as the rules ask for has no last word; it is
    closed without. Raises CallFirst.
    """
    require(by, Permission.RATING_CALL_BACK)
    row = _held(rectification, version)
    moment, on = moment_of(at)
    calls = CallBack.objects.filter(rectification=row, on__gte=row.answered_on or row.opened_on)
    if not calls.exclude(result=CallResult.NOT_REACHED).exists():
        if calls_missing(row, on):
            raise CallFirst
        satisfied = None
    _moved(row, "close", by, moment, closed_on=on, satisfied=satisfied)
    record(row, satisfied=satisfied)
    return row
