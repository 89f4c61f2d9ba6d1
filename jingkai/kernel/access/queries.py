"""Reading seats and the trail of what a seat may see."""

from datetime import date

from django.db.models import Q, QuerySet

from jingkai.kernel.access.models import Office, Seat, User
from jingkai.kernel.access.roles import ROLES
from jingkai.kernel.trail.prepared import Prepared


def open_seats(user: User, *, on: date) -> QuerySet[Seat]:
    """The seats that a person may act from on a day, in any zone.

    Read inside `walled(None, user_id=user.pk)`: the wall shows a person their own seats.
    """
    return _open(user.pk, on)


def _open(user: int, on: date) -> QuerySet[Seat]:
    return (
        Seat.objects.filter(user=user, since__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gte=on))
        .order_by("zone_id", "pk")
    )


SEATS_OF = Prepared(_open)
"""The same, as each request asks it: `SEATS_OF(user=…, on=…)`."""
SEAT = Prepared(lambda seat: Seat.objects.filter(pk=seat).select_related("office", "zone"))
"""A seat with its office and zone, inside its zone's wall."""


def seats_holding(
    permission: str, *, zone_id: int, on: date, office: Office | None = None
) -> QuerySet[Seat]:
    """The zone's seats of a day whose role holds a permission; of one office where it is named."""
    roles = [code for code, role in ROLES.items() if permission in role.permissions]
    rows = Seat.objects.filter(zone_id=zone_id, role_code__in=roles, since__lte=on)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=on))
    return rows.filter(office=office) if office is not None else rows
