"""What a shape is told as, and where its fault lies."""

import pytest
import shapely

from jingkai.kernel.geo import errors
from jingkai.kernel.geo.shapes import fault_place, in_words, kept


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("POLYGON((126.45 43.96, 126.46 43.96, 126.46 43.97, 126.45 43.97, 126.45 43.96))",
         "891,707 m²"),
        ("LINESTRING(126.45 43.96, 126.46 43.96)", "803 m"),
        ("POINT(126.45 43.96)", "126.450000°E 43.960000°N"),
    ],
)  # fmt: skip
def test_a_shape_in_a_list_is_told_by_its_size_or_its_place(text, told):
    assert in_words(kept(text)) == told


def test_the_place_of_a_fault_can_be_shown_on_a_map():
    with pytest.raises(errors.CrossesItself) as refused:
        kept("POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))")
    assert fault_place(refused.value) == (126.5, 43.5)
    assert fault_place(errors.EmptyShape()) is None


def test_an_open_ring_is_unreadable():
    with pytest.raises(errors.Unreadable):
        kept("POLYGON((0 0, 1 0, 1 1))")


def test_an_empty_cell_is_no_shape():
    assert kept("") is kept(None) is None


def test_heights_and_measures_are_dropped():
    assert kept("POINT ZM (126 43 5 6)") == shapely.Point(126, 43)
