"""A comparison made ready for its table, its map and its small charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from jingkai.doors.cockpit.nation.asking import NationAsked
from jingkai.doors.cockpit.nation.provinces import PROVINCES, Province
from jingkai.doors.cockpit.telling import language, tell
from jingkai.kernel.access.models import Seat, Zone
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.models import SharedFigure
from jingkai.kernel.indicators.sharing.asking import Shared
from jingkai.kernel.indicators.sharing.comparing import Comparison, Row, State, series

STATES = {
    State.IN_TIME: (pgettext_lazy("of a zone's publication", "in time"), "green"),
    State.LATE: (pgettext_lazy("of a zone's publication", "late"), "amber"),
    State.UNTOLD: (pgettext_lazy("of a zone's publication", "can't be told"), ""),
    State.MISSING: (pgettext_lazy("of a zone's publication", "not published"), "red"),
}
SHADES = 5
DENSE = 9
"""How many zones of a province are shown one by one on the map of the nation."""


@dataclass(eq=False)
class Line:
    """A zone's line of the table, and its mark on the map; worked out where it is shown."""

    row: Row
    asked: NationAsked
    unit: str
    own: bool
    width: int
    shade: int

    @property
    def zone(self) -> Zone:
        """Whose line it is."""
        return self.row.zone

    @cached_property
    def name(self) -> str:
        """The zone in the reader's language."""
        return zone_name(self.zone)

    @cached_property
    def url(self) -> str:
        """The page of the zone's figure."""
        address = reverse("cockpit:nation_zone", args=[self.zone.code, self.asked.code])
        return f"{address}?period={self.asked.period.text}"

    @property
    def place(self) -> str:
        """Its place of the ranking."""
        return place_of(self.row.rank, self.row.tied)

    @property
    def newest(self) -> SharedFigure | None:
        """What holds now."""
        return self.row.told.newest if self.row.told else None

    @property
    def _before(self) -> SharedFigure | None:
        return self.row.told.before if self.row.told else None

    @cached_property
    def value(self) -> str:
        """The value in words; what is not published is no zero."""
        return "…" if self.newest is None else tell(self.newest.value, self.unit)

    @property
    def told(self) -> bool:
        """Whether there is a value."""
        return self.row.value is not None

    @property
    def why(self) -> str:
        """Why there is none, as the zone has said."""
        return self.newest.why if self.newest else ""

    @property
    def state(self) -> str:
        """How the zone stands with its publication."""
        return str(STATES[self.row.state][0])

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return STATES[self.row.state][1]

    @property
    def published_on(self) -> date | None:
        """When it was first published."""
        return self.row.published_on

    @property
    def edition(self) -> int | None:
        """The number of the edition that holds."""
        return self.newest.edition.edition if self.newest else None

    @property
    def redefined(self) -> bool:
        """Whether the zone follows another version of the definition."""
        return self.row.redefined

    @property
    def before(self) -> str:
        """What was told before it was restated."""
        return tell(self._before.value, self.unit) if self._before else ""

    @property
    def before_on(self) -> date | None:
        """When that was published."""
        return day(self._before) if self._before else None

    @property
    def newest_on(self) -> date | None:
        """When what holds was published."""
        return day(self.newest) if self.newest else None

    @property
    def words(self) -> str:
        """The mark in words, for whoever points at it or hears it."""
        told = f"{self.name}：{self.value}" if language() == "zh" else f"{self.name}: {self.value}"
        place = f" · {_('place {place}').format(place=self.place)}" if self.place else ""
        return f"{told}{place} · {self.state}"


def zone_name(zone: Zone) -> str:
    """The zone in the reader's language."""
    return zone.name_en if language() == "en" and zone.name_en else zone.name


def lines(comparison: Comparison, asked: NationAsked, seat: Seat) -> list[Line]:
    """Every zone's line, in the order that is asked for; those without a value stand last."""
    values = [row.value for row in comparison.rows if row.value is not None]
    most = max((abs(value) for value in values), default=Decimal(0)) or Decimal(1)
    shades = _shades(values)
    unit = comparison.indicator.unit
    return [
        Line(
            row, asked, unit, row.zone.pk == seat.zone_id,
            max(1, int(abs(row.value) / most * 100)) if row.value else 0,
            shades[row.value] if row.value is not None else 0,
        )
        for row in _in_order(comparison.rows, asked)
    ]  # fmt: skip


def _in_order(rows: Sequence[Row], asked: NationAsked) -> list[Row]:
    if asked.sort == "zone":
        return list(reversed(rows)) if asked.falling else list(rows)

    def key(row: Row) -> Any:
        return row.value if asked.sort == "value" else row.published_on

    known = sorted((r for r in rows if key(r) is not None), key=key, reverse=asked.falling)
    return [*known, *(row for row in rows if key(row) is None)]


def place_of(rank: int | None, tied: bool) -> str:
    """A place of the ranking; a shared one says so.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     place_of(3, True), place_of(1, False), place_of(None, False)
    ('=3', '1', '')
    """
    if rank is None:
        return ""
    return pgettext("a shared place", "={rank}").format(rank=rank) if tied else str(rank)


def day(figure: SharedFigure) -> date:
    """The day on which the edition was published, by the clock here."""
    return timezone.localtime(figure.edition.published_at).date()


def _shades(values: Sequence[Decimal]) -> dict[Decimal, int]:
    """Each value's fifth of the values, from 1 to 5; the highest of a few is 5 as well.

    >>> [list(_shades([Decimal(n) for n in range(count)]).values()) for count in (2, 3, 7)]
    [[1, 5], [1, 3, 5], [1, 1, 2, 3, 3, 4, 5]]
    """
    different = sorted(set(values))
    if len(different) < SHADES:
        steps = max(1, len(different) - 1)
        return {value: 1 + at * (SHADES - 1) // steps for at, value in enumerate(different)}
    return {value: 1 + at * SHADES // len(different) for at, value in enumerate(different)}


@dataclass(frozen=True)
class Square:
    """A province on the map, with the marks of its zones."""

    province: Province
    name: str
    url: str
    marks: tuple[Line, ...]
    dense: bool
    told: int


def squares(found: Sequence[Line], asked: NationAsked, query: Any) -> list[Square]:
    """All provinces, with their zones; `query` makes the address of a province's page."""
    english = language() == "en"
    return [
        Square(
            province, province.name_en if english else province.name, query(province.digits),
            marks := tuple(
                line for line in found if line.zone.division_code.startswith(province.digits)
            ),
            len(marks) > DENSE and not asked.area, sum(line.told for line in marks),
        )
        for province in PROVINCES
    ]  # fmt: skip


def placeless(found: Sequence[Line]) -> list[Line]:
    """Zones whose division code names no province: they stand below the map."""
    digits = {province.digits for province in PROVINCES}
    return [line for line in found if line.zone.division_code[:2] not in digits]


@dataclass(frozen=True)
class Multiple:
    """One zone's small chart."""

    key: str
    line: Line
    summary: str
    rows: tuple[tuple[str, str], ...]


def multiples(
    found: Sequence[Line], asked: NationAsked, told: Shared, unit: str
) -> tuple[list[Multiple], dict[str, Any]]:
    """A small chart for each zone on one scale, and the specs that draw them."""
    spans = series(asked.period)
    factor = Decimal("0.01") if unit == "%" else Decimal(1)
    values = {
        line.zone.pk: [_value(told, asked.code, span, line.zone) for span in spans]
        for line in found
    }
    known = [float(v / factor) for row in values.values() for v in row if v is not None]
    low, high = min([0.0, *known]), max(known, default=1.0)
    made, specs = [], {}
    for line in found:
        texts = [tell(value, unit) for value in values[line.zone.pk]]
        key = f"zone-{line.zone.code}"
        pairs = tuple((span.show(), text) for span, text in zip(spans, texts, strict=True))
        summary = "; ".join(f"{when} {text}" for when, text in pairs)
        made.append(Multiple(key, line, f"{line.name}: {summary}", pairs))
        specs[key] = {
            "labels": [_short(span) for span in spans], "unit": "%" if unit == "%" else "",
            "float": False, "mark": None, "small": {"low": low, "high": high},
            "series": [{
                "name": line.name, "kind": "line", "quiet": False, "texts": texts,
                "values": [None if v is None else float(v / factor)
                           for v in values[line.zone.pk]],
            }],
        }  # fmt: skip
    return made, specs


def _value(told: Shared, code: str, period: Period, zone: Zone) -> Decimal | None:
    row = told.get((code, period), {}).get(zone.pk)
    return row.newest.value if row else None


def _short(period: Period) -> str:
    year, month = divmod(period.first_month, 12)
    return f"{year}-{month + 1:02}" if period.months == 1 else str(year)
