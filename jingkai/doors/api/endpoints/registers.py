"""The registers, read only: what the seat sees in the office, for programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db import models
from django.http import Http404
from ninja import Field, Query, Router, Schema

from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import TEXT, Key, Page, Paging, Ref, next_address
from jingkai.kernel.access.models import Seat
from jingkai.kernel.access.personal import Personal, mask
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers.declare import REGISTERS, Column, Register
from jingkai.kernel.registers.errors import UnknownFilter
from jingkai.kernel.registers.fields import column_field, kind_of, label_of
from jingkai.kernel.registers.listing import ListQuery, page, related_paths, sortable
from jingkai.kernel.registers.showing import raw

router = Router(tags=["registers"])
READS = may(scopes.REGISTERS_READ)


class ColumnOut(Schema):
    """A column: what it is called, and what its values are."""

    name: str
    label: str
    kind: str = Field(description="text, choice, reference, date, amount, flag")
    unit: str = ""
    personal: bool = Field(False, description="values come masked")
    choices: dict[str, str] | None = None


class RegisterOut(Schema):
    """A register that the seat may read."""

    code: str
    name: str
    columns: list[ColumnOut]
    filters: list[str]
    orders: list[str]


class RecordOut(Schema):
    """A record: amounts are texts in base units, days ISO 8601, others named by their key."""

    id: int
    title: str
    values: dict[str, str | int | bool | Ref | None]


class WhichRecords(Paging):
    """Which records: words, filters and an order that the register offers."""

    q: str = Field("", max_length=200, pattern=TEXT, description="words to be found")
    filter: list[Annotated[str, Field(max_length=300, pattern=TEXT)]] = Field(
        [], max_length=50, description="`field:value` or `field:from..to`; may be repeated"
    )
    order: str = Field(
        "", max_length=100, pattern=TEXT, description="a column; `-column` downwards"
    )


def register_for(seat: Seat, code: str) -> Register:
    """The register, if there is one and the seat may read it."""
    register = REGISTERS.get(code)
    if register is None:
        raise Http404
    if not seat.can(register.view):
        raise Forbidden
    return register


def told(register: Register) -> dict[str, Any]:
    """A register as the API describes it."""
    return {
        "code": register.code,
        "name": str(register.name),
        "columns": [column_told(register, column) for column in register.columns],
        "filters": [one.field for one in register.filters],
        "orders": list(sortable(register)),
    }


def column_told(register: Register, column: Column) -> dict[str, Any]:
    """A column as the API describes it."""
    field = column_field(register, column)
    choices = field.flatchoices if field is not None and field.choices else None
    return {
        "name": column.field,
        "label": str(label_of(register, column)),
        "kind": kind_of(field) if field is not None and column.show is None else "text",
        "unit": column.unit,
        "personal": bool(column.personal),
        "choices": {str(v): str(words) for v, words in choices} if choices else None,
    }


def record(register: Register, row: Any) -> dict[str, Any]:
    """A record; what is personal stays masked, whatever the seat may read in the office."""
    values = {column.field: value_of(column, row) for column in register.columns}
    return {"id": row.pk, "title": str(row), "values": values}


def value_of(column: Column, row: Any) -> Any:
    """One value for programs."""
    value = raw(column, row)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Personal):
        return str(value) if value else ""
    if column.personal:
        return mask(str(value), column.personal) if str(value) else ""
    if isinstance(value, models.Model):
        return {"id": value.pk, "title": str(value)}
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


@router.get("/registers", auth=READS, response=list[RegisterOut])
def list_registers(request: Asked) -> list[dict[str, Any]]:
    """The registers that the seat may read, with their columns."""
    return [told(one) for one in REGISTERS.values() if request.auth.seat.can(one.view)]


@router.get("/registers/{code}", auth=READS, response=Page[RecordOut])
def list_records(
    request: Asked, code: str, asked: Annotated[WhichRecords, Query()]
) -> dict[str, Any]:
    """The records of a register that the seat may see."""
    register = register_for(request.auth.seat, code)
    query = ListQuery(
        filters=filters_of(asked.filter), search=asked.q, order=asked.order,
        after=asked.cursor, size=asked.limit,
    )  # fmt: skip
    found = page(register, request.auth.seat, query)
    return {
        "items": [record(register, row) for row in found.rows],
        "next": next_address(request, found.next_cursor),
    }


def filters_of(texts: list[str]) -> dict[str, list[str]]:
    """`field:value`, repeated, as the registers take it.

    >>> filters_of(["stage:lead", "stage:signed", "signed_on:2022-01-01.."])
    {'stage': ['lead', 'signed'], 'signed_on': ['2022-01-01..']}
    """
    filters: dict[str, list[str]] = {}
    for text in texts:
        name, colon, value = text.partition(":")
        if not colon:
            raise UnknownFilter(name=text)
        filters.setdefault(name, []).append(value)
    return filters


@router.get("/registers/{code}/{pk}", auth=READS, response=RecordOut)
def read_record(request: Asked, code: str, pk: Key) -> dict[str, Any]:
    """One record."""
    register = register_for(request.auth.seat, code)
    rows = register.rows(request.auth.seat)
    if ways := related_paths(register):
        rows = rows.select_related(*ways)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return record(register, row)


