"""What the registers refuse, in the clerk's words."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal
from jingkai.kernel.registers.declare import Fault


class UnknownFilter(Refusal):
    """The list was asked to filter by a column that the register does not filter by."""

    sentence = _("This list can't be filtered by “{name}”.")
    hint = _("Choose one of the filters above the list.")
    status = 422


class UnknownFilterValue(Refusal):
    """A filter was given a value that it can't hold."""

    sentence = _("“{value}” can't be used to filter by {name}.")
    hint = _("Expected: {expected}.")
    status = 422


class UnknownOrder(Refusal):
    """The list was asked for an order that no index serves."""

    sentence = _("This list can't be ordered by “{name}”.")
    hint = _("Click a column heading that offers ordering.")
    status = 422


class UnknownCursor(Refusal):
    """A page's address was cut off or belongs to another list."""

    sentence = _("This page of the list can't be found.")
    hint = _("Go back to the first page.")
    status = 422


class Invalid(Refusal):
    """Values that can't be recorded; `faults` holds all of them at once."""

    sentence = _("Nothing was recorded: {count} value(s) need attention. {first}")
    status = 422

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        first = self.faults[0]
        super().__init__(field=first.field, count=len(self.faults), first=str(first.sentence))

    @property
    def only_warnings(self) -> bool:
        """Whether everything said may be confirmed."""
        return all(fault.warning for fault in self.faults)


class StaleRecord(Refusal):
    """Someone else changed the record meanwhile; `theirs` holds what they changed."""

    sentence = _("{who} changed this record at {when}: {what}")
    hint = _("Your own values are kept in the form: compare, then save again.")
    status = 409

    def __init__(self, *, who: str, when: str, what: str, theirs: Sequence[object] = ()) -> None:
        self.theirs = tuple(theirs)
        super().__init__(who=who, when=when, what=what)


class NotKeptHere(Refusal):
    """The register is not changed through its form, only through its actions."""

    sentence = _("{name} can't be changed in this way.")
    hint = _("Use the actions offered on the record.")
    status = 403


class InTheWay(Refusal):
    """The record can't be removed, because others refer to it."""

    sentence = _("“{title}” can't be removed: {others} refer(s) to it.")
    hint = _("Remove or change those first.")


class NotAWorkbook(Refusal):
    """The file could not be read as a workbook."""

    sentence = _("“{name}” can't be read as a workbook.")
    hint = _("Save it as .xlsx, .xls, .ods or .csv and try again.")
    status = 422


class AlreadyUndone(Refusal):
    """The import was undone before."""

    sentence = _("This import has been undone already.")


class LaterWork(Refusal):
    """An import can't be undone, because people went on working with its records."""

    sentence = _("This import can't be undone: {count} record(s) stand in the way. {names}")
    hint = _("Undo or remove the later work first, or correct the records one by one.")


class NoLayer(Refusal):
    """A map layer that there is not."""

    sentence = _("There is no map layer “{name}”.")
    hint = _("Choose one of the layers beside the map.")
    status = 404
