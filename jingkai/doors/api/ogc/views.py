"""The resources: landing page, conformance, API document, collections, their schema, features."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.doors.api.ogc import document, metadata
from jingkai.doors.api.ogc.entering import Asking, reading
from jingkai.doors.api.ogc.links import API_30, API_31, DOCS, GEOJSON, JSON, SCHEMA, link
from jingkai.doors.api.ogc.parameters import NotUnderstood, wanted
from jingkai.kernel.registers.features import Told, feature, features
from jingkai.kernel.registers.layers import Seen, layers_for, seen

CONFORMS_TO = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}"
    for part in ("core", "geojson", "oas30")
)
VERSIONS = {"3.0": API_30, "3.1": API_31}


def answer(body: Any, media: str = JSON) -> HttpResponse:
    """A resource as it goes out; `body` may be written already."""
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    response = HttpResponse(content, content_type=media)
    response["Content-Language"] = get_language() or "zh-hans"
    return response


@reading()
def landing(asking: Asking) -> HttpResponse:
    """Where one begins: what there is, and links to it."""
    title = metadata.title_of(asking)
    return answer(
        {
            "title": title,
            "description": _("Map layers of the zone: longitude and latitude (CRS84)."),
            "links": [
                link(asking.to(), "self", JSON, _("This page")),
                link(asking.to("api"), "service-desc", API_30, _("The API, OpenAPI 3.0")),
                link(asking.to("api?v=3.1"), "service-desc", API_31, _("The API, OpenAPI 3.1")),
                link(metadata.docs_address(asking), "service-doc", DOCS, _("The API as a page")),
                link(asking.to("conformance"), "conformance", JSON, _("What it conforms to")),
                link(asking.to("collections"), "data", JSON, _("Map layers")),
            ],
        }
    )


@reading()
def conformance(_asking: Asking) -> HttpResponse:
    """The classes of the standard that it conforms to."""
    return answer({"conformsTo": CONFORMS_TO})


@reading("v")
def api(asking: Asking) -> HttpResponse:
    """What can be asked, as an OpenAPI document."""
    version = asking.request.GET.get("v", "3.0")
    if version not in VERSIONS:
        raise NotUnderstood(v="`3.0` or `3.1`")
    return answer(document.openapi(asking, _views(asking), version), VERSIONS[version])


@reading()
def collections(asking: Asking) -> HttpResponse:
    """The layers that whoever asks may see."""
    return answer(
        {
            "links": [
                link(asking.to("collections"), "self", JSON, _("Map layers")),
                link(asking.to(), "root", JSON, _("Landing page")),
            ],
            "collections": [metadata.collection(asking, view) for view in _views(asking)],
        }
    )


@reading()
def collection(asking: Asking, code: str) -> HttpResponse:
    """One layer."""
    return answer(metadata.collection(asking, _view(asking, code)))


@reading()
def schema(asking: Asking, code: str) -> HttpResponse:
    """What a layer's features are, as a JSON schema."""
    return answer(metadata.schema(asking, _view(asking, code)), SCHEMA)


@reading("bbox", "datetime", "limit", "after")
def items(asking: Asking, code: str) -> HttpResponse:
    """A page of a layer's features."""
    view, asked = _view(asking, code), wanted(asking.request.GET)
    found, more = features(view, asked)
    base = asking.to(f"collections/{code}/items")
    links = [
        link(_with(base, asking), "self", GEOJSON, _("This page")),
        link(asking.to(f"collections/{code}"), "collection", JSON, str(view.register.name)),
    ]
    if more:
        following = _with(base, asking, after=found[-1].key)
        links.append(link(following, "next", GEOJSON, _("Next page")))
    return answer(_collected(found, links), GEOJSON)


@reading()
def item(asking: Asking, code: str, key: int) -> HttpResponse:
    """One feature."""
    view = _view(asking, code)
    found = feature(view, key)
    if found is None:
        raise Http404
    links = [
        link(asking.to(f"collections/{code}/items/{key}"), "self", GEOJSON, _("This feature")),
        link(asking.to(f"collections/{code}"), "collection", JSON, str(view.register.name)),
    ]
    tail = f', "links": {json.dumps(links, ensure_ascii=False)}}}'
    return answer((_written(found)[:-1] + tail).encode(), GEOJSON)


def _views(asking: Asking) -> list[Seen]:
    return [seen(register, asking.actor) for register in layers_for(asking.actor)]


def _view(asking: Asking, code: str) -> Seen:
    """The layer; one that whoever asks may not see is not there."""
    found = next((r for r in layers_for(asking.actor) if r.code == code), None)
    if found is None:
        raise Http404
    return seen(found, asking.actor)


def _with(base: str, asking: Asking, **other: Any) -> str:
    """The same question, with something else."""
    asked = {**asking.request.GET.dict(), **{name: str(value) for name, value in other.items()}}
    return f"{base}?{urlencode(asked)}" if asked else base


def _collected(found: Sequence[Told], links: list[dict[str, str]]) -> bytes:
    head = {
        "type": "FeatureCollection", "links": links, "numberReturned": len(found),
        "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }  # fmt: skip
    written = ",\n".join(_written(one) for one in found)
    text = json.dumps(head, ensure_ascii=False)[:-1] + f', "features": [{written}]}}'
    return text.encode()


def _written(told: Told) -> str:
    properties = json.dumps(told.properties, ensure_ascii=False)
    return (
        f'{{"type": "Feature", "id": {told.key}, "geometry": {told.geometry},'
        f' "properties": {properties}}}'
    )
