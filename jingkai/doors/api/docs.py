"""The API's own page: what there is, made from the schema, without anybody else's scripts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

from jingkai.doors.api.endpoints.events import events
from jingkai.doors.api.messages import HEADERS
from jingkai.doors.api.v1 import api
from jingkai.doors.api.words import GROUPS
from jingkai.kernel.errors import Sentence

PROMISED = ("200", "201", "202", "204")
PLACES: Mapping[str, Sentence] = {
    "path": gettext_lazy("in the address"), "query": gettext_lazy("query"),
    "header": gettext_lazy("header"),
}  # fmt: skip


def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its scope, what it takes and what it gives."""
    told = api.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in operations(told):
        about = GROUPS[one["group"]]
        groups.setdefault(gettext(about), []).append(one)
    given = {
        "told": told["info"], "groups": groups.items(), "headers": HEADERS, "events": events(),
    }  # fmt: skip
    return render(request, "api/docs.html", given)


def operations(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The operations of a schema, one by one."""
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            yield {
                "group": operation["tags"][0],
                "method": method.upper(),
                "path": path,
                "words": paragraphs(operation["description"].split("\n\nScope:")[0]),
                "scope": operation["security"][0]["token"][:1],
                "parameters": [parameter(one) for one in operation.get("parameters", ())],
                "takes": shape(operation.get("requestBody", {})),
                "gives": next(
                    shape(said) for code, said in operation["responses"].items() if code in PROMISED
                ),
            }


def paragraphs(words: str) -> list[str]:
    """A description by paragraphs, in the reader's language."""
    plain = (" ".join(part.split()) for part in words.split("\n\n"))
    return [gettext(part) for part in plain]


def parameter(told: dict[str, Any]) -> dict[str, Any]:
    """A parameter with its words in the reader's language."""
    words = told.get("description") or told["schema"].get("description", "")
    return {
        "name": told["name"], "place": PLACES[told["in"]], "required": told.get("required"),
        "words": gettext(words) if words else "",
    }  # fmt: skip


def shape(part: dict[str, Any]) -> str:
    """The name of a body's shape."""
    for content in part.get("content", {}).values():
        schema = content["schema"]
        return str(schema.get("$ref") or schema.get("items", {}).get("$ref", "")).rpartition("/")[2]
    return ""
