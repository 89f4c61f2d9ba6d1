"""What lies within an area that was drawn, within a shape of a layer, or near a place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jingkai.doors.ui.maps.answers import AREAS, one
from jingkai.doors.ui.maps.figures import AreaFigure, area_figures, period_of
from jingkai.doors.ui.maps.layers import Door
from jingkai.doors.ui.refusals import hint_of, sentence_of
from jingkai.kernel import units
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.errors import Refusal, Sentence
from jingkai.kernel.geo.errors import BadShape
from jingkai.kernel.geo.measures import area_of
from jingkai.kernel.geo.shapes import Shape, kept, place
from jingkai.kernel.registers import around
from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.layers import LABEL, seen

FARTHEST, LARGEST = 20_000, Decimal(2_500_000_000)
"""Metres from a place, and square metres of an area, that can be asked at once."""
LISTED = 50


class NotAsked(Refusal):
    """A question without a place."""

    sentence = gettext_lazy("Draw an area, or choose a place and a distance.")
    status = 422


class TooFar(Refusal):
    """A question about half a province."""

    sentence = gettext_lazy("That is too large to be asked at once.")
    hint = gettext_lazy("Ask for at most 2,500 square kilometres, or 20 kilometres around a place.")
    status = 422


@dataclass(frozen=True)
class Line:
    """One record of the answer: its name, its page if the actor may open it, how much or far."""

    pk: int
    label: str
    url: str
    much: str


@dataclass(frozen=True)
class Part:
    """What lies there of one layer: how many, how much together, and the first of them."""

    code: str
    name: Sentence
    count: int
    more: bool
    area: str
    length: str
    lines: tuple[Line, ...]


def told(door: Door, asked: QueryDict) -> tuple[dict[str, Any], int]:
    """What the answer's part of the page is told, and its status: of a faulty area its fault.

    Raises NoLayer, Forbidden, Http404.
    """
    try:
        return answer(door, {name: str(asked[name]) for name in asked}, asked.getlist("layer")), 200
    except (NotAsked, TooFar, BadShape) as fault:
        return {"fault": sentence_of(fault), "hint": hint_of(fault)}, fault.status


def answer(door: Door, asked: Mapping[str, str], layers: list[str]) -> dict[str, Any]:
    """The answer's facts. `asked` has `area` (GeoJSON or WKT), `of` (a layer) with `pk`, or
    `place` (longitude, latitude) with `metres`; it holds for the layers named, else for all.

    Raises NotAsked, TooFar, BadShape, NoLayer, Forbidden, Http404.
    """
    moment = asdict(door.moment(asked))
    among = {"layers": layers or None, **moment}
    figures: list[AreaFigure] = []
    day = moment["as_of"] or zone_today()
    if asked.get("place"):
        centre, metres = _near(asked)
        found = around.near(centre, metres, door.actor, **among)
        far = units.show(Decimal(str(metres)), "米", language=_language())
        title = _("Within {far} of {place}").format(far=far, place=place(*centre))
    else:
        area, name = _area(door, asked, moment)
        found = around.within(area, door.actor, **among)
        figures = area_figures(door, found, day, moment["known_at"])
        size = units.show(area_of(area), "平方米", language=_language())
        title = _("In {name}, {size}").format(name=name or _("the drawn area"), size=size)
    return {
        "told": title, "parts": _parts(door, found), "count": len(found),
        "figures": figures, "period": period_of(day).show() if figures else "",
    }  # fmt: skip


def _near(asked: Mapping[str, str]) -> tuple[tuple[float, float], float]:
    try:
        x, y = (float(part) for part in asked["place"].split(","))
        metres = float(asked.get("metres", ""))
    except ValueError:
        raise NotAsked from None
    if not (abs(x) <= 180 and abs(y) <= 85 and metres > 0):
        raise NotAsked
    if metres > FARTHEST:
        raise TooFar
    return (x, y), metres


def _area(door: Door, asked: Mapping[str, str], moment: dict[str, Any]) -> tuple[Shape, str]:
    """The area that is asked about, and its name if it is a record's."""
    if asked.get("of"):
        if not asked.get("pk", "").isdecimal():
            raise NotAsked
        told, shape = one(seen(asked["of"], door.actor, **moment), int(asked["pk"]))
        area, name = kept(shape, AREAS), str(told.get(LABEL) or "")
    else:
        area, name = kept(asked.get("area", ""), AREAS), ""
    if area is None:
        raise NotAsked
    if area_of(area) > LARGEST:
        raise TooFar
    return area, name


def _parts(door: Door, found: list[around.Found]) -> list[Part]:
    by_layer: dict[str, list[around.Found]] = {}
    for record in found:
        by_layer.setdefault(record.register.code, []).append(record)
    return [_part(door, records[0].register, records) for records in by_layer.values()]


def _part(door: Door, register: Register, records: list[around.Found]) -> Part:
    opens = door.record if door.actor.can(register.view) else None
    lines = tuple(
        Line(r.key, r.label, opens(register, r.key) if opens else "", _much(r))
        for r in records[:LISTED]
    )
    return Part(
        register.code, register.name, len(records), len(records) == around.MOST,
        _sum([r.square_metres for r in records], "平方米"),
        _sum([r.inside_metres for r in records], "米"), lines,
    )  # fmt: skip


def _much(record: around.Found) -> str:
    """How much of the record lies inside, or how far off it is."""
    for amount, unit in (
        (record.square_metres, "平方米"), (record.inside_metres, "米"), (record.metres, "米"),
    ):  # fmt: skip
        if amount:
            return _shown(amount, unit)
    return ""


def _sum(amounts: list[float], unit: str) -> str:
    return _shown(sum(amounts), unit) if any(amounts) else ""


def _shown(amount: float, unit: str) -> str:
    rounded = Decimal(repr(amount)).quantize(Decimal("0.01"))
    return units.show(rounded, unit, language=_language())


def _language() -> str:
    return get_language() or "zh"
