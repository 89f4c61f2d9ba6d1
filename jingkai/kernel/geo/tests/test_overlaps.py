"""Areas lie beside each other: covering is refused to the centimetre, touching is not."""

import threading

import pytest
import shapely
from django.db import connection
from django.db.models import Q

from jingkai.kernel.access.walls import walled
from jingkai.kernel.geo import errors, systems
from jingkai.kernel.geo.measures import plane_at
from jingkai.kernel.geo.overlaps import overlaps_of, refuse_overlaps
from jingkai.kernel.geo.shapes import kept
from jingkai.kernel.geo.tests.test_fields import act
from jingkai.kernel.trail.writing import put

FLAT = plane_at(shapely.Point(126.45, 43.96))


def block(x, y, width=100.0, height=100.0):
    """A rectangle by metres east and north of a place, as it is kept."""
    shape = FLAT.lift(shapely.segmentize(shapely.box(x, y, x + width, y + height), 50))
    return kept(shape)


@pytest.fixture
def plots(ground, cast):
    act(cast.zone, lambda: ground.objects.create(zone=cast.zone, name="one", shape=block(0, 0)))
    return ground


@pytest.mark.parametrize(
    "shape",
    [block(100, 0), block(-100, -100), block(0, 100), block(100, 20, height=30),
     block(99.996, 0), block(500, 500)],
)  # fmt: skip
def test_neighbours_may_touch(plots, shape):
    refuse_overlaps(plots, shape)


@pytest.mark.parametrize(
    "shape",
    [block(99.99, 0), block(99.98, 20, height=30), block(-99.98, -99.98), block(10, 10, 5, 5),
     block(-10, -10, 200, 200), block(0, 0), block(30, -10, 0.01, 50)],
)  # fmt: skip
def test_an_overlap_of_a_centimetre_is_refused(plots, shape):
    with pytest.raises(errors.Overlapping, match=r"one.*°E"):
        refuse_overlaps(plots, shape)


def test_a_record_does_not_overlap_itself(plots):
    refuse_overlaps(plots, block(0, 0), except_pk=plots.objects.get().pk)


def test_only_those_that_count_are_in_the_way(plots):
    refuse_overlaps(plots, block(0, 0), among=Q(use="green"))
    [found] = overlaps_of(plots, block(50, 0))
    assert found.square_metres == pytest.approx(5_000, rel=1e-3)
    assert plots.objects.get().shape.covers(shapely.Point(found.where))


def test_a_wider_tolerance_may_be_asked_for(plots):
    refuse_overlaps(plots, block(99.6, 0), tolerance_metres=0.5)
    with pytest.raises(errors.Overlapping):
        refuse_overlaps(plots, block(99.4, 0), tolerance_metres=0.5)


def test_neither_lines_nor_points_nor_nothing_cover(plots):
    refuse_overlaps(plots, None)
    refuse_overlaps(plots, plots.objects.get().shape.centroid)


def test_a_hole_may_be_filled(ground, cast):
    whole, hole = block(0, 0), block(20, 20, 10, 10)
    act(
        cast.zone,
        lambda: ground.objects.create(zone=cast.zone, name="ring", shape=whole.difference(hole)),
    )
    refuse_overlaps(ground, hole)
    with pytest.raises(errors.Overlapping):
        refuse_overlaps(ground, block(19.9, 20, 10, 10))


def test_a_long_straight_edge_of_a_projection_may_be_shared_in_pieces(ground, cast):
    """A straight line of a Gauss–Krüger sheet is none in degrees; its pieces must still fit."""
    east, north = 536_000, 4_870_000
    whole = systems.home(shapely.box(east, north, east + 5_000, north + 500), "EPSG:4551")
    act(cast.zone, lambda: ground.objects.create(zone=cast.zone, name="long", shape=whole))
    for at in range(5):
        piece = shapely.box(east + at * 1_000, north + 500, east + (at + 1) * 1_000, north + 600)
        refuse_overlaps(ground, kept(systems.home(piece, "EPSG:4551")))


def test_what_an_action_has_put_and_not_yet_written_is_in_the_way(plots, cast):
    def work():
        put(plots(zone=cast.zone, name="two", shape=block(300, 0)))
        with pytest.raises(errors.Overlapping, match="two"):
            refuse_overlaps(plots, block(310, 0))
        return plots.objects.get(name="two")

    act(cast.zone, work)


def test_of_two_who_draw_at_the_same_time_one_is_refused(ground, committed):
    together, told = threading.Barrier(2), []

    def draw(name, shape):
        def work():
            together.wait(10)
            refuse_overlaps(ground, shape)
            return ground.objects.create(zone_id=committed.zone.pk, name=name, shape=shape)

        try:
            with walled(committed.zone.pk):
                act(committed.zone, work)
            told.append("drawn")
        except errors.Overlapping as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    both = [
        threading.Thread(target=draw, args=("a", block(0, 0))),
        threading.Thread(target=draw, args=("b", block(50, 50))),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()

    refusals = [one for one in told if one != "drawn"]
    assert len(refusals) == 1
    with walled(committed.zone.pk):
        assert ground.objects.count() == 1
