"""Word with the check's marks: each number shaded, those that differ with a comment."""

import copy
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.reports.checking.readers.word import Reading, opened

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHADES = {"agrees": "D8F0DD", "differs": "FFDCD7", "no_evidence": "F0F0EE"}


def with_comments(name: str, data: bytes, findings: Sequence[Mapping[str, Any]]) -> bytes:
    """The document as it was, with its numbers shaded by verdict; a comment at the judged."""
    from docx.text.run import Run

    docx = opened(name, data)
    reading = Reading(docx)
    for finding in sorted(findings, key=lambda each: -int(each["start"])):
        pieces = []
        for place in reading.places:
            start = max(place.start, int(finding["start"]))
            end = min(place.end, int(finding["end"]))
            if start < end:
                piece = _cut_out(place.holder, start - place.start, end - place.start)
                _shade(piece, _SHADES[finding["verdict"]])
                pieces.append(Run(piece, docx))
        if pieces and finding["verdict"] != "no_evidence":
            docx.add_comment(
                pieces, text=str(finding["why"]), author=_("Number check"), initials="#"
            )
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()


def _cut_out(element: Any, start: int, end: int) -> Any:
    """A run of its own for a stretch of a text element; the element keeps what is before it."""
    run, text = element.getparent(), element.text or ""
    middle = copy.deepcopy(run)
    after = copy.deepcopy(run)
    index = list(run).index(element)
    for piece, words in ((middle, text[start:end]), (after, text[end:])):
        for n, child in enumerate(list(piece)):
            if child.tag != f"{_W}rPr" and (n < index or (piece is middle and n > index)):
                piece.remove(child)
        kept = piece.find(f"{_W}t") if piece is middle else _first_text(piece)
        _write(kept, words)
    for child in list(run)[index + 1 :]:
        run.remove(child)
    _write(element, text[:start])
    run.addnext(middle)
    middle.addnext(after)
    return middle


def _first_text(run: Any) -> Any:
    return next(child for child in run if child.tag == f"{_W}t")


def _write(element: Any, text: str) -> None:
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _shade(run: Any, colour: str) -> None:
    """A background of that colour."""
    from docx.oxml import OxmlElement

    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{_W}shd"):
        properties.remove(old)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(f"{_W}{name}", value)
    properties.append(shade)
