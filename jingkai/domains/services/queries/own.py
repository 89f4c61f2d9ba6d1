"""What a visitor of the portal may read: their own, and what is public by a number or a token.

One's own is what one applied for oneself; who acts for an enterprise sees the enterprise's, and
nothing else (the same rule as `actions.common.owns`). Read behind the zone's wall.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from jingkai.domains.services.choices.approvals import AppointmentState, ToleranceState
from jingkai.domains.services.models import (
    Appointment,
    Approval,
    ApprovalMaterial,
    Certificate,
    Draft,
    MatterVersion,
    ServicePlace,
    Slot,
    Supplement,
    Tolerance,
)
from jingkai.domains.services.queries.definitions import definition_of
from jingkai.domains.services.queries.holdings import Holder, holdings_of
from jingkai.kernel.access.personal import digests
from jingkai.kernel.cases.kinds import KINDS
from jingkai.kernel.cases.models import CaseMove
from jingkai.kernel.cases.words import names_of
from jingkai.kernel.errors import Sentence
from jingkai.kernel.files.models import Attachment

FILES = "services.draft"
"""The holder on which the files of an application hang, before and after it is sent in."""
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
    return rows.select_related("office", "case", "version").order_by("-pk")


def application_of(visitor: Any, number: str) -> Approval | None:
    """The visitor's application of this number."""
    rows = applications_of(visitor).select_related("account", "rating")
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


def draft_behind(approval: Approval) -> Draft | None:
    """The draft that was sent in as this application; its files hang there."""
    found: Draft | None = Draft.objects.filter(case=approval.case_id).first()
    return found


def materials_with_files(
    approval: Approval,
) -> list[tuple[ApprovalMaterial, list[Attachment]]]:
    """What was handed in or is held, each with its files."""
    rows = ApprovalMaterial.objects.filter(approval=approval).order_by("pk")
    draft = draft_behind(approval)
    files = files_of(draft) if draft is not None else {}
    return [(row, files.get(row.code, [])) for row in rows]


def files_of(draft: Draft) -> dict[str, list[Attachment]]:
    """The files that hang on a draft, by the material that they are."""
    files: dict[str, list[Attachment]] = {}
    rows = Attachment.objects.filter(holder_type=FILES, holder_pk=draft.pk, current=True)
    for one in rows.select_related("file").order_by("pk"):
        files.setdefault(one.kind, []).append(one)
    return files


def supplement_of(approval: Approval) -> Supplement | None:
    """The notice of what is to be supplemented, if there was one."""
    if not approval.supplemented:
        return None
    found: Supplement | None = Supplement.objects.filter(approval=approval).first()
    return found


def still_to_follow(approval: Approval) -> QuerySet[Tolerance]:
    """The materials that were allowed to follow later and are not there yet."""
    rows: QuerySet[Tolerance] = Tolerance.objects.filter(
        approval=approval, state=ToleranceState.OPEN
    )
    return rows if approval.tolerates else rows.none()


def public_moves(approval: Approval) -> list[tuple[CaseMove, Sentence]]:
    """What happened, as the applicant may know it: the states entered, without opinions."""
    kind = KINDS[approval.case.kind]
    names = names_of(kind)
    told = {move.code for move in kind.moves}
    rows = CaseMove.objects.filter(case=approval.case_id, code__in=told).order_by("pk")
    return [(row, names.get(row.target) or names.get(row.code, row.code)) for row in rows]


def held_already(visitor: Any, version: MatterVersion, on: date) -> frozenset[str]:
    """The keys of the materials that the zone has of this visitor, so that it doesn't ask."""
    if visitor.account is None:
        return frozenset()
    person = visitor.person.pk if visitor.person is not None else None
    enterprise = visitor.enterprise.pk if visitor.enterprise is not None else None
    holder = Holder(person, enterprise, visitor.verified)
    return holdings_of(holder, definition_of(version), on).keys()


def tracked(zone_id: int, number: str, phone: str) -> Approval | None:
    """The application of this number that was given this telephone."""
    rows = Approval.objects.filter(
        zone_id=zone_id, number=number.strip().upper(), phone_digest__in=digests(phone)
    )
    found: Approval | None = rows.select_related("office", "case", "version").first()
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
