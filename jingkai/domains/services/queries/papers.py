"""A certificate on paper: drawn as a page with its QR code, as a picture or a PDF of one page.

What counts is the electronic record; the page carries its identifier, its digest and a QR code that
opens the public page, so that a copy can be held against the record.
"""

import io
from functools import lru_cache
from typing import Any

import segno
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from jingkai.domains.services.models import Certificate
from jingkai.kernel.files.fonts import fonts

A4 = (1240, 1754)
"""A page at 150 dots an inch."""
MARGIN, DOTS = 130, 150
INK, RED, GREY, FRAME = "#1f2328", "#a4161a", "#59636e", "#b08d3c"
SIZES = {"title": 64, "name": 40, "text": 30, "small": 22}


def qr_svg(address: str) -> str:
    """The QR code of an address as an SVG fragment, for a page."""
    return segno.make(address, error="m").svg_inline(scale=4, border=2)


def certificate_png(certificate: Certificate, address: str) -> bytes:
    """The certificate as a picture; `address` is its public page."""
    return _saved(_drawn(certificate, address), "PNG")


def certificate_pdf(certificate: Certificate, address: str) -> bytes:
    """The certificate as a PDF of one A4 page; `address` is its public page."""
    return _saved(
        _drawn(certificate, address), "PDF", resolution=float(DOTS), title=certificate.name,
        creator=certificate.issuer_code,
    )  # fmt: skip


def _saved(page: Image.Image, form: str, **more: Any) -> bytes:
    kept = io.BytesIO()
    page.save(kept, form, **more)
    return kept.getvalue()


def _drawn(certificate: Certificate, address: str) -> Image.Image:
    page = Image.new("RGB", A4, "white")
    pen = ImageDraw.Draw(page)
    for inset, width in ((60, 6), (76, 2)):
        pen.rectangle((inset, inset, A4[0] - inset, A4[1] - inset), outline=FRAME, width=width)
    _centred(pen, 190, certificate.name, "title", RED)
    _centred(pen, 300, certificate.document_number, "small", GREY)
    below = _rows(pen, 400, certificate)
    _foot(page, pen, max(below + 60, 1250), certificate, address)
    return page


def _rows(pen: ImageDraw.ImageDraw, top: int, certificate: Certificate) -> int:
    """Holder, content and validity, one under the other; where they end."""
    until = certificate.valid_until.isoformat() if certificate.valid_until else _("no end")
    rows = [
        (_("Certificate holder"), certificate.holder),
        *((str(one["label"]), str(one["value"])) for one in certificate.content),
        (_("In force"), f"{certificate.valid_from.isoformat()} — {until}"),
    ]
    for label, value in rows:
        pen.text((MARGIN + 30, top), label, GREY, font=_font("text"))
        for line in _lines(pen, value, A4[0] - 2 * MARGIN - 320):
            pen.text((MARGIN + 300, top), line, INK, font=_font("text"))
            top += 46
        top += 14
    return top


def _lines(pen: ImageDraw.ImageDraw, text: str, width: int) -> list[str]:
    """A text broken where it is wider than the page takes."""
    lines, line = [], ""
    for sign in text:
        if pen.textlength(line + sign, font=_font("text")) > width:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def _foot(
    page: Image.Image, pen: ImageDraw.ImageDraw, top: int, certificate: Certificate, address: str
) -> None:
    """The issuing office and the day, the QR code, the identifier and the digest."""
    code = io.BytesIO()
    segno.make(address, error="m").save(code, kind="png", scale=6, border=2)
    picture = Image.open(code).convert("RGB").resize((240, 240), Image.Resampling.NEAREST)
    page.paste(picture, (MARGIN + 20, top))
    right = A4[0] - MARGIN - 30
    for offset, text in ((60, certificate.office.name), (120, certificate.issued_on.isoformat())):
        pen.text((right, top + offset), text, INK, font=_font("name"), anchor="ra")
    small = (
        f"{_('GB/T 36904 identifier')} {certificate.identifier}",
        f"SHA-256 {certificate.digest}",
        _("Scan the code to see whether this certificate is in force."),
    )
    for line, text in enumerate(small):
        pen.text((MARGIN + 20, top + 270 + 34 * line), text, GREY, font=_font("small"))


def _centred(
    pen: ImageDraw.ImageDraw, top: int, text: str, size: str, ink: str
) -> None:
    pen.text((A4[0] // 2, top), text, ink, font=_font(size), anchor="ma")


@lru_cache(maxsize=8)
def _font(size: str) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font with Chinese at this size; a plain one where the machine has none."""
    for path in fonts()[:1]:
        return ImageFont.truetype(path, SIZES[size])
    return ImageFont.load_default(SIZES[size])
