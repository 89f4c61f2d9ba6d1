"""Zones beside one another by one figure: late and missing ones are shown, never a zero."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jingkai.kernel.access.models import Zone
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.measures import (
    Aggregate,
    Growth,
    Indicator,
    Measure,
    Progress,
    Ratio,
    Worst,
    children,
)
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.sharing.asking import Told, newest_editions, shared, zones
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.units.parameters import read_parameters

PARAMETERS = Path(__file__).parent / "parameters" / "sharing.yaml"


class State(StrEnum):
    """How a zone stands with its publication of a figure."""

    IN_TIME = "in_time"
    LATE = "late"
    UNTOLD = "untold"
    """Published, and said that it can't be told, and why."""
    MISSING = "missing"


@dataclass(frozen=True)
class Row:
    """One zone's line of a comparison; `rank` counts from the highest value, ties share it."""

    zone: Zone
    state: State
    told: Told | None = None
    rank: int | None = None
    tied: bool = False
    redefined: bool = False
    """Whether it follows another version of the definition than the catalogue here."""
    left_out: bool = False
    """Whether the zone's newest edition leaves the figure out, so that an earlier one's stands."""

    @property
    def value(self) -> Decimal | None:
        """What the zone has published; None is not zero."""
        return None if self.told is None else self.told.newest.value

    @property
    def published_on(self) -> date | None:
        """The day on which it was first published."""
        return None if self.told is None else day_of(self.told)


@dataclass(frozen=True)
class Comparison:
    """A figure of a period over zones, with what must be said beside it."""

    indicator: Indicator
    period: Period
    due: date
    rows: tuple[Row, ...]
    total: Decimal | None
    total_why: str
    """Why there is no total, where there is none."""
    caveats: tuple[str, ...]

    @property
    def told(self) -> int:
        """How many zones have told a value."""
        return sum(row.value is not None for row in self.rows)

    @property
    def of(self) -> int:
        """How many zones there are."""
        return len(self.rows)


def due_on(period: Period) -> date:
    """The last day on which a period's publication is in time."""
    days: Mapping[int | str, int] = read_parameters(PARAMETERS)["due_days"].on(period.end).value
    return period.end + timedelta(days=days.get(period.months, days["other"]))


def day_of(told: Told) -> date:
    """The day on which a figure was first published, by the clock here."""
    return timezone.localtime(told.first.edition.published_at).date()


def compare(
    code: str,
    period: Period,
    *,
    seat: Actor,
    of: Sequence[Zone] | None = None,
    told: Mapping[int, Told] | None = None,
) -> Comparison:
    """The figure over the zones (all, unless named), in their official order.

    `told` is what `asking.shared` gave for the figure, where several are asked at once.
    """
    indicator, due = catalogue.get(code), due_on(period)
    if told is None:
        told = shared(seat, [code], [period]).get((code, period), {})
    meaning = version(indicator)
    listed = zones() if of is None else of
    newest = newest_editions(period) if told else {}
    rows = ranked([
        _row(zone, told.get(zone.pk), due, meaning, newest.get(zone.pk, 0)) for zone in listed
    ])  # fmt: skip
    total, why = _total(indicator, rows)
    return Comparison(indicator, period, due, rows, total, why, _caveats(rows, due, total))


def _row(zone: Zone, told: Told | None, due: date, meaning: str, newest: int) -> Row:
    if told is None:
        return Row(zone, State.MISSING)
    if told.newest.value is None:
        state = State.UNTOLD
    else:
        state = State.LATE if day_of(told) > due else State.IN_TIME
    redefined = told.newest.version != meaning
    return Row(
        zone, state, told, redefined=redefined, left_out=told.newest.edition.edition < newest
    )


def ranked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with their places: the highest is first, equal ones share a place (1, 1, 3)."""
    values = sorted((row.value for row in rows if row.value is not None), reverse=True)
    places: dict[Decimal, int] = {}
    for place, value in enumerate(values, start=1):
        places.setdefault(value, place)
    often = Counter(values)
    return tuple(
        row
        if row.value is None
        else replace(row, rank=places[row.value], tied=often[row.value] > 1)
        for row in rows
    )


def adds_up(measure: Measure) -> bool:
    """Whether zones' values may be added: amounts and counts of records, and their differences."""
    if isinstance(measure, Ratio | Growth | Worst | Progress):
        return False
    if isinstance(measure, Aggregate):
        return measure.function in ("count", "sum")
    return all(adds_up(part) for _role, part in children(measure))


def _total(indicator: Indicator, rows: Iterable[Row]) -> tuple[Decimal | None, str]:
    values = [row.value for row in rows if row.value is not None]
    if indicator.is_ratio or not adds_up(indicator):
        return None, _("Shares, growth rates, classes and counts of different things don't add up.")
    if not values:
        return None, _("No zone has published this figure for this period.")
    return sum(values, Decimal(0)), ""


def _caveats(rows: Sequence[Row], due: date, total: Decimal | None) -> tuple[str, ...]:
    """What a reader must know before comparing."""
    count = Counter(row.state for row in rows)
    told = sum(row.value is not None for row in rows)
    other = sum(row.redefined for row in rows)
    restated = sum(row.told is not None and row.told.before is not None for row in rows)
    found = []
    if 0 < told < len(rows):
        words = _("{told} of {all} zones have told a value; the others are not counted as zero.")
        found.append(words.format(told=told, all=len(rows)))
    if count[State.UNTOLD]:
        found.append(_some(count[State.UNTOLD], ngettext(
            "{n} zone has published that the figure can't be told.",
            "{n} zones have published that the figure can't be told.", count[State.UNTOLD])))
    if count[State.LATE]:
        found.append(_some(count[State.LATE], ngettext(
            "{n} zone published after the due day, {due}.",
            "{n} zones published after the due day, {due}.", count[State.LATE]), due=due))
    if other:
        found.append(_some(other, ngettext(
            "{n} zone follows another version of the definition: compare with care.",
            "{n} zones follow another version of the definition: compare with care.", other)))
    if restated:
        found.append(_some(restated, ngettext(
            "{n} zone has restated the figure.", "{n} zones have restated the figure.", restated)))
    if left := sum(row.left_out for row in rows):
        found.append(_some(left, ngettext(
            "The newest edition of {n} zone leaves the figure out; what it told before is shown.",
            "The newest editions of {n} zones leave the figure out; what they told before is"
            " shown.", left)))
    if told and told < len(rows):
        found.append(_("The ranking is among those that have told a value."))
    return tuple(found)  # fmt: skip


def _some(number: int, words: str, **facts: object) -> str:
    return words.format(n=number, **facts)


def series(period: Period) -> tuple[Period, ...]:
    """The periods of a small multiple: the months of a year, or the same time of five years."""
    if period.months == 1:
        return tuple(period.shift(back) for back in range(-11, 1))
    return tuple(period.shift(12 * back) for back in range(-4, 1))
