"""The events that a webhook may ask for, as choices with their names in both languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override
from ninja import Field, Router, Schema
from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.kernel.notices.models import EVERYTHING
from jingkai.kernel.notices.permissions import Permission
from jingkai.kernel.notices.wording import HOOK, NOTICES

router = Router(tags=["webhooks"])
READS = may(scopes.HOOKS_READ, Permission.HOOKS_MANAGE)
LANGUAGES: Mapping[str, str] = {"zh": "zh-hans", "en": "en"}
ALL = {"zh": "所有事件", "en": "every event"}


def events() -> dict[str, dict[str, str]]:
    """Every event that goes to webhooks with its names; `{words}` in braces are its facts."""
    found: dict[str, dict[str, str]] = {}
    for language, spoken in LANGUAGES.items():
        with override(spoken):
            for code, words in sorted(NOTICES.items()):
                if HOOK in words.channels:
                    found.setdefault(code, {})[language] = str(words.title)
    return found


class EventCode(str):
    """An event's code, or `*` for all: a choice of those that the installation knows."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls._known, core_schema.str_schema())

    @classmethod
    def _known(cls, code: str) -> str:
        if code != EVERYTHING and HOOK not in getattr(NOTICES.get(code), "channels", ()):
            raise ValueError("no such event; `GET /events` names them")
        return code

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        choices = {EVERYTHING: ALL, **events()}
        return {
            "oneOf": [
                {"const": code, "title": names["zh"], "description": names["en"]}
                for code, names in choices.items()
            ]
        }


class NamesOut(Schema):
    """A name in both languages."""

    zh: str
    en: str


class EventOut(Schema):
    """Something that a webhook may ask for."""

    code: str
    title: str = Field(description="in the language that was asked for")
    names: NamesOut


@router.get("/events", auth=READS, response=list[EventOut])
def list_events(request: Asked) -> list[dict[str, Any]]:
    """What a webhook may ask for; `*` asks for all of it."""
    return [
        {"code": code, "title": str(NOTICES[code].title), "names": names}
        for code, names in events().items()
    ]
