"""What may not lie inside a file that holds others, and what a program looks like."""

from jingkai.kernel.files.errors import BadArchive
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.names import TURNING, ending_of, shown
from jingkai.kernel.files.types import DANGEROUS

PROGRAMS = (
    b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"#!", b"dex\n", b"\x00asm",
    b"L\x00\x00\x00\x01\x14",
)  # fmt: skip
"""How programs for the usual systems begin, and Windows' links."""


def is_program(head: bytes) -> bool:
    """Whether this is the beginning of something that runs.

    >>> is_program(b"MZ" + bytes(70)), is_program(b"MZ is a text"), is_program(b"%PDF-1.7")
    (True, False, False)
    """
    if head.startswith(b"MZ"):
        return len(head) >= 64 and b"\0" in head[:64]
    return head.startswith(PROGRAMS)


def refuse_name(subject: Subject, name: str) -> None:
    """A path that leaves the archive, hides itself, or ends as a program. Raises BadArchive."""
    parts = name.replace("\\", "/").split("/")
    leaves = name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]
    hides = any(sign in TURNING or ord(sign) < 32 for sign in name)
    if leaves or hides or ending_of(parts[-1].rstrip(" .")) in DANGEROUS:
        raise BadArchive(name=subject.name, entry=shown(name))


def refuse_entry(subject: Subject, name: str, head: bytes) -> None:
    """One of the files inside, by its name and beginning. Raises BadArchive."""
    refuse_name(subject, name)
    if is_program(head):
        raise BadArchive(name=subject.name, entry=shown(name))
