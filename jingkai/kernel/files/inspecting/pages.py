"""PDF: opened in a process of its own, which tells what is in it."""

import re

from jingkai.kernel.files.drawing import LookFailed, look_at_pdf
from jingkai.kernel.files.errors import BadArchive, LockedFile, ScriptInside, UnknownContent
from jingkai.kernel.files.inspecting.entries import refuse_entry
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.limits import BLOCK

LAUNCHES = re.compile(rb"/S\s*/(?:Launch|JavaScript)\b")


def look(subject: Subject) -> int:
    """How many pages there are to draw.

    Raises LockedFile, ScriptInside, BadArchive (for what is attached inside), UnknownContent.
    """
    if _launches(subject):
        raise ScriptInside(name=subject.name)
    try:
        told = look_at_pdf(subject.path)
    except LookFailed:
        raise UnknownContent(name=subject.name, ending="pdf", allowed=subject.allowed) from None
    if told.locked:
        raise LockedFile(name=subject.name)
    if told.scripts:
        raise ScriptInside(name=subject.name)
    for attached in told.attached:
        if attached.virus:
            raise BadArchive(name=subject.name, entry=attached.name)
        refuse_entry(subject, attached.name, attached.head)
    return told.pages


def _launches(subject: Subject) -> bool:
    before = b""
    with subject.path.open("rb") as file:
        while block := file.read(BLOCK):
            if LAUNCHES.search(before + block):
                return True
            before = block[-32:]
    return False
