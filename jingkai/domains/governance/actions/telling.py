"""What askers and offices are told of an appeal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.models import Appeal
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.access.queries import seats_holding
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.notices.outbox import notify
from jingkai.kernel.notices.recipients import Phone
from jingkai.kernel.notices.wording import declare_notice

RECEIVED = declare_notice(
    "governance.appeal.received",
    title=_("We received your appeal {number}: {title}"),
    body=_("Your appeal {number} ({title}) came in. It is to be answered by {answer_by}. You can"
           " follow it by its number and your telephone number."),
)  # fmt: skip
ANSWERED = declare_notice(
    "governance.appeal.answered",
    title=_("Your appeal {number} was answered"),
    body=_("Your appeal {number} ({title}) was answered: {answer} {referred_to} Please tell us"
           " whether you are content."),
)  # fmt: skip
AGAIN = declare_notice(
    "governance.appeal.again",
    title=_("Your appeal {number} is worked on again"),
    body=_("You were not content with what was done about {number} ({title}). It is worked on"
           " again and to be answered by {answer_by}."),
)  # fmt: skip
ARRIVED = declare_notice(
    "governance.appeal.arrived",
    title=_("Appeal {number} is to be accepted by {accept_by}: {title}"),
    channels=("app",),
)
CAME_BACK = declare_notice(
    "governance.appeal.came_back",
    title=_("Appeal {number} was given back: {because}"),
    channels=("app",),
)


@dataclass(frozen=True)
class Person:
    """Somebody with a portal account, as the outbox wants to know them."""

    user_id: int | None
    pk: None = None


def tell(code: str, appeal: Appeal) -> None:
    """Tell who asked, at their account and their telephone."""
    ways: list[Any] = []
    if appeal.account is not None:
        ways.append(Person(appeal.account.user_id))
    if appeal.phone:
        ways.append(Phone(appeal.phone.plain))
    if ways:
        notify(to=ways, code=code, subject=appeal, facts=_facts(appeal))


def tell_office(code: str, appeal: Appeal) -> None:
    """Tell the office that holds it, or the desk where none does."""
    permission = P.APPEAL_HANDLE if appeal.office is not None else P.APPEAL_ROUTE
    seats = seats_holding(
        permission, zone_id=appeal.zone_id, on=zone_today(), office=appeal.office
    )
    if seats:
        notify(to=list(seats), code=code, subject=appeal, facts=_facts(appeal))


def _facts(appeal: Appeal) -> dict[str, Any]:
    referred = _("Where to go: {place}.").format(place=appeal.referred_to)
    return {
        "number": appeal.number, "title": appeal.title, "answer": appeal.answer,
        "referred_to": referred if appeal.referred_to else "",
        "answer_by": appeal.answer_due_on, "accept_by": appeal.accept_due_on,
        "because": appeal.given_back,
    }  # fmt: skip
