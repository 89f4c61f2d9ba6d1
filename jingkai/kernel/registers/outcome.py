"""What came of an import, or would have come of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jingkai.kernel.registers.headings import CellFault
from jingkai.kernel.registers.models import Came, Import


@dataclass
class FileOutcome:
    """One file's rows: how many there were and what came of them."""

    name: str
    digest: str
    registers: list[str] = field(default_factory=list)
    rows: int = 0
    rejected: int = 0
    came: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Came.values, 0))
    kept: Import | None = None
    key: int = 0

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "file": self.name, "sha256": self.digest, "registers": self.registers,
            "rows": self.rows, **self.came, "rejected": self.rejected,
            "import": self.kept.pk if self.kept else None,
        }  # fmt: skip


@dataclass(frozen=True)
class RejectedRow:
    """A row that was not taken, as it stood, and why."""

    file: str
    sheet: str
    row: int
    titles: Sequence[Any]
    cells: Sequence[Any]
    why: str


@dataclass
class Outcome:
    """All files together; nothing is written unless `written`."""

    dry_run: bool = False
    written: bool = False
    passed: bool = False
    """Whether it was written, or would have been: no error stopped it."""
    files: list[FileOutcome] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)

    @property
    def errors(self) -> list[CellFault]:
        """What must be put right."""
        return [fault for fault in self.faults if not fault.warning]

    @property
    def warnings(self) -> list[CellFault]:
        """What may be confirmed."""
        return [fault for fault in self.faults if fault.warning]

    def total(self, came: str) -> int:
        """How many rows of all files came to this."""
        return sum(file.came[came] for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "written": self.written,
            "dry_run": self.dry_run,
            "files": [file.as_json() for file in self.files],
            "errors": [fault.as_json() for fault in self.errors],
            "warnings": [fault.as_json() for fault in self.warnings],
        }
