"""ZIP archives, and the documents that are archives inside (docx, xlsx, pptx, ofd).

Each entry is unpacked as a stream and thrown away, within one budget for the whole file: number
of entries, bytes unpacked, archives inside archives. What the directory promises is checked first,
what comes out is counted.
"""

import re
import stat
import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from jingkai.kernel.files.errors import BadArchive, Bomb, LockedFile, MacrosInside, UnknownContent
from jingkai.kernel.files.inspecting import compound
from jingkai.kernel.files.inspecting.entries import refuse_entry, refuse_name
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.inspecting.virus import Searcher
from jingkai.kernel.files.limits import BLOCK, GB, MB, parts_folder
from jingkai.kernel.files.names import ending_of, shown
from jingkai.kernel.files.types import ARCHIVES

MOST_ENTRIES = 10_000
LARGEST_DIRECTORY = 8 * MB
DEEPEST = 2
"""Archives inside archives: a document in a ZIP, and a workbook in that document."""
FREE_TO_UNPACK = 200 * MB
MOST_UNPACKED = 8 * GB
MOST_RATIO = 50
LARGEST_INNER = 256 * MB
ZIP, HEAD = b"PK\x03\x04", 4096
MACRO_PARTS = re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/|/activex/", re.I)
MACRO_WORDS = re.compile(rb"macroEnabled|vbaProject|ms-office\.activeX", re.IGNORECASE)
OUTSIDE = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*(?:attachedTemplate|oleObject|/frame|subDocument))",
    re.IGNORECASE,
)
ENTITIES = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xfd7zXZ", b"MSCF",
                  b"BZh", b"\x28\xb5\x2f\xfd")  # fmt: skip

BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError,
          ValueError, NotImplementedError, RuntimeError)  # fmt: skip
"""What reading a damaged archive may end in."""


@dataclass
class Budget:
    """What may still be unpacked of one file."""

    subject: Subject
    entries: int = 0
    unpacked: int = 0

    def take(self, size: int = 0, entries: int = 0) -> None:
        """Raises Bomb."""
        self.unpacked += size
        self.entries += entries
        most = min(MOST_UNPACKED, max(FREE_TO_UNPACK, MOST_RATIO * self.subject.size))
        if self.unpacked > most or self.entries > MOST_ENTRIES:
            raise Bomb(name=self.subject.name)


def opened(subject: Subject, file: BinaryIO) -> zipfile.ZipFile:
    """The archive, once its directory is seen to be of a bearable size.

    Raises Bomb, zipfile.BadZipFile.
    """
    try:
        _refuse_large_directory(subject, file)
        return zipfile.ZipFile(file)
    except (ValueError, struct.error, NotImplementedError) as fault:
        raise zipfile.BadZipFile from fault


def _refuse_large_directory(subject: Subject, source: BinaryIO) -> None:
    size = source.seek(0, 2)
    source.seek(max(0, size - 66_000))
    tail = source.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        raise zipfile.BadZipFile
    count, length = struct.unpack("<HL", tail[at + 10 : at + 16])
    if (large := tail.rfind(b"PK\x06\x06", 0, at)) >= 0 and large + 48 <= len(tail):
        more, longer = struct.unpack("<QQ", tail[large + 32 : large + 48])
        count, length = max(count, more), max(length % 0xFFFFFFFF, longer)
    if count > MOST_ENTRIES or length > LARGEST_DIRECTORY:
        raise Bomb(name=subject.name)


def look(subject: Subject) -> int:
    """Everything inside. Raises Bomb, BadArchive, LockedFile, MacrosInside, UnknownContent."""
    try:
        with subject.path.open("rb") as file, opened(subject, file) as archive:
            _walk(subject, archive, Budget(subject), 0)
    except BROKEN:
        raise UnknownContent(
            name=subject.name, ending=ending_of(subject.name), allowed=subject.allowed
        ) from None
    return 0


def _walk(subject: Subject, archive: zipfile.ZipFile, budget: Budget, depth: int) -> None:
    entries = archive.infolist()
    promised = Budget(subject, budget.entries, budget.unpacked)
    promised.take(sum(one.file_size for one in entries), len(entries))
    budget.take(entries=len(entries))
    for entry in entries:
        _refuse_entry(subject, entry)
        if not entry.is_dir():
            with archive.open(entry) as content:
                _look_at(subject, entry.filename, content, budget, depth)


def _refuse_entry(subject: Subject, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise LockedFile(name=subject.name)
    if MACRO_PARTS.search("/" + entry.filename):
        raise MacrosInside(name=subject.name)
    refuse_name(subject, entry.orig_filename)
    link = stat.S_ISLNK(entry.external_attr >> 16)
    hidden = _tells(entry.filename) and entry.file_size > BLOCK
    if link or hidden or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadArchive(name=subject.name, entry=shown(entry.filename))


def _look_at(
    subject: Subject, name: str, content: IO[bytes], budget: Budget, depth: int
) -> None:
    search, head, inner = Searcher(), b"", ""
    with tempfile.TemporaryFile(dir=_folder()) as copy:
        while block := content.read(BLOCK):
            budget.take(len(block))
            if search.finds(block):
                raise BadArchive(name=subject.name, entry=f"{shown(name)} (EICAR)")
            if not head:
                head = block[:HEAD]
                refuse_entry(subject, name, head)
                inner = _inner_kind(subject, name, head)
                _refuse_markup(subject, name, block)
            if inner:
                if copy.tell() + len(block) > LARGEST_INNER:
                    raise Bomb(name=subject.name)
                copy.write(block)
        if inner:
            copy.seek(0)
            _look_inside(subject, inner, cast(BinaryIO, copy), budget, depth)


def _inner_kind(subject: Subject, name: str, head: bytes) -> str:
    """What has to be looked into once more. Raises BadArchive for what can't be."""
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(compound.SIGN):
        return "compound"
    if head.startswith(OTHER_ARCHIVES) or ending_of(name) in ARCHIVES:
        raise BadArchive(name=subject.name, entry=shown(name))
    return ""


def _tells(name: str) -> bool:
    """Whether the entry tells what the parts of an office document are and where they come from."""
    return name.lower().endswith(("[content_types].xml", ".rels"))


def _refuse_markup(subject: Subject, name: str, block: bytes) -> None:
    if ending_of(name) in {"xml", "rels"}:
        wide = block.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0"))  # two bytes a sign
        if wide or ENTITIES.search(block[:HEAD]):
            raise BadArchive(name=subject.name, entry=shown(name))
    if _tells(name) and (MACRO_WORDS.search(block) or OUTSIDE.search(block)):
        raise MacrosInside(name=subject.name)


def _look_inside(
    subject: Subject, kind: str, copy: BinaryIO, budget: Budget, depth: int
) -> None:
    if kind == "compound":
        compound.refuse(subject, copy)
        return
    if depth + 1 > DEEPEST:
        raise Bomb(name=subject.name)
    with opened(subject, copy) as archive:
        _walk(subject, archive, budget, depth + 1)


def _folder() -> str:
    folder = parts_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return str(folder)
