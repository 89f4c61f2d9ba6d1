"""From a file to the text and blocks that the check works on; refuses what it can't read."""

import re
from pathlib import PurePath

from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.errors import NotText, OldWord, TooLarge, UnknownKind

LIMIT_MB = 40
_KINDS = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text",
    ".docx": "word", ".html": "web", ".htm": "web", ".pdf": "pdf",
}  # fmt: skip
_RULED = re.compile(r"(?m)^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?[ \t]*)?$")
"""The line under the head of a Markdown table: plain text that has one is read as Markdown."""


def read(name: str, data: bytes) -> Document:
    """The document in a file of that name; raises a refusal of `errors` when it can't be read."""
    kind = _kind(name, data)
    if len(data) > LIMIT_MB * 2**20:
        raise TooLarge(name=name, limit=LIMIT_MB)
    if kind == "word":
        from jingkai.kernel.reports.checking.readers import word

        return word.read(name, data)
    if kind == "pdf":
        from jingkai.kernel.reports.checking.readers import pdf

        return pdf.read(name, data)
    text = decoded(name, data)
    if kind == "web":
        from jingkai.kernel.reports.checking.readers import web

        return Document(name, kind, text, tuple(web.blocks_of(text)))
    return read_text(name, text, markdown=kind == "markdown")


def read_text(name: str, text: str, *, markdown: bool = False) -> Document:
    """Plain text or Markdown that is already at hand; text with a ruled table is Markdown."""
    from jingkai.kernel.reports.checking.readers import lines
    from jingkai.kernel.reports.checking.readers import markdown as marks

    markdown = markdown or _RULED.search(text) is not None
    blocks = marks.blocks_of(text) if markdown else lines.blocks_of(text)
    kind = "markdown" if markdown else "text"
    return Document(name, kind, text, tuple(block for block in blocks if block.text))


def _kind(name: str, data: bytes) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix == ".doc" or (data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" and suffix != ".docx"):
        raise OldWord(name=name)
    if suffix not in _KINDS:
        raise UnknownKind(name=name)
    return _KINDS[suffix]


def decoded(name: str, data: bytes) -> str:
    """Text in UTF-8 (with or without its mark), UTF-16 with a mark, or GB 18030."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8", _declared(data), "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise NotText(name=name)


def _declared(data: bytes) -> str:
    found = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    return found[1].decode("ascii") if found else "utf-8"
