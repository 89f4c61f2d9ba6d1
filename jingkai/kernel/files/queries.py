"""Reading attachments: of a holder, of many, of one file's versions; and only for who may."""

from collections.abc import Iterable
from typing import overload

from django.db import models

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.files.errors import OriginalKept, Withheld
from jingkai.kernel.files.holders import Reader, may_read, owner_of
from jingkai.kernel.files.models import Attachment, Scan

PERSONAL_READ = "access.personal.read"


@overload
def attachments_of(holder: models.Model) -> list[Attachment]: ...
@overload
def attachments_of(holder: Iterable[models.Model]) -> dict[int, list[Attachment]]: ...
def attachments_of(
    holder: models.Model | Iterable[models.Model],
) -> list[Attachment] | dict[int, list[Attachment]]:
    """The current attachments of a holder, or of several of one model by their keys.

    Whoever asks has seen to it that the reader may see the holder.
    """
    if isinstance(holder, models.Model):
        return list(_current(holder._meta.label_lower, [holder.pk]))
    holders = list(holder)
    found: dict[int, list[Attachment]] = {one.pk: [] for one in holders}
    if holders:
        for row in _current(holders[0]._meta.label_lower, list(found)):
            found[row.holder_pk].append(row)
    return found


def _current(label: str, keys: list[int]) -> models.QuerySet[Attachment]:
    return (
        Attachment.objects.filter(holder_type=label, holder_pk__in=keys, current=True)
        .select_related("file")
        .order_by("pk")
    )


def versions_of(attachment: Attachment) -> list[Attachment]:
    """An attachment and what it replaced, the newest first."""
    rows = Attachment.objects.filter(
        holder_type=attachment.holder_type, holder_pk=attachment.holder_pk, kind=attachment.kind
    ).select_related("file")
    by_key = {row.pk: row for row in rows}
    newer = {row.replaces_id: row for row in rows if row.replaces_id}
    newest = attachment
    while newest.pk in newer:
        newest = newer[newest.pk]
    chain = [newest]
    while (before := by_key.get(chain[-1].replaces_id or 0)) is not None:
        chain.append(before)
    return chain


def attachment_for(reader: Reader, pk: int) -> Attachment | None:
    """The attachment of this key, if it is in the reader's zone and its holder lets them see it.

    A removed one is there for nobody. Raises Withheld for one in which a virus was found.
    """
    found = (
        Attachment.objects.select_related("file")
        .filter(pk=pk, zone_id=reader.zone_id, removed_at__isnull=True)
        .first()
    )
    if found is None or not _readable(found, reader):
        return None
    if found.file.scan == Scan.INFECTED:
        raise Withheld(name=found.name)
    return found


def _readable(found: Attachment, reader: Reader) -> bool:
    """A holder that answers by a refusal says no."""
    try:
        return may_read(reader, found.holder_type, found.holder_pk)
    except Forbidden:
        return False


def has_original(found: Attachment, reader: Reader) -> bool:
    """Whether the reader may have the original of an identity document: its own sender, or a seat
    that reads personal data unmasked."""
    return not found.identity or found.owner == owner_of(reader) or reader.can(PERSONAL_READ)


def check_original(found: Attachment, reader: Reader) -> None:
    """Raises OriginalKept for who may see an identity document only as watermarked pictures."""
    if not has_original(found, reader):
        raise OriginalKept
