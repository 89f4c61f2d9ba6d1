"""A shape keeps its box, its history and its wall, whatever writes it."""

import pytest
import shapely
from django.core.exceptions import ValidationError
from django.db import connection

from jingkai.kernel.access.walls import walled
from jingkai.kernel.geo import errors
from jingkai.kernel.geo.fields import ShapeField, box_in, packed
from jingkai.kernel.geo.marks import mark_of
from jingkai.kernel.geo.shapes import kept, written
from jingkai.kernel.trail.acting import Machine, declare, perform, record
from jingkai.kernel.trail.history import as_known_at, event_model
from jingkai.kernel.trail.writing import change, put

CODE = declare("geo.tests.acted", "Tried {subject}")


def square(x=126.45, y=43.96, size=0.001):
    return shapely.box(x, y, x + size, y + size)


def act(zone, work):
    def whole():
        result = work()
        record(zone)
        return result

    return perform(CODE, Machine(zone_id=zone.pk), whole)


@pytest.fixture
def plots(ground, cast):
    ground.zone_here = cast.zone
    return ground


def in_box(plots, *box):
    return sorted(plots.objects.filter(shape__in_box=box).values_list("name", flat=True))


NEAR = (126.4405, 43.9595, 126.4515, 43.9615)
FAR = (127.0, 44.0, 127.1, 44.1)


def test_a_shape_comes_back_as_it_was_written(plots, cast):
    plot = act(cast.zone, lambda: plots.objects.create(zone=cast.zone, name="a", shape=square()))
    kept_one = plots.objects.get(pk=plot.pk)
    assert kept_one.shape == kept(square())
    assert in_box(plots, *NEAR) == ["a"]
    assert in_box(plots, *FAR) == []


@pytest.mark.parametrize("way", ["save", "update", "bulk", "change", "bulk_update", "put"])
def test_the_box_keeps_step_whatever_writes(plots, cast, way):
    def work():
        if way == "bulk":
            [plot] = plots.objects.bulk_create(
                [plots(zone=cast.zone, name="a", shape=square(127.05, 44.05))]
            )
            return plot
        if way == "put":
            return put(plots(zone=cast.zone, name="a", shape=square(127.05, 44.05)))
        plot = plots.objects.create(zone=cast.zone, name="a", shape=square())
        moved = square(127.05, 44.05)
        if way == "update":
            plots.objects.filter(pk=plot.pk).update(shape=moved)
            return plot
        plot.shape = moved
        if way == "save":
            plot.save(update_fields=["shape"])
        elif way == "bulk_update":
            plots.objects.bulk_update([plot], ["shape"])
        else:
            change(plot, "shape")
        return plot

    plot = act(cast.zone, work)
    assert in_box(plots, *NEAR) == []
    assert in_box(plots, *FAR) == ["a"]
    last = event_model(plots)._default_manager.filter(pgh_obj_id=plot.pk).latest("pgh_id")
    assert last.shape == kept(square(127.05, 44.05))
    assert event_model(plots)._default_manager.filter(shape__in_box=FAR).exists()


def test_history_knows_former_shapes(plots, cast):
    plot = act(cast.zone, lambda: plots.objects.create(zone=cast.zone, name="a", shape=square()))
    first = event_model(plots)._default_manager.get(pgh_obj_id=plot.pk)
    assert first.shape == kept(square())
    assert as_known_at(plots, first.pgh_created_at).get().shape == kept(square())
    plot.name = "b"
    act(cast.zone, plot.save)
    assert event_model(plots)._default_manager.filter(pgh_obj_id=plot.pk).count() == 2
    act(cast.zone, plot.save)
    assert event_model(plots)._default_manager.filter(pgh_obj_id=plot.pk).count() == 2


def test_another_zone_finds_nothing(plots, cast):
    act(cast.zone, lambda: plots.objects.create(zone=cast.zone, name="a", shape=square()))
    assert in_box(plots, *NEAR) == ["a"]
    with walled(cast.elsewhere.pk):
        assert in_box(plots, *NEAR) == []
        with connection.cursor() as cursor:
            cursor.execute("select jingkai_in_box('geo_plot_shape', -180, -90, 180, 90)")
            assert cursor.fetchall() == []


def index_scans():
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_get_xact_numscans('geo_plot_shape'::regclass)")
        return cursor.fetchone()[0]


def test_the_index_serves_behind_the_wall(plots, cast):
    act(
        cast.zone,
        lambda: plots.objects.bulk_create(
            [
                plots(
                    zone=cast.zone, name=str(n), shape=square(126 + n % 50 / 50, 43 + n // 50 / 50)
                )
                for n in range(2_000)
            ]
        ),
    )
    before = index_scans()
    assert len(in_box(plots, 126, 43, 126.0105, 43.0105)) == 1
    assert index_scans() == before + 1


def test_a_name_that_is_no_shape_index_is_refused(plots, cast):
    from django.db import DatabaseError, transaction

    for name in ("geo_plot_once", "nothing", "geo_plot_shape; drop table geo_plot"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select jingkai_in_box(%s, 0, 0, 1, 1)", [name])


def test_each_write_moves_the_mark_and_reading_does_not(plots, cast):
    marks = [mark_of(plots)]
    plot = act(cast.zone, lambda: plots.objects.create(zone=cast.zone, name="a", shape=square()))
    marks.append(mark_of(plots))
    assert list(plots.objects.all()) == [plot]
    assert mark_of(plots) == marks[-1]
    act(cast.zone, lambda: plots.objects.filter(pk=plot.pk).update(name="b"))
    marks.append(mark_of(plots))
    act(cast.zone, plot.delete)
    marks.append(mark_of(plots))
    assert len(set(marks)) == 4
    with walled(cast.elsewhere.pk):
        assert mark_of(plots) == "0"


def test_the_packed_box_holds_the_shape():
    shape = square(-0.00000004, -89.99999999, 0.00000001)
    west, south, east, north = box_in(packed(shape))
    assert west <= shape.bounds[0]
    assert south <= shape.bounds[1]
    assert east >= shape.bounds[2]
    assert north >= shape.bounds[3]
    assert east - west < 4e-7
    assert shapely.from_wkb(packed(shape)) == shape


BAD = [
    ("POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))", errors.CrossesItself,
     "126.500000°E 43.500000°N"),
    ("POLYGON((43.9 126.4, 43.91 126.4, 43.91 126.41, 43.9 126.4))", errors.Swapped, "126.4"),
    ("POLYGON((42451000 4870000, 42451100 4870000, 42451100 4870100, 42451000 4870000))",
     errors.OutOfRange, "42451000"),
    ("POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (20 20, 21 20, 21 21, 20 20))", errors.HoleOutside,
     "20.000000°E"),
    ("MULTIPOLYGON(((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 1, 3 1, 3 3, 1 3, 1 1)))",
     errors.CrossesItself, "°E"),
    ("POLYGON EMPTY", errors.EmptyShape, ""),
    ("LINESTRING(126 43, 127 44)", errors.WrongKind, ""),
    ("somewhere", errors.Unreadable, ""),
    ('{"type": "Polygon", "coordinates": "none"}', errors.Unreadable, ""),
    ('{"type": "Nothing"}', errors.Unreadable, ""),
    ("SRID=2435;POINT(1 1)", errors.UnknownSystem, "2435"),
    ("POLYGON((126 43, 126.0000000001 43, 126 43.0000000001, 126 43))", errors.TooFewPoints,
     "126.000000°E"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "error", "told"), BAD, ids=[e.__name__ for _t, e, _p in BAD])
def test_a_fault_is_refused_with_its_place(text, error, told):
    with pytest.raises(error) as refused:
        kept(text, ("Polygon", "MultiPolygon"))
    assert told in str(refused.value)
    with pytest.raises(ValidationError, match=".+"):
        ShapeField("shape").to_python(text)


def test_a_shape_is_read_however_it_is_written():
    wanted = kept(square())
    import json

    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": shapely.geometry.mapping(square()), "properties": {}}
        ],
    }
    for text in (
        written(wanted), shapely.to_wkb(wanted), json.dumps(shapely.geometry.mapping(square())),
        json.dumps(collection["features"][0]), collection, wanted, " " + written(wanted) + " ",
        f"SRID=4326;{written(wanted)}", shapely.to_wkt(shapely.force_3d(wanted, 5)),
    ):  # fmt: skip
        assert kept(text, ("Polygon",)) == wanted
    assert kept(wanted, ("MultiPolygon",)).geom_type == "MultiPolygon"
    assert kept("") is None


def test_what_is_written_reads_back_the_same():
    shape = kept(shapely.Point(126.123456789123, 43.987654321987).buffer(0.01))
    assert kept(written(shape)) == shape
