"""Where the demo zone's projects lie. All is invented, marked 示例.

Assumptions: those on an industrial park have a building of it each, the next one in the order of
projects, and stand in its middle; all others have ground of their own east of the grid of roads,
the larger the more is invested.
"""

from functools import cache

from demo.park_ground import HALL_HEIGHT, HALL_WIDTH, box, hall_corner, point
from demo.projects import Project, on_parks, projects
from demo.projects_tables import PARKS

EAST, COLUMNS, CELL = 3_760, 7, 320
"""Metres east where the ground begins, pieces beside each other, and from one to the next."""
SMALLEST, LARGEST = 110, 290
HALLS = 4
"""Buildings of a plot; the first plots of a park have four each."""


@cache
def sites() -> dict[str, tuple[str, str]]:
    """By project number: the building or the ground, and the shape."""
    in_park = dict.fromkeys(PARKS, 0)
    found: dict[str, tuple[str, str]] = {}
    free = 0
    for each in projects():
        if each.number in on_parks():
            park = on_parks()[each.number][0]
            found[each.number] = _in_building(PARKS.index(park), in_park[park])
            in_park[park] += 1
        else:
            found[each.number] = _on_ground(each, free)
            free += 1
    return found


def _in_building(park: int, nth: int) -> tuple[str, str]:
    number, place = divmod(nth, HALLS)
    x, y = hall_corner(park, number, place)
    middle = point(x + HALL_WIDTH / 2, y + HALL_HEIGHT / 2)
    return f"{PARKS[park]}{nth + 1}号厂房", f"POINT ({middle})"


def _on_ground(each: Project, nth: int) -> tuple[str, str]:
    row, column = divmod(nth, COLUMNS)
    side = min(LARGEST, SMALLEST + round(float(each.total) * 10))
    shape = box(EAST + column * CELL, 20 + row * CELL, side, side * 9 // 10)
    return f"示例东区{nth + 1:02d}号地块", shape
