"""A register of plots of ground: the noun with a shape, as a domain would declare it."""

from contextlib import contextmanager

from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.geo.tests.ground import Plot
from jingkai.kernel.registers.declare import REGISTERS, Column, Filter, Layer, Register, declare


def plots_of(seat):
    return Plot.objects.filter(zone_id=seat.zone_id)


@contextmanager
def plots_register(**besides):
    """A register of plots with a map layer, declared while this lasts."""
    given = {
        "code": "test.plots", "model": Plot, "name": "Plots", "noun": "plot", "sheet": "地块",
        "key": ("name",), "order": ("name",), "rows": plots_of, "removable": True,
        "view": Permission.OFFICES_MANAGE, "edit": Permission.OFFICES_MANAGE,
        "columns": (
            Column("name", heading="名称", required=True, example="1号"),
            Column("use", heading="用途", example="works"),
            Column("shape", heading="图形"),
            Column("since", heading="起始日期"),
        ),
        "filters": (Filter("use"),),
        "layer": Layer(label="name", colour_by="use", min_zoom=10),
    }  # fmt: skip
    register = declare(Register(**(given | besides)))
    yield register
    del REGISTERS[register.code]
