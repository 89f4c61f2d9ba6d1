"""Vector tiles decode, by another's decoder, to what was put in."""

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.kernel.geo import errors
from jingkai.kernel.geo.mvt import EXTENT, MARGIN, TileAt, encode, varint
from jingkai.kernel.geo.shapes import kept

TILE = TileAt(14, 13946, 5991)
WEST, SOUTH, EAST, NORTH = TILE.box(0)
WIDTH, HEIGHT = EAST - WEST, NORTH - SOUTH


def at(x, y):
    """A place by parts of the tile, from its upper left corner."""
    return WEST + x * WIDTH, NORTH - y * HEIGHT


def decoded(shapes, tile=TILE, **properties):
    keys = [7 + n for n in range(len(shapes))]
    content = encode("plots", tile, keys, np.array(shapes, dtype=object), properties)
    if not content:
        return []
    layer = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})["plots"]
    assert (layer["extent"], layer["version"]) == (EXTENT, 2)
    return layer["features"]


def area(*corners):
    return kept(shapely.Polygon([at(x, y) for x, y in corners]))


SQUARE = area((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))


def test_an_area_comes_back_to_the_unit():
    [feature] = decoded([SQUARE], name=["示例"], size=[12.5], rows=[-3], open=[True], none=[None])
    assert feature["id"] == 7
    assert feature["properties"] == {"name": "示例", "size": 12.5, "rows": -3, "open": True}
    shape = shapely.geometry.shape(feature["geometry"])
    assert shape.bounds == pytest.approx((1024, 1024, 3072, 3072), abs=1)
    assert feature["geometry"]["type"] == "Polygon"


def test_the_outer_ring_turns_as_the_format_wants_it():
    from mapbox_vector_tile.Mapbox import vector_tile_pb2

    hole = area((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))
    shape = kept(SQUARE.difference(hole))
    read = vector_tile_pb2.tile()
    read.ParseFromString(encode("a", TILE, [1], np.array([shape]), {}))
    numbers = list(read.layers[0].features[0].geometry)
    rings, x, y, at_number = [], 0, 0, 0
    while at_number < len(numbers):
        command, count = numbers[at_number] & 7, numbers[at_number] >> 3
        at_number += 1
        for _n in range(count if command != 7 else 0):
            dx, dy = ((v >> 1) ^ -(v & 1) for v in numbers[at_number : at_number + 2])
            x, y, at_number = x + dx, y + dy, at_number + 2
            rings.append([(x, y)]) if command == 1 else rings[-1].append((x, y))
    signed = [
        sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(r, [*r[1:], r[0]], strict=True))
        for r in rings
    ]
    assert [value > 0 for value in signed] == [True, False]


def test_holes_and_parts_stay():
    hole = area((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))
    apart = area((0.8, 0.8), (0.9, 0.8), (0.9, 0.9))
    [feature] = decoded([kept(shapely.MultiPolygon([SQUARE.difference(hole), apart]))])
    shape = shapely.geometry.shape(feature["geometry"])
    assert shape.geom_type == "MultiPolygon"
    assert shape.is_valid
    wanted = 2048**2 - 819.2**2 + 409.6**2 / 2
    assert shape.area == pytest.approx(wanted, rel=0.01)


def test_lines_and_points_stand_beside_areas():
    line = shapely.LineString([at(0.1, 0.1), at(0.5, 0.5), at(0.5, 0.5), at(0.9, 0.1)])
    lines = shapely.MultiLineString([line, [at(0, 0.9), at(1, 0.9)]])
    points = shapely.MultiPoint([at(0.1, 0.2), at(0.3, 0.4)])
    found = decoded([SQUARE, line, lines, points, shapely.Point(at(0.5, 0.5))], n=list("abcde"))
    by_name = {f["properties"]["n"]: f["geometry"] for f in found}
    assert [by_name[n]["type"] for n in "abcde"] == [
        "Polygon", "LineString", "MultiLineString", "MultiPoint", "Point",
    ]  # fmt: skip
    assert tuple(by_name["e"]["coordinates"]) == (2048, 2048)
    assert len(by_name["b"]["coordinates"]) == 3
    assert {f["id"] for f in found} == {7, 8, 9, 10, 11}


def test_what_reaches_beyond_is_cut_at_the_margin():
    wide = kept(shapely.box(WEST - 5 * WIDTH, SOUTH - 5 * HEIGHT, EAST + WIDTH, NORTH + HEIGHT))
    beside = shapely.transform(SQUARE, lambda p: p + (3 * WIDTH, 0))
    [feature] = decoded([wide, beside])
    shape = shapely.geometry.shape(feature["geometry"])
    assert shape.bounds == (-MARGIN, -MARGIN, EXTENT + MARGIN, EXTENT + MARGIN)


def test_what_has_no_extent_at_this_zoom_is_left_out():
    small = kept(SQUARE.centroid.buffer(1e-6))
    assert decoded([small]) == []
    assert len(decoded([small], TileAt(22, *tile_of(small, 22)))) == 1
    assert encode("a", TILE, [], np.array([], dtype=object), {}) == b""


def tile_of(shape, z):
    n = 2**z
    x, y = shape.centroid.x, np.radians(shape.centroid.y)
    return int((x + 180) / 360 * n), int((1 - np.arcsinh(np.tan(y)) / np.pi) / 2 * n)


def test_a_winding_shape_is_smoothed_by_zoom():
    turn = np.linspace(0, 2 * np.pi, 5_000, endpoint=False)
    round_one = kept(
        shapely.Polygon(
            np.column_stack([126.45 + 0.002 * np.cos(turn), 43.96 + 0.0015 * np.sin(turn)])
        )
    )
    counts = []
    for z in (10, 13, 16):
        [feature] = decoded([round_one], TileAt(z, *tile_of(round_one, z)))
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        counts.append(shapely.get_num_coordinates(shape))
    assert counts == sorted(counts)
    assert counts[0] < 40
    assert counts[-1] < 500


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(10, 18))
def test_any_shapes_come_back_where_they_were(seed, z):
    chance = np.random.default_rng(seed)
    n, middle = 2**z, chance.uniform([126.3, 43.8], [126.6, 44.1])
    tile = TileAt(z, *tile_of(shapely.Point(middle), z))
    box = shapely.box(*tile.box())
    shapes = []
    while len(shapes) < 5:
        spread = 10 ** chance.uniform(-0.5, 1) * 360 / n
        corners = middle + chance.uniform(-spread, spread, (chance.integers(3, 9), 2))
        hull = shapely.MultiPoint(corners).convex_hull
        if hull.geom_type == "Polygon":
            shapes.append(kept(hull))
    found = {f["id"] - 7: f["geometry"] for f in decoded(shapes, tile)}
    size = (tile.box(0)[2] - tile.box(0)[0]) / EXTENT
    for number, shape in enumerate(shapes):
        wanted = shape.intersection(box)
        if wanted.area < 400 * size * size:
            continue
        points = shapely.get_coordinates(wanted)
        laid = shapely.Polygon(tile.lay(points)) if wanted.geom_type == "Polygon" else None
        got = shapely.geometry.shape(found[number])
        if laid is not None and laid.is_valid:
            assert got.symmetric_difference(laid).area < 3 * laid.length + 20


@pytest.mark.parametrize("place", [(-1, 0, 0), (23, 0, 0), (3, 8, 0), (3, 0, -1), (3, 0, 8)])
def test_a_square_off_the_map_is_refused(place):
    with pytest.raises(errors.NoTile):
        TileAt(*place)


@pytest.mark.parametrize("number", [0, 127, 128, 16_383, 16_384, 2**31, 2**63])
def test_numbers_are_written_in_few_bytes(number):
    read = 0
    for nth, byte in enumerate(varint(number)):
        read |= (byte & 0x7F) << (7 * nth)
    assert read == number
