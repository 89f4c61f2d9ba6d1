"""Who acts for an enterprise on the portal: granted with powers from a day to a day, and ended."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.actions.codes import usable
from jingkai.domains.subjects.choices import Power
from jingkai.domains.subjects.errors import (
    AgencyStands,
    AgentUnknown,
    NotRecorded,
    NotYoursToGrant,
    PowersMissing,
)
from jingkai.domains.subjects.models import Agency, Enterprise
from jingkai.domains.subjects.permissions import Permission
from jingkai.domains.subjects.queries.accounts import account_with_phone
from jingkai.domains.subjects.queries.visitors import powers_for
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import change, put


@action("subjects.agency.granted", _("Let {agent} act for {enterprise}"))
def grant_agency(
    *, enterprise: Enterprise, phone: str, name: str, powers: Collection[str], by: Any,
    since: date | None = None, until: date | None = None, document: str = "",
) -> Agency:  # fmt: skip
    """Let a verified account act for the enterprise, with these powers.

    `by` is a seat with the permission (it has seen the licence), or a visitor who may grant for
    the enterprise; nobody grants more than they hold. Raises NotYoursToGrant, PowersMissing,
    AgentUnknown, AgencyStands.
    """
    held = _grantable(enterprise, by)
    beyond = set(powers) - held
    if beyond or not powers:
        named = [str(Power(code).label) for code in Power.values if code in beyond]
        raise PowersMissing(field="powers", powers="、".join(named) or "—")
    agent = account_with_phone(by.zone_id, usable(phone))
    if agent is None or agent.person is None or agent.person.name != name.strip():
        raise AgentUnknown(field="name")
    if enterprise.agencies.filter(account=agent, ended_on=None).exists():
        raise AgencyStands(name=agent.name, enterprise=enterprise.name)
    agency = Agency(
        zone_id=by.zone_id, account=agent, enterprise=enterprise, granted_by=by.name,
        powers=[code for code in Power.values if code in powers], until=until,
        since=since or zone_today(), document=document.strip(),
        granter=getattr(by, "account", None), seat=by if isinstance(by, Seat) else None,
    )  # fmt: skip
    try:
        agency.validate_constraints()
    except ValidationError as fault:
        raise NotRecorded(why=" ".join(fault.messages)) from fault
    put(agency)
    record(
        agency, agent=agent.name, enterprise=enterprise.name, powers=agency.powers, since=since,
        until=until,
    )  # fmt: skip
    return agency


@action("subjects.agency.ended", _("{agent} no longer acts for {enterprise}"))
def end_agency(*, agency: Agency, by: Any, because: str = "", on: date | None = None) -> Agency:
    """End an agency today: by who may grant it, or by the agent, who lays it down."""
    account = getattr(by, "account", None)
    if account is None or account.pk != agency.account_id:
        _grantable(agency.enterprise, by)
    agency.ended_on, agency.ended_because = on or zone_today(), because.strip()
    change(agency, "ended_on", "ended_because", only_if={"ended_on__isnull": True})
    record(agency, agent=agency.account.name, enterprise=agency.enterprise.name, because=because)
    return agency


def _grantable(enterprise: Enterprise, by: Any) -> frozenset[str]:
    """The powers that they may grant for the enterprise. Raises Forbidden, NotYoursToGrant."""
    if (account := getattr(by, "account", None)) is None:
        if not by.can(Permission.AGENCY_GRANT):
            raise Forbidden
        return frozenset(Power.values)
    held = powers_for(account, enterprise, on=zone_today())
    if Power.GRANT not in held:
        raise NotYoursToGrant(enterprise=enterprise.name)
    return held
