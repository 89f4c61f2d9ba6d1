"""Setting up zones, offices, people and their seats."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.models import Office, Seat, User, Zone
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.access.personal import Personal
from jingkai.kernel.access.roles import role
from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Forbidden, Refusal
from jingkai.kernel.trail.acting import Actor, Machine, action, declare, perform, record


class RolesExclude(Refusal):
    """System, security and audit administration stay in different hands (三员分立)."""

    sentence = _("“{role}” may not be held together with “{other}” by one person.")
    hint = _("Give the role to another person, or end the other seat first.")


class WeakPassword(Refusal):
    """The password does not follow the rules."""

    sentence = _("This password can't be used: {why}")


class SeatHasEnded(Refusal):
    """A seat that is over stays as it was: its end is part of who did what."""

    sentence = _("This seat ended on {until}.")
    hint = _("Give the person a new seat if they come back.")


class FoundedLater(Refusal):
    """A founding day that has not come yet."""

    sentence = _("The founding day lies in the future.")
    status = 400
    field = "founded_on"


ZONE_OPENED = declare("access.zone.opened", _("Opened the zone {subject}"))


def open_zone(*, code: str, name: str, name_en: str = "", division_code: str = "") -> Zone:
    """Open a zone; its own first entry stands behind its own wall."""
    if (zone := Zone.objects.filter(code=code).first()) is not None:
        return zone
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('access_zone', 'id'))")
        key = cursor.fetchone()[0]

    def work() -> Zone:
        zone = Zone(pk=key, code=code, name=name, name_en=name_en, division_code=division_code)
        zone.save(force_insert=True)
        record(zone)
        return zone

    with walled(key):
        return perform(ZONE_OPENED, Machine(zone_id=key), work)


@action("access.zone.founding_set", _("Noted the founding day of {subject}"))
def set_founding(*, founded_on: date | None, by: Actor) -> Zone:
    """Note the day of the approval that founded the zone; figures know no months before it."""
    if founded_on is not None and founded_on > timezone.localdate():
        raise FoundedLater
    zone = Zone.objects.get(pk=by.zone_id)
    zone.founded_on = founded_on
    zone.save(update_fields=["founded_on"])
    record(zone)
    return zone


@action("access.office.opened", _("Set up the office {subject}"))
def open_office(
    *, code: str, name: str, kind: str, by: Actor, name_en: str = "", parent: Office | None = None
) -> Office:
    """Set up an office under its superior."""
    office = Office(
        zone_id=by.zone_id, parent=parent, code=code, name=name, name_en=name_en, kind=kind
    )
    office.save()
    office.path = f"{parent.path if parent else '/'}{office.pk}/"
    office.save(update_fields=["path"])
    record(office)
    return office


@action("access.user.opened", _("Opened an account for {subject}"))
def open_account(*, username: str, name: str, password: str, by: Actor) -> User:
    """Open an account; it can do nothing until it is given a seat."""
    user = User(username=username, name=name)
    _set_password(user, password)
    user.save()
    record(user)
    return user


@action("access.user.password_set", _("Set a new password for {subject}"))
def set_password(*, user: User, password: str, by: Actor) -> User:
    """Give the account a new password and open its lock."""
    _set_password(user, password)
    user.failures, user.locked_until = 0, None
    user.save()
    record(user)
    return user


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise WeakPassword(field="password", why=" ".join(fault.messages)) from fault
    user.set_password(password)


@action("access.seat.given", _("Gave {subject} a seat"))
def give_seat(
    *, user: User, office: Office, role_code: str, since: date, by: Actor, until: date | None = None
) -> Seat:
    """Give a person a seat in an office; excluding administrators are refused."""
    for other in Seat.objects.filter(zone_id=by.zone_id, user=user):
        if other.role_code in role(role_code).excludes and (
            other.until is None or other.until >= since
        ):
            raise RolesExclude(role=role(role_code).name, other=other.role.name)
    seat = Seat(
        zone_id=by.zone_id, user=user, office=office, role_code=role_code, since=since, until=until
    )
    seat.save()
    record(seat, office=office.name, role=role_code)
    return seat


@action("access.seat.ended", _("Ended the seat of {subject}"))
def end_seat(*, seat: Seat, on: date, by: Actor) -> Seat:
    """End a seat; the person keeps the account and other seats.

    Raises SeatHasEnded when it is over by that day.
    """
    if seat.until is not None and seat.until <= on:
        raise SeatHasEnded(until=seat.until)
    seat.until = on
    seat.save()
    record(seat, on=on)
    return seat


@action("access.personal.read", _("Read {what} of {subject} unmasked"))
def read_personal(*, subject: models.Model, what: str, value: object, by: Seat) -> str:
    """Show an identity or telephone number unmasked to a person; the entry says who read it."""
    if not by.can(Permission.PERSONAL_READ):
        raise Forbidden
    record(subject, what=what)
    return value.plain if isinstance(value, Personal) else str(value)
