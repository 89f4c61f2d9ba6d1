"""Lists as people like to see them, kept under a name and shared with the office if they wish."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers.actions import refuse, written
from jingkai.kernel.registers.declare import REGISTERS, Register
from jingkai.kernel.registers.errors import UnknownFilter
from jingkai.kernel.registers.faults import of_model
from jingkai.kernel.registers.models import SavedFilter
from jingkai.kernel.trail.acting import action, record


def saved_filters(register: Register, seat: Any) -> QuerySet[SavedFilter]:
    """The filters that the seat saved for a register, and those its office shares."""
    rows = SavedFilter.objects.filter(zone_id=seat.zone_id, register=register.code)
    if seat.pk is None:
        return rows.filter(shared=True)
    office = getattr(seat, "office_id", None)
    return rows.filter(Q(seat_id=seat.pk) | Q(shared=True, seat__office_id=office))


@action("registers.filter.saved", _("Saved the filter {subject}"))
def save_filter(
    *, register: Register, name: str, query: str, by: Any, shared: bool = False
) -> SavedFilter:
    """Keep a list's filters under a name; the same name again replaces it."""
    if register.code not in REGISTERS:
        raise UnknownFilter(name=register.code)
    if not by.can(register.view):
        raise Forbidden
    kept = SavedFilter.objects.filter(seat_id=by.pk, register=register.code, name=name).first()
    kept = kept or SavedFilter(
        zone_id=by.zone_id, seat_id=by.pk, register=register.code, name=name.strip()
    )
    kept.query, kept.shared = query.removeprefix("?"), shared
    refuse([], of_model(kept), confirmed=False)
    written([kept])
    record(kept, register=register.code)
    return kept


@action("registers.filter.dropped", _("Dropped the filter {subject}"))
def drop_filter(*, saved: SavedFilter, by: Any) -> None:
    """Forget a saved filter; only who saved it may."""
    if saved.seat_id != by.pk:
        raise Forbidden
    record(saved, register=saved.register)
    saved.delete()
