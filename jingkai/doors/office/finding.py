"""What the office lets be found: registers, the actions of a seat, and records by their names."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from jingkai.doors.office.addresses import may, record_url
from jingkai.doors.ui.finder import Found
from jingkai.kernel.access.models import Seat
from jingkai.kernel.registers import listing
from jingkai.kernel.registers.declare import REGISTERS

EACH = 4


def actions(seat: Seat, words: str) -> Iterator[Found]:
    """New records and imports whose names contain the words."""
    wanted, group = words.casefold(), str(_("Actions"))
    for register in REGISTERS.values():
        if may(seat, register, "edit") and any(c.in_form for c in register.columns):
            label = _("New {noun}").format(noun=register.noun)
            if words and wanted in label.casefold():
                yield Found(label, reverse("office:new", args=[register.code]), group, icon="plus")
        if may(seat, register, "imports") and register.sheet:
            label = _("Import: {name}").format(name=register.name)
            if words and wanted in label.casefold():
                url = reverse("office:import", args=[register.code])
                yield Found(label, url, group, icon="upload")


def records(seat: Seat, words: str) -> Iterator[Found]:
    """Records that the words are found in, a few of each register."""
    if not words:
        return
    for register in REGISTERS.values():
        if not register.search or not seat.can(register.view):
            continue
        query = listing.ListQuery(search=words, size=EACH)
        for record in listing.page(register, seat, query).rows:
            yield Found(
                str(record), record_url(register, record.pk), str(register.name), register.icon
            )
