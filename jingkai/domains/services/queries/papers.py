"""A certificate on paper: a PDF page with its QR code and its numbers, set by `certificate.typ`.

What counts is the electronic record; the page carries its identifier, its verification number, its
digest and a QR code that opens the public page, so that a copy can be held against the record.
Certificates are in Chinese, whatever language is read around them.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import segno

from jingkai.domains.services.models import Certificate
from jingkai.kernel.reports.writing.pdf import typeset

PAGE = Path(__file__).resolve().parent.parent / "letters" / "certificate.typ"


def qr_svg(address: str) -> str:
    """The QR code of an address as an SVG fragment, for a page."""
    return segno.make(address, error="m").svg_inline(scale=4, border=2)


def certificate_pdf(certificate: Certificate, address: str) -> bytes:
    """The certificate as a PDF of one A4 page; `address` is its public page. Raises NoTypeface."""
    code = io.BytesIO()
    segno.make(address, error="m").save(code, kind="svg", border=0, svgns=True, xmldecl=False)
    return typeset(PAGE, {
        "zone": certificate.zone.name, "title": certificate.name,
        "number": certificate.document_number, "rows": [list(row) for row in facts(certificate)],
        "office": certificate.office.name, "day": _day(certificate.issued_on),
        "identifier": certificate.identifier, "token": certificate.token,
        "digest": certificate.digest, "address": address, "code": code.getvalue().decode(),
    })  # fmt: skip


def facts(certificate: Certificate) -> Iterator[tuple[str, str]]:
    """What the certificate says, in its order."""
    yield "持证主体", certificate.holder
    if certificate.holder_code:
        yield "证件号码", str(certificate.holder_code)
    for one in certificate.content:
        if one.get("value") not in (None, "", []):
            yield str(one["label"]), _words(one["value"])
    until = _day(certificate.valid_until) if certificate.valid_until else "长期"
    yield "有效期限", f"{_day(certificate.valid_from)}至{until}"


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
