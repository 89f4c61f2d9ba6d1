"""What applicants, offices and programs are told of an application."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.models import Approval
from jingkai.kernel.access.queries import seats_holding
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.recipients import Phone
from jingkai.kernel.notices.wording import declare_notice

SUBMITTED = declare_notice(
    "services.approval.submitted",
    title=_("We received your application {number}: {title}"),
    body=_("Your application {number} ({title}) came in on {day}. You can follow it by its number"
           " and your telephone number."),
)  # fmt: skip
ACCEPTED = declare_notice(
    "services.approval.accepted",
    title=_("Your application {number} was accepted; it is promised for {due}"),
    body=_("Your application {number} ({title}) was accepted on {day}. It is promised for {due}."),
)
SUPPLEMENT = declare_notice(
    "services.approval.supplement",
    title=_("Please supplement your application {number} by {due}: {items}"),
    body=_("Your application {number} ({title}) is to be supplemented by {due}, all at once:"
           " {items}. Meanwhile the time stands still."),
)  # fmt: skip
REFUSED = declare_notice(
    "services.approval.refused",
    title=_("Your application {number} was not accepted: {why}"),
    body=_("Your application {number} ({title}) was not accepted: {why}. What you can do:"
           " {remedy}."),
)  # fmt: skip
GRANTED = declare_notice(
    "services.approval.granted",
    title=_("Your application {number} was granted"),
    body=_("Your application {number} ({title}) was granted on {day}. How you get the result:"
           " {delivery}. Please rate the service."),
)  # fmt: skip
REJECTED = declare_notice(
    "services.approval.rejected",
    title=_("Your application {number} was not granted: {why}"),
    body=_("Your application {number} ({title}) was not granted on {day}: {why}. You may ask for"
           " administrative review within 60 days or go to court within six months."),
)  # fmt: skip
DELIVERED = declare_notice(
    "services.approval.delivered",
    title=_("The result of your application {number} was handed over"),
    body=_("The result of your application {number} ({title}) was handed over on {day}. Please rate"
           " the service."),
)  # fmt: skip
ENDED = declare_notice(
    "services.approval.ended",
    title=_("Your application {number} ended: {why}"),
    body=_("Your application {number} ({title}) ended on {day}: {why}."),
)
SPECIAL = declare_notice(
    "services.approval.special",
    title=_("Your application {number}: {procedure}; meanwhile the time stands still"),
    body=_("For your application {number} ({title}) there is a special procedure: {procedure}. Its"
           " days lie outside the limit."),
)  # fmt: skip
EXTENDED = declare_notice(
    "services.approval.extended",
    title=_("Your application {number} takes {amount} working days longer: {why}"),
    body=_("The limit of your application {number} ({title}) was extended by {amount} working days:"
           " {why}. It is now promised for {due}."),
)  # fmt: skip
HANDED_IN = declare_notice(
    "services.approval.handed_in",
    title=_("Application {number} was supplemented"),
    body=_("Application {number} ({title}) was supplemented in full on {day}; the time runs on."),
)
REVOKED = declare_notice(
    "services.certificate.revoked",
    title=_("Your certificate {certificate} was revoked: {why}"),
    body=_("Your certificate {certificate} ({identifier}) was revoked on {day}: {why}."),
)
BAD_RATING = declare_notice(
    "services.rating.bad",
    title=_("Application {number} was rated “{level}”; please call back"),
    body=_("Application {number} ({title}) was rated “{level}”: {words}. Rectification {case} is"
           " to be done by {due}."),
)  # fmt: skip
TO_CALL = declare_notice(
    "services.rectification.opened",
    title=_("{number} was rated “{level}”: call back by {due}"),
    body=_("Application {number} ({title}) was rated “{level}”: {words}. Call the person back"
           " under their real name by {due}."),
    channels=("app",),
)  # fmt: skip
TO_RECTIFY = declare_notice(
    "services.rectification.confirmed",
    title=_("A complaint about {number} stands: rectify by {due}"),
    body=_("What was complained of in application {number} ({title}) stands: {said}. Say by {due}"
           " what you found and what you did."),
    channels=("app",),
)  # fmt: skip
TO_CALL_AGAIN = declare_notice(
    "services.rectification.to_call_again",
    title=_("{number} was rectified: call the person once more"),
    body=_("What was complained of in application {number} ({title}) was rectified: {measure}. Ask"
           " the person whether they are satisfied."),
    channels=("app",),
)  # fmt: skip
RECTIFIED = declare_notice(
    "services.rectification.answered",
    title=_("What you complained of in application {number} was rectified"),
    body=_("What you complained of in application {number} ({title}) was looked into. Found:"
           " {found}. Done: {measure}."),
)  # fmt: skip
BOOKED = declare_notice(
    "services.appointment.booked",
    title=_("Your appointment {number}: {slot}, {place}"),
    body=_("You are expected {slot} at {place}. Your number is {number}."),
)
CANCELLED = declare_notice(
    "services.appointment.cancelled",
    title=_("Your appointment {number} ({slot}) was cancelled"),
)
RATED = declare_notice(
    "services.rating.given",
    title=_("Application {number} was rated “{level}”"),
    channels=("hook",),
)


@dataclass(frozen=True)
class Person:
    """Somebody with a portal account, as the outbox wants to know them."""

    user_id: int | None
    pk: None = None


def applicant_of(record: Any) -> list[Any]:
    """The ways to whoever applied: their account, and their telephone."""
    ways: list[Any] = []
    if record.account_id is not None:
        ways.append(Person(record.account.user_id))
    if record.phone:
        ways.append(Phone(record.phone.plain))
    return ways


def tell_seats(code: str, row: Any, permission: str, *, office: Any = None, **facts: Any) -> None:
    """Tell those of the zone, or of an office, who are to do something about a rectification."""
    approval = row.rating.approval
    told = {"number": approval.number, "title": approval.title, **facts}
    seats = seats_holding(permission, zone_id=row.zone_id, on=zone_today(), office=office)
    notify(to=list(seats), code=code, subject=row, facts=told)


def tell(code: str, approval: Approval, **facts: Any) -> None:
    """Tell the applicant, and the webhooks that asked for it, in one statement."""
    told = {"number": approval.number, "title": approval.title, **facts}
    notify(to=applicant_of(approval), code=code, subject=approval, facts=told)
