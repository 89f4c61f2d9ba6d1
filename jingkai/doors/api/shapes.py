"""The shapes that endpoints share: keys, texts, pages, references, headers."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest
from ninja import Field, Header, Path, Query, Schema
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from jingkai.doors.api.problems import VersionMissing
from jingkai.kernel.registers.cursors import Order

LARGEST = 2**63 - 1
NEVER = 0
TEXT = r"^[^\u0000]*$"
CURSOR = r"^[A-Za-z0-9_-]*$"
PRINTED = r"^[\x21-\x7e]*$"
MARK = r'^("[0-9a-f]{1,16}")?$'
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso(value: Any) -> Any:
    if isinstance(value, str) and not ISO_DAY.fullmatch(value):
        raise ValueError("a day is written 2022-12-31")
    if isinstance(value, int | float):
        raise ValueError("a day is a text")
    return value


Day = Annotated[date, BeforeValidator(_iso)]
"""A day as ISO 8601 has it; nothing else is taken for one."""

TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def _of_day(value: Any) -> Any:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not TIME_OF_DAY.fullmatch(value):
        raise ValueError("a time of day is written 09:30")
    return value


Clock = Annotated[
    time, BeforeValidator(_of_day), PlainSerializer(lambda value: f"{value:%H:%M}"),
    WithJsonSchema({"type": "string", "pattern": f"^{TIME_OF_DAY.pattern}$"}),
]  # fmt: skip
"""A time of day in the zone, to the minute."""

Key = Annotated[int, Path(ge=1, le=LARGEST)]
"""A row's key in an address."""
Text = Annotated[str, Field(pattern=TEXT)]
"""Any text that the database can hold."""
Once = Annotated[
    str,
    Header(
        alias="Idempotency-Key", max_length=100, pattern=PRINTED,
        description="Asked twice under one key, the action is done once; the answer is the same.",
    ),
]  # fmt: skip
Seen = Annotated[
    str,
    Header(
        alias="If-Match", pattern=MARK, max_length=18,
        description="The ETag under which it was seen; a step on an older one is refused.",
    ),
]  # fmt: skip


class Given(BaseModel):
    """A body as a program sends it: nothing that isn't known is let through."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A key that follows no pattern is refused, which the patterns alone don't say."""
        shape = handler(core)
        for told in handler.resolve_ref_schema(shape).get("properties", {}).values():
            if "patternProperties" in told:
                told["additionalProperties"] = False
        return shape

    def values(self, request: Any) -> dict[str, Any]:
        """As the action takes it."""
        return self.model_dump()


class Ref(Schema):
    """Another record, by its key and its name."""

    id: int
    title: str


class Page[Item](Schema):
    """One page of a list, and the address of the next one if there is one."""

    items: list[Item]
    next: str | None = Field(None, description="the next page's address; null on the last page")


class Asking(Schema):
    """The parameters of an address. An unknown one is refused: it may be a filter, misspelt."""

    @model_validator(mode="before")
    @classmethod
    def nothing_unknown(cls, values: Any, info: ValidationInfo) -> Any:
        """Every parameter of the address is one of ours."""
        request = (info.context or {}).get("request")
        if request is not None and (unknown := set(request.GET) - set(cls.model_fields)):
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        return values


class Paging(Asking):
    """Which page: `cursor` comes out of the page before, in `next`."""

    cursor: str = Field("", max_length=2000, pattern=CURSOR)
    limit: int = Field(50, ge=1, le=200)


Paged = Annotated[Paging, Query()]


def page_of(
    request: HttpRequest, rows: models.QuerySet[Any], order: Sequence[str], paging: Paging
) -> tuple[list[Any], str | None]:
    """The rows of one page by key, and the next page's address.

    A cursor holds the place in the order, is read back as the fields' own values, and fits the
    order that it was made for only.
    """
    total = Order.of(rows.model, order)
    if paging.cursor:
        rows = rows.filter(total.beyond(total.read(paging.cursor), backwards=False))
    found = list(rows.order_by(*total.by())[: paging.limit + 1])
    page = found[: paging.limit]
    cursor = total.cursor(page[-1]) if len(found) > paging.limit else ""
    return page, next_address(request, cursor)


def listed(
    request: HttpRequest, rows: models.QuerySet[Any], order: Sequence[str], paging: Paging,
    told: Callable[[Any], dict[str, Any]], **wanted: Any,
) -> dict[str, Any]:  # fmt: skip
    """One page of what is wanted of the rows, as `Page` has it; what is empty is not asked for."""
    asked = {name: value for name, value in wanted.items() if value not in (None, "")}
    items, following = page_of(request, rows.filter(**asked), order, paging)
    return {"items": [told(one) for one in items], "next": following}


def same(row: Any, *names: str) -> dict[str, Any]:
    """The row's own values of these names."""
    return {name: getattr(row, name) for name in names}


def ref(row: Any) -> dict[str, Any] | None:
    """Another record by its key and name."""
    return None if row is None else {"id": row.pk, "title": str(row)}


def etag(version: int) -> str:
    """A case's version as an ETag."""
    return f'"{version}"'


def next_address(request: HttpRequest, cursor: str) -> str | None:
    """The same question from another place on; None without a place."""
    if not cursor:
        return None
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return f"{request.path}?{urlencode(list(_pairs(asked)))}"


def _pairs(asked: Any) -> Iterable[tuple[str, str]]:
    for name, values in asked.lists():
        for value in values:
            yield name, value


def version_of(seen: str) -> int:
    """The version of a case that the maker of a step saw. Raises VersionMissing.

    What is no case's version is none that it ever had.
    """
    if not seen:
        raise VersionMissing
    number = seen.strip('"')
    return int(number) if number.isdecimal() else NEVER


def once_key(request: Any, key: str) -> str:
    """The action's idempotency key: the program's own, so that no two programs share one."""
    if not key:
        return ""
    return sha256(f"{request.auth.token_id}|{key}".encode()).hexdigest()
