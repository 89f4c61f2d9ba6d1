"""What meets a box is found among many shapes as if each were looked at."""

import numpy as np
import pytest

from jingkai.kernel.geo.mvt import TileAt
from jingkai.kernel.registers.overviews import Overview, _across


def overview(count, wide, seed=3):
    chance = np.random.default_rng(seed)
    west, south = chance.uniform(0, 10, count), chance.uniform(0, 10, count)
    broad, high = chance.uniform(0, 0.05, (2, count))
    broad[:wide] = chance.uniform(1, 9, wide)
    east, north = west + broad, south + high
    order = np.argsort(west + south - east - north, kind="stable")
    west, south, east, north = (one[order] for one in (west, south, east, north))
    return Overview(np.arange(count), west, south, east, north, *_across(west, east))


@pytest.mark.parametrize(("count", "wide"), [(0, 0), (1, 0), (1, 1), (3_000, 0), (3_000, 40)])
def test_all_that_meets_a_box_is_picked_in_the_order_of_size(count, wide):
    of, chance = overview(count, wide), np.random.default_rng(9)
    for _time in range(60):
        west, south = chance.uniform(-1, 10, 2)
        east, north = (west, south) + chance.uniform(0, 2, 2)
        box = (west, south, east, north)
        assert of.pick(box, count + 1, 8) == meeting(of, box)


def test_of_a_crowd_the_largest_of_each_square_is_picked():
    of = overview(3_000, 40)
    picked = of.pick((0, 0, 10, 10), 100, 8)
    assert 0 in picked
    assert 40 < len(picked) <= 64


def meeting(of, box):
    west, south, east, north = box
    meets = (of.west <= east) & (of.east >= west) & (of.south <= north) & (of.north >= south)
    return np.flatnonzero(meets).tolist()


def test_of_a_crowded_tile_neighbours_draw_what_lies_on_both_sides():
    of, z, most, cells = overview(3_000, 40), 6, 100, 8
    left, right = TileAt(z, 32, 31), TileAt(z, 33, 31)
    drawn = {tile: set(of.of_tile(tile, most, cells)) for tile in (left, right)}
    for tile, keys in drawn.items():
        assert keys <= set(meeting(of, tile.box()))
        assert 40 < len(keys) <= 2 * most
    both = drawn[left] & set(meeting(of, right.box()))
    assert len(both) > 5
    assert both <= drawn[right]


def test_a_tile_without_a_crowd_draws_all_that_meets_it():
    of = overview(3_000, 40)
    tile = TileAt(9, 260, 255)
    assert of.of_tile(tile, 1_000, 28) == meeting(of, tile.box())
