"""Who is told: a seat, a person with an account, a telephone, a mailbox."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jingkai.kernel.access.models import User
from jingkai.kernel.access.sealing import digest, seal
from jingkai.kernel.notices.wording import APP, MAIL, SMS

COLUMN = "notices.notice.address"
"""The column that addresses are sealed for."""
CHINESE = "zh-hans"


@dataclass(frozen=True)
class Phone:
    """A telephone that takes SMS; numbers are sealed in the outbox."""

    number: str
    language: str = CHINESE


@dataclass(frozen=True)
class Mail:
    """A mailbox; its address is sealed in the outbox."""

    address: str
    language: str = CHINESE


type Recipient = Any
"""A Seat, a User, an actor with an account, a Phone, a Mail; None is nobody."""


@dataclass(frozen=True)
class Way:
    """One way to one recipient. `who` tells two apart without naming anybody."""

    channel: str
    who: str
    seat_id: int | None = None
    user_id: int | None = None
    address: str = ""
    language: str = CHINESE


def ways_to(recipients: Recipient | Iterable[Recipient]) -> Iterator[Way]:
    """The ways to all recipients; nobody is told twice on the same way."""
    several = isinstance(recipients, Iterable) and not isinstance(recipients, str)
    seen: set[tuple[str, str]] = set()
    for one in recipients if several else (recipients,):
        way = _way_to(one)
        if way is not None and (way.channel, way.who) not in seen:
            seen.add((way.channel, way.who))
            yield way


def _way_to(one: Recipient) -> Way | None:
    if isinstance(one, Phone):
        return _addressed(SMS, one.number, one.language)
    if isinstance(one, Mail):
        return _addressed(MAIL, one.address, one.language)
    if isinstance(one, User):
        return Way(APP, f"u{one.pk}", user_id=one.pk)
    user_id, seat_id = getattr(one, "user_id", None), getattr(one, "pk", None)
    if user_id is None:
        return None  # nobody, the machine, or a visitor without an account
    who = f"s{seat_id}" if seat_id else f"u{user_id}"
    return Way(APP, who, seat_id=seat_id, user_id=user_id)


def _addressed(channel: str, address: str, language: str) -> Way | None:
    if not (plain := address.strip()):
        return None
    who = digest(plain)[:40]
    return Way(channel, who, address=seal(plain, COLUMN), language=language)
