"""Where content lies: Django's storage named `files`, or else the default one.

    <zone>/<first two signs>/<digest>           content
    <zone>/previews/<first two>/<digest>-<page> pictures made on demand

On a disk a file is linked in, not copied; any other storage (S3 …) reads it as a stream.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from jingkai.kernel.files.limits import BLOCK

PREFIX = "store"


def store() -> Storage:
    """The storage, by the installation's setting."""
    return storages["files" if "files" in settings.STORAGES else "default"]


def place_of(zone_id: int, digest: str) -> str:
    """Where content of this digest lies."""
    return f"{PREFIX}/{zone_id}/{digest[:2]}/{digest}"


def preview_place(zone_id: int, digest: str, page: int) -> str:
    """Where the picture of a page lies."""
    return f"{PREFIX}/{zone_id}/previews/{digest[:2]}/{digest}-{page}.webp"


def holds(place: str) -> bool:
    return store().exists(place)


def keep(path: Path, place: str) -> None:
    """Keep the file at `path` as `place`, on stable ground; what lies there already stays."""
    storage = store()
    if storage.exists(place):
        return
    if isinstance(storage, FileSystemStorage):
        _link(path, Path(storage.path(place)))
        return
    with path.open("rb") as content:
        storage.save(place, File(content))


def _link(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    spare = target.with_name(f"{target.name}.{os.getpid()}.{path.name[-8:]}")
    try:
        os.link(path, spare)
    except OSError:  # another disk, or one without links
        shutil.copyfile(path, spare)
    os.chmod(spare, 0o640)
    _settle(spare)
    os.replace(spare, target)
    _settle(target.parent)


def _settle(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_bytes(content: bytes, place: str) -> None:
    """Keep a small thing that can be made again."""
    if not store().exists(place):
        store().save(place, ContentFile(content))


def opened(place: str) -> IO[bytes]:
    """The content, to be read from any place in it."""
    file: Any = store().open(place, "rb")
    return file  # type: ignore[no-any-return]


def read(place: str) -> bytes:
    """A small thing as a whole."""
    with opened(place) as content:
        return content.read()


def forget(place: str) -> None:
    """Delete what lies there, if anything does."""
    store().delete(place)


@contextmanager
def on_disk(place: str) -> Iterator[Path]:
    """A path at which other programs may read the content."""
    storage = store()
    if isinstance(storage, FileSystemStorage):
        yield Path(storage.path(place))
        return
    with NamedTemporaryFile() as copy, opened(place) as content:
        shutil.copyfileobj(content, copy, BLOCK)
        copy.flush()
        yield Path(copy.name)
