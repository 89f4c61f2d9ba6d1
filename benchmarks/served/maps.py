"""The addresses of a map over the plots of the benchmark: tiles, and GeoJSON of the same box."""

import os
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import path

from jingkai.doors.ui.maps import answers
from jingkai.doors.ui.maps.layers import Door
from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.geo.mvt import TileAt
from jingkai.kernel.geo.tests.ground import Plot
from jingkai.kernel.registers import tiles
from jingkai.kernel.registers.declare import REGISTERS, Column, Layer, Register, declare

CODE = "bench.plots"
if os.environ.get("BENCHMARK_MAPS") == "cold":
    tiles.KEPT_BYTES = 0  # no tile is kept


def plots_of(seat: Any) -> Any:
    """All plots of the zone."""
    return Plot.objects.filter(zone_id=seat.zone_id)


def register() -> Register:
    """The register of the benchmark's plots, declared once."""
    return REGISTERS.get(CODE) or declare(
        Register(
            code=CODE, model=Plot, name="Plots", noun="plot", key=("name",), order=("name",),
            rows=plots_of, view=Permission.OFFICES_MANAGE,
            columns=(Column("name"), Column("use"), Column("shape"), Column("since")),
            layer=Layer(label="name", colour_by="use", min_zoom=0),
        )
    )  # fmt: skip


@seated()
def tile(request: SeatedRequest, z: int, x: int, y: int) -> HttpResponse:
    """A tile."""
    return answers.tile(request, Door(request.seat, lambda *_: ""), CODE, z, x, y)


@seated()
def box(request: SeatedRequest, z: int, x: int, y: int) -> HttpResponse:
    """The same square as GeoJSON."""
    return JsonResponse(tiles.geojson(register(), TileAt(z, x, y).box(0), request.seat))


register()
urlpatterns = [
    path("tile/<int:z>/<int:x>/<int:y>.mvt", tile),
    path("box/<int:z>/<int:x>/<int:y>/", box),
]
