"""An electronic certificate as a page to keep and print: its words, its code, its identifier.

Certificates are in Chinese, whatever language the portal is read in.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import segno
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageDraw, ImageFont

from jingkai.kernel.errors import Refusal
from jingkai.kernel.files.fonts import fonts

DPI = 150
WIDE, HIGH = 1240, 1754  # A4 at 150 dots an inch
EDGE, LABELS = 130, 330
INK, GREY, RED = "#1a212b", "#5d6773", "#b3261e"
WHOLE = (".ttc", ".ttf", ".otf")


class NoFont(Refusal):
    """The installation has no font with Chinese signs from which a page could be drawn."""

    sentence = _("The certificate can't be drawn here: a Chinese font is missing.")
    hint = _("Print its public page instead, and tell the system administrator.")
    status = 503


def drawn(certificate: Any, address: str) -> bytes:
    """The certificate as a PDF page; `address` is its public page, which the code leads to."""
    sheet = Image.new("RGB", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((60, 60, WIDE - 60, HIGH - 60), outline=RED, width=6)
    pen.rectangle((74, 74, WIDE - 74, HIGH - 74), outline=RED, width=2)
    middle = WIDE // 2
    pen.text((middle, 170), certificate.zone.name, INK, _font(34), anchor="mm")
    pen.text((middle, 270), certificate.name, RED, _font(_fitting(certificate.name)), anchor="mm")
    below = 390
    for label, value in facts(certificate):
        below = _line(pen, below, label, value)
    _foot(sheet, pen, certificate, address)
    kept = BytesIO()
    sheet.save(kept, "PDF", resolution=DPI, title=certificate.name)
    return kept.getvalue()


def facts(certificate: Any) -> Iterator[tuple[str, str]]:
    """What the certificate says, in its order."""
    yield "持证主体", certificate.holder
    if certificate.holder_code:
        yield "证件号码", str(certificate.holder_code)
    if certificate.document_number:
        yield "文号", certificate.document_number
    for one in certificate.content:
        if one.get("value") not in (None, "", []):
            yield str(one["label"]), _words(one["value"])
    until = f"{certificate.valid_until:%Y-%m-%d}" if certificate.valid_until else "长期"
    yield "有效期", f"{certificate.valid_from:%Y-%m-%d} 至 {until}"
    yield "发证机关", certificate.office.name
    yield "发证日期", f"{certificate.issued_on:%Y-%m-%d}"


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _line(pen: ImageDraw.ImageDraw, top: int, label: str, value: str) -> int:
    """One fact, its words broken where the page ends; where the next one begins."""
    face = _font(28)
    pen.text((EDGE, top), label, GREY, face)
    for line in _broken(pen, value, face, WIDE - LABELS - EDGE):
        pen.text((LABELS + 40, top), line, INK, face)
        top += 42
    return top + 14


def _broken(pen: ImageDraw.ImageDraw, text: str, face: Any, width: int) -> list[str]:
    lines, line = [], ""
    for sign in text:
        if sign == "\n" or pen.textlength(line + sign, face) > width:
            lines.append(line)
            line = "" if sign == "\n" else sign
        else:
            line += sign
    return [*lines, line]


def _foot(sheet: Any, pen: ImageDraw.ImageDraw, certificate: Any, address: str) -> None:
    picture = BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=6, border=1)
    code = Image.open(picture).convert("RGB")
    code.thumbnail((240, 240))
    sheet.paste(code, (EDGE, HIGH - 380))
    small, left, top = _font(20), EDGE + 280, HIGH - 370
    for line in (
        "电子证照标识", certificate.identifier, "数据摘要（SHA-256）", certificate.digest[:32],
        certificate.digest[32:], "扫描二维码核验本证照的真伪和效力；打印件与电子证照具有同等效力。",
    ):  # fmt: skip
        pen.text((left, top), line, GREY, small)
        top += 34


def _fitting(title: str) -> int:
    """A size in which the title stands on one line."""
    return max(30, min(64, (WIDE - 2 * EDGE) // max(len(title), 1)))


def _font(size: int) -> Any:
    for path in fonts():
        if path.lower().endswith(WHOLE):
            return ImageFont.truetype(path, size)
    raise NoFont
