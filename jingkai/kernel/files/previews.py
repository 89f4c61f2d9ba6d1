"""Pictures of pages: made on demand, cached by digest; of identity documents with a watermark."""

from jingkai.kernel.access.today import zone_now
from jingkai.kernel.files import storage
from jingkai.kernel.files.drawing import LookFailed, Mark, draw
from jingkai.kernel.files.errors import NoPreview
from jingkai.kernel.files.fonts import fonts
from jingkai.kernel.files.holders import Reader
from jingkai.kernel.files.models import Attachment, StoredFile

MEDIA = "image/webp"


def preview(found: Attachment, page: int, *, reader: Reader) -> bytes:
    """A page as a picture that this reader may see. Raises NoPreview."""
    if not 1 <= page <= found.file.pages:
        raise NoPreview
    plain = storage.preview_place(found.zone_id, found.file.digest, page)
    try:
        if not storage.holds(plain):
            _draw_plain(found.file, page, plain)
        if not found.identity:
            return storage.read(plain)
        with storage.on_disk(plain) as path:
            return draw(path, pdf=False, mark=Mark(mark_of(reader), fonts()))
    except LookFailed:
        raise NoPreview from None


def mark_of(reader: Reader) -> str:
    """Who looks, and when."""
    return f"{reader.name} {zone_now():%Y-%m-%d %H:%M}"


def _draw_plain(file: StoredFile, page: int, place: str) -> None:
    with storage.on_disk(storage.place_of(file.zone_id, file.digest)) as path:
        drawn = draw(path, pdf=file.media == "application/pdf", page=page)
    storage.keep_bytes(drawn, place)
