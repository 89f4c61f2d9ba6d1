"""What meets a box is found among many shapes as if each were looked at."""

import numpy as np
import pytest

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
        meets = (of.west <= east) & (of.east >= west) & (of.south <= north) & (of.north >= south)
        assert of.pick((west, south, east, north), count + 1, 8) == np.flatnonzero(meets).tolist()


def test_of_a_crowd_the_largest_of_each_square_is_picked():
    of = overview(3_000, 40)
    picked = of.pick((0, 0, 10, 10), 100, 8)
    assert 0 in picked
    assert 40 < len(picked) <= 64
