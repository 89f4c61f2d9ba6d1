"""The API itself: its schema says what really comes, problems and scopes included."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from jingkai.doors.api.entering import Token
from jingkai.doors.api.messages import cloud_event, webhooks
from jingkai.doors.api.problems import MEDIA_TYPE, Problem, teach

WRITES = {"post", "put", "patch", "delete"}
SAID = {
    "400": "The request does not follow the schema.",
    "401": "No token, or one that does not hold.",
    "403": "The token lacks the scope, or its seat the permission.",
    "404": "Nothing is there that the seat may see.",
    "409": "The rules, or what has happened meanwhile, do not allow it; nothing was done.",
    "412": "The version has changed since it was seen; nothing was done.",
    "413": "The body is too large.",
    "422": "It is understood, but can't be done with these values.",
    "428": "A step needs the version that was seen, as If-Match.",
}


class Api(NinjaAPI):
    """Django Ninja with our problems; each operation's schema names its scope."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        teach(self)
        self._told: OpenAPISchema | None = None

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        """The schema, made once."""
        if self._told is None:
            told = super().get_openapi_schema(**more)
            scopes = self._scopes()
            for path, methods in told["paths"].items():
                for method, operation in methods.items():
                    _complete(path, method, operation, scopes)
            _describe(told)
            self._told = told
        return self._told

    def _scopes(self) -> dict[str, str]:
        """The scope of each operation, by its id."""
        found = {}
        for router in self._get_bound_routers():
            for view in router.path_operations.values():
                for operation in view.operations:
                    for door in operation.auth_callbacks:
                        if isinstance(door, Token):
                            found[operation.view_func.__name__] = door.scope
        return found


def _complete(path: str, method: str, operation: dict[str, Any], scopes: dict[str, str]) -> None:
    """What may come besides success, and which scope lets in."""
    scope = scopes[operation["operationId"]]
    operation["security"] = [{"token": [scope] if scope else []}]
    operation["description"] = (
        operation.get("description", "") + (f"\n\nScope: `{scope}`." if scope else "")
    ).strip()
    statuses = {"401", "403", "400"}
    if "{" in path:
        statuses.add("404")
    if method in WRITES:
        statuses |= {"409", "413", "422"}
    if any(p["in"] == "query" for p in operation.get("parameters", ())):
        statuses.add("422")
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "If-Match":
            parameter["required"] = True
            statuses |= {"412", "428"}
    told = {str(code): value for code, value in operation["responses"].items()}
    statuses |= {code for code in told if code >= "400"}
    operation["responses"] = {
        **told,
        **{status: _problem(status) for status in sorted(statuses)},
    }


def _problem(status: str) -> dict[str, Any]:
    return {
        "description": SAID[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _describe(told: dict[str, Any]) -> None:
    """The problem's own shape, what goes to webhooks, and how a token is shown."""
    parts = told["components"]
    shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts.setdefault("schemas", {}).update(shape.pop("$defs", {}))
    parts["schemas"].update(Problem=shape, CloudEvent=cloud_event())
    told["webhooks"] = webhooks()
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of the zone."}
    }
