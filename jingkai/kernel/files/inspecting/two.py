"""Files that are two kinds at once: a picture that is also an archive, a page or a PDF."""

import re
import struct

from django.utils.translation import gettext as _

from jingkai.kernel.errors import Sentence
from jingkai.kernel.files.errors import TwoInOne
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.types import PICTURES, FileType

END_OF_ZIP = b"PK\x05\x06"
ZIPS = {"docx", "xlsx", "pptx", "ofd", "zip"}
RUNS = re.compile(rb"<script[\s>]|<\?php|<html[\s>]|<!doctype html|<svg[\s>]|<iframe", re.I)


def refuse(subject: Subject, found: FileType) -> None:
    """Raises TwoInOne."""
    other: Sentence = ""
    if found.code not in ZIPS and ends_as_zip(subject.tail, subject.size):
        other = "ZIP"
    elif found.code not in {"pdf", "txt", "csv"} and b"%PDF-" in subject.head[:1024]:
        other = "PDF"
    elif found.code in PICTURES and (RUNS.search(subject.head) or RUNS.search(subject.tail)):
        other = _("a web page")
    if other:
        raise TwoInOne(
            name=subject.name, found=f"{found.name} + {other}", allowed=subject.allowed
        )


def ends_as_zip(tail: bytes, size: int) -> bool:
    """Whether an archive ends here: an end record that points at a directory before it."""
    at = tail.rfind(END_OF_ZIP)
    while at >= 0:
        if len(tail) >= at + 22:
            length, offset = struct.unpack("<LL", tail[at + 12 : at + 20])
            directory = tail[at - length : at] if 0 < length <= at else b"PK"
            if length + offset <= size - len(tail) + at and directory.startswith(b"PK"):
                return True
        at = tail.rfind(END_OF_ZIP, 0, at)
    return False
