"""Occupancy over time as a plain drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 760, 220, 48, 12, 28


@dataclass(frozen=True)
class Bar:
    """A month: where its bar stands, how high, what it says."""

    x: float
    y: float
    width: float
    height: float
    day: date
    share: Decimal | None
    named: bool
    last: bool = False

    @property
    def middle(self) -> float:
        """Where its name stands: under its middle, the last one's end under its right edge."""
        return self.x + (self.width if self.last else self.width / 2)


@dataclass(frozen=True)
class Plot:
    """The drawing: bars of months and lines of quarters."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


def _is_named(day: date, at: int, of: int) -> bool:
    """Quarters are named, and the last month; not what stands too close before it."""
    return at == of - 1 or (day.month in (3, 6, 9, 12) and at < of - 2)


def occupancy_plot(months: Sequence[tuple[date, Decimal | None]]) -> Plot:
    """A bar a month; a month without buildings has none."""
    room = HEIGHT - TOP - BOTTOM
    step = (WIDTH - LEFT) / max(len(months), 1)
    bars = []
    for at, (day, share) in enumerate(months):
        high = float(min(share or 0, 1)) * room
        bars.append(
            Bar(
                LEFT + at * step + step * 0.15, TOP + room - high, step * 0.7, high, day, share,
                _is_named(day, at, len(months)), at == len(months) - 1,
            )
        )  # fmt: skip
    ticks = tuple((TOP + room * (1 - part / 4), part * 25) for part in range(5))
    return Plot(tuple(bars), ticks)
