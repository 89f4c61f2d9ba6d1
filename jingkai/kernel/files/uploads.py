"""Files on their way in: begun, written piece by piece, checked, ready to be attached.

An upload belongs to whoever began it; for anybody else it is not there. Pieces write to the half
file only, never to the database, so that a slow line holds no lock.
"""

import hashlib
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from jingkai.kernel.files import parts
from jingkai.kernel.files.actions import receive
from jingkai.kernel.files.errors import (
    FileRefused,
    TooLarge,
    TooManyUploads,
    UploadGone,
    UploadUnfinished,
    WrongChecksum,
    WrongOffset,
)  # fmt: skip
from jingkai.kernel.files.holders import owner_of, rule_of
from jingkai.kernel.files.inspecting.inspect import check_name, check_size, inspect
from jingkai.kernel.files.limits import BLOCK, OPEN_UPLOADS, kept_for
from jingkai.kernel.files.models import Upload
from jingkai.kernel.files.rules import sized
from jingkai.kernel.trail.acting import Actor

type Checksum = tuple[str, bytes]


class Source(Protocol):
    """What pieces are read from: a request, a file."""

    def read(self, size: int, /) -> bytes: ...


def part_of(upload: Upload) -> Path:
    """The upload's half file."""
    return parts.part_of(upload.zone_id, upload.token)


def begin(*, holder: str, kind: str, name: str, size: int, by: Actor) -> Upload:
    """A new upload for this kind of holder; what can be refused now, is.

    Raises what `check_name` and `check_size` raise, UnknownHolder, TooManyUploads, DiskFull.
    """
    rule = rule_of(holder, kind)
    clean = check_name(name, rule)
    check_size(clean, size, rule)
    owner = owner_of(by)
    if Upload.objects.filter(zone_id=by.zone_id, owner=owner).count() >= OPEN_UPLOADS:
        raise TooManyUploads(count=OPEN_UPLOADS)
    upload = Upload(
        zone_id=by.zone_id, token=secrets.token_hex(16), owner=owner, holder_type=holder, kind=kind,
        name=clean, size=size, expires_at=timezone.now() + kept_for(),
    )  # fmt: skip
    parts.begin(part_of(upload), size, clean)
    upload.save(force_insert=True)
    return upload


def own_upload(token: str, by: Actor) -> Upload:
    """The upload of this token, if it is by's own and still kept. Raises UploadGone."""
    found = (
        Upload.objects.select_related("file")
        .filter(zone_id=by.zone_id, owner=owner_of(by), token=token[:43])
        .filter(expires_at__gt=timezone.now())
        .first()
    )
    if found is None:
        raise gone()
    return found


def gone() -> UploadGone:
    """The refusal for an upload that is not there, or not one's own."""
    return UploadGone(hours=int(kept_for().total_seconds() // 3600))


def offset(upload: Upload) -> int:
    """How much has come."""
    return upload.size if upload.ready else parts.length(part_of(upload))


def append(
    upload: Upload, source: Source, *, at: int, length: int, checksum: Checksum | None = None
) -> int:
    """Write `length` bytes from `at` on; what came before a broken line is kept. The new offset.

    With a checksum (algorithm, digest) the piece is taken whole or not at all. Raises WrongOffset,
    TooLarge, WrongChecksum, UploadBusy.
    """
    if upload.ready or not part_of(upload).exists():
        raise WrongOffset(offset=offset(upload))
    with parts.held(part_of(upload)) as file:
        if (end := file.tell()) != at:
            raise WrongOffset(offset=end)
        if at + length > upload.size:
            raise TooLarge(name=upload.name, size=sized(at + length), allowed=sized(upload.size))
        digest = hashlib.new(checksum[0], usedforsecurity=False) if checksum else None
        try:
            while length and (block := source.read(min(BLOCK, length))):
                file.write(block)
                length -= len(block)
                if digest:
                    digest.update(block)
        finally:
            whole = not length and digest is not None and digest.digest() == (checksum or "..")[1]
            if checksum and not whole:
                file.truncate(at)
        if checksum and not whole:
            raise WrongChecksum(name=upload.name)
        file.flush()
        return file.seek(0, 2)


def finish(upload: Upload, *, by: Actor) -> Upload:
    """Check the whole and keep it; from here on it can be attached.

    A file that is refused is destroyed with its upload. Raises UploadUnfinished, UploadBusy, a
    FileRefused, or ScannerDown, after which it can be tried again.
    """
    if upload.ready:
        return upload
    part = part_of(upload)
    if parts.length(part) != upload.size:
        raise UploadUnfinished(name=upload.name)
    with parts.held(part):
        rule = rule_of(upload.holder_type, upload.kind)
        try:
            findings = inspect(part, name=upload.name, rule=rule, tell=_teller(part))
            upload.file = receive(path=part, findings=findings, by=by)
        except FileRefused:
            cancel(upload)
            raise
        upload.name = findings.name
        known = Upload.objects.filter(pk=upload.pk)
        if not known.update(file=upload.file, name=upload.name):
            raise gone()
    transaction.on_commit(lambda: parts.forget(part))
    return upload


def _teller(part: Path) -> Callable[[int], None]:
    """Notes how far the check has come, every 64 MB."""

    def tell(done: int) -> None:
        if done % (64 * BLOCK) == 0:
            parts.tell_checked(part, done)

    return tell


def take_whole(
    source: Source, *, holder: str, kind: str, name: str, size: int, by: Actor
) -> Upload:
    """An upload from a plain form, come in one piece."""
    upload = begin(holder=holder, kind=kind, name=name, size=size, by=by)
    append(upload, source, at=0, length=size)
    return finish(upload, by=by)


def cancel(upload: Upload) -> None:
    """Leave nothing of an upload; content that it alone used goes with the next sweep."""
    part = part_of(upload)
    upload.delete()
    parts.forget(part)
