"""The file that is being looked at."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HEAD = 16_384
TAIL = 66_000
"""What the end record of a ZIP archive can be away from the end of the file, and some more."""


@dataclass(frozen=True)
class Subject:
    """A file on the disk, under the name that people gave it, and what is allowed instead."""

    path: Path
    name: str
    size: int
    allowed: str

    @cached_property
    def head(self) -> bytes:
        """Its beginning."""
        with self.path.open("rb") as file:
            return file.read(HEAD)

    @cached_property
    def tail(self) -> bytes:
        """Its end."""
        with self.path.open("rb") as file:
            file.seek(max(0, self.size - TAIL))
            return file.read(TAIL)
