"""Portal accounts and agencies: found by number, and listed for the offices."""

from typing import Any

from django.db.models import QuerySet

from jingkai.domains.subjects import rules
from jingkai.domains.subjects.models import Account, Agency
from jingkai.kernel.access.models import User
from jingkai.kernel.access.personal import digest, digests

LONGEST = 60
"""How long a login name may be."""


def username_for(zone_id: int, phone: str) -> str:
    """The login name of a number's account in a zone: a keyed digest, which tells no number."""
    return f"p:{zone_id}:{digest(phone)}"[:LONGEST]


def usernames_for(zone_id: int, phone: str) -> list[str]:
    """Every login name that an account of this number may still have, under older keys as well."""
    return [f"p:{zone_id}:{code}"[:LONGEST] for code in digests(phone)]


def plain_phone(typed: str) -> str:
    """A mobile number as its eleven digits, however it was typed; empty when it is none."""
    return rules.clean_phone(typed)


def username_of(zone_id: int, phone: str) -> str:
    """The login name by which this number's account is entered; a well-formed one if there is none.

    The database must show the zone.
    """
    found = User.objects.filter(username__in=usernames_for(zone_id, phone)).first()
    return found.username if found is not None else username_for(zone_id, phone)


def account_with_phone(zone_id: int, phone: str) -> Account | None:
    """The open account of this number."""
    return (
        Account.objects.filter(
            zone_id=zone_id, closed_at=None, phone_digest__in=digests(plain_phone(phone) or phone)
        )
        .select_related("person", "user")
        .first()
    )


def account_of(zone_id: int, user: User) -> Account | None:
    """The open account of who is logged in, with the person it belongs to."""
    found = (
        Account.objects.filter(zone_id=zone_id, user=user, closed_at=None)
        .select_related("person")
        .first()
    )
    if found is not None:
        found.user = user
    return found


def accounts_for(seat: Any) -> QuerySet[Account]:
    """The zone's portal accounts."""
    return Account.objects.filter(zone_id=seat.zone_id)


def agencies_for(seat: Any) -> QuerySet[Agency]:
    """Who acts for the zone's enterprises."""
    return Agency.objects.filter(zone_id=seat.zone_id)
