"""Half files: what has come of an upload so far. The length of the file is the offset."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from jingkai.kernel.files.errors import DiskFull, UploadBusy
from jingkai.kernel.files.limits import SPARE_DISK, parts_folder

CHECKED = ".checked"
STRAY_AFTER = 2 * 86_400
"""Seconds after which a half file that no upload knows is swept away."""


def part_of(zone_id: int, token: str) -> Path:
    """Where the half file of an upload lies."""
    return parts_folder() / f"{zone_id}-{token}"


def begin(path: Path, size: int, name: str) -> None:
    """An empty half file, if the disk has room for the whole. Raises DiskFull."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(path.parent).free < size + SPARE_DISK:
        raise DiskFull(name=name)
    path.touch(mode=0o600)


def length(path: Path) -> int:
    """How much has come; nothing when the half file is gone."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def held(path: Path) -> Iterator[IO[bytes]]:
    """The half file, to be written by this request alone. Raises UploadBusy."""
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UploadBusy from None
        file.seek(0, os.SEEK_END)
        yield file


def tell_checked(path: Path, done: int) -> None:
    """Note how far the check has come; the page asks for it meanwhile."""
    path.with_name(path.name + CHECKED).write_text(str(done))


def checked(path: Path) -> int:
    """How far the check has come."""
    try:
        return int(path.with_name(path.name + CHECKED).read_text() or 0)
    except (FileNotFoundError, ValueError):
        return 0


def forget(path: Path) -> None:
    """Leave nothing of it."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + CHECKED).unlink(missing_ok=True)


def strays(zone_id: int, known: set[str]) -> list[Path]:
    """Old half files of the zone that no upload knows (a process died between two steps)."""
    folder = parts_folder()
    if not folder.is_dir():
        return []
    old = time.time() - STRAY_AFTER
    return [
        path
        for path in folder.glob(f"{zone_id}-*")
        if path.name.removesuffix(CHECKED).partition("-")[2] not in known
        and path.stat().st_mtime < old
    ]
