"""What the zone sends to webhooks, for the API's document: one message whatever the event."""

from typing import Any

from jingkai.doors.api.endpoints.events import events

CLOUD_EVENT = "application/cloudevents+json"
HEADERS = {
    "webhook-id": "The message's id, the same however often it is sent: by it a repeat is known.",
    "webhook-timestamp": "When this attempt was made, in seconds since 1970.",
    "webhook-signature": (
        "`v1,` and HMAC-SHA256 over `id.timestamp.body` in Base64, with the webhook's secret; while"
        " the secret changes one for each, with a blank between."
    ),
}
WORDS = (
    "Sent to each webhook that asked for the event: a CloudEvent 1.0, signed as Standard Webhooks"
    " have it. A 2xx answer takes it; 410 switches the webhook off; anything else is tried again"
    " later, under the same id."
)


def webhooks() -> dict[str, Any]:
    """The document's section of webhooks."""
    return {
        "event": {
            "post": {
                "operationId": "receive_event", "tags": ["webhooks"], "description": WORDS,
                "parameters": [
                    {"name": name, "in": "header", "required": True, "description": words,
                     "schema": {"type": "string"}}
                    for name, words in HEADERS.items()
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        CLOUD_EVENT: {"schema": {"$ref": "#/components/schemas/CloudEvent"}}
                    },
                },
                "responses": {"2XX": {"description": "Taken."}, "410": {"description": "Gone."}},
            }
        }
    }  # fmt: skip


def cloud_event() -> dict[str, Any]:
    """The shape of a message."""
    text = {"type": "string"}
    titles = {"type": "object", "required": ["zh", "en"], "properties": {"zh": text, "en": text}}
    choices = [
        {"const": code, "title": names["zh"], "description": names["en"]}
        for code, names in events().items()
    ]
    data = {
        "type": "object", "required": ["title", "subject_title", "facts"],
        "properties": {
            "title": titles, "subject_title": text,
            "facts": {"type": "object", "description": "what the title names in braces, and more"},
        },
    }  # fmt: skip
    parts = {
        "specversion": {"const": "1.0"}, "id": {"type": "string", "format": "uuid"},
        "source": {"type": "string", "description": "`/zones/<code>`"},
        "type": {"oneOf": choices},
        "subject": {"type": "string", "description": "kind and key of what it is about"},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"}, "data": data,
    }  # fmt: skip
    return {"type": "object", "required": list(parts), "properties": parts}
