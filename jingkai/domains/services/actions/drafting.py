"""A draft is saved as it is typed: by an applicant on the portal, or by a clerk at the counter."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services.actions.common import (
    allow_owner,
    helps,
    is_visitor,
    moment_of,
    require,
)
from jingkai.domains.services.actions.leaving import take_off_files
from jingkai.domains.services.choices.approvals import ApplicantKind, DeliveryWay
from jingkai.domains.services.errors import NotInForce
from jingkai.domains.services.errors.approvals import (
    DraftChanged,
    DraftSent,
    NotAcceptedHere,
    NotOnline,
    NotYours,
    one_of,
)
from jingkai.domains.services.models import Draft, MatterVersion
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.definitions import definition_of
from jingkai.kernel.trail.acting import action, record
from jingkai.kernel.trail.writing import change, put

WHO = ("applicant_kind", "applicant", "person", "enterprise", "agent", "phone")
"""What a clerk enters of an applicant; of a visitor it is known."""
TYPED = ("form", "materials", "delivery", "address", "committed", "revision", "saved_at", *WHO,
         "account", "version")  # fmt: skip


@action("services.draft.saved", _("Saved the draft {subject}"))
def save_draft(
    *,
    version: MatterVersion,
    form: Mapping[str, Any],
    by: Any,
    draft: Draft | None = None,
    key: uuid.UUID | str | None = None,
    revision: int | None = None,
    at: datetime | None = None,
    **more: Any,
) -> Draft:
    """Keep what was typed so far, as it is: nothing is required, nothing is judged.

    `key` is the draft's own, made by whoever types (offline, say); `revision` the saving that the
    page was opened on: when the draft was saved elsewhere since, nothing is done (DraftChanged).
    `more`: materials {key: origin}, delivery, address, committed, and for a clerk who applies:
    applicant_kind, applicant, phone, person, enterprise, agent; anywhere (for projects).
    """
    allow_application(by)
    held = _held(draft, key, by)
    if held is not None:
        _allow(held, by, revision)
    else:
        _may_begin(version, by, at, anywhere=bool(more.get("anywhere")))
    row = held or Draft(zone_id=by.zone_id, key=key or uuid.uuid4(), revision=0)
    _typed(row, version, form, by, more)
    row.revision, row.saved_at = row.revision + 1, moment_of(at)[0]
    if held is None:
        row = _put(row, by) if key else put(row)
    else:
        change(row, *TYPED)
    record(row, matter=version.name, revision=row.revision)
    return row


def allow_application(by: Any) -> None:
    """Applicants apply on the portal, clerks at their counters, and who runs building projects."""
    if is_visitor(by):
        require(by, Permission.OWN_APPLY)
    else:
        require(by, Permission.CASE_TAKE, Permission.PROJECT_EDIT)


def _held(draft: Draft | None, key: Any, by: Any) -> Draft | None:
    """The draft as it stands, locked, if it was saved before."""
    if draft is None and key is None:
        return None
    named = {"pk": draft.pk} if draft is not None else {"key": key}
    rows = Draft.objects.select_for_update(of=("self",)).select_related("case")
    return rows.filter(zone_id=by.zone_id, **named).first()


def _allow(held: Draft, by: Any, revision: int | None) -> None:
    allow_writer(held, by)
    if held.case_id is not None:
        raise DraftSent(number=held.case.number if held.case else "")
    if revision is not None and revision != held.revision:
        raise DraftChanged(revision=held.revision)


def allow_writer(draft: Draft, by: Any) -> None:
    """A draft is typed on by whoever began it, or for the same enterprise."""
    allow_owner(draft, by)
    if not is_visitor(by) and by.pk is not None and draft.seat_id != by.pk:
        raise NotYours


def _may_begin(
    version: MatterVersion, by: Any, at: datetime | None, *, anywhere: bool
) -> None:
    """The matter is offered, and here."""
    on = moment_of(at)[1]
    if not in_force(version, on):
        raise NotInForce(matter=version.name, day=on)
    if is_visitor(by):
        if not version.online:
            raise NotOnline(matter=version.name)
        return
    office = getattr(by, "office", None)
    if office is not None and not anywhere and not helps(version, office, on):
        raise NotAcceptedHere(office=office.name, matter=version.name)


def in_force(version: MatterVersion, on: Any) -> bool:
    """Whether people can apply under this version on a day."""
    if version.published_at is None or version.in_force_on is None or version.in_force_on > on:
        return False
    return version.out_of_force_on is None or version.out_of_force_on > on


def _typed(
    row: Draft, version: Any, form: Mapping[str, Any], by: Any, more: Mapping[str, Any]
) -> None:
    """Put what was typed into the row; personal numbers are sealed."""
    row.version = version
    row.form = definition_of(version).sealed(dict(form))
    row.materials = dict(more.get("materials", row.materials))
    row.delivery = one_of(DeliveryWay, more.get("delivery", row.delivery), "delivery")
    row.address = str(more.get("address", row.address))[:300]
    row.committed = bool(more.get("committed", row.committed))
    if is_visitor(by):
        known_applicant(row, by)
        return
    row.seat_id = by.pk
    for name in WHO:
        if name in more:
            setattr(row, name, more[name])


def known_applicant(row: Any, by: Any) -> None:
    """What is known of a visitor: for themself, or for the enterprise they act for."""
    row.account, row.person = by.account, by.person
    row.enterprise = by.enterprise
    row.phone = by.account.phone
    if by.enterprise is not None:
        row.applicant_kind = ApplicantKind.ENTERPRISE
        row.applicant, row.agent = by.enterprise.name, by.name[:60]
    else:
        row.applicant_kind = ApplicantKind.PERSON
        row.applicant, row.agent = by.name[:150], ""


def _put(row: Draft, by: Any) -> Draft:
    """Write a new draft; when the same key came in at the same moment, that one is it."""
    try:
        with transaction.atomic():
            return put(row)
    except IntegrityError:
        first = Draft.objects.select_for_update(of=("self",)).get(zone_id=by.zone_id, key=row.key)
        allow_writer(first, by)
        return first


@action("services.draft.discarded", _("Discarded the draft {subject}"))
def discard_draft(*, draft: Draft, by: Any) -> None:
    """Throw a draft away that was never sent in."""
    require(by, Permission.OWN_APPLY if is_visitor(by) else Permission.CASE_TAKE)
    held = _held(draft, None, by)
    if held is None:
        raise NotYours
    _allow(held, by, None)
    record(held)
    take_off_files(held, by)
    held.delete()
