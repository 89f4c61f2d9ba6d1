"""Cases of support: granted, refused, changed, reviewed, stopped; who is supported by them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.cases.support import SUPPORT, review_deadline
from jingkai.domains.livelihood.choices.support import SupportState
from jingkai.domains.livelihood.errors.subsidies import CaseOver, NothingToPay
from jingkai.domains.livelihood.models.allowance import (
    SupportCase,
    SupportChange,
    SupportedPerson,
    SupportReview,
)
from jingkai.domains.livelihood.models.people import Beneficiary
from jingkai.domains.livelihood.permissions import Permission
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.steps import (
    locked,
    not_before,
    put,
    require,
    require_complete,
    saved,
)
from jingkai.kernel.trail.acting import Actor, action

S = SupportState


@action("livelihood.support.granted", _("Granted {subject}: {monthly} yuan a month"))
def grant_support(
    *, case: SupportCase, monthly: Decimal, review_class: str, on: date, by: Actor
) -> SupportCase:
    """Grant support; the people of the household who are here are supported from that day.

    Raises NothingToPay when the household has nobody.
    """
    case = _moved(case, "grant", on, by, monthly=monthly, review_class=review_class)
    people = Beneficiary.objects.filter(household=case.household, gone_on__isnull=True)
    if not people:
        raise NothingToPay(number=case.number)
    for person in people:
        row = SupportedPerson(zone_id=case.zone_id, case=case, person=person, since=on)
        row.full_clean(exclude=["zone"])
        row.save()
    _amount(case, on, monthly, "")
    return saved(case, monthly=f"{monthly:f}", on=on)


@action("livelihood.support.refused", _("Did not grant {subject}: {because}"))
def refuse_support(*, case: SupportCase, because: str, on: date, by: Actor) -> SupportCase:
    """Refuse an application, with the reason that the household is told."""
    case = _moved(case, "refuse", on, by, refused_because=because)
    return saved(case, because=because, on=on)


@action("livelihood.support.changed", _("{subject} pays {monthly} yuan a month from {on}"))
def change_support(
    *, case: SupportCase, monthly: Decimal, because: str, on: date, by: Actor
) -> SupportCase:
    """Change what a case pays a month from a day on."""
    require(by, Permission.SUPPORT_DECIDE)
    case = _supported(case)
    not_before(on, case.granted_on, S.GRANTED.label)
    _amount(case, on, monthly, because)
    case.monthly = monthly
    return saved(case, monthly=f"{monthly:f}", on=on, because=because)


@action("livelihood.support.person_left", _("{subject} is supported no longer from {on}"))
def end_person(*, supported: SupportedPerson, on: date, by: Actor) -> SupportedPerson:
    """One person of a household is supported no longer; the case goes on."""
    require(by, Permission.SUPPORT_DECIDE)
    row = locked(supported)
    not_before(on, row.since, _("supported since"))
    row.until = on
    return saved(row, on=on)


@action("livelihood.support.reviewed", _("Reviewed {subject}: {result}"))
def review_support(
    *, case: SupportCase, result: str, finding: str, on: date, by: Actor
) -> SupportReview:
    """Record that a case was looked at again; its next review counts from that day."""
    require(by, Permission.SUPPORT_EDIT)
    case = _supported(case)
    not_before(on, case.granted_on, S.GRANTED.label)
    done = list(case.reviews.values_list("done_on", flat=True))
    due = review_deadline(case, done, calendar_of(case.zone_id)).due_on or on
    review = SupportReview(
        zone_id=case.zone_id, case=case, due_on=due, done_on=on, result=result, finding=finding
    )
    return saved(review, result=review.get_result_display(), on=on)


@action("livelihood.support.stopped", _("Stopped {subject}: {why}"))
def stop_support(
    *, case: SupportCase, why: str, on: date, by: Actor, note: str = ""
) -> SupportCase:
    """Stop a case: nobody is supported by it from that day on."""
    case = _moved(case, "stop", on, by, stop_reason=why, stop_note=note)
    open_rows = SupportedPerson.objects.filter(case=case, until__isnull=True)
    open_rows.filter(since__gte=on).delete()
    open_rows.update(until=on)
    return saved(case, why=case.get_stop_reason_display(), on=on)


STEP_DAYS = {"grant": "granted_on", "refuse": "refused_on", "stop": "stopped_on"}


def _moved(case: SupportCase, code: str, on: date, by: Any, **values: Any) -> SupportCase:
    """The case moved on, not yet written: offered, complete, in the order of its days."""
    require(by, next(each for each in SUPPORT.moves if each.code == code).permission)
    case = locked(case)
    move = SUPPORT.move(code, state=case.state)
    put(case, values)
    require_complete(SUPPORT, move.to, case)
    not_before(on, case.granted_on or case.applied_on, S(case.state).label)
    setattr(case, STEP_DAYS[code], on)
    return case


def _supported(case: SupportCase) -> SupportCase:
    case = locked(case)
    if case.state != S.GRANTED:
        raise CaseOver(number=case.number, state=S(case.state).label)
    return case


def _amount(case: SupportCase, since: date, monthly: Decimal, because: str) -> None:
    """The amount from a day on; told again for the same day it replaces it."""
    row = SupportChange.objects.filter(case=case, since=since).first()
    row = row or SupportChange(zone_id=case.zone_id, case=case, since=since)
    row.monthly, row.because = monthly, because
    row.full_clean(exclude=["zone"])
    row.save()
