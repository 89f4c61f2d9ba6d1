"""The API's own page: what there is, made from the schema, without anybody else's scripts."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jingkai.doors.api.v1 import api

PROMISED = ("200", "201", "202", "204")


def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its scope, what it takes and what it gives."""
    told = api.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in operations(told):
        groups.setdefault(one["group"], []).append(one)
    return render(request, "api/docs.html", {"told": told["info"], "groups": groups.items()})


def operations(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The operations of a schema, one by one."""
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            yield {
                "group": operation["tags"][0],
                "method": method.upper(),
                "path": path,
                "words": operation["description"].split("\n\nScope:")[0],
                "scope": operation["security"][0]["token"][:1],
                "parameters": operation.get("parameters", ()),
                "takes": shape(operation.get("requestBody", {})),
                "gives": next(
                    shape(said) for code, said in operation["responses"].items() if code in PROMISED
                ),
            }


def shape(part: dict[str, Any]) -> str:
    """The name of a body's shape."""
    for content in part.get("content", {}).values():
        schema = content["schema"]
        return str(schema.get("$ref") or schema.get("items", {}).get("$ref", "")).rpartition("/")[2]
    return ""
