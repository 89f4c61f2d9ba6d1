"""Gantt chart and S-curve as plain geometry, so that a template writes them without a script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.utils.formats import date_format

WIDTH, LEFT, RIGHT = 760, 132, 18
ROW, HEAD = 34, 26
HEIGHT, TOP, BOTTOM = 260, 14, 30


@dataclass(frozen=True)
class Bar:
    """A bar from one day to another."""

    x: float
    width: float


@dataclass(frozen=True)
class Row:
    """One milestone: its plan above, its fact below."""

    label: str
    y: int
    planned: Bar | None
    actual: Bar | None
    tone: str

    @property
    def text_y(self) -> int:
        """Where its name stands."""
        return self.y + 21


@dataclass(frozen=True)
class Tick:
    """A line of the scale with its words."""

    at: float
    words: str


@dataclass(frozen=True)
class Gantt:
    """The chart: its rows, its scale of time, and where the day is."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    height: int
    width: int = WIDTH
    left: int = LEFT


def gantt(steps: Sequence[Any], on: date) -> Gantt | None:
    """A project's milestones, each from the day of the one before; none without two days."""
    days = [day for step in steps for day in (step.planned, step.reached) if day]
    if len(set(days)) < 2:
        return None
    first, last = min(days), max(days)
    if steps and any(step.planned and not step.reached for step in steps):
        last = max(last, min(on, last + timedelta(days=90)))
    span = max(1, (last - first).days)

    def x_of(day: date) -> float:
        return float(round(LEFT + (day - first).days / span * (WIDTH - LEFT - RIGHT), 1))

    rows = tuple(_rows(steps, on, x_of))
    inside = first <= on <= last
    return Gantt(rows, tuple(_quarters(first, last, x_of)), x_of(on) if inside else None,
                 HEAD + ROW * len(rows) + 8)  # fmt: skip


def _rows(steps: Sequence[Any], on: date, x_of: Any) -> Iterator[Row]:
    planned = reached = None
    open_found = False
    for place, step in enumerate(steps):
        actual = None
        if step.reached:
            actual = _bar(reached or step.reached, step.reached, x_of)
        elif reached and not open_found and not any(s.reached for s in steps[place:]):
            actual, open_found = _bar(reached, max(reached, on), x_of, x_of(on)), True
        bar = _bar(planned or step.planned, step.planned, x_of) if step.planned else None
        yield Row(str(step.label), HEAD + ROW * place, bar, actual, step.tone or "grey")
        planned, reached = step.planned or planned, step.reached or reached


def _bar(first: date, last: date, x_of: Any, most: float = WIDTH - RIGHT) -> Bar:
    x, end = x_of(first), min(x_of(last), WIDTH - RIGHT, max(most, x_of(first)))
    return Bar(max(LEFT, x - 1), max(4.0, round(end - x, 1)))


def _quarters(first: date, last: date, x_of: Any) -> Iterator[Tick]:
    """Quarters, or half-years and years when there are too many of them."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = 3 if months <= 24 else 6 if months <= 48 else 12
    day = first.replace(day=1)
    while day <= last:
        if (day.month - 1) % every == 0 and day >= first:
            yield Tick(x_of(day), f"{day:%Y-%m}" if every < 12 else f"{day:%Y}")
        day = (day + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True)
class Curves:
    """The S-curve: two lines, their scales, and the area between."""

    plan: str
    fact: str
    last: tuple[float, float] | None
    months: tuple[Tick, ...]
    amounts: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = 66
    bottom: int = HEIGHT - BOTTOM


def curves(points: Sequence[Any], unit: Decimal) -> Curves | None:
    """The lines of an S-curve, with amounts in `unit` yuan; none with less than two months."""
    if len(points) < 2:
        return None
    left, tall = 66, HEIGHT - TOP - BOTTOM
    most = max(max(p.planned_together, p.together or Decimal(0)) for p in points) or Decimal(1)
    step = _step(most / unit)
    top = step * (most / unit / step).to_integral_value(ROUND_CEILING) * unit

    def at(place: int, amount: Decimal) -> tuple[float, float]:
        x = left + place / (len(points) - 1) * (WIDTH - left - RIGHT)
        return round(x, 1), round(float(TOP + tall * (1 - float(amount / top))), 1)

    fact = [at(n, p.together) for n, p in enumerate(points) if p.together is not None]
    every = max(1, -(-len(points) // 8))
    count = int(top / unit / step)
    return Curves(
        " ".join(f"{x},{y}" for x, y in (at(n, p.planned_together) for n, p in enumerate(points))),
        " ".join(f"{x},{y}" for x, y in fact),
        fact[-1] if fact else None,
        tuple(Tick(at(n, Decimal(0))[0], date_format(p.month, "Y-m"))
              for n, p in enumerate(points) if n % every == 0),
        tuple(Tick(at(0, step * n * unit)[1], f"{step * n:f}") for n in range(count + 1)),
    )  # fmt: skip


def _step(most: Decimal) -> Decimal:
    """A round step that gives three to six lines.

    >>> str(_step(Decimal(37))), str(_step(Decimal("0.8")))
    ('10', '0.2')
    """
    size = Decimal(1).scaleb(most.adjusted())
    for factor in ("0.2", "0.5", "1", "2"):
        step = size * Decimal(factor)
        if most / step <= 5:
            return step.normalize() if step < 1 else Decimal(int(step))
    return size * 2
