"""What is done with matters: drafting the next version, publishing it, ending it."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import queries
from jingkai.domains.services.actions.common import require
from jingkai.domains.services.choices import VersionState
from jingkai.domains.services.errors import (
    AlreadyOut,
    AlreadyPublished,
    DelegationEnded,
    DraftStands,
    NotPublished,
    NotYetComplete,
    TooEarly,
)
from jingkai.domains.services.models import Delegation, Matter, MatterVersion
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.preview import PARTS
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.cases.steps import locked
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change, put

FRESH = ("pk", "id", "state", "published_on", "published_at", "in_force_on", "out_of_force_on",
         "ended_because", "number", "reference")  # fmt: skip


@action("services.matter.drafted", _("Prepared version {number} of {subject} from version {of}"))
def prepare_next(*, version: MatterVersion, by: Actor) -> MatterVersion:
    """Draft the next version of a matter from a published one, with all that belongs to it."""
    require(by, Permission.MATTER_EDIT)
    if version.state != VersionState.PUBLISHED:
        raise NotPublished(version=version)
    matter = locked(version.matter)
    last = matter.versions.order_by("-number").first()
    draft = matter.versions.filter(state=VersionState.DRAFT).first()
    if draft is not None:
        raise DraftStands(matter=matter.name, draft=draft.reference)
    number = (last or version).number + 1
    made = MatterVersion(
        **_copied(version), number=number, reference=reference_of(matter, number),
        state=VersionState.DRAFT,
    )  # fmt: skip
    put(made)
    _copy_parts(version, made)
    record(made, number=number, of=version.number)
    return made


def reference_of(matter: Matter, number: int) -> str:
    """How a version is called: the matter's number and its own."""
    return f"{matter.code}-{number}"


def _copied(row: Any) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in FRESH
    }


def _copy_parts(version: MatterVersion, made: MatterVersion) -> None:
    for model, _key in PARTS.values():
        rows = [
            model(**{**_part(row), "version": made})
            for row in model._default_manager.filter(version=version).order_by("order", "pk")
        ]
        model._default_manager.bulk_create(rows)


def _part(row: Any) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "version")
    }


@action(
    "services.matter.published",
    _("Published {subject}, in force from {in_force_on}: {changes} changes"),
)
def publish_version(
    *, version: MatterVersion, in_force_on: date, by: Actor, on: date | None = None
) -> MatterVersion:
    """Publish a draft: from its day in force it holds, and the version before it no longer."""
    require(by, Permission.MATTER_PUBLISH)
    on = on or zone_today()
    version = locked(version)
    if version.state != VersionState.DRAFT:
        raise AlreadyPublished(version=version, day=version.published_on)
    if in_force_on < on:
        raise TooEarly(field="in_force_on", day=in_force_on, earliest=on)
    if missing := list(queries.lacking_words(version)):
        raise NotYetComplete(version=version, missing="、".join(missing))
    changes = queries.publish_preview(version).lines
    _end_predecessor(version, in_force_on)
    version.state, version.published_on = VersionState.PUBLISHED, on
    version.published_at, version.in_force_on = zone_now(), in_force_on
    _allowed(version)
    change(version, "state", "published_on", "published_at", "in_force_on",
           only_if={"state": VersionState.DRAFT})  # fmt: skip
    record(version, in_force_on=in_force_on, changes=len(changes), number=version.number)
    return version


def _end_predecessor(version: MatterVersion, in_force_on: date) -> None:
    """The version that holds now ends where the next one begins."""
    rows = MatterVersion.objects.select_for_update().filter(
        matter_id=version.matter_id, state=VersionState.PUBLISHED
    )
    for before in rows:
        if before.in_force_on is None or before.in_force_on >= in_force_on:
            earliest = (before.in_force_on or in_force_on) + timedelta(days=1)
            raise TooEarly(field="in_force_on", day=in_force_on, earliest=earliest)
        if before.out_of_force_on is None or before.out_of_force_on > in_force_on:
            before.out_of_force_on = in_force_on
            before.ended_because = version.reference
            change(before, "out_of_force_on", "ended_because")


def _allowed(version: MatterVersion) -> None:
    """What the table's own rules say, in their sentences, before the database says it."""
    try:
        version.full_clean(exclude=["zone"])
    except ValidationError as refused:
        missing = "；".join(refused.messages)
        raise NotYetComplete(version=version, missing=missing) from refused


@action("services.matter.ended", _("Took {subject} out of force from {on}: {why}"))
def end_version(*, version: MatterVersion, on: date, why: str, by: Actor) -> MatterVersion:
    """Take a published version out of force from a day: nobody can apply under it any more."""
    require(by, Permission.MATTER_PUBLISH)
    version = locked(version)
    if version.state != VersionState.PUBLISHED or version.in_force_on is None:
        raise NotPublished(version=version)
    if version.out_of_force_on is not None and version.out_of_force_on <= on:
        raise AlreadyOut(version=version, day=version.out_of_force_on)
    if on <= version.in_force_on:
        earliest = version.in_force_on + timedelta(days=1)
        raise TooEarly(field="on", day=on, earliest=earliest)
    version.out_of_force_on, version.ended_because = on, why
    change(version, "out_of_force_on", "ended_because")
    record(version, on=on, why=why)
    return version


@action("services.delegation.ended", _("Ended the delegation {subject} from {on}"))
def end_delegation(*, delegation: Delegation, on: date, by: Actor) -> Delegation:
    """An office no longer accepts a matter from a day on."""
    require(by, Permission.DELEGATION_EDIT)
    delegation = locked(delegation)
    if delegation.until is not None and delegation.until <= on:
        raise DelegationEnded(delegation=delegation, day=delegation.until)
    if on <= delegation.since:
        earliest = delegation.since + timedelta(days=1)
        raise TooEarly(field="on", day=on, earliest=earliest)
    delegation.until = on
    change(delegation, "until")
    record(delegation, on=on)
    return delegation
