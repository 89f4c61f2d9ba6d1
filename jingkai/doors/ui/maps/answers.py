"""Tiles and cards over the web: what a map asks for of one layer."""

from dataclasses import asdict
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingkai.doors.ui.maps.layers import Door, widened
from jingkai.doors.ui.maps.moments import Moment
from jingkai.kernel import units
from jingkai.kernel.geo.fields import shapes_in
from jingkai.kernel.geo.measures import area_of, length_of
from jingkai.kernel.geo.shapes import Shape, in_words
from jingkai.kernel.registers import tiles
from jingkai.kernel.registers.fields import column_field, label_of
from jingkai.kernel.registers.layers import LABEL, Seen, layers_for, seen

LONGEST, FOUND, EACH = 60, 24, 6
AREAS = ("Polygon", "MultiPolygon")


def tile(request: HttpRequest, door: Door, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """A tile; 304 where the browser has it already and nothing of the layer has changed since.

    Raises NoLayer, NoTile, Forbidden.
    """
    drawn = tiles.tile(layer, z, x, y, door.actor, **asdict(door.moment(request.GET)))
    request.drawn = drawn  # type: ignore[attr-defined]
    return answered(request, drawn)


def answered(request: HttpRequest, drawn: tiles.Tile) -> HttpResponse:
    """The tile over the web."""
    etag = f'"{drawn.etag}"'
    known = request.headers.get("If-None-Match", "").removeprefix("W/")
    same = known == etag
    answer = HttpResponse(b"" if same else drawn.content, status=304 if same else 200,
                          content_type=tiles.TYPE)  # fmt: skip
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def one(view: Seen, pk: int) -> tuple[dict[str, Any], Shape]:
    """What is told of one shape of a layer, and the shape. What the actor can't see is not there.

    Raises Http404.
    """
    rows = list(view.values(view.rows.filter(**{view.key: pk}))[:1])
    if not rows:
        raise Http404
    told = {name: values[0] for name, values in view.properties(rows).items()}
    return told, shapes_in([rows[0][1]])[0]


def focus(door: Door, layer: str, pk: int, moment: Moment) -> dict[str, Any]:
    """The shape that an address leads to. Raises NoLayer, Forbidden, Http404."""
    view = seen(layer, door.actor, **asdict(moment))
    told, shape = one(view, pk)
    return {
        "layer": view.register.code, "pk": pk, "label": told.get(LABEL) or "",
        "bounds": widened(shape.bounds),
    }  # fmt: skip


def card_facts(door: Door, layer: str, pk: int, moment: Moment) -> dict[str, Any]:
    """A shape's card: its name, its columns, how large it is, and the way to its record.

    Raises NoLayer, Forbidden, Http404.
    """
    view = seen(layer, door.actor, **asdict(moment))
    told, shape = one(view, pk)
    register, label = view.register, told.get(LABEL) or ""
    facts = [
        (capfirst(str(label_of(register, column))), told[column.field])
        for column in view.columns
        if told.get(column.field) not in (None, "", label)
    ]
    whole = door.record is not None and door.actor.can(register.view)
    return {
        "register": register, "label": label, "facts": facts, "measures": measures(shape),
        "is_area": shape.geom_type in AREAS, "pk": pk,
        "asks": not door.public,
        "record": door.record(register, pk) if whole and door.record else "",
    }  # fmt: skip


def measures(shape: Shape) -> list[tuple[str, str]]:
    """Area and outline of an area, length of a line, place of a point."""
    language = get_language() or "zh"
    if shape.geom_type in AREAS:
        mu = units.show(area_of(shape), "平方米", language=language, shown="亩")
        size = units.show(area_of(shape), "平方米", language=language)
        return [
            (_("Drawn area"), f"{size} ({mu})" if language == "en" else f"{size}（{mu}）"),
            (_("Outline"), units.show(length_of(shape), "米", language=language)),
        ]
    if shape.geom_type in ("LineString", "MultiLineString"):
        return [(_("Drawn length"), units.show(length_of(shape), "米", language=language))]
    return [(_("Place"), in_words(shape))]


def find(door: Door, words: str) -> list[dict[str, Any]]:
    """Shapes whose name, or another text that the actor may read, contains the words."""
    words, found = words.strip()[:LONGEST], []
    for register in layers_for(door.actor) if words else ():
        view = seen(register, door.actor)
        asked = Q()
        for path in _texts(view):
            asked |= Q(**{f"{path}__icontains": words})
        rows = list(view.values(view.rows.filter(asked))[:EACH]) if asked else []
        labels = view.properties(rows).get(LABEL, []) if rows else []
        found += [
            {"layer": register.code, "name": str(register.name), "pk": row[0],
             "label": label or "", "bounds": widened(shape.bounds)}
            for row, label, shape in zip(rows, labels, shapes_in([r[1] for r in rows]), strict=True)
        ]  # fmt: skip
    return found[:FOUND]


def _texts(view: Seen) -> list[str]:
    """The told columns that hold free text, and nothing personal."""
    return [
        path
        for path, column in zip(view.paths(), view.columns, strict=True)
        if isinstance(field := column_field(view.register, column), models.CharField)
        and not field.choices and not column.personal
    ]  # fmt: skip
