"""Where things lie in the demo zone's park: invented shapes, 示例, around 43.96° N 126.45° E.

Three east-west and four north-south roads make a grid of six blocks; five blocks are industrial
parks, the sixth has public land. Metres are counted east and south from the grid's north-west
corner and laid on the earth so that lengths come out true to a few in a hundred thousand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

WEST, NORTH = 126.4300, 43.9700
EAST_METRE, SOUTH_METRE = 80_250.0, 111_113.0
"""Metres of a degree of longitude and of latitude, there."""
BLOCK_WIDTH, BLOCK_HEIGHT, MARGIN = 1_200, 1_000, 40
COLUMNS, ROWS = (0, 1_200, 2_400, 3_600), (0, 1_000, 2_000)


def point(x: float, y: float) -> str:
    """A place in degrees, to the centimetre."""
    return f"{WEST + x / EAST_METRE:.7f} {NORTH - y / SOUTH_METRE:.7f}"


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle as WKT."""
    corners = ((x, y), (x, y + height), (x + width, y + height), (x + width, y), (x, y))
    return f"POLYGON (({', '.join(point(*corner) for corner in corners)}))"


def stretch(*stops: tuple[float, float]) -> str:
    """A line over places as WKT."""
    return f"LINESTRING ({', '.join(point(*stop) for stop in stops)})"


@dataclass(frozen=True)
class Way:
    """A road of the grid: its number, its name, along which axis from where to where."""

    number: str
    name: str
    grade: str
    axis: str
    place: int
    at: float
    begins: float
    ends: float
    width: int
    opened: date

    def along(self, begins: float, ends: float, beside: float) -> tuple[tuple[float, float], ...]:
        """The two ends of a stretch along the road, so far beside its middle."""
        if self.axis == "东西向":
            return (begins, self.at + beside), (ends, self.at + beside)
        return (self.at + beside, begins), (self.at + beside, ends)

    def stretches(self) -> Iterator[tuple[float, float]]:
        """From crossing to crossing."""
        crossings = COLUMNS if self.axis == "东西向" else ROWS
        inner = [c for c in crossings if self.begins < c < self.ends]
        stops = [self.begins, *inner, self.ends]
        yield from zip(stops, stops[1:], strict=False)


EW, NS = "东西向", "南北向"
WAYS = (
    Way("DL-01", "示例一横路", "主干路", EW, 1, 0, 0, 3_600, 24, date(2019, 9, 30)),
    Way("DL-02", "示例二横路西段", "主干路", EW, 2, 1_000, 0, 1_800, 24, date(2020, 6, 30)),
    Way("DL-03", "示例二横路东段", "次干路", EW, 2, 1_000, 1_800, 3_600, 24, date(2022, 9, 20)),
    Way("DL-04", "示例三横路", "主干路", EW, 3, 2_000, 0, 3_600, 24, date(2020, 10, 15)),
    Way("DL-05", "示例一纵路", "次干路", NS, 1, 0, 0, 2_000, 18, date(2019, 10, 20)),
    Way("DL-06", "示例二纵路", "主干路", NS, 2, 1_200, 0, 2_000, 18, date(2020, 9, 10)),
    Way("DL-07", "示例三纵路", "次干路", NS, 3, 2_400, 0, 2_000, 18, date(2021, 8, 25)),
    Way("DL-08", "示例四纵路", "次干路", NS, 4, 3_600, 0, 2_000, 18, date(2022, 10, 12)),
)
BLOCKS = tuple((x, y) for y in ROWS[:2] for x in COLUMNS[:3])
"""The north-west corners of the six blocks."""


def inner(block: int) -> tuple[float, float]:
    """The corner of what lies inside a block, its green margin left out."""
    x, y = BLOCKS[block]
    return x + MARGIN, y + MARGIN


INNER_WIDTH, INNER_HEIGHT = BLOCK_WIDTH - 2 * MARGIN, BLOCK_HEIGHT - 2 * MARGIN
PLOT_WIDTH, PLOT_HEIGHT, LANE = 260, 430, 20


def plot(block: int, number: int) -> tuple[float, float]:
    """The corner of one of the eight plots of a block, four beside each other in two rows."""
    x, y = inner(block)
    column, row = number % 4, number // 4
    return x + 10 + column * (PLOT_WIDTH + LANE), y + 10 + row * (PLOT_HEIGHT + LANE)


HALL_WIDTH, HALL_HEIGHT = 80, 120


def hall_corner(block: int, number: int, place: int) -> tuple[float, float]:
    """The corner of one of the four buildings of a plot."""
    x, y = plot(block, number)
    return x + 25 + place % 2 * 120, y + 40 + place // 2 * 190


def hall(block: int, number: int, place: int) -> str:
    """One of the four buildings of a plot."""
    return box(*hall_corner(block, number, place), HALL_WIDTH, HALL_HEIGHT)
