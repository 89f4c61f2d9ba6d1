"""Answers in JSON and in XML, as GeoReport v2 has them (no namespace, lists in lists)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse
from django.utils import timezone

FORMATS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
ITEMS = {
    "services": "service", "attributes": "attribute", "values": "value",
    "service_requests": "request", "errors": "error", "endpoints": "endpoint",
    "formats": "format",
}  # fmt: skip
"""What an element of each list is called in XML."""


def moment(value: datetime | None) -> str | None:
    """A time with its offset from UTC (W3C date and time), in the zone's own time."""
    if value is None:
        return None
    return timezone.localtime(value).replace(microsecond=0).isoformat()


def answer(body: Any, root: str, form: str, status: int = 200) -> HttpResponse:
    """An answer in the format asked for; `root` is the outermost element in XML."""
    content = _json(body) if form == "json" else _xml(body, root)
    response = HttpResponse(content, content_type=FORMATS[form], status=status)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-store"
    return response


def _json(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _xml(body: Any, root: str) -> bytes:
    made: bytes = ElementTree.tostring(
        element(root, body), encoding="utf-8", xml_declaration=True
    )
    return made


def element(name: str, value: Any) -> ElementTree.Element:
    """A value as an element: lists hold elements of their own name, nothing is an empty one.

    >>> ElementTree.tostring(element("services", [{"metadata": True, "group": None}]))
    b'<services><service><metadata>true</metadata><group /></service></services>'
    """
    made = ElementTree.Element(name)
    if isinstance(value, Mapping):
        made.extend(element(key, inner) for key, inner in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        made.extend(element(ITEMS[name], inner) for inner in value)
    elif isinstance(value, bool):
        made.text = "true" if value else "false"
    elif value is not None:
        made.text = _clean(str(value))
    return made


def _clean(words: str) -> str:
    """Without the control signs that XML can't hold."""
    return "".join(c for c in words if c in "\t\n\r" or c >= " ")
