"""Compound files (OLE): the older office documents, read far enough to find macros and locks.

A small reader of [MS-CFB]: the directory of streams, and one stream when it is asked for. Chains
are followed only so far, so that a file that points back at itself ends.
"""

import re
import struct
from dataclasses import dataclass
from typing import BinaryIO

from jingkai.kernel.files.errors import LockedFile, MacrosInside, UnknownContent
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.limits import BLOCK, MB
from jingkai.kernel.files.names import ending_of

SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = (("worddocument", "doc"), ("workbook", "xls"), ("book", "xls"),
         ("powerpoint document", "ppt"))  # fmt: skip
MACROS = {"_vba_project", "_vba_project_cur", "vba", "macros"}
PACKAGED = {"\x01ole10native", "package"}
LOCKED = {"encryptedpackage", "encryptioninfo", "encryptedsummary"}
"""Names of streams and storages, in small letters: the programs don't tell them apart."""
SLIDES_WITH_MACROS = re.compile(rb"\x02\x00\x00\x04\x0c\x00\x00\x00....\x01\x00\x00\x00", re.DOTALL)
LONGEST_CHAIN = 4 * MB // 128
LAST_SECTOR = 0xFFFFFFFA


class Broken(ValueError):
    """Not a compound file that can be followed."""


@dataclass(frozen=True)
class Entry:
    """A stream or storage of the directory."""

    name: str
    start: int
    size: int


class Compound:
    """A compound file, opened for reading."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        header = self._read(0, 512)
        if not header.startswith(SIGN):
            raise Broken
        shift, small = struct.unpack("<HH", header[30:34])
        if shift not in (9, 12) or small != 6:
            raise Broken
        self.sector = 1 << shift
        (count,) = struct.unpack("<L", header[44:48])
        (self.first,) = struct.unpack("<L", header[48:52])
        (self.cutoff,) = struct.unpack("<L", header[56:60])
        self.table = self._table(header, count)
        self.entries = list(self._directory())

    def _read(self, at: int, size: int) -> bytes:
        self.file.seek(at)
        block = self.file.read(size)
        if len(block) < size:
            raise Broken
        return block

    def _sector(self, number: int) -> bytes:
        return self._read((number + 1) * self.sector, self.sector)

    def _table(self, header: bytes, count: int) -> list[int]:
        places = list(struct.unpack("<109L", header[76:512]))
        (more,) = struct.unpack("<L", header[68:72])
        while more < LAST_SECTOR and len(places) < count and len(places) < LONGEST_CHAIN:
            block = struct.unpack(f"<{self.sector // 4}L", self._sector(more))
            places += block[:-1]
            more = block[-1]
        table: list[int] = []
        for place in places[: min(count, LONGEST_CHAIN)]:
            if place < LAST_SECTOR:
                table += struct.unpack(f"<{self.sector // 4}L", self._sector(place))
        return table

    def _chain(self, start: int, most: int = LONGEST_CHAIN) -> list[int]:
        found: list[int] = []
        while start < LAST_SECTOR and len(found) < most:
            if start >= len(self.table):
                raise Broken
            found.append(start)
            start = self.table[start]
        return found

    def _directory(self) -> list[Entry]:
        entries = []
        for number in self._chain(self.first):
            block = self._sector(number)
            for at in range(0, self.sector, 128):
                row = block[at : at + 128]
                (length,) = struct.unpack("<H", row[64:66])
                if row[66] and 2 <= length <= 64:
                    name = row[: length - 2].decode("utf-16-le", errors="replace").lower()
                    start, size = struct.unpack("<LL", row[116:124])
                    entries.append(Entry(name, start, size))
        return entries

    def begin_of(self, name: str, size: int) -> bytes:
        """The beginning of a stream; no office program writes one among the smallest."""
        for entry in self.entries:
            if entry.name == name:
                if entry.size < self.cutoff:
                    raise Broken
                sectors = self._chain(entry.start, size // self.sector + 1)
                return b"".join(map(self._sector, sectors))[: entry.size]
        return b""


def kind_of(subject: Subject) -> str:
    """Which office document it is; empty for none that we know."""
    try:
        with subject.path.open("rb") as file:
            names = {entry.name for entry in Compound(file).entries}
    except (Broken, struct.error):
        return ""
    if names & LOCKED:
        raise LockedFile(name=subject.name)
    return next((code for name, code in KINDS if name in names), "")


def look(subject: Subject) -> int:
    """Raises MacrosInside, LockedFile, UnknownContent."""
    with subject.path.open("rb") as file:
        refuse(subject, file)
    return 0


def refuse(subject: Subject, file: BinaryIO) -> None:
    """A document, or a part of one, with programs in it or behind a password."""
    try:
        document = Compound(file)
        names = {entry.name for entry in document.entries}
        workbook = document.begin_of("workbook", 2 * MB) or document.begin_of("book", 2 * MB)
    except (Broken, struct.error):
        raise UnknownContent(
            name=subject.name, ending=ending_of(subject.name), allowed=subject.allowed
        ) from None
    if names & LOCKED or _workbook_locked(workbook):
        raise LockedFile(name=subject.name)
    slides = "powerpoint document" in names and _holds(file, SLIDES_WITH_MACROS)
    if names & MACROS or names & PACKAGED or slides or _macro_sheet(workbook):
        raise MacrosInside(name=subject.name)


def _records(stream: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack("<HH", stream[at : at + 4])
        found.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
        if kind == 0x000A:
            break
    return found


def _macro_sheet(workbook: bytes) -> bool:
    """An Excel 4 macro sheet: BOUNDSHEET (0x85) of type 1."""
    return any(
        kind == 0x0085 and len(body) > 5 and body[5] == 1 for kind, body in _records(workbook)
    )


def _workbook_locked(workbook: bytes) -> bool:
    """FILEPASS (0x2F) among a workbook's first records."""
    return any(kind == 0x002F for kind, _body in _records(workbook))


def _holds(file: BinaryIO, sign: re.Pattern[bytes]) -> bool:
    file.seek(0)
    before = b""
    while block := file.read(BLOCK):
        if sign.search(before + block):
            return True
        before = block[-32:]
    return False
