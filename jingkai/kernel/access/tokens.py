"""Tokens of the API: issued once, kept as a digest, looked up before any wall is up.

A program without a token stands outside every zone, where row-level security shows nothing. So the
look-up is a function of the database, `jingkai_token`: it runs with the owner's rights, knows a
token by its digest only, and, if the token holds, raises the wall of its zone for the transaction
and tells the seat. One statement.
"""

import hashlib
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Office, Seat, Token, User, Zone
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Forbidden, Refusal, Sentence
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.planned import planned
from jingkai.kernel.trail.rows import as_told, known_row
from jingkai.kernel.trail.writing import change, put

MARK = "jk"
LONGEST = timedelta(days=366)
SCOPES: dict[str, Sentence] = {}
"""What a token may be let into, each with its sentence; filled by the API."""


class UnknownScopes(Refusal):
    """A token for what isn't there, or for nothing."""

    sentence = _("Choose what the token is let into; there is no “{scopes}”.")
    status = 422


class ExpiryOutOfRange(Refusal):
    """A token that never expires is never looked at again."""

    sentence = _("A token expires between today and a year from now.")
    status = 422


class SeatHasEnded(Refusal):
    """A token for a seat from which nobody acts any more."""

    sentence = _("From this seat nobody acts today.")
    hint = _("Choose a seat that holds.")


def declare_scope(code: str, sentence: Sentence) -> str:
    """Make a scope known: "hooks:read"."""
    SCOPES[code] = sentence
    return code


@dataclass(frozen=True)
class Admitted:
    """A program that showed its token: the seat it acts from, and what it is let into."""

    seat: Seat
    scopes: frozenset[str]
    token_id: int


def digest_of(secret: str) -> str:
    """What is kept of a token. It is random throughout, so a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def admit(secret: str) -> Admitted | None:
    """Who shows this token; from here on the transaction stands inside the zone's wall.

    None if it is unknown, expired, revoked, or its seat or account has ended. One statement.
    """
    if not secret.startswith(f"{MARK}_") or len(secret) > 100:
        return None
    with planned() as cursor:
        cursor.execute(
            "select jingkai_token(%s, %s, %s)",
            [digest_of(secret), timezone.now(), timezone.localdate()],
        )
        (found,) = cursor.fetchone()
    if found is None:
        return None
    facts: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    seat = _known(Seat, facts["seat"])
    seat.zone, seat.office = _known(Zone, facts["zone"]), _known(Office, facts["office"])
    seat.user = _known(User, {"password": "", **facts["user"]})
    seat.through = facts["name"]
    return Admitted(seat, frozenset(facts["scopes"]), facts["id"])


def _known[M: models.Model](model: type[M], columns: dict[str, Any]) -> M:
    """A row as the database told it, as if it had been read."""
    return known_row(model, DEFAULT_DB_ALIAS, as_told(model, columns))


@action("access.token.issued", _("Issued the token {subject}"))
def issue_token(
    *, name: str, seat: Seat, scopes: Collection[str], expires_at: datetime, by: Actor
) -> Token:
    """Issue a token; `token.secret` is there this once and kept nowhere."""
    _manages(by)
    now = timezone.now()
    if not scopes or (unknown := sorted(set(scopes) - SCOPES.keys())):
        raise UnknownScopes(field="scopes", scopes="、".join(unknown) if scopes else "—")
    if not now < expires_at <= now + LONGEST:
        raise ExpiryOutOfRange(field="expires_at")
    if seat.zone_id != by.zone_id or not seat.holds_on(timezone.localdate()):
        raise SeatHasEnded(field="seat")
    prefix = secrets.token_hex(4)
    secret = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    token = put(
        Token(
            zone_id=by.zone_id, name=name.strip(), seat=seat, scopes=sorted(set(scopes)),
            prefix=prefix, digest=digest_of(secret), issued_by_id=by.pk, issued_at=now,
            expires_at=expires_at,
        )
    )  # fmt: skip
    record(token, seat=str(seat), scopes=token.scopes, expires=expires_at)
    token.secret = secret  # type: ignore[attr-defined]
    return token


@action("access.token.revoked", _("Revoked the token {subject}"))
def revoke_token(*, token: Token, by: Actor) -> Token:
    """From now on the token opens nothing."""
    _manages(by)
    token.revoked_at = token.revoked_at or timezone.now()
    change(token, "revoked_at")
    record(token, prefix=token.prefix)
    return token


def tokens_of(seat: Any) -> models.QuerySet[Token]:
    """The zone's tokens, newest first, with their seats and last uses."""
    rows = Token.objects.filter(zone_id=seat.zone_id).order_by("-pk")
    return rows.select_related("seat__user", "seat__office", "use")


def _manages(by: Any) -> None:
    if not by.can(Permission.TOKENS_MANAGE):
        raise Forbidden
