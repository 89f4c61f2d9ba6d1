"""Writing files: received, attached, renewed, removed; and what reading an identity leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.files import storage
from jingkai.kernel.files.errors import (
    ContentNotAsNamed,
    Infected,
    NotCurrent,
    TooMany,
    UploadGone,
    UploadUnfinished,
)
from jingkai.kernel.files.holders import Reader, may_write, owner_of, rule_of
from jingkai.kernel.files.inspecting.inspect import Findings, inspect
from jingkai.kernel.files.limits import kept_for, parts_folder
from jingkai.kernel.files.models import Attachment, Scan, StoredFile, Upload
from jingkai.kernel.files.names import clean_name, ending_of
from jingkai.kernel.files.rules import FileRule
from jingkai.kernel.trail.acting import Actor, Machine, action, record
from jingkai.kernel.trail.writing import change, put


@dataclass(frozen=True)
class Item:
    """One file to attach: a finished upload by its token, or a file that the platform made."""

    kind: str
    upload: str = ""
    file: Path | bytes | None = None
    name: str = ""
    identity: bool | None = None
    """Whether it shows who somebody is; by the kind's rule when left open."""


@action("files.received", _("Received the file {subject}"))
def receive(*, path: Path, findings: Findings, by: Actor) -> StoredFile:
    """Keep checked content; what the zone has already is kept once. Raises Infected."""
    stored = _row_of(findings, by)
    if stored.scan == Scan.INFECTED:
        raise Infected(name=findings.name, found=stored.get_scan_display())
    if findings.scan == Scan.CLEAN and stored.scan == Scan.UNSCANNED:
        stored.scan = Scan.CLEAN
        change(stored, "scan")
    storage.keep(path, storage.place_of(by.zone_id, findings.digest))
    record(stored, digest=findings.digest, size=findings.size, media=findings.type.media)
    return stored


def _row_of(findings: Findings, by: Actor) -> StoredFile:
    """The row of this content, held so that no sweep takes it away meanwhile."""
    known = StoredFile.objects.filter(zone_id=by.zone_id, digest=findings.digest)
    while (stored := known.select_for_update(no_key=True).first()) is None:
        stored = StoredFile(
            zone_id=by.zone_id, digest=findings.digest, size=findings.size, name=findings.name,
            media=findings.type.media, pages=findings.pages, scan=findings.scan, actor=by.name,
            at=zone_now(),
        )  # fmt: skip
        try:
            with transaction.atomic():
                return put(stored)
        except IntegrityError:  # the same content came at the same moment
            continue
    return stored


def attach(
    *, holder: models.Model, kind: str, by: Reader, upload: Upload | str = "",
    file: Path | bytes | None = None, name: str = "", identity: bool | None = None,
) -> Attachment:  # fmt: skip
    """Attach one file; see `attach_all`."""
    token = upload.token if isinstance(upload, Upload) else upload
    item = Item(kind, upload=token, file=file, name=name, identity=identity)
    return attach_all(holder=holder, items=[item], by=by)[0]


@action("files.attached", _("Attached {names}"))
def attach_all(*, holder: models.Model, items: Sequence[Item], by: Reader) -> list[Attachment]:
    """Attach files to a holder: one entry about the holder, for all of them.

    The holder's room has seen to it that the holder stands in the right state. Raises Forbidden,
    UploadGone, UploadUnfinished, TooMany, and what `inspect` raises for a file not uploaded.
    """
    label = holder._meta.label_lower
    _allow(by, label, holder.pk)
    _count(label, holder.pk, items)
    files = _files_of(label, items, by)
    rows = [
        _attachment(label, holder.pk, item, file, name, by)
        for item, (file, name) in zip(items, files, strict=True)
    ]
    Attachment.objects.bulk_create(rows)
    record(holder, names=", ".join(row.name for row in rows), files=[_facts(r) for r in rows])
    return rows


@action("files.passed_on", _("Passed on {names}"))
def pass_on(
    *, holder: models.Model, items: Sequence[tuple[str, Attachment]], by: Actor
) -> list[Attachment]:
    """Hang files that hang elsewhere on another holder too; their content is kept once.

    Each with the kind that it has there. The calling room has seen to it that whoever acts handed
    them in, and that the holder may have them.
    """
    rows = [
        Attachment(
            zone_id=by.zone_id, holder_type=holder._meta.label_lower, holder_pk=holder.pk,
            kind=kind, name=one.name, file_id=one.file_id, identity=one.identity,
            owner=one.owner, actor=one.actor, at=one.at,
        )
        for kind, one in items
    ]  # fmt: skip
    Attachment.objects.bulk_create(rows)
    record(holder, names=", ".join(row.name for row in rows), files=[_facts(r) for r in rows])
    return rows


@action("files.superseded", _("Renewed {name}: version {number}"))
def supersede(
    *, attachment: Attachment, by: Reader, upload: Upload | str = "",
    file: Path | bytes | None = None, name: str = "",
) -> Attachment:  # fmt: skip
    """Put a new version in the place of the current one, which stays readable.

    Raises Forbidden, NotCurrent, and what `attach_all` raises.
    """
    _allow(by, attachment.holder_type, attachment.holder_pk)
    if not attachment.current:
        raise NotCurrent(name=attachment.name)
    token = upload.token if isinstance(upload, Upload) else upload
    item = Item(
        attachment.kind, upload=token, file=file, name=name, identity=attachment.identity or None
    )
    [(stored, called)] = _files_of(attachment.holder_type, [item], by)
    attachment.current = False
    change(attachment, "current", only_if={"current": True})
    new = _attachment(
        attachment.holder_type, attachment.holder_pk, item, stored, called, by
    )  # fmt: skip
    new.replaces, new.number = attachment, attachment.number + 1
    put(new)
    record(new, name=new.name, number=new.number, before=attachment.pk, **_facts(new))
    return new


@action("files.removed", _("Removed {subject}: {why}"))
def remove(*, attachment: Attachment, why: str, by: Reader) -> Attachment:
    """Take an attachment away: no longer served to anybody; its content is kept.

    Raises Forbidden, NotCurrent.
    """
    _allow(by, attachment.holder_type, attachment.holder_pk)
    if not attachment.current:
        raise NotCurrent(name=attachment.name)
    attachment.current, attachment.removed_at = False, zone_now()
    change(attachment, "current", "removed_at", only_if={"current": True})
    record(attachment, why=why, **_facts(attachment))
    return attachment


@action("files.read_identity", _("Read the identity document {subject}"))
def read_identity(*, attachment: Attachment, how: str, by: Actor) -> Attachment:
    """Leave an entry that somebody has looked at an identity document."""
    record(attachment, how=how, holder=attachment.holder_type, holder_pk=attachment.holder_pk)
    return attachment


def _allow(by: Reader, label: str, pk: int) -> None:
    if not isinstance(by, Machine) and not may_write(by, label, pk):
        raise Forbidden


def _count(label: str, pk: int, items: Sequence[Item]) -> None:
    """Raises TooMany."""
    kinds = {item.kind: rule_of(label, item.kind).max_count for item in items}
    held = dict(
        Attachment.objects.filter(holder_type=label, holder_pk=pk, kind__in=kinds, current=True)
        .values_list("kind")
        .annotate(count=models.Count("pk"))
        .order_by()
    )
    for kind, most in kinds.items():
        if held.get(kind, 0) + sum(item.kind == kind for item in items) > most:
            raise TooMany(count=most)


def _files_of(label: str, items: Sequence[Item], by: Actor) -> list[tuple[StoredFile, str]]:
    """The content of each item and what it is called; the uploads among them are used up."""
    tokens = {item.upload for item in items if item.upload}
    uploads = _used_up(tokens, by) if tokens else {}
    found = []
    for item in items:
        if item.upload:
            upload = uploads[item.upload]
            if (upload.holder_type, upload.kind) != (label, item.kind):
                raise UploadGone(hours=_hours())
            assert upload.file is not None
            found.append((upload.file, _called(upload.file, item.name or upload.name)))
        else:
            found.append(_made(item, rule_of(label, item.kind), by))
    return found


def _called(file: StoredFile, name: str) -> str:
    """The name, if it tells the type that the content has. Raises ContentNotAsNamed."""
    clean, found = clean_name(name), file.type
    if found is not None and ending_of(clean) not in found.extensions:
        ending = ending_of(clean)
        allowed = ", ".join(found.extensions)
        raise ContentNotAsNamed(name=clean, ending=ending, found=found.name, allowed=allowed)
    return clean


def _used_up(tokens: set[str], by: Actor) -> dict[str, Upload]:
    mine = Upload.objects.filter(
        zone_id=by.zone_id, owner=owner_of(by), token__in=tokens, expires_at__gt=timezone.now()
    )
    uploads = {one.token: one for one in mine.select_related("file")}
    if unfinished := next((one for one in uploads.values() if not one.ready), None):
        raise UploadUnfinished(name=unfinished.name)
    deleted, _by_model = Upload.objects.filter(pk__in=[one.pk for one in uploads.values()]).delete()
    if deleted != len(tokens):
        raise UploadGone(hours=_hours())
    return uploads


def _made(item: Item, rule: FileRule, by: Actor) -> tuple[StoredFile, str]:
    """A file that the platform itself made, checked like any other."""
    if isinstance(item.file, Path):
        name = item.name or item.file.name
        findings = inspect(item.file, name=name, rule=rule)
        return receive(path=item.file, findings=findings, by=by), findings.name
    parts_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=parts_folder()) as made:
        made.write(item.file or b"")
        made.flush()
        path = Path(made.name)
        findings = inspect(path, name=item.name, rule=rule)
        return receive(path=path, findings=findings, by=by), findings.name


def _attachment(
    label: str, pk: int, item: Item, file: StoredFile, name: str, by: Actor
) -> Attachment:  # fmt: skip
    identity = rule_of(label, item.kind).identity if item.identity is None else item.identity
    return Attachment(
        zone_id=by.zone_id, holder_type=label, holder_pk=pk, kind=item.kind, name=name, file=file,
        identity=identity, owner=owner_of(by), actor=by.name, at=zone_now(),
    )  # fmt: skip


def _facts(row: Attachment) -> dict[str, object]:
    return {"attachment": row.pk, "kind": row.kind, "digest": row.file.digest}


def _hours() -> int:
    return int(kept_for().total_seconds() // 3600)
