"""What is cleared away, and what is scanned again: for the daily run, zone by zone."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.files import parts, storage
from jingkai.kernel.files.inspecting.virus import NoScanner, Verdict, scanner
from jingkai.kernel.files.limits import BLOCK
from jingkai.kernel.files.models import Attachment, Scan, StoredFile, Upload
from jingkai.kernel.files.uploads import cancel
from jingkai.kernel.trail.acting import Actor, action, record
from jingkai.kernel.trail.writing import change


@dataclass(frozen=True)
class Swept:
    """How much was cleared away."""

    uploads: int
    files: int


def sweep(*, now: datetime, by: Actor) -> Swept:
    """Expired uploads with their half files, stray half files, content that hangs nowhere."""
    expired = list(Upload.objects.filter(zone_id=by.zone_id, expires_at__lte=now))
    for upload in expired:
        cancel(upload)
    known = set(Upload.objects.filter(zone_id=by.zone_id).values_list("token", flat=True))
    for path in parts.strays(by.zone_id, known):
        path.unlink(missing_ok=True)
    unused = list(_unused(by.zone_id).values_list("pk", flat=True))
    return Swept(len(expired), sum(_forget_if_unused(pk, by) for pk in unused))


def _unused(zone_id: int) -> QuerySet[StoredFile]:
    attached = Exists(Attachment.objects.filter(file=OuterRef("pk")))
    coming = Exists(Upload.objects.filter(file=OuterRef("pk")))
    return StoredFile.objects.filter(~attached, ~coming, zone_id=zone_id)


def _forget_if_unused(pk: int, by: Actor) -> bool:
    """Looked at anew once the row is held: an upload of the same content may just be coming in."""
    if StoredFile.objects.select_for_update(skip_locked=True).filter(pk=pk).first() is None:
        return False
    if (file := _unused(by.zone_id).filter(pk=pk).first()) is None:
        return False
    forget(file=file, by=by)
    return True


@action("files.forgotten", _("Deleted the content of {subject}, which hung nowhere"))
def forget(*, file: StoredFile, by: Actor) -> StoredFile:
    """Delete content that no attachment and no upload uses, with its previews."""
    record(file, digest=file.digest, size=file.size)
    StoredFile.objects.filter(pk=file.pk).delete()
    storage.forget(storage.place_of(file.zone_id, file.digest))
    for page in range(1, file.pages + 1):
        storage.forget(storage.preview_place(file.zone_id, file.digest, page))
    return file


def scan_again(*, by: Actor, limit: int = 500) -> int:
    """Let the scanner see what came in while there was none. How many files were told of."""
    waiting = StoredFile.objects.filter(zone_id=by.zone_id, scan=Scan.UNSCANNED).order_by("pk")
    told = 0
    for file in waiting[:limit]:
        with scanner() as line:
            said = _said(file, line)
        if said in SAID:
            SAID[said](file=file, by=by)
            told += 1
    return told


def _said(file: StoredFile, line: NoScanner) -> Verdict:
    with storage.opened(storage.place_of(file.zone_id, file.digest)) as content:
        while block := content.read(BLOCK):
            line.take(block)
    return line.result()[0]


@action("files.passed", _("Found no virus in {subject}"))
def let_pass(*, file: StoredFile, by: Actor) -> StoredFile:
    """The scanner has seen the file at last, and it is clean."""
    return _scanned(file, Scan.CLEAN)


@action("files.withheld", _("Withheld {subject}: a virus was found in it"))
def withhold(*, file: StoredFile, by: Actor) -> StoredFile:
    """A virus was found in what had come in unseen; it is no longer served."""
    return _scanned(file, Scan.INFECTED)


def _scanned(file: StoredFile, said: Scan) -> StoredFile:
    file.scan = said
    change(file, "scan", only_if={"scan": Scan.UNSCANNED})
    record(file, digest=file.digest)
    return file


SAID = {Verdict.CLEAN: let_pass, Verdict.INFECTED: withhold}
