"""Text, tables of text, and what only looks like text: pages and drawings in markup."""

import codecs
import re

from django.utils.translation import gettext as _

from jingkai.kernel.errors import Sentence
from jingkai.kernel.files.errors import ScriptInside
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.limits import BLOCK, MB
from jingkai.kernel.files.types import TYPES, FileType

ENCODINGS = ("utf-8-sig", "gb18030")
NOT_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MARKUP = re.compile(
    r"\A(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?P<tag>!doctype\s+html|html|head|body|script|iframe|style|"
    r"table|div|title|a|br|p|h1|img|font|b|form|meta|link|object|embed|svg|\w+:svg|!doctype\s+svg)"
    r"[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
ACTIVE_SVG = re.compile(
    r"<\s*(?:\w+:)?(?:script|foreignobject|iframe|object|embed|handler|animate|set)\b"
    r"|\son\w+\s*=|javascript:|<!entity|<!doctype[^>]*\[|&#|@import"
    r"|(?:href|src)\s*=\s*[\"']?\s*(?!#|data:image/(?:png|jpeg|gif|webp);)\S",
    re.IGNORECASE,
)
LARGEST_SVG = 5 * MB


def kind_of(subject: Subject) -> tuple[FileType | None, Sentence]:
    """A text, a table, a drawing or a page – by how it begins, and only if all of it is text."""
    encoding = encoding_of(subject)
    if not encoding:
        return None, ""
    head = subject.head.decode(encoding, errors="ignore")
    if markup := MARKUP.match(head):
        if "svg" in markup["tag"].lower():
            return TYPES["svg"], ""
        return None, _("a web page")
    if re.match(r"\s*999\s|\s*0\s*\r?\n\s*SECTION", head):
        return TYPES["dxf"], ""
    return TYPES["txt"], ""


def encoding_of(subject: Subject) -> str:
    """The encoding in which all of the file is text; empty when there is none."""
    return next((e for e in ENCODINGS if _reads(subject, e)), "")


def _reads(subject: Subject, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with subject.path.open("rb") as file:
            while block := file.read(BLOCK):
                if NOT_IN_TEXT.search(decoder.decode(block)):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def look_at_svg(subject: Subject) -> int:
    """A drawing that runs nothing and fetches nothing. Raises ScriptInside."""
    if subject.size > LARGEST_SVG:
        raise ScriptInside(name=subject.name)
    if ACTIVE_SVG.search(subject.path.read_text("utf-8-sig", errors="replace")):
        raise ScriptInside(name=subject.name)
    return 0
