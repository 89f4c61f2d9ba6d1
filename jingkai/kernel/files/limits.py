"""What the installation sets about files; every value has a default that a zone can live with."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

MB = 1024 * 1024
GB = 1024 * MB
BLOCK = MB
"""How much of a file is in memory at a time."""

LONGEST_PATCH = 64 * MB
"""One request of an upload carries at most this much; our own script sends 8 MB."""
OPEN_UPLOADS = 60
"""How many uploads one person may have under way or waiting to be attached."""
SPARE_DISK = 512 * MB
"""What an upload leaves free on the disk of half files."""
MOST_PIXELS = 60_000_000
MOST_PHOTO_PIXELS = 250_000_000
"""Of a JPEG, which is decoded at a fraction of its size."""


def _setting[T](name: str, default: T) -> T:
    value: Any = getattr(settings, name, default)
    return value  # type: ignore[no-any-return]


def max_size() -> int:
    """The largest file of any kind, in bytes (`JINGKAI_FILE_MAX_MB`)."""
    return _setting("JINGKAI_FILE_MAX_MB", 4096) * MB


def chunk_size() -> int:
    """How much our script sends in one request, in bytes (`JINGKAI_UPLOAD_CHUNK_MB`)."""
    return min(_setting("JINGKAI_UPLOAD_CHUNK_MB", 8) * MB, LONGEST_PATCH)


def kept_for() -> timedelta:
    """How long an upload waits to be finished and attached (`JINGKAI_UPLOAD_HOURS`)."""
    return timedelta(hours=_setting("JINGKAI_UPLOAD_HOURS", 24))


def parts_folder() -> Path:
    """Where half files lie, on a disk that all web processes share (`JINGKAI_PARTS`)."""
    return Path(_setting("JINGKAI_PARTS", "") or Path(settings.MEDIA_ROOT) / "parts")


def scanner_address() -> str:
    """The ClamAV daemon: `host:port` or the path of its socket; empty for none."""
    return _setting("JINGKAI_CLAMAV", "")


def scan_required() -> bool:
    """Whether a file may come in only once the scanner has passed it."""
    return _setting("JINGKAI_SCAN_REQUIRED", False)


def watermark_font() -> str:
    """A font file with Chinese for watermarks, where the usual places have none."""
    return _setting("JINGKAI_WATERMARK_FONT", "")
