"""Registering subjects, the steps of their legal life, scale, merging."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects import rules
from jingkai.domains.subjects.choices import Kind, State
from jingkai.domains.subjects.errors import (
    ChangedSincePreview,
    MergeStuck,
    MergeWithItself,
    NotInThisState,
    NotKeptByYourOffice,
    NotRecorded,
    SameName,
)
from jingkai.domains.subjects.models import (
    Contact,
    Enterprise,
    FormerName,
    FormerStay,
    Person,
    ScaleStatus,
)
from jingkai.domains.subjects.queries.merging import merge_preview, relations
from jingkai.domains.subjects.queries.offices import office_of
from jingkai.kernel.access.models import Office, ZoneOwned
from jingkai.kernel.access.roles import Scope
from jingkai.kernel.registers.written import keys_of
from jingkai.kernel.trail.acting import Actor, action, record

type MergeHook = Callable[[Enterprise, Enterprise, Actor], None]

_MERGE_HOOKS: list[MergeHook] = []
CHUNK = 5_000
"""How many keys one statement is given."""


def reacts_to_merge(hook: MergeHook) -> MergeHook:
    """Let an upper domain act before two records merge: (kept, absorbed, by). It may refuse."""
    if hook not in _MERGE_HOOKS:
        _MERGE_HOOKS.append(hook)
    return hook


@action("subjects.enterprise.registered", _("Registered {subject}"))
def register_enterprise(
    *, name: str, credit_code: str, by: Actor, kind: Kind = Kind.ENTERPRISE,
    office: Office | None = None, **more: Any,
) -> Enterprise:  # fmt: skip
    """Enter a subject; `more` are its further columns. An investor from outside has `outside`."""
    enterprise = Enterprise(
        zone_id=by.zone_id, name=name.strip(), credit_code=rules.clean_code(credit_code),
        kind=kind, office=office or office_of(by), **more,
    )  # fmt: skip
    _keep(enterprise)
    record(enterprise, credit_code=enterprise.credit_code)
    return enterprise


@action("subjects.enterprise.moved_in", _("{subject} moved into the zone on {on}"))
def move_in(*, enterprise: Enterprise, on: date, by: Actor) -> Enterprise:
    """It comes, or comes back; an earlier stay is kept, so that old counts stay true."""
    _may("move_in", enterprise)
    if enterprise.entered_on is not None and enterprise.left_on is not None:
        _keep(
            FormerStay(
                zone_id=enterprise.zone_id, enterprise=enterprise, departure=enterprise.state,
                entered_on=enterprise.entered_on, left_on=enterprise.left_on,
            )
        )  # fmt: skip
        if on < enterprise.left_on:
            raise NotRecorded(field="on", why=_("it can't come back before it left."))
    enterprise.moved_in_on, enterprise.moved_away_on = on, None
    _keep(enterprise)
    record(enterprise, on=on)
    return enterprise


@action("subjects.enterprise.moved_away", _("{subject} moved away on {on}"))
def move_away(*, enterprise: Enterprise, on: date, by: Actor, to: str = "") -> Enterprise:
    """It leaves the zone; from that day it is not counted."""
    _may("move_away", enterprise)
    enterprise.moved_away_on = on
    _keep(enterprise)
    record(enterprise, on=on, to=to)
    return enterprise


@action("subjects.enterprise.licence_revoked", _("The licence of {subject} was revoked on {on}"))
def revoke_licence(*, enterprise: Enterprise, on: date, by: Actor) -> Enterprise:
    """Its licence is revoked (吊销); from that day it is not counted."""
    _may("revoke", enterprise)
    enterprise.revoked_on = on
    _keep(enterprise)
    record(enterprise, on=on)
    return enterprise


@action("subjects.enterprise.deregistered", _("{subject} was deregistered on {on}"))
def deregister(*, enterprise: Enterprise, on: date, by: Actor) -> Enterprise:
    """It is deregistered (注销); from that day it is not counted."""
    _may("deregister", enterprise)
    enterprise.deregistered_on = on
    _keep(enterprise)
    record(enterprise, on=on)
    return enterprise


@action("subjects.enterprise.restored", _("Took back that {subject} is “{was}”: {basis}"))
def restore(*, enterprise: Enterprise, basis: str, by: Actor) -> Enterprise:
    """The last departure is taken back as if it had not been: an error, or a decision undone."""
    _may("restore", enterprise)
    was = State(enterprise.state)
    setattr(enterprise, f"{was.value}_on", None)
    _keep(enterprise)
    record(enterprise, was=str(was.label), basis=basis)
    return enterprise


@action("subjects.enterprise.renamed", _("Renamed {before} to {subject}"))
def rename(*, enterprise: Enterprise, name: str, on: date, by: Actor) -> Enterprise:
    """It bears a new name from a day on; the former one is kept with its last day."""
    _may("rename", enterprise)
    before, name = enterprise.name, name.strip()
    if name == before:
        raise SameName(field="name", name=name)
    _keep(FormerName(zone_id=by.zone_id, enterprise=enterprise, name=before, until=on))
    enterprise.name = name
    _keep(enterprise)
    record(enterprise, before=before, on=on)
    return enterprise


@action("subjects.scale.recorded", _("Recorded the revenue of {year} of {name}"))
def record_scale(
    *, enterprise: Enterprise, year: int, revenue: Decimal, by: Actor
) -> ScaleStatus:
    """Its main-business revenue of a year (元), and whether that is above scale."""
    status = ScaleStatus.objects.filter(enterprise=enterprise, year=year).first()
    status = status or ScaleStatus(zone_id=by.zone_id, enterprise=enterprise, year=year)
    status.revenue = revenue
    status.above_scale = rules.is_above_scale(enterprise.industry, year, revenue)
    _keep(status)
    record(status, year=year, name=enterprise.name, revenue=revenue)
    return status


@action("subjects.contact.recorded", _("Recorded {subject} as a contact of {enterprise}"))
def record_contact(
    *, enterprise: Enterprise, name: str, by: Actor, post: str = "", phone: str = "",
    since: date | None = None, until: date | None = None, person: Person | None = None,
) -> Contact:  # fmt: skip
    """A person's post at a subject, and how to reach them."""
    contact = Contact(
        zone_id=by.zone_id, enterprise=enterprise, person=person, name=name.strip(), post=post,
        phone=phone, since=since, until=until,
    )  # fmt: skip
    _keep(contact)
    record(contact, enterprise=enterprise.name, post=post)
    return contact


@action("subjects.enterprise.merged", _("Merged {absorbed} into {subject}"))
def merge_enterprises(
    *, kept: Enterprise, absorbed: Enterprise, by: Actor, take: Collection[str] = (),
    fill: bool = True, seen: str = "",
) -> Enterprise:  # fmt: skip
    """Two records of one subject become one; the other stays as a signpost to it.

    `take` names the fields whose value comes from the merged record, `fill` takes what the kept
    one lacks; `seen` is the preview's mark: when the records changed since, nothing is done.
    """
    if kept.pk == absorbed.pk:
        raise MergeWithItself(field="absorbed")
    for enterprise in sorted((kept, absorbed), key=lambda one: one.pk):
        _may("merge", enterprise)
    preview = merge_preview(by, kept=kept, absorbed=absorbed)
    if seen and seen != preview.seen:
        raise ChangedSincePreview
    for hook in _MERGE_HOOKS:
        hook(kept, absorbed, by)
    moved = _move_relations(kept, absorbed)
    absorbed.merged_into = kept
    absorbed.save()
    takeable = {difference.field for difference in preview.differences}
    taken = takeable & {*take, *(preview.suggested if fill else ())}
    for name in sorted(taken):
        setattr(kept, name, getattr(absorbed, name))
    _keep(kept)
    record(
        kept, absorbed=absorbed.name, absorbed_id=absorbed.pk, credit_code=absorbed.credit_code,
        moved=moved, taken=sorted(taken),
    )  # fmt: skip
    return kept


def guard_office(
    enterprise: Enterprise | None, values: Mapping[str, Any], seat: Any
) -> None:
    """A seat that sees no further than its office changes only the records its office keeps."""
    if enterprise is None or getattr(seat, "scope", Scope.ZONE) in (Scope.ZONE, Scope.SUBTREE):
        return
    if enterprise.office_id != seat.office_id:
        raise NotKeptByYourOffice(name=enterprise.name, office=enterprise.office.name)


def settle_scale(statuses: Sequence[ScaleStatus], seat: Any) -> None:
    """Bring “above scale” up to date after revenues were written."""
    for keys in batched(keys_of(statuses), CHUNK):  # noqa: B911 - the last one is shorter
        _settle(ScaleStatus.objects.filter(pk__in=keys))


def settle_scale_of(enterprises: Sequence[Enterprise], seat: Any) -> None:
    """Bring “above scale” up to date after enterprises, and with them industries, were written."""
    for keys in batched(keys_of(enterprises), CHUNK):  # noqa: B911 - the last one is shorter
        _settle(ScaleStatus.objects.filter(enterprise__in=keys))


def _settle(statuses: QuerySet[ScaleStatus]) -> None:
    """The enterprises are read afterwards: of those just imported the planner knows nothing yet."""
    changed = []
    for status in statuses.prefetch_related("enterprise"):
        above = rules.is_above_scale(status.enterprise.industry, status.year, status.revenue)
        if above != status.above_scale:
            status.above_scale = above
            changed.append(status)
    if changed:
        ScaleStatus.objects.bulk_update(changed, ["above_scale"])


def _move_relations(kept: Enterprise, absorbed: Enterprise) -> dict[str, int]:
    """Let every record that pointed to the merged one point to the kept one."""
    moved: dict[str, int] = {}
    for relation in relations():
        try:
            with transaction.atomic():
                count = relation.movable(kept, absorbed).update(**{relation.name: kept})
        except IntegrityError as clash:
            raise MergeStuck(what=relation.label) from clash
        if count:
            key = f"{relation.model._meta.label_lower}.{relation.name}"
            moved[key] = count
    return moved


def _may(verb: str, enterprise: Enterprise) -> None:
    """Read the record again under a lock, and see whether its state allows this."""
    enterprise.refresh_from_db(from_queryset=Enterprise.objects.select_for_update(of=("self",)))
    if not rules.may(verb, enterprise.state):
        state = State(enterprise.state).label
        raise NotInThisState(name=enterprise.name, state=state)


def _keep(row: ZoneOwned) -> None:
    """Save it, or say in the clerk's words what contradicts it."""
    try:
        row.validate_constraints()
    except ValidationError as fault:
        raise NotRecorded(why=" ".join(fault.messages)) from fault
    row.save()
