"""The addresses of a map over the plots of the benchmark: tiles, and GeoJSON of the same box."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import path

from jingkai.doors.ui.requests import SeatedRequest, seated
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.geo.mvt import TileAt
from jingkai.kernel.geo.tests.ground import Plot
from jingkai.kernel.registers import tiles
from jingkai.kernel.registers.declare import REGISTERS, Column, Layer, Register, declare

CODE = "bench.plots"


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
    """A tile; with `cold` nothing that was kept is used."""
    if "cold" in request.GET:
        tiles.KEPT.clear()
    made = tiles.tile(register(), z, x, y, request.seat)
    return HttpResponse(made.content, content_type=tiles.TYPE, headers={"ETag": f'"{made.etag}"'})


@seated()
def box(request: SeatedRequest, z: int, x: int, y: int) -> HttpResponse:
    """The same square as GeoJSON."""
    return JsonResponse(tiles.geojson(register(), TileAt(z, x, y).box(0), request.seat))


urlpatterns = [
    path("tile/<int:z>/<int:x>/<int:y>/", tile),
    path("box/<int:z>/<int:x>/<int:y>/", box),
]
