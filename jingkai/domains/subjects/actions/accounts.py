"""A resident's account on the portal: opened, kept, read out to its holder, closed for good."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects.actions.codes import usable
from jingkai.domains.subjects.choices import CONSENT_VERSION, ConsentPurpose, RealName
from jingkai.domains.subjects.errors import (
    AccountClosed,
    AccountExists,
    ConsentNeeded,
    PhoneNotProven,
)
from jingkai.domains.subjects.models import Account, Consent, Person, PhoneCode
from jingkai.domains.subjects.queries.accounts import account_with_phone, username_for
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.personal import digests, mask_phone
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.erasing import erase_history
from jingkai.kernel.trail.writing import change, put

type Erase = Callable[[Account, Actor], None]
type Part = tuple[Any, Sequence[Mapping[str, Any]]]
type Tell = Callable[[Account], Iterable[Part]]

PROVEN_FOR = timedelta(minutes=15)
_ERASES: list[Erase] = []
_TELLS: list[Tell] = []


def erases(hook: Erase) -> Erase:
    """Let an upper domain remove what it keeps of an account: (account, by). It may refuse."""
    if hook not in _ERASES:
        _ERASES.append(hook)
    return hook


def tells_data(source: Tell) -> Tell:
    """Let an upper domain tell what it keeps of an account: (title, rows) pairs, for its export."""
    if source not in _TELLS:
        _TELLS.append(source)
    return source


@action("subjects.account.opened", _("{subject} opened an account on the portal"))
def register_account(
    *, phone: str, proof: PhoneCode | None, password: str, agreed: bool, by: Actor
) -> Account:
    """Open an account for the number that a code has proven, with the consent that it needs.

    Raises PhoneNotUsable, ConsentNeeded, PhoneNotProven, AccountExists, access.WeakPassword.
    """
    number = usable(phone)
    if not agreed:
        raise ConsentNeeded(field="agreed")
    _proven(proof, number)
    if account_with_phone(by.zone_id, number) is not None:
        raise AccountExists(field="phone")
    user = access.open_account(
        username=username_for(by.zone_id, number), name=mask_phone(number), password=password,
        by=by,
    )  # fmt: skip
    account = put(Account(zone_id=by.zone_id, user=user, phone=number, opened_at=zone_now()))
    record(account)
    record_consent(account=account, purpose=ConsentPurpose.ACCOUNT, by=by)
    return account


@action("subjects.account.consented", _("{subject} agreed to: {purpose}"))
def record_consent(*, account: Account, purpose: ConsentPurpose, by: Actor) -> Consent:
    """What the resident agreed to, with the version of the text; once while it holds."""
    standing = account.consents.filter(purpose=purpose, ended_at=None).first()
    if standing is not None and standing.text_version == CONSENT_VERSION:
        record(account, purpose=str(ConsentPurpose(purpose).label), version=CONSENT_VERSION)
        return standing
    if standing is not None:  # a newer text is agreed to
        standing.ended_at = zone_now()
        change(standing, "ended_at")
    consent = put(
        Consent(
            zone_id=account.zone_id, account=account, purpose=purpose, given_at=zone_now(),
            text_version=CONSENT_VERSION,
        )
    )  # fmt: skip
    record(account, purpose=str(ConsentPurpose(purpose).label), version=CONSENT_VERSION)
    return consent


@action("subjects.account.consent_withdrawn", _("{subject} withdrew the consent to: {purpose}"))
def end_consent(*, account: Account, purpose: ConsentPurpose, by: Actor) -> Account:
    """The identity is no longer used: the account is not verified from now on.

    Withdrawing what the account itself lives from is closing it (`erase_account`).
    """
    if purpose == ConsentPurpose.ACCOUNT:
        return erase_account(account=account, by=by)
    for consent in account.consents.filter(purpose=purpose, ended_at=None):
        consent.ended_at = zone_now()
        change(consent, "ended_at")
    record(account, purpose=str(ConsentPurpose(purpose).label))
    _forget_person(account)
    change(account, "person", "real_name", "verified_at", "verified_by")
    return account


@action("subjects.account.password_set", _("{subject} set a new password"))
def set_password(*, account: Account, password: str, by: Actor) -> Account:
    """A new password; a lock after wrong ones opens."""
    _open(account)
    access.set_password(user=account.user, password=password, by=by)
    record(account)
    return account


@action("subjects.account.phone_changed", _("{subject} changed the telephone number"))
def change_phone(*, account: Account, phone: str, proof: PhoneCode | None, by: Actor) -> Account:
    """Enter by another number from now on; a code has proven that it is in the person's hand."""
    _open(account)
    number = usable(phone)
    _proven(proof, number)
    if account_with_phone(account.zone_id, number) is not None:
        raise AccountExists(field="phone")
    account.user.username = username_for(account.zone_id, number)
    account.user.name = mask_phone(number)
    account.user.save(update_fields=["username", "name"])
    account.phone = number
    account.save()
    record(account)
    return account


@action("subjects.account.exported", _("{subject} had the data of the account read out"))
def export_account(*, account: Account, by: Actor) -> dict[str, Any]:
    """Everything kept of the account, for its holder (PIPL article 45)."""
    record(account)
    person = account.person
    told: dict[str, Any] = {
        "account": {
            "phone": account.phone.plain, "opened": account.opened_at,
            "real_name": account.real_name, "verified": account.verified_at,
            "verified_by": account.verified_by,
        },
        "person": {"name": person.name, "identity": person.identity.plain} if person else None,
        "consents": [
            {"purpose": c.purpose, "version": c.text_version, "given": c.given_at,
             "withdrawn": c.ended_at}
            for c in account.consents.all()
        ],
        "agencies": [
            {"enterprise": a.enterprise.name, "powers": a.powers, "since": a.since,
             "until": a.until, "ended": a.ended_on}
            for a in account.agencies.select_related("enterprise")
        ],
    }  # fmt: skip
    for tell in _TELLS:
        told.update({str(title): list(rows) for title, rows in tell(account)})
    return told


@action("subjects.account.erased", _("Closed the account {subject} at its holder's request"))
def erase_account(*, account: Account, by: Actor) -> Account:
    """Close the account and remove what is kept of the person (PIPL article 47).

    What law has kept stays: the files of cases that were decided, and the trail. A person to whom
    no other record points is emptied. Hooks of upper domains go first, and may refuse.
    """
    _open(account)
    for hook in _ERASES:
        hook(account, by)
    now, today = zone_now(), zone_today()
    for agency in account.agencies.filter(ended_on=None):
        agency.ended_on, agency.ended_because = today, str(_("The account was closed"))
        change(agency, "ended_on", "ended_because")
    for consent in account.consents.filter(ended_at=None):
        consent.ended_at = now
        change(consent, "ended_at")
    PhoneCode.objects.filter(
        zone_id=account.zone_id, phone_digest__in=digests(account.phone.plain)
    ).delete()
    _forget_user(account)
    emptied = _forget_person(account)
    account.phone, account.phone_digest, account.closed_at = "", "", now
    account.save()
    record(account, **erase_history([account, *emptied]))
    return account


def _proven(proof: PhoneCode | None, number: str) -> None:
    """That a code was entered for this very number, a short while ago."""
    if (
        proof is None
        or proof.used_at is None
        or proof.used_at < timezone.now() - PROVEN_FOR
        or proof.phone_digest not in digests(number)
    ):
        raise PhoneNotProven(field="code")


def _open(account: Account) -> None:
    account.refresh_from_db(from_queryset=Account.objects.select_for_update(of=("self",)))
    if account.closed_at is not None:
        raise AccountClosed


def _forget_user(account: Account) -> None:
    """Nobody logs in any more, and the number's digest is free for another account."""
    user = account.user
    user.username, user.name = f"closed:{account.pk}:{secrets.token_hex(8)}", "—"
    user.set_unusable_password()
    user.is_active = False
    user.save()


def _forget_person(account: Account) -> list[Person]:
    """Part from the person, and empty who is needed by no other record: that one, if any."""
    person = account.person
    account.person, account.verified_by = None, ""
    account.real_name, account.verified_at = RealName.NOT_VERIFIED, None
    if person is None or _needed(person, account):
        return []
    account.save()
    person.name, person.identity, person.phone, person.note = "—", "", "", ""
    person.save()
    return [person]


def _needed(person: Person, account: Account) -> bool:
    """Whether any other record points to the person."""
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if isinstance(model, str) or not model._meta.managed or hasattr(model, "pgh_id"):
            continue
        rows = model._base_manager.filter(**{relation.field.name: person})
        if (rows.exclude(pk=account.pk) if model is Account else rows).exists():
            return True
    return False
