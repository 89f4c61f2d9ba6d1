"""What a warden sees on the phone: the grids looked after, their appeals, the tasks of the day."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jingkai.domains.governance.choices import AppealState, TaskState
from jingkai.domains.governance.models import Appeal, AppealKind, CampaignTask, Grid, Warden
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.access.today import zone_today

OVER = (AppealState.CLOSED, AppealState.JOINED)


def posts_of(seat: Any, on: date | None = None) -> QuerySet[Warden]:
    """The posts that the seat holds as a warden on a day."""
    day = on or zone_today()
    held = Q(until__isnull=True) | Q(until__gte=day)
    return Warden.objects.filter(held, zone_id=seat.zone_id, seat=seat.pk, since__lte=day)


def grids_of(seat: Any, on: date | None = None) -> QuerySet[Grid]:
    """The grids that the seat looks after, with the buildings and stairwells in them."""
    below = Q(pk__in=())
    for path in posts_of(seat, on).values_list("node__path", flat=True):
        below |= Q(path__startswith=path)
    return Grid.objects.filter(below, zone_id=seat.zone_id)


def appeals_of_grids(seat: Any) -> QuerySet[Appeal]:
    """The appeals from the warden's grids: what they are about, not who asked."""
    return Appeal.objects.filter(zone_id=seat.zone_id, grid__in=grids_of(seat).values("pk"))


def warden_appeals(seat: Any, most: int = 50) -> list[Appeal]:
    """Those of them that are still open, the first due first."""
    rows = appeals_of_grids(seat).exclude(state__in=OVER).select_related("kind", "grid", "office")
    return list(rows.order_by("due_on", "pk").defer("asker", "phone")[:most])


def warden_tasks(seat: Any, most: int = 50) -> list[CampaignTask]:
    """What is to be done in the warden's grids in campaigns under way, the first due first."""
    rows = CampaignTask.objects.filter(
        zone_id=seat.zone_id, grid__in=grids_of(seat).values("pk"), state=TaskState.OPEN,
        campaign__closed_on=None,
    )  # fmt: skip
    return list(rows.select_related("campaign", "grid", "office").order_by("due_on", "pk")[:most])


def kinds_to_report(seat: Any) -> list[AppealKind]:
    """The kinds of appeals that a warden may choose from: those without kinds below them."""
    if not seat.can(P.APPEAL_FILE):
        return []
    rows = AppealKind.objects.filter(zone_id=seat.zone_id, parts__isnull=True)
    return list(rows.select_related("parent").order_by("code"))
