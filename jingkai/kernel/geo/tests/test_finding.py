"""Which area a point lies in: as brute force has it, quickly, and right after an edit."""

import time

import numpy as np
import pytest
import shapely

from jingkai.kernel.access.walls import walled
from jingkai.kernel.geo.finding import NOWHERE, Finder
from jingkai.kernel.geo.shapes import kept
from jingkai.kernel.geo.tests.test_fields import act
from jingkai.kernel.trail.writing import change

COLUMNS, ROWS = 50, 40


def grids():
    """2,000 areas side by side, with crooked edges that neighbours share."""
    chance = np.random.default_rng(3)
    x, y = np.meshgrid(np.arange(COLUMNS + 1), np.arange(ROWS + 1))
    corners = np.stack([x, y], -1) + chance.uniform(-0.3, 0.3, (ROWS + 1, COLUMNS + 1, 2))
    corners = np.round([126.3, 43.8] + corners * 0.004, 9)
    for row in range(ROWS):
        for column in range(COLUMNS):
            yield shapely.Polygon(
                [corners[row, column], corners[row, column + 1], corners[row + 1, column + 1],
                 corners[row + 1, column]]
            )  # fmt: skip


@pytest.fixture
def grid_of(ground, cast):
    shapes = list(grids())
    act(
        cast.zone,
        lambda: ground.objects.bulk_create(
            [ground(zone=cast.zone, name=str(n), shape=shape) for n, shape in enumerate(shapes)]
        ),
    )
    return ground


def test_a_hundred_thousand_points_agree_with_brute_force_within_a_second(grid_of):
    chance = np.random.default_rng(4)
    points = chance.uniform([126.29, 43.79], [126.51, 43.97], (100_000, 2))
    finder = Finder(grid_of)
    finder.at(126.4, 43.9)
    start = time.perf_counter()
    found = finder.among_points(points)
    assert time.perf_counter() - start < 1
    rows = dict(grid_of.objects.values_list("pk", "shape"))
    expected = np.zeros(len(points), np.int64)
    for key in sorted(rows, reverse=True):
        expected[shapely.intersects_xy(rows[key], points[:, 0], points[:, 1])] = key
    assert (found == expected).all()
    assert (found == NOWHERE).any()
    assert (found != NOWHERE).mean() > 0.8


def test_a_point_on_an_edge_belongs_to_both(grid_of):
    finder = Finder(grid_of)
    shape = grid_of.objects.get(name="51").shape
    corner = shapely.get_coordinates(shape)[0]
    assert len(finder.at(*corner)) == 4
    which, keys = finder.all_pairs([corner])
    assert sorted(keys) == finder.at(*corner)
    assert finder.among_points([corner])[0] == finder.at(*corner)[0]


def test_the_next_point_after_an_edit_meets_the_new_shape(grid_of, cast, django_assert_num_queries):
    finder = Finder(grid_of)
    place = 126.7, 43.9
    assert finder.at(*place) == []
    with django_assert_num_queries(1):
        assert finder.at(*place) == []
    plot = grid_of.objects.get(name="7")

    def move():
        plot.shape = kept(shapely.Point(place).buffer(0.001))
        change(plot, "shape")
        return finder.at(*place)

    assert act(cast.zone, move) == [plot.pk]
    assert finder.at(*place) == [plot.pk]


def test_the_trees_of_two_zones_stay_apart(grid_of, cast):
    finder = Finder(grid_of)
    assert finder.at(126.4, 43.9)
    with walled(cast.elsewhere.pk):
        assert finder.at(126.4, 43.9) == []
    assert finder.at(126.4, 43.9)


def test_a_zone_without_areas_covers_no_point(ground, cast):
    assert Finder(ground).among_points([[126.4, 43.9]]).tolist() == [NOWHERE]
    assert Finder(ground).at(126.4, 43.9) == []
