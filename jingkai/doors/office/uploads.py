"""Workbooks on their way in: kept aside until their import is confirmed or a day has passed."""

import json
import shutil
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.http import Http404

from jingkai.kernel.access.models import Seat
from jingkai.kernel.registers.reading import Source

KEPT_SECONDS = 86_400
TOLD_EVERY = 0.25
TOKEN_LENGTH = 32
PROGRESS, REJECTED, REGISTER = "progress.json", "rejected.xlsx", "register"


@dataclass(frozen=True)
class Upload:
    """Files that one seat has uploaded together."""

    token: str
    folder: Path

    @property
    def sources(self) -> list[Source]:
        """The files, as the import takes them."""
        return [Source.at(path) for path in sorted((self.folder / "files").iterdir())]

    @property
    def names(self) -> list[str]:
        return [source.name for source in self.sources]

    @property
    def register(self) -> str:
        """The register for which they were uploaded; empty when they may hold any."""
        return (self.folder / REGISTER).read_text()

    @property
    def rejected(self) -> Path:
        """Where the rows that were not taken lie, as a workbook."""
        return self.folder / REJECTED

    def progress(self) -> dict[str, object]:
        """How far the reading has come."""
        try:
            found: dict[str, object] = json.loads((self.folder / PROGRESS).read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def tells(self) -> Callable[[str, int, int], None]:
        """What the import calls as it goes on; the page asks for it meanwhile."""
        last = 0.0

        def tell(sheet: str, done: int, of: int) -> None:
            nonlocal last
            if time.monotonic() - last > TOLD_EVERY:
                last = time.monotonic()
                spare = self.folder / f"{PROGRESS}.new"
                spare.write_text(json.dumps({"sheet": sheet, "done": done, "of": of}))
                spare.replace(self.folder / PROGRESS)

        return tell

    def forget_files(self) -> None:
        """The files have come in; only rejected rows stay for their sender."""
        shutil.rmtree(self.folder / "files", ignore_errors=True)


def keep(files: Iterable[File[bytes]], seat: Seat, register: str) -> Upload:
    """Keep uploaded files for this seat alone; old ones of anybody are swept away."""
    _sweep()
    upload = Upload(token := uuid.uuid4().hex, _folder(seat, token))
    place = upload.folder / "files"
    place.mkdir(parents=True)
    (upload.folder / REGISTER).write_text(register)
    for file in files:
        with (place / (Path(file.name or "").name or "workbook")).open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
    return upload


def find(token: str, seat: Seat) -> Upload:
    """The seat's own upload of this token."""
    folder = _folder(seat, token)
    if len(token) != TOKEN_LENGTH or not token.isalnum() or not folder.is_dir():
        raise Http404
    return Upload(token, folder)


def _folder(seat: Seat, token: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "uploads" / f"{seat.zone_id}-{seat.pk}-{token}"


def _sweep() -> None:
    place = Path(settings.MEDIA_ROOT) / "uploads"
    if not place.is_dir():
        return
    for folder in place.iterdir():
        if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
