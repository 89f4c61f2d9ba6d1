"""What a file is, by its content alone."""

import zipfile
from collections.abc import Iterable
from typing import Any

import filetype
from django.utils.translation import gettext as _

from jingkai.kernel.errors import Sentence
from jingkai.kernel.files.inspecting import compound, texts, zips
from jingkai.kernel.files.inspecting.entries import is_program
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.types import BY_EXTENSION, TYPES, FileType

type Found = tuple[FileType | None, Sentence]
"""The type, if it is one that we know; what it is in words, if that can be told."""

BY_GUESS = {"jpg", "png", "webp", "gif", "bmp", "tif", "mp4", "mov", "mp3"}
OFFICE_MAIN = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}


def identify(subject: Subject) -> Found:
    """What the file is."""
    head = subject.head
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(subject)
    if head.startswith(compound.SIGN):
        return _known(compound.kind_of(subject))
    if head.startswith(b"%PDF-"):
        return TYPES["pdf"], ""
    if head.startswith(b"AC10") and head[4:6].isdigit():
        return TYPES["dwg"], ""
    if is_program(head):
        return None, _("a program")
    look: Any = filetype.guess
    guess = look(head)
    if guess is not None:
        code = "mp4" if guess.extension == "m4v" else guess.extension
        return (TYPES[code], "") if code in BY_GUESS else (None, f".{guess.extension}")
    return texts.kind_of(subject)


def _known(code: str) -> Found:
    return (TYPES[code], "") if code else (None, "")


def _of_zip(subject: Subject) -> Found:
    try:
        with subject.path.open("rb") as file, zips.opened(subject, file) as archive:
            return _by_names(archive.namelist())
    except zipfile.BadZipFile:
        return None, ""


def _by_names(names: Iterable[str]) -> Found:
    inside = list(names)
    if "[Content_Types].xml" in inside:
        main = {code for start, code in OFFICE_MAIN.items() if any(n.startswith(start)
                for n in inside)}  # fmt: skip
        return _known(main.pop() if len(main) == 1 else "")
    if "OFD.xml" in inside:
        return TYPES["ofd"], ""
    return BY_EXTENSION["zip"], ""
