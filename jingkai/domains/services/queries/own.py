"""What a visitor of the portal may read: their own, and what is public by a number or a token.

One's own is what one applied for oneself; who acts for an enterprise sees the enterprise's, and
nothing else (the same rule as `actions.common.owns`). Read behind the zone's wall.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from jingkai.domains.services.choices.approvals import AppointmentState
from jingkai.domains.services.models import (
    Appointment,
    Approval,
    Certificate,
    Draft,
    ServicePlace,
    Slot,
)
from jingkai.kernel.access.personal import digests

AHEAD = timedelta(days=14)
"""How far ahead slots are shown."""


def own(visitor: Any) -> Q:
    """The rows that are the visitor's: the enterprise's, or their own person's or account's."""
    if visitor.enterprise is not None:
        return Q(enterprise=visitor.enterprise.pk)
    mine = Q(account=visitor.account.pk) if visitor.account is not None else Q(pk__in=())
    if visitor.person is not None:
        mine |= Q(person=visitor.person.pk)
    return mine & Q(enterprise=None)


def applications_of_zone(zone_id: int) -> QuerySet[Approval]:
    """All applications of a zone, to be counted, never to be shown."""
    rows: QuerySet[Approval] = Approval.objects.filter(zone_id=zone_id)
    return rows


def applications_of(visitor: Any, *, open_only: bool = False) -> QuerySet[Approval]:
    """The visitor's applications, the newest first."""
    rows: QuerySet[Approval] = Approval.objects.filter(own(visitor), zone_id=visitor.zone_id)
    rows = rows.filter(case__closed_at=None) if open_only else rows
    return rows.select_related("office", "case").order_by("-pk")


def application_of(visitor: Any, number: str) -> Approval | None:
    """The visitor's application of this number."""
    rows = applications_of(visitor).select_related("version__matter", "account", "rating")
    return rows.filter(number=number).first()


def drafts_of(visitor: Any) -> QuerySet[Draft]:
    """What the visitor began and has not sent in."""
    rows: QuerySet[Draft] = Draft.objects.filter(own(visitor), zone_id=visitor.zone_id, case=None)
    return rows.select_related("version__matter").order_by("-saved_at")


def draft_of(visitor: Any, key: UUID) -> Draft | None:
    """The visitor's draft of this key, sent in or not."""
    rows = Draft.objects.filter(own(visitor), zone_id=visitor.zone_id, key=key)
    found: Draft | None = rows.select_related("version__matter", "version__office", "case").first()
    return found


def tracked(zone_id: int, number: str, phone: str) -> Approval | None:
    """The application of this number that was given this telephone."""
    rows = Approval.objects.filter(
        zone_id=zone_id, number=number.strip().upper(), phone_digest__in=digests(phone)
    )
    found: Approval | None = rows.select_related("office", "case").first()
    return found


def certificates_of(visitor: Any) -> QuerySet[Certificate]:
    """The visitor's electronic certificates, the newest first."""
    if visitor.enterprise is not None:
        mine = Q(enterprise=visitor.enterprise.pk)
    elif visitor.person is not None:
        mine = Q(person=visitor.person.pk, enterprise=None)
    else:
        mine = Q(pk__in=())
    rows: QuerySet[Certificate] = Certificate.objects.filter(mine, zone_id=visitor.zone_id)
    return rows.select_related("office").order_by("-pk")


def certificate_by_token(zone_id: int, token: str) -> Certificate | None:
    """The certificate that a QR code opens."""
    rows = Certificate.objects.filter(zone_id=zone_id, token=token).select_related("office")
    found: Certificate | None = rows.first()
    return found


def certificate_by_identifier(zone_id: int, identifier: str) -> Certificate | None:
    """The certificate with this identifier, however it was typed."""
    typed = "".join(identifier.split()).upper()
    rows = Certificate.objects.filter(zone_id=zone_id, identifier=typed).select_related("office")
    found: Certificate | None = rows.first()
    return found


def free_slots(place: ServicePlace, on: date) -> QuerySet[Slot]:
    """The slots of a place that still have room, from a day on."""
    rows: QuerySet[Slot] = Slot.objects.filter(
        place=place, on__gte=on, on__lte=on + AHEAD, booked__lt=F("capacity")
    )
    return rows.select_related("place", "counter").order_by("on", "begins", "pk")


def appointments_of(visitor: Any) -> QuerySet[Appointment]:
    """The visitor's booked appointments, the next first."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        zone_id=visitor.zone_id, account=visitor.account, state=AppointmentState.BOOKED
    )
    return rows.select_related("slot__place", "matter").order_by("slot__on", "slot__begins")
