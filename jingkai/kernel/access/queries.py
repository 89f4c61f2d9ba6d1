"""Reading seats and the trail of what a seat may see."""

from datetime import date

from django.db.models import Q, QuerySet

from jingkai.kernel.access.models import Seat, User


def open_seats(user: User, *, on: date) -> QuerySet[Seat]:
    """The seats that a person may act from on a day, in any zone.

    Read inside `walled(None, user_id=user.pk)`: the wall shows a person their own seats.
    """
    return (
        Seat.objects.filter(user=user, since__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gte=on))
        .order_by("zone_id", "pk")
    )
