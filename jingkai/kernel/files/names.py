"""Names of files, as people may give them: harmless oddities are mended, tricks are refused."""

import re
import unicodedata

from jingkai.kernel.files.errors import (
    DoubleExtension,
    HiddenCharacters,
    NameMissing,
    PathInName,
    ReservedName,
)  # fmt: skip
from jingkai.kernel.files.types import DANGEROUS

LONGEST = 240
"""Bytes in UTF-8: what every file system takes."""
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


def clean_name(name: str, *, allowed: str = "") -> str:
    """The name as it is kept. Raises NameMissing, PathInName, HiddenCharacters, ReservedName,
    DoubleExtension.

    >>> clean_name("  营业执照 .pdf "), clean_name("身份证：正面?.JPG")
    ('营业执照.pdf', '身份证：正面_.JPG')
    """
    text = unicodedata.normalize("NFC", name)
    _refuse_hidden(text)
    if re.search(r"[/\\]", text) or text.strip(" ").startswith(".."):
        raise PathInName(name=shown(name))
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    text = NOT_IN_NAMES.sub("_", " ".join(text.split())).strip(" .")
    stem, ending = split(text)
    if not stem:
        raise NameMissing
    if RESERVED.fullmatch(text.split(".")[0].strip()):
        raise ReservedName(name=shown(text))
    inner = [part.strip().lower() for part in text.split(".")[1:-1]]
    if trick := next((part for part in inner if part in DANGEROUS), ""):
        raise DoubleExtension(name=shown(text), ending=trick, allowed=allowed)
    return shortened(stem.rstrip(" ."), ending)


def _refuse_hidden(text: str) -> None:
    for sign in text:
        if sign in TURNING or unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}:
            raise HiddenCharacters(name=shown(text))


def split(name: str) -> tuple[str, str]:
    """A name and its ending.

    >>> split("a.b.PDF"), split("读我"), split(".pdf")
    (('a.b', 'PDF'), ('读我', ''), ('', 'pdf'))
    """
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot else (name, "")


def ending_of(name: str) -> str:
    """The ending in small letters, without its dot."""
    return split(name)[1].lower()


def shortened(stem: str, ending: str) -> str:
    """The name cut to what every file system takes, its ending kept.

    >>> len(shortened("经" * 200, "pdf").encode())
    238
    """
    tail = f".{ending}" if ending else ""
    room = LONGEST - len(tail.encode())
    whole = stem.encode()
    if len(whole) <= room:
        return stem + tail
    return whole[: room - 3].decode(errors="ignore").rstrip(" .") + "…" + tail


def shown(name: str) -> str:
    """A name as a sentence may show it: what can't be seen is told by a sign, nothing turns."""
    safe = (
        "\ufffd" if sign in TURNING or unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}
        else sign
        for sign in name[:80]
    )  # fmt: skip
    return "".join(safe)
