"""Where registers and records are, and finding them for a seat: not yours is not there."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from jingkai.kernel.access.models import Seat
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.flows.queries import is_involved
from jingkai.kernel.registers.declare import REGISTERS, Register
from jingkai.kernel.registers.listing import related_paths


def register_for(seat: Seat, code: str, *, permission: str = "view") -> Register:
    """The register, if there is one and the seat may do this with it."""
    register = REGISTERS.get(code)
    if register is None:
        raise Http404
    needed: str = getattr(register, permission)
    if not needed:
        raise Http404
    if not seat.can(needed):
        raise Forbidden
    return register


def record_for(register: Register, seat: Seat, pk: int) -> Any:
    """The record, if the seat may see it; with the others that its columns show."""
    rows = register.rows(seat)
    if ways := related_paths(register):
        rows = rows.select_related(*ways)
    record = rows.filter(pk=pk).first()
    if record is None and hasattr(register.model, "case_id"):
        record = _worked_on(register.model._default_manager.select_related(*ways, "case"), seat, pk)
    if record is None:
        raise Http404
    return record


def _worked_on(rows: Any, seat: Seat, pk: int) -> Any:
    """The record of a case on which the seat has work, though it stands in no list of theirs."""
    found = rows.filter(zone_id=seat.zone_id, pk=pk).first()
    return found if found and found.case_id and is_involved(seat, found.case) else None


def may(seat: Seat, register: Register, permission: str) -> bool:
    """Whether the register offers this and the seat's role allows it, who may also see it."""
    needed: str = getattr(register, permission)
    return bool(needed) and seat.can(needed) and seat.can(register.view)


def list_url(register: Register, **query: str) -> str:
    """The register's list."""
    url = _list_url(register.code)
    return f"{url}?{urlencode(query)}" if query else url


@cache
def _list_url(code: str) -> str:
    return reverse("office:list", args=[code])


def record_url(register: Register, pk: int, tab: str = "") -> str:
    """One record's page."""
    url = reverse("office:record", args=[register.code, pk])
    return f"{url}?tab={tab}" if tab else url


def map_url(register: Register, record: Any) -> str:
    """The record on the map; nothing where it has no shape."""
    layer = register.layer
    if layer is None or getattr(record, layer.shape, None) is None:
        return ""
    return f"{reverse('office:map')}?{urlencode({'layer': register.code, 'pk': record.pk})}"


def address_of(code: str, pk: int) -> str:
    """A record's page by its register's code; the list when no record is meant."""
    register = REGISTERS[code]
    return record_url(register, pk) if pk else list_url(register)


def register_of_label(label: str) -> Register | None:
    """The register that keeps the rows of a model, by the model's label in the trail."""
    return next((r for r in REGISTERS.values() if r.model._meta.label_lower == label), None)
