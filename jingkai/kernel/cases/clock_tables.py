"""Clocks in a small table of a record's page: their days, how they stand, and on what basis."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.kernel.cases.clocks import Deadline
from jingkai.kernel.cases.kinds import Unit
from jingkai.kernel.cases.words import STANDINGS, TONES
from jingkai.kernel.errors import Sentence
from jingkai.kernel.registers.tabling import Cell, Table, table
from jingkai.kernel.workdays.national import national


def clock_table(clocks: Iterable[tuple[Sentence, Deadline]], on: date) -> Table:
    """The clocks that have begun, each with its name."""
    headings = (_("clock"), _("began"), _("due"), _("stopped"), _("standing"), _("basis"))
    rows = [
        (str(name), clock.started_on, clock.due_on or "—", clock.stopped_on or "—",
         standing_cell(clock, on), str(clock.basis) or "—")
        for name, clock in clocks
        if clock.started_on
    ]  # fmt: skip
    return table(_("Clocks"), headings, rows, nothing=_("No clock is running."))


def standing_cell(clock: Deadline, on: date) -> Cell:
    """How a clock stands on a day, with the days left or over."""
    calendar = clock.calendar or national()
    standing = clock.standing(on, calendar)
    words, left = str(STANDINGS[standing]), clock.left(on, calendar)
    if left is not None and clock.stopped_on is None:
        words = f"{words} · {left_words(left, clock.rule.unit)}"
    return Cell(words, tone=TONES.get(standing, ""))


def left_words(left: int, unit: Unit) -> str:
    """Days left, or over: working days where the clock counts them."""
    days = abs(left)
    if unit is Unit.WORKDAYS:
        if left < 0:
            return ngettext("{n} working day over", "{n} working days over", days).format(n=days)
        return ngettext("{n} working day left", "{n} working days left", days).format(n=days)
    if left < 0:
        return ngettext("{n} day over", "{n} days over", days).format(n=days)
    return ngettext("{n} day left", "{n} days left", days).format(n=days)
