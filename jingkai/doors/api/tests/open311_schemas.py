"""What answers of GeoReport v2 must look like, as JSON schemas.

Restated from the JSON schemas that the Open311 project publishes for validators
(github.com/open311/schema-validation, schema/georeport-v2: service, services, service-definition,
request, requests), and from the specification's tables (wiki.open311.org/GeoReport_v2) for
discovery, the answer to a filed request, tokens and errors.
"""

from typing import Any

WORDS: dict[str, Any] = {"type": ["string", "null"]}
WORD = {"type": "string"}
MOMENT = {
    "type": "string", "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$",
}  # fmt: skip
"""With an offset, as the specification demands."""
SOME_TIME = {"anyOf": [MOMENT, {"type": "null"}]}


def thing(required: str, properties: dict[str, Any]) -> dict[str, Any]:
    """An object with these properties, some of them required."""
    return {"type": "object", "required": required.split(), "properties": properties}


def many(of: dict[str, Any]) -> dict[str, Any]:
    """A list of these."""
    return {"type": "array", "items": of}


SERVICE = thing(
    "service_code service_name metadata type",
    {
        "service_code": WORD, "service_name": WORD, "description": WORDS,
        "metadata": {"type": "boolean"}, "type": {"enum": ["realtime", "batch", "blackbox"]},
        "keywords": WORDS, "group": WORDS,
    },
)  # fmt: skip
VALUE = thing("key name", {"key": WORD, "name": WORD})
KINDS = ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
ATTRIBUTE = thing(
    "variable code datatype required",
    {
        "variable": {"type": "boolean"}, "code": WORD, "datatype": {"enum": KINDS},
        "required": {"type": "boolean"}, "datatype_description": WORDS,
        "order": {"type": ["integer", "null"], "minimum": 1}, "description": WORDS,
        "values": many(VALUE),
    },
)  # fmt: skip
REQUEST = thing(
    "service_request_id status service_code requested_datetime",
    {
        "service_request_id": WORD, "status": {"enum": ["open", "closed"]},
        "status_notes": WORDS, "service_name": WORDS, "service_code": WORD,
        "description": {"type": ["string", "null"], "maxLength": 4000},
        "agency_responsible": WORDS, "service_notice": WORDS, "requested_datetime": MOMENT,
        "updated_datetime": SOME_TIME, "expected_datetime": SOME_TIME, "address": WORDS,
        "address_id": WORDS, "zipcode": WORDS, "lat": {"type": ["number", "null"]},
        "long": {"type": ["number", "null"]}, "media_url": WORDS,
    },
)  # fmt: skip
SCHEMAS: dict[str, dict[str, Any]] = {
    "services": many(SERVICE),
    "definition": thing(
        "service_code attributes", {"service_code": WORD, "attributes": many(ATTRIBUTE)}
    ),
    "requests": many(REQUEST),
    "filed": {
        **many(thing("service_request_id", {"service_request_id": WORD, "token": WORDS,
                                            "service_notice": WORDS, "account_id": WORDS})),
        "minItems": 1,
    },
    "tokens": many(thing("service_request_id token", {"service_request_id": WORD, "token": WORD})),
    "errors": {
        **many(thing("code description", {"code": {"type": "integer"}, "description": WORD})),
        "minItems": 1,
    },
    "discovery": thing(
        "changeset contact key_service endpoints",
        {
            "changeset": MOMENT, "contact": WORD, "key_service": WORD,
            "endpoints": many(thing(
                "specification url changeset type formats",
                {"specification": WORD, "url": {"type": "string", "format": "uri"},
                 "changeset": MOMENT, "type": WORD, "formats": many(WORD)},
            )),
        },
    ),
}  # fmt: skip
