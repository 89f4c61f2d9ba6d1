"""Tiles show what a seat may see, as it stands now, stood on a day, or was known."""

import json
import time
from dataclasses import replace
from datetime import date, timedelta

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from django.utils import translation

from jingkai.kernel.access.walls import walled
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.geo.errors import NoTile
from jingkai.kernel.geo.mvt import TileAt
from jingkai.kernel.geo.tests.test_fields import act
from jingkai.kernel.geo.tests.test_mvt import tile_of
from jingkai.kernel.registers import actions, tiles
from jingkai.kernel.registers.around import near, within
from jingkai.kernel.registers.declare import REGISTERS, Column, Layer
from jingkai.kernel.registers.errors import NoLayer
from jingkai.kernel.registers.layers import layers_for, legend
from jingkai.kernel.registers.tests.plots import plots_of, plots_register
from jingkai.kernel.registers.tests.test_shapes import square

HERE = (13, *tile_of(square(), 13))


@pytest.fixture(autouse=True)
def nothing_kept():
    tiles.KEPT.clear()
    tiles.OVERVIEWS.clear()


@pytest.fixture
def three(cast, plots):
    for number in range(3):
        actions.create(
            plots, {"name": f"{number}号", "use": "green" if number else "works",
                    "shape": square(126.45 + number / 500), "since": f"202{number}-01-01"},
            by=cast.admin,
        )  # fmt: skip
    return plots


def shown(layer, seat, place=HERE, **when):
    content = tiles.tile(layer, *place, seat, **when).content
    if not content:
        return {}
    [layer] = mapbox_vector_tile.decode(content).values()
    return {feature["id"]: feature["properties"] for feature in layer["features"]}


def labels(layer, seat, place=HERE, **when):
    return sorted(told["label"] for told in shown(layer, seat, place, **when).values())


def test_a_tile_shows_key_label_and_colour(cast, three):
    found = shown("test.plots", cast.admin)
    plot = three.model.objects.get(name="0号")
    assert len(found) == 3
    assert found[plot.pk] == {"label": "0号", "colour": "works"}
    z, x, y = HERE
    assert shown("test.plots", cast.admin, (z, x + 3, y)) == {}
    assert shown("test.plots", cast.admin, (9, x >> 4, y >> 4)) == {}
    assert len(shown("test.plots", cast.admin, (10, x >> 3, y >> 3))) == 3


def test_only_seats_with_the_permission_see_a_layer(cast, three):
    for seat in (cast.clerk, cast.other_office):
        with pytest.raises(Forbidden):
            tiles.tile("test.plots", *HERE, seat)
        with pytest.raises(Forbidden):
            tiles.geojson("test.plots", square().bounds, seat)
        assert three not in layers_for(seat)
    assert three in layers_for(cast.admin)


def test_another_zone_sees_nothing(cast, three):
    assert labels("test.plots", cast.admin) == ["0号", "1号", "2号"]
    with walled(cast.elsewhere.pk):
        seat = replaced(cast.admin, zone_id=cast.elsewhere.pk)
        assert shown("test.plots", seat) == {}


def replaced(seat, **values):
    copy = type(seat)(**{f.attname: getattr(seat, f.attname) for f in seat._meta.local_fields})
    for name, value in values.items():
        setattr(copy, name, value)
    return copy


def test_a_kept_tile_is_not_shown_to_who_sees_other_rows(cast, three):
    def rows(seat):
        found = plots_of(seat)
        return found if seat == cast.admin else found.filter(use="green")

    register = REGISTERS["test.plots"] = replace(three, rows=rows)
    other = replaced(cast.admin, pk=cast.admin.pk + 1_000)
    assert labels(register, cast.admin) == ["0号", "1号", "2号"]
    assert labels(register, other) == ["1号", "2号"]
    assert tiles.tile(register, *HERE, other).kept
    assert labels(register, cast.admin) == ["0号", "1号", "2号"]


def test_anybody_sees_the_public_columns_of_public_rows(cast, three):
    layer = Layer(
        label="name", colour_by="use", columns=("since",), public=("name", "since"),
        public_rows=lambda actor: three.model.objects.filter(use="green"),
    )  # fmt: skip
    REGISTERS["test.plots"] = replace(three, layer=layer)
    found = shown("test.plots", cast.clerk)
    assert sorted(tuple(sorted(told.items())) for told in found.values()) == [
        (("label", "1号"), ("since", "2021-01-01")),
        (("label", "2号"), ("since", "2022-01-01")),
    ]
    assert shown("test.plots", cast.admin)[three.model.objects.get(name="0号").pk] == {
        "label": "0号", "colour": "works", "since": "2020-01-01",
    }  # fmt: skip
    assert len(tiles.geojson("test.plots", square().bounds, cast.clerk)["features"]) == 0


def test_columns_are_told_in_the_readers_words(cast, three):
    columns = (*three.columns, Column("zone", label="zone", match="name"))
    layer = Layer(columns=("use", "zone"))
    REGISTERS["test.plots"] = replace(three, layer=layer, columns=columns)
    with translation.override("en"):
        told = min(shown("test.plots", cast.admin).values(), key=lambda one: one["label"])
    assert told == {"label": "0号", "use": "works", "zone": cast.zone.name}
    assert legend(REGISTERS["test.plots"], cast.admin) == {}
    assert legend(three, cast.admin) == {"works": "works", "green": "green"}


def test_a_tile_is_kept_until_a_shape_changes(cast, three, django_assert_num_queries):
    first = tiles.tile("test.plots", *HERE, cast.admin)
    assert not first.kept
    with django_assert_num_queries(1):
        again = tiles.tile("test.plots", *HERE, cast.admin)
    assert (again.kept, again.content, again.etag) == (True, first.content, first.etag)
    plot = three.model.objects.get(name="0号")
    actions.change(three, plot, {"shape": square(127).wkt}, by=cast.admin)
    changed = tiles.tile("test.plots", *HERE, cast.admin)
    assert not changed.kept
    assert changed.etag != first.etag
    assert labels("test.plots", cast.admin) == ["1号", "2号"]


def test_a_kept_tile_costs_less_than_five_milliseconds(cast, three):
    tiles.tile("test.plots", *HERE, cast.admin)
    taken = []
    for _n in range(40):
        start = time.process_time()
        assert tiles.tile("test.plots", *HERE, cast.admin).kept
        taken.append(time.process_time() - start)
    assert sorted(taken)[len(taken) // 2] < 0.005


def test_a_layer_as_it_was_known(ground, committed):
    with plots_register() as register:
        with walled(committed.zone.pk):
            plot = actions.create(register, {"name": "0号", "shape": square()}, by=committed.admin)
        with walled(committed.zone.pk):
            event = plot.events.get()
            actions.change(
                register, plot, {"shape": square(126.47), "name": "1号"}, by=committed.admin
            )
        with walled(committed.zone.pk):
            known = event.pgh_created_at
            before = tiles.tile(register, *HERE, committed.admin, known_at=known)
            assert labels(register, committed.admin, known_at=known) == ["0号"]
            assert labels(register, committed.admin) == ["1号"]
            assert tiles.tile(register, *HERE, committed.admin, known_at=known).content == (
                before.content
            )
            earlier = known - timedelta(days=1)
            assert shown(register, committed.admin, known_at=earlier) == {}
            [feature] = tiles.geojson(register, square().bounds, committed.admin, known_at=known)[
                "features"
            ]
            assert (feature["id"], feature["properties"]["label"]) == (plot.pk, "0号")


def test_a_layer_as_of_a_day(cast, three):
    register = REGISTERS["test.plots"] = replace(three, layer=Layer(during=("since", "until")))
    ends = three.model.objects.filter(name="0号")
    act(cast.zone, lambda: ends.update(until=date(2021, 6, 1)))
    assert labels(register, cast.admin) == ["0号", "1号", "2号"]
    assert labels(register, cast.admin, as_of=date(2019, 12, 31)) == []
    assert labels(register, cast.admin, as_of=date(2021, 5, 31)) == ["0号", "1号"]
    assert labels(register, cast.admin, as_of=date(2021, 6, 1)) == ["1号"]


@pytest.mark.parametrize("place", [(30, 0, 0), (14, -1, 0), (2, 4, 0)])
def test_a_tile_off_the_map_is_refused(cast, three, place):
    with pytest.raises(NoTile):
        tiles.tile("test.plots", *place, cast.admin)


def test_a_layer_that_is_none_is_refused(cast, three):
    REGISTERS["test.plots"] = replace(three, layer=None)
    for name in ("test.nothing", "test.plots"):
        with pytest.raises(NoLayer, match=name):
            tiles.tile(name, *HERE, cast.admin)
    REGISTERS["test.plots"] = three


def test_a_crowd_is_thinned_and_what_stands_alone_stays(cast, plots):
    chance = np.random.default_rng(5)
    z, x, y = 12, HERE[1] >> 1, HERE[2] >> 1
    west, south, east, north = TileAt(z, x, y).box(0)
    middle = (west + east) / 2
    crowd = chance.uniform((west, south), (middle, north), (4_000, 2))
    rows = [(f"{n}", shapely.box(a, b, a + 1e-4, b + 1e-4)) for n, (a, b) in enumerate(crowd)]
    rows.append(("alone", square((middle + east) / 2, (south + north) / 2)))
    act(
        cast.zone,
        lambda: plots.model.objects.bulk_create(
            [plots.model(zone=cast.zone, name=name, shape=shape) for name, shape in rows]
        ),
    )
    found = shown("test.plots", cast.admin, (z, x, y))
    alone = plots.model.objects.get(name="alone")
    assert found[alone.pk] == ({"colour": "works"} if len(found) > tiles.NAMED else
                               {"label": "alone", "colour": "works"})  # fmt: skip
    assert 250 < len(found) <= tiles.CELLS**2
    near_by = labels("test.plots", cast.admin, (z + 3, x * 8, y * 8 + 4))
    assert 60 < len(near_by) < 200
    tiles.KEPT.clear()
    tiles.OVERVIEWS.clear()
    assert labels("test.plots", cast.admin, (z + 3, x * 8, y * 8 + 4)) == near_by
    act(cast.zone, lambda: plots.model.objects.exclude(name="alone").delete())
    assert labels("test.plots", cast.admin, (z, x, y)) == ["alone"]


def test_geojson_of_a_box_has_whole_shapes(cast, three):
    whole = tiles.geojson("test.plots", square().bounds, cast.admin)
    assert not whole["truncated"]
    [feature] = whole["features"]
    assert shapely.from_geojson(json.dumps(feature["geometry"])) == square()
    assert feature["properties"]["label"] == "0号"
    few = tiles.geojson("test.plots", (126, 43, 127, 44), cast.admin, most=2)
    assert few["truncated"]
    assert len(few["features"]) == 2
    assert tiles.geojson("test.plots", (0, 0, 1, 1), cast.admin)["features"] == []


def test_what_lies_within_an_area_is_found_by_its_part(cast, three):
    area = shapely.box(126.4505, 43.95, 126.4522, 43.97)
    found = within(area, cast.admin)
    assert [(one.register.code, one.label) for one in found] == [
        ("test.plots", "0号"), ("test.plots", "1号"),
    ]  # fmt: skip
    assert found[0].square_metres == pytest.approx(8_918 / 2, rel=0.01)
    assert within(shapely.box(126.451, 43.96, 126.452, 43.961), cast.admin) == []
    assert within(area, cast.clerk) == []
    with pytest.raises(Forbidden):
        within(area, cast.clerk, layers=[three])


def test_what_lies_near_a_place_is_found_by_distance(cast, three):
    place = 126.4505, 43.9605
    assert [one.label for one in near(place, 10, cast.admin)] == ["0号"]
    found = near(place, 200, cast.admin)
    assert [one.label for one in found] == ["0号", "1号"]
    assert found[0].metres == 0
    assert found[1].metres == pytest.approx(120.4, abs=0.5)
    assert [one.label for one in near(place, 120, cast.admin)] == ["0号"]
    assert len(near(place, 5_000, cast.admin)) == 3
    assert near(place, 200, cast.clerk) == []


def test_a_kept_overview_serves_the_next_crowded_tile(cast, plots, monkeypatch):
    monkeypatch.setattr(tiles, "MOST", 20)
    rows = [
        plots.model(zone=cast.zone, name=f"{n}", shape=square(126.44 + n / 4e3, size=2e-4))
        for n in range(50)
    ]
    rows.append(plots.model(zone=cast.zone, name="large", shape=square(126.4405, size=0.0008)))
    act(cast.zone, lambda: plots.model.objects.bulk_create(rows))
    read = []
    of = tiles.Overview.of
    monkeypatch.setattr(tiles.Overview, "of", lambda *given: read.append(1) or of(*given))
    first = labels("test.plots", cast.admin)
    assert "large" in first
    assert len(first) < 30
    tiles.KEPT.clear()
    assert labels("test.plots", cast.admin) == first
    assert len(read) == 1
    act(cast.zone, lambda: plots.model.objects.filter(name="large").update(name="larger"))
    assert "larger" in labels("test.plots", cast.admin)
    assert len(read) == 2
