"""What may be attached to which kind of holder: types, size, number."""

from collections.abc import Callable
from dataclasses import dataclass, field

from jingkai.kernel.files.limits import GB, MB, max_size
from jingkai.kernel.files.types import DOCUMENTS, DRAWINGS, PICTURES, RECORDINGS, TYPES

__all__ = [
    "DOCUMENTS",
    "DRAWINGS",
    "GB",
    "MB",
    "PICTURES",
    "RECORDINGS",
    "FileRule",
    "RuleOf",
    "sized",
]


@dataclass(frozen=True, kw_only=True)
class FileRule:
    """What one kind of attachment may be.

    `max_size` in bytes, `max_count` current attachments of the kind on one holder. `identity`
    marks documents that show who somebody is: watermarked, and each reading leaves an entry.
    """

    types: frozenset[str] = field(default=DOCUMENTS)
    max_size: int = 50 * MB
    max_count: int = 30
    identity: bool = False

    def __post_init__(self) -> None:
        if unknown := sorted(self.types - TYPES.keys()):
            raise ValueError(f"unknown types of files: {unknown}")

    @property
    def largest(self) -> int:
        """The size allowed, never more than the installation takes."""
        return min(self.max_size, max_size())

    @property
    def accept(self) -> str:
        """The extensions as a browser's file dialog takes them."""
        return ",".join(f".{e}" for code in sorted(self.types) for e in TYPES[code].extensions)

    @property
    def allowed(self) -> str:
        """The extensions in words: "pdf, jpg, png"."""
        return ", ".join(TYPES[code].extensions[0] for code in TYPES if code in self.types)


type RuleOf = Callable[[str], FileRule]


def sized(size: int) -> str:
    """A size as people read it.

    >>> sized(900), sized(52_428_800), sized(2_147_483_648), sized(1_572_864)
    ('900 B', '50 MB', '2 GB', '1.5 MB')
    """
    amount, unit = float(size), "B"
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if amount < 1024 or unit == "TB":
            break
        amount /= 1024
    return f"{amount:.1f}".rstrip("0").rstrip(".") + f" {unit}"
