"""The checked document with its marks: HTML with <mark>, Word with comments."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import PurePath
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.kernel.reports.checking.errors import CannotAnnotate
from jingkai.kernel.reports.checking.reading import read

type Marks = Sequence[Mapping[str, Any]]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.9;
  font-family: FangSong, "Noto Serif CJK SC", serif; white-space: pre-wrap; }
mark { padding: .1em .15em; border-radius: .2em; color: inherit; }
mark.agrees { background: #d8f0dd; border-bottom: 2px solid #1a7f37; }
mark.differs { background: #ffdcd7; border-bottom: 3px double #b42318; }
mark.no_evidence { background: #f0f0ee; border-bottom: 1px dotted #6b6b66; }
"""


def words(verdict: str) -> str:
    """A verdict as people read it."""
    return {
        "agrees": _("agrees"),
        "differs": _("differs"),
        "no_evidence": _("no evidence"),
    }[verdict]


def annotated_file(name: str, data: bytes, findings: Marks) -> tuple[str, str, bytes]:
    """The file with a mark at every number: its name, content type and bytes.

    A Word file comes back as Word with comments, an HTML file as itself with marks, all others as
    an HTML page. `findings` are the dicts that the check gives.
    """
    document = read(name, data)
    stem = PurePath(name).stem
    suffix = _("checked")
    if document.kind == "word":
        from jingkai.kernel.reports.checking.annotate_word import with_comments

        return f"{stem}-{suffix}.docx", WORD, with_comments(name, data, findings)
    if document.kind == "web":
        page = marked(document.text, findings, html=True)
        return f"{stem}-{suffix}.html", "text/html; charset=utf-8", _styled(page).encode()
    page = as_page(stem, document.text, findings)
    return f"{stem}-{suffix}.html", "text/html; charset=utf-8", page.encode()


def _styled(page: str) -> str:
    """A page of another's making with the marks' style at the end of its head."""
    style = f"<style>mark {{{_STYLE.split('mark {', 1)[1]}</style>"
    head = page.lower().find("</head>")
    if head < 0:
        return f'<meta charset="utf-8">{style}{page}'
    return f"{page[:head]}{style}{page[head:]}"


def as_page(title: str, text: str, findings: Marks) -> str:
    """The text as an HTML page of its own with its numbers marked."""
    language = "en" if (get_language() or "").startswith("en") else "zh-Hans"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body>{marked(text, findings)}</body>\n</html>\n"
    )


def marked(text: str, findings: Marks, *, html: bool = False) -> str:
    """The text with a <mark> around each number; `html` text is taken as it is.

    >>> marked("增长26%", [{"start": 2, "end": 5, "verdict": "agrees", "why": "26%"}])[:34]
    '增长<mark class="agrees" title="26%"'
    """
    parts, at = [], 0
    for finding in sorted(findings, key=lambda each: int(each["start"])):
        start, end = int(finding["start"]), int(finding["end"])
        if start < at:
            continue
        piece = text[start:end]
        why = str(finding["why"])
        if because := str(finding.get("linked_by", "")):
            why += " " + _("Linked because {because}.").format(because=because)
        told = f"{' '.join(piece.split())}: {words(finding['verdict'])}. {why}"
        plain = text[at:start]
        parts.append(plain if html else escape(plain))
        parts.append(
            f'<mark class="{finding["verdict"]}" title="{escape(why)}" tabindex="0"'
            f' aria-label="{escape(told)}">{piece if html else escape(piece)}</mark>'
        )
        at = end
    parts.append(text[at:] if html else escape(text[at:]))
    return "".join(parts)


def write(target: str, name: str, data: bytes, findings: Marks) -> bytes:
    """What to write into a file called `target`; refuses a kind that can't carry marks."""
    kind = PurePath(target).suffix.lower()
    if kind in (".html", ".htm"):
        document = read(name, data)
        if document.kind == "web":
            return annotated_file(name, data, findings)[2]
        return as_page(PurePath(name).stem, document.text, findings).encode()
    if kind == ".docx" and PurePath(name).suffix.lower() == ".docx":
        return annotated_file(name, data, findings)[2]
    raise CannotAnnotate(name=PurePath(target).name)


__all__ = ["annotated_file", "as_page", "marked", "words", "write"]
