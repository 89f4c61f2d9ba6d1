"""Lengths, areas and distances agree with the geodesics of pyproj."""

from decimal import Decimal

import numpy as np
import pytest
import shapely
from pyproj import Geod

from jingkai.kernel.geo.measures import (
    area_of,
    distance_between,
    length_of,
    metres,
    plane_at,
    square_metres,
)

GRS80 = Geod(ellps="GRS80")
PER_MILLE = 1e-3


def blobs(count, seed=7):
    """Stars of 3 to 40 corners all over China, from a few metres to tens of kilometres across."""
    chance = np.random.default_rng(seed)
    for _n in range(count):
        corners = chance.integers(3, 41)
        turn = np.sort(chance.uniform(0, 2 * np.pi, corners))
        reach = 10 ** chance.uniform(-5, -0.7) * chance.uniform(0.4, 1, corners)
        x, y = chance.uniform(74, 134), chance.uniform(18, 53)
        star = shapely.Polygon(
            np.column_stack([x + reach * np.cos(turn), y + reach * np.sin(turn)])
        )
        if star.is_valid and star.area > 0:
            yield star


def test_areas_and_lengths_of_a_thousand_shapes_agree_with_the_geodesic():
    shapes = list(blobs(1_200))[:1_000]
    assert len(shapes) == 1_000
    for shape in shapes:
        area, perimeter = GRS80.geometry_area_perimeter(shape)
        assert square_metres(shape) == pytest.approx(abs(area), rel=PER_MILLE)
        assert metres(shape) == pytest.approx(perimeter, rel=PER_MILLE)
        line = shapely.LineString(shape.exterior.coords[:-1])
        assert metres(line) == pytest.approx(GRS80.geometry_length(line), rel=PER_MILLE)


def test_areas_agree_with_a_plane_laid_at_the_shape():
    for shape in list(blobs(200, seed=8)):
        if max(np.ptp(shapely.get_coordinates(shape), axis=0)) > 0.1:
            continue
        flat = plane_at(shape).lay(shape)
        assert square_metres(shape) == pytest.approx(flat.area, rel=PER_MILLE)
        assert metres(shape) == pytest.approx(flat.length, rel=PER_MILLE)


def test_a_hole_is_left_out_and_its_edge_counted():
    whole = shapely.box(126.45, 43.96, 126.46, 43.97)
    hole = shapely.box(126.453, 43.963, 126.456, 43.966)
    holed = shapely.Polygon(whole.exterior, [hole.exterior])
    assert abs(area_of(holed) - area_of(whole) + area_of(hole)) <= Decimal("0.0002")
    assert length_of(holed) == pytest.approx(length_of(whole) + length_of(hole))
    apart = shapely.box(126.5, 43.96, 126.51, 43.97)
    both = shapely.MultiPolygon([holed, apart])
    assert square_metres(both) == pytest.approx(square_metres(holed) + square_metres(apart))


def test_neither_the_turn_nor_the_start_of_a_ring_matters():
    shape = next(blobs(1))
    assert area_of(shape) == area_of(shape.reverse()) > 0


def test_a_point_has_neither_length_nor_area():
    assert length_of(shapely.Point(126, 43)) == area_of(shapely.Point(126, 43)) == 0
    assert area_of(shapely.LineString([(126, 43), (127, 43)])) == 0


def test_distances_between_points_are_geodesics():
    chance = np.random.default_rng(9)
    for _n in range(200):
        x, y = chance.uniform(74, 134), chance.uniform(18, 53)
        east, north = chance.uniform(-0.2, 0.2, 2)
        found = distance_between(shapely.Point(x, y), shapely.Point(x + east, y + north))
        assert float(found) == pytest.approx(GRS80.inv(x, y, x + east, y + north)[2], abs=0.01)


def test_distances_are_between_the_nearest_places():
    west, east = shapely.box(126.40, 43.9, 126.41, 43.91), shapely.box(126.42, 43.9, 126.43, 43.91)
    found = float(distance_between(west, east))
    assert found == pytest.approx(GRS80.inv(126.41, 43.91, 126.42, 43.91)[2], rel=1e-4)
    assert distance_between(west, east) == distance_between(east, west)
    assert distance_between(west, shapely.Point(126.41, 43.905)) == 0
