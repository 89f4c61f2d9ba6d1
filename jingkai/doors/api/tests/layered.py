"""A layer for tests: plots of ground, of which anybody may see the green ones, and not all of them.

The noun is the kernel's own (`kernel/geo/tests/ground.py`); it stands while a test asks for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import shapely

from jingkai.kernel.geo.tests import ground
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import Column, Layer, Register
from jingkai.kernel.registers.tests.plots import plots_register

CODE = "test.plots"
WEST, SOUTH, STEP = 126.45, 43.96, 0.002
LAYER = Layer(
    label="name", colour_by="use", min_zoom=10, during=("since", "until"),
    columns=("name", "use", "since", "until"), public=("name", "use"),
    public_rows=lambda actor: ground.Plot.objects.filter(zone_id=actor.zone_id, use="green"),
)  # fmt: skip
COLUMNS = (
    Column("name", heading="名称", required=True, example="1号"),
    Column("use", heading="用途", example="works"),
    Column("shape", heading="图形"),
    Column("since", heading="起始日期"),
    Column("until", heading="终止日期"),
)


@contextmanager
def layered(**layer: Any) -> Iterator[Register]:
    """The register of plots, with a layer of which a part is public."""
    import dataclasses

    with plots_register(layer=dataclasses.replace(LAYER, **layer), columns=COLUMNS) as register:
        yield register


def square(number: int) -> Any:
    """The ground of the plot of this number: a hundred metres, one beside the other."""
    west = WEST + number * STEP
    return shapely.box(west, SOUTH, west + 0.001, SOUTH + 0.001)


def plot(register: Register, by: Any, number: int, **more: str) -> Any:
    """A plot; those of even numbers are green. The plot n holds for the year 2020 + n."""
    given = {
        "name": f"{number}号", "use": "works" if number % 2 else "green",
        "shape": shapely.to_wkt(square(number)), "since": date(2020 + number, 1, 1).isoformat(),
        "until": date(2021 + number, 1, 1).isoformat(), **more,
    }  # fmt: skip
    return actions.create(register, given, by=by)


def line(register: Register, by: Any) -> Any:
    """A plot along a diagonal: its box covers much that it does not."""
    strip = shapely.LineString([(126.5, 43.9), (126.6, 44.0)]).buffer(0.0005)
    return actions.create(
        register, {"name": "斜", "use": "green", "shape": shapely.to_wkt(strip)}, by=by
    )
