"""Rules that people keep as records, each holding from a day on: in force they are only ended.

A standard, a routing rule, an exclusion decides what others get. So that it can be told for good
by what something was decided, such a record stays as it is from the day after it was recorded if
it is in force by then, and from the moment something was decided by it: only its end is set, and
another follows it. On the day of recording, who recorded it by form may mend what was mistyped,
and an import may be undone as a whole.

    HOLDING = Lasting(still=("until", "document"), used=payments_by)
    Register(..., guards=HOLDING.guard)          # of the record itself
    Register(..., guards=HOLDING.guard_part("version"))  # of what belongs to it
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal
from jingkai.kernel.registers.declare import TAKEN_OUT
from jingkai.kernel.trail.acting import NotInAnAction, acting
from jingkai.kernel.trail.history import event_model


class InForceStays(Refusal):
    """A rule that is in force is to be changed."""

    sentence = _("“{name}” has been in force since {day} and stays as it is.")
    hint = _("Set the day on which it ends, and record the one that follows it.")


class UsedStays(Refusal):
    """A rule by which something was decided is to be changed."""

    sentence = _("{count} records were decided by “{name}”, so it stays as it is.")
    hint = _("Set the day on which it ends, and record the one that follows it.")


class EndBeforeUse(Refusal):
    """A rule is to end before a day on which something was decided by it."""

    sentence = _("Something was decided by “{name}” on {day}; it can't end before that.")
    hint = _("Choose a later day.")
    status = 422


class EndStays(Refusal):
    """The end of a rule came already and is to be changed."""

    sentence = _("“{name}” ended on {day}; that stays as it is.")
    hint = _("Record another that holds from a later day.")


BY_FORM = "registers.record.created"


@dataclass(frozen=True)
class Use:
    """How many records were decided by a rule, and the last day on which one was."""

    count: int
    last: date | None = None


def unused(record: Any) -> Use:
    """What nothing is decided by is held by its days alone."""
    return Use(0)


@dataclass(frozen=True)
class Lasting:
    """How records of a kind hold: `still` names what may change of one that stands.

    `used(record)` tells what was decided by it. `since` names the day from which it holds; without
    one it stands as soon as it is used. With `last_included` it still holds on the day of its end.
    """

    still: tuple[str, ...]
    used: Callable[[Any], Use] = unused
    since: str = "since"
    until: str = "until"
    last_included: bool = False

    def guard(self, record: Any, values: Mapping[str, Any], seat: Any) -> None:
        """Refuse what may not change of a record that stands, and that it is taken out."""
        if record.pk is None:
            return
        if values is TAKEN_OUT or set(values) - set(self.still):
            self.require_open(record, seat, values)
        if self.until in values:
            self._guard_end(record, values[self.until])

    def guard_part(self, of: str) -> Callable[[Any, Mapping[str, Any], Any], None]:
        """What belongs to a record stands with it; `of` names the column that tells to which."""

        def guard(part: Any, values: Mapping[str, Any], seat: Any) -> None:
            for whole in (getattr(part, of, None), values.get(of)):
                if whole is not None:
                    self.require_open(whole, seat, values)

        return guard

    def require_open(self, record: Any, seat: Any, values: Mapping[str, Any]) -> None:
        """The seat may still change it, or take it out. Raises UsedStays, InForceStays."""
        if record.pk is None:
            return
        if count := self.used(record).count:
            raise UsedStays(name=record, count=count)
        day = getattr(record, self.since) if self.since else None
        whole = values is TAKEN_OUT
        if day is not None and day <= zone_today() and not recorded_today(record, seat, whole):
            raise InForceStays(name=record, day=day)

    def require_end(self, record: Any, until: date | None, field: str = "") -> None:
        """A rule doesn't end before what was decided by it; `field` asked. Raises EndBeforeUse."""
        last = self.used(record).last
        if until is None or last is None:
            return
        if until < last or (until == last and not self.last_included):
            raise EndBeforeUse(field=field or self.until, name=record, day=last)

    def _guard_end(self, record: Any, until: date | None) -> None:
        """An end that came stays, from the day after it was recorded."""
        ended = getattr(record, self.until)
        over = ended is not None and ended < zone_today()
        if over and last_written_on(record) < today():
            raise EndStays(field=self.until, name=record, day=ended)
        self.require_end(record, until)


def recorded_today(record: Any, seat: Any, anyhow: bool) -> bool:
    """Whether it is being recorded, or this very seat recorded it today: by form, or `anyhow`."""
    events: Any = event_model(type(record))._default_manager
    first = events.filter(pgh_obj_id=record.pk).order_by("pgh_id").first()
    if first is None or first.pgh_created_at is None:
        return True
    if first.pgh_context_id == _under_way():
        return True
    how = first.pgh_context or {}
    if how.get("seat") != seat.pk or not (anyhow or how.get("action") == BY_FORM):
        return False
    return bool(timezone.localtime(first.pgh_created_at).date() == today())


def _under_way() -> Any:
    try:
        return acting().context
    except NotInAnAction:
        return ""


def last_written_on(record: Any) -> date:
    """The day on which a record was last written."""
    events: Any = event_model(type(record))._default_manager
    found = events.filter(pgh_obj_id=record.pk).order_by("-pgh_id")
    at = found.values_list("pgh_created_at", flat=True).first()
    return timezone.localtime(at).date() if at is not None else today()


def today() -> date:
    """The real day, whatever day a demonstration stands at."""
    return timezone.localdate()
