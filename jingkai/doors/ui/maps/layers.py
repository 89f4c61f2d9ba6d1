"""The layers of a map page as its script is told of them: addresses, colours, legends, extent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.doors.ui.maps.moments import Moment, moment_of
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.geo.extents import extent_of
from jingkai.kernel.geo.shapes import Box
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.layers import layers_for, legend, seen

PALETTE = (
    "#1b5a9e", "#c0561a", "#2b7d52", "#8b4fa3", "#b3261e", "#6b7613", "#0d7f88", "#96691c",
    "#b83d74", "#4a6572", "#5b57c9", "#7a4a2b",
)  # fmt: skip
"""Told apart by the commonest kinds of colour blindness as far as twelve can be; on light ground
each has at least 4.5 : 1."""
STEP = 5
"""By how many colours one layer's beginning lies from the last one's."""
WORLD: Box = (73.0, 18.0, 135.0, 54.0)
"""What is shown while nothing has been drawn: the country."""
LEAST = 0.004
"""Degrees that a page shows at least, about 400 m."""


@dataclass(frozen=True)
class Door:
    """Whose map it is: the actor, the door's addresses by name, and the page of a record.

    A `public` one shows what is now, and is asked for places by name only.
    """

    actor: Any
    address: Callable[..., str]
    record: Callable[[Register, int], str] | None = None
    public: bool = False

    def moment(self, asked: Mapping[str, str]) -> Moment:
        """For which moment the map is asked for."""
        return Moment() if self.public else moment_of(asked)


def catalogue(door: Door) -> list[dict[str, Any]]:
    """The layers that the actor may see, in the order of their declaration."""
    return [_told(door, register, at) for at, register in enumerate(layers_for(door.actor))]


def _told(door: Door, register: Register, at: int) -> dict[str, Any]:
    layer: Any = register.layer
    field: Any = register.model._meta.get_field(layer.shape)
    colours = [PALETTE[(at * STEP + n) % len(PALETTE)] for n in range(len(PALETTE))]
    words = legend(register, door.actor)
    return {
        "code": register.code, "name": str(register.name), "icon": register.icon,
        "colour": colours[0], "minZoom": layer.min_zoom,
        "kinds": list(field.kinds),
        "legend": [
            {"value": value, "words": word, "colour": colours[n % len(colours)]}
            for n, (value, word) in enumerate(words.items())
        ],
        "tiles": places_in(door.address("tile", register.code, 0, 1, 2), "0/1/2", "{z}/{x}/{y}"),
    }  # fmt: skip


def places_in(address: str, numbers: str, names: str) -> str:
    """The address with names where a script puts its own numbers; those at its end."""
    head, _numbers, tail = address.rpartition(numbers)
    return f"{head}{names}{tail}"


def extent(actor: Any) -> Box:
    """What the page shows first: everything drawn that the actor may see."""
    boxes = [
        box
        for register in layers_for(actor)
        if (box := extent_of((view := seen(register, actor)).rows, view.layer.shape)) is not None
    ]
    return widened(together(boxes)) if boxes else WORLD


def together(boxes: Iterable[Box]) -> Box:
    """The box around all of these."""
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def widened(box: Box) -> Box:
    """The box, or one around it where it is too small to be looked at."""
    west, south, east, north = box
    wide, high = max(0.0, LEAST - (east - west)) / 2, max(0.0, LEAST - (north - south)) / 2
    return west - wide, south - high, east + wide, north + high


def page_facts(
    door: Door, focus: dict[str, Any] | None = None, only: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What a map page's template and script are told; `only` are the records of a figure."""
    layers, zone = catalogue(door), _zone(door.actor)
    told: dict[str, Any] = {
        "layers": layers,
        "bounds": (focus or only or {}).get("bounds") or extent(door.actor),
        "focus": focus, "only": only,
        "card": places_in(door.address("card", "LAYER", 0), "LAYER/0", "{layer}/{pk}"),
        "find": door.address("find"),
        "ask": "" if door.public else door.address("ask"),
        "worker": static("built/map-worker.js"),
        "base": base(),
        "title": _("Map of {zone}").format(zone=zone), "zone": zone,
        "today": zone_today().isoformat(),
    }
    if not door.public:
        timed, first = _timed(door.actor)
        told["timed"] = (_(", ")).join(timed)
        told["days"] = [first.isoformat(), zone_today().isoformat()]
    return {"map": told, "layers": layers}


def _zone(actor: Any) -> str:
    """The zone's name in the reader's language."""
    zone = Zone.objects.get(pk=actor.zone_id)
    english = not (get_language() or "zh").startswith("zh")
    return zone.name_en if english and zone.name_en else zone.name


def _timed(actor: Any) -> tuple[list[str], date]:
    """The layers whose records hold for a time, and the first day from which one holds."""
    names, days = [], []
    for register in layers_for(actor):
        view = seen(register, actor)
        if view.layer.during is not None:
            names.append(str(register.name))
            days.append(view.rows.order_by().aggregate(day=Min(view.layer.during[0]))["day"])
    today = zone_today()
    return names, min([day for day in days if day], default=today.replace(month=1, day=1))


def base() -> dict[str, Any] | None:
    """The pictures under the layers, where a setting names them."""
    if not settings.JINGKAI_MAP_BASE:
        return None
    return {"tiles": settings.JINGKAI_MAP_BASE, "source": settings.JINGKAI_MAP_BASE_SOURCE}
