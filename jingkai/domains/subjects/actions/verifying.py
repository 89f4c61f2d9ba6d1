"""The real name of a portal account: verified by a service, or by a clerk at the counter.

A service is a hook: `verifies(adapter)`, an object with a `name` and `check(name, identity)` that
gives the sentence of what is wrong, or none. The demonstration's adapter looks at the check digit
only, and every page says so.
"""

from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects import rules
from jingkai.domains.subjects.actions.accounts import record_consent
from jingkai.domains.subjects.actions.limits import knock
from jingkai.domains.subjects.choices import ConsentPurpose, RealName
from jingkai.domains.subjects.errors import (
    ConsentNeeded,
    IdentityRefused,
    IdentityTaken,
    NotVerifiable,
)
from jingkai.domains.subjects.models import Account, Person
from jingkai.domains.subjects.permissions import Permission
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.personal import digests
from jingkai.kernel.access.today import demonstrated_day, zone_now
from jingkai.kernel.errors import Forbidden, Sentence
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change, put

MOST_A_DAY = 10


class Verifier(Protocol):
    """A service that knows whether a name and an identity number belong together."""

    @property
    def name(self) -> Sentence:
        """How the account says by what it was verified."""

    def check(self, name: str, identity: str) -> Sentence:
        """What is wrong, as a sentence; empty when they belong together."""


class FormOnly:
    """The demonstration's adapter: a name is there and the identity number's check digit fits."""

    name = _("demonstration: check digit only, no person was verified")

    def check(self, name: str, identity: str) -> Sentence:
        """Form only; nobody is asked."""
        return "" if name and rules.identity_checks(identity) else _("the number's form is wrong.")


_VERIFIERS: list[Verifier] = []


def verifies(adapter: Verifier) -> Verifier:
    """Let this service verify real names; the last one told is used."""
    _VERIFIERS.append(adapter)
    return adapter


def verifier() -> Verifier | None:
    """What verifies here: the connected service, or in a demonstration its adapter."""
    if _VERIFIERS:
        return _VERIFIERS[-1]
    return FormOnly() if demonstrated_day() is not None else None


def verify_real_name(
    *, account: Account, name: str, identity: str, agreed: bool, by: Actor
) -> Account:
    """Have the service say whether this person is who they say; ten tries a day.

    Raises ConsentNeeded, NotVerifiable, TooOften, IdentityRefused, IdentityTaken.
    """
    if not agreed:
        raise ConsentNeeded(field="agreed")
    if (service := verifier()) is None:
        raise NotVerifiable
    with transaction.atomic():
        knock(
            zone_id=account.zone_id, door="identity", who=f"account{account.pk}", most=MOST_A_DAY,
            minutes=24 * 60,
        )  # fmt: skip
    name, identity = _clean(name, identity)
    if why := service.check(name, identity):
        raise IdentityRefused(field="identity", why=why)
    return mark_verified(
        account=account, name=name, identity=identity, how=str(service.name), consented=True, by=by
    )


def verify_at_counter(*, account: Account, name: str, identity: str, by: Seat) -> Account:
    """A clerk has seen the identity card. Raises Forbidden, IdentityRefused, IdentityTaken."""
    if not by.can(Permission.ACCOUNT_VERIFY):
        raise Forbidden
    name, identity = _clean(name, identity)
    if not rules.identity_checks(identity):
        raise IdentityRefused(field="identity", why=_("the check digit doesn't fit."))
    how = f"{by.office.name} {by.name}"[:60]
    return mark_verified(
        account=account, name=name, identity=identity, how=how, consented=False, by=by
    )


@action("subjects.account.verified", _("The real name of {subject} was verified by {how}"))
def mark_verified(
    *, account: Account, name: str, identity: str, how: str, consented: bool, by: Actor
) -> Account:
    """The account belongs to this person from now on."""
    if consented:
        record_consent(account=account, purpose=ConsentPurpose.IDENTITY, by=by)
    person = Person.objects.filter(
        zone_id=account.zone_id, identity_digest__in=digests(identity)
    ).first()
    if person is None:
        person = put(Person(zone_id=account.zone_id, name=name, identity=identity))
    elif person.name != name:
        raise IdentityRefused(field="name", why=_("the name is another one."))
    elif person.accounts.filter(closed_at=None).exclude(pk=account.pk).exists():
        raise IdentityTaken(field="identity")
    account.person, account.real_name = person, RealName.VERIFIED
    account.verified_at, account.verified_by = zone_now(), how[:60]
    change(
        account, "person", "real_name", "verified_at", "verified_by",
        only_if={"closed_at__isnull": True},
    )  # fmt: skip
    record(account, how=how)
    return account


def _clean(name: str, identity: str) -> tuple[str, str]:
    """A name without spaces inside Chinese, a number in capitals without them."""
    name = " ".join(name.split())
    if not name.isascii():
        name = name.replace(" ", "").replace("•", "·")
    return name, "".join(identity.split()).upper()
