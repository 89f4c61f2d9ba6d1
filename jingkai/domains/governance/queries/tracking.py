"""What a visitor of the portal may know of appeals: the kinds to choose from, and their own."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jingkai.domains.governance.models import Appeal, AppealKind
from jingkai.kernel.access.personal import digests
from jingkai.kernel.access.today import zone_today


def open_kinds(zone_id: int) -> QuerySet[AppealKind]:
    """The kinds of the second level that anybody may choose, with those above them."""
    parts = AppealKind.objects.filter(parent=OuterRef("pk"))
    rows = AppealKind.objects.filter(
        Q(until__isnull=True) | Q(until__gt=zone_today()), zone_id=zone_id, open_to_public=True
    )
    return rows.filter(~Exists(parts)).select_related("parent").order_by("code")


def tracked_appeal(zone_id: int, number: str, phone: str) -> Appeal | None:
    """The appeal of this number that was given this telephone."""
    rows = Appeal.objects.filter(
        zone_id=zone_id, number=number.strip().upper(), phone_digest__in=digests(phone)
    )
    return rows.select_related("office", "kind", "joined_to").first()


def appeals_of_account(account: Any) -> QuerySet[Appeal]:
    """The appeals that somebody filed after logging in, the newest first."""
    rows = Appeal.objects.filter(zone_id=account.zone_id, account=account.pk)
    return rows.select_related("office", "kind").order_by("-received_at")


def appeal_by_key(zone_id: int, pk: int) -> Appeal | None:
    """The appeal that a signed token of the portal names."""
    rows = Appeal.objects.filter(zone_id=zone_id, pk=pk)
    return rows.select_related("office", "kind").first()
