"""Who stands at the portal: nobody yet, a resident, or a resident who acts for an enterprise."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from jingkai.domains.subjects.choices import LEGAL_POSTS, Power
from jingkai.domains.subjects.models import Account, Agency, Contact, Enterprise, Person
from jingkai.domains.subjects.permissions import VISITORS_MAY

ALL_POWERS = frozenset(Power.values)


@dataclass(frozen=True)
class Visitor:
    """The actor of a portal request. Without an account it may do nothing that is recorded."""

    zone_id: int
    name: str
    account: Account | None = None
    enterprise: Enterprise | None = None
    powers: frozenset[str] = ALL_POWERS
    pk: None = field(default=None, init=False)

    @property
    def user_id(self) -> int | None:
        """Who logged in."""
        return self.account.user_id if self.account is not None else None

    @property
    def person(self) -> Person | None:
        """Whom the account belongs to, once the real name is verified."""
        return self.account.person if self.account is not None else None

    @property
    def verified(self) -> bool:
        """Whether it is known who this is."""
        return self.account is not None and self.account.verified

    def can(self, permission: str) -> bool:
        """Whether this is open to accounts, and within the powers of who acts for another."""
        if self.account is None or permission not in VISITORS_MAY:
            return False
        power = VISITORS_MAY[permission]
        return not power or self.enterprise is None or power in self.powers


@dataclass(frozen=True)
class Represented:
    """An enterprise that an account may act for; without an agency, as its legal representative."""

    enterprise: Enterprise
    powers: frozenset[str]
    agency: Agency | None = None


def anonymous(zone_id: int, name: str = "") -> Visitor:
    """Somebody who has not logged in."""
    return Visitor(zone_id, name or _("visitor"))


def visitor_of(account: Account, enterprise_id: int | None = None, *, on: date) -> Visitor:
    """The account's holder, for themself or for an enterprise that they may act for on a day.

    An enterprise for which they may not act is left aside.
    """
    name = account.name
    if enterprise_id is not None and account.verified:
        for one in represented_by(account, on=on):
            if one.enterprise.pk == enterprise_id:
                return Visitor(account.zone_id, name, account, one.enterprise, one.powers)
    return Visitor(account.zone_id, name, account)


def represented_by(account: Account, *, on: date) -> list[Represented]:
    """The enterprises for which the account may act on a day, by post first, then by agency."""
    found: dict[int, Represented] = {}
    if account.person_id is None or not account.verified:
        return []
    in_force = (Q(since=None) | Q(since__lte=on)) & (Q(until=None) | Q(until__gte=on))
    posts = Contact.objects.filter(
        in_force, person_id=account.person_id, post__in=LEGAL_POSTS,
        enterprise__merged_into__isnull=True,
    ).select_related("enterprise")  # fmt: skip
    for post in posts:
        found[post.enterprise_id] = Represented(post.enterprise, ALL_POWERS)
    agencies = account.agencies.filter(in_force, ended_on=None).select_related("enterprise")
    for agency in agencies:
        if agency.enterprise_id not in found:
            found[agency.enterprise_id] = Represented(
                agency.enterprise, frozenset(agency.powers), agency
            )
    return list(found.values())


def powers_for(account: Account, enterprise: Enterprise, *, on: date) -> frozenset[str]:
    """What the account may do in the enterprise's name on a day."""
    for one in represented_by(account, on=on):
        if one.enterprise.pk == enterprise.pk:
            return one.powers
    return frozenset()


def agents_of(enterprise: Enterprise) -> list[Agency]:
    """Who acts for an enterprise now or from a later day, the newest first."""
    return list(
        enterprise.agencies.filter(ended_on=None).select_related("account__person", "enterprise")
    )
