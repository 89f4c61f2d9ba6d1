"""Registrations of unemployment ended."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.errors import NotOpen
from jingkai.domains.livelihood.models import UnemploymentRegistration
from jingkai.domains.livelihood.permissions import Permission
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action


@action("livelihood.unemployment.ended", _("The registration {subject} of unemployment ended"))
def end_unemployment(
    *, registration: UnemploymentRegistration, end_reason: str, on: date, by: Actor
) -> UnemploymentRegistration:
    """Somebody is registered as without work no more, from a day on and for a reason.

    Raises NotOpen where it ended before, TooEarly before it began.
    """
    require(by, Permission.UNEMPLOYMENT_EDIT)
    registration = locked(registration)
    if registration.ended_on is not None:
        raise NotOpen(number=registration.number, day=registration.ended_on)
    not_before(on, registration.registered_on, _("day of registration"))
    registration.ended_on, registration.end_reason = on, end_reason
    return saved(registration, on=on, reason=registration.get_end_reason_display())
