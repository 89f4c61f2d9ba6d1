"""The map tells how far a building is let on its own day, as known at its own instant."""

from datetime import date, timedelta
from decimal import Decimal

import mapbox_vector_tile
import pytest
from django.utils import translation

from jingkai.domains.park import actions
from jingkai.domains.park import factories as make
from jingkai.domains.park.registers import BUILDINGS
from jingkai.kernel.access.walls import walled
from jingkai.kernel.geo.tests.test_mvt import tile_of
from jingkai.kernel.registers import tiles
from jingkai.kernel.registers.features import Wanted, described, features
from jingkai.kernel.registers.layers import legend, seen
from jingkai.kernel.trail.acting import Machine

SHAPE = make.box(100, 100, 80, 60)
HERE = (15, *tile_of(SHAPE, 15))


def told(seat, **when):
    content = tiles.tile(BUILDINGS, *HERE, seat, **when).content
    layers = mapbox_vector_tile.decode(content) if content else {}
    shown = [one["properties"] for one in layers.get("park.buildings", {}).get("features", ())]
    return [(one.get("colour"), one.get("area_let")) for one in shown]


@pytest.fixture
def building(cast):
    park = make.make_park(cast.park_chief)
    return make.make_building(cast.park_chief, park, shape=SHAPE)


@pytest.mark.parametrize(
    ("day", "state", "area"),
    [
        (date(2021, 5, 31), None, None),
        (date(2021, 12, 31), "under_way", "0平方米"),
        (date(2022, 1, 31), "vacant", "0平方米"),
        (date(2022, 2, 1), "partly", "2000平方米"),
        (date(2022, 3, 1), "let", "5000平方米"),
        (date(2022, 6, 30), "let", "5000平方米"),
        (date(2022, 7, 1), "partly", "3000平方米"),
    ],
)
def test_a_building_is_coloured_by_what_is_let_on_the_day(cast, building, day, state, area):
    make.make_lease(cast.park_chief, building, date(2022, 2, 1), date(2022, 6, 30),
                    area=Decimal(2_000))  # fmt: skip
    make.make_lease(cast.park_chief, building, date(2022, 3, 1), date(2024, 2, 29),
                    area=Decimal(3_000))  # fmt: skip
    assert told(cast.park_chief, as_of=day) == ([(state, area)] if state else [])


def test_a_lease_that_is_entered_or_ended_is_seen_at_once(cast, building):
    day = date(2022, 6, 30)
    assert told(cast.park_chief, as_of=day) == [("vacant", "0平方米")]
    lease = make.make_lease(cast.park_chief, building, date(2022, 2, 1), date(2023, 1, 31),
                            area=Decimal(5_000))  # fmt: skip
    assert told(cast.park_chief, as_of=day) == [("let", "5000平方米")]
    assert tiles.tile(BUILDINGS, *HERE, cast.park_chief, as_of=day).kept
    actions.end_lease(lease=lease, on=date(2022, 5, 31), by=cast.park_chief)
    assert told(cast.park_chief, as_of=day) == [("vacant", "0平方米")]


def test_what_was_not_known_of_a_lease_is_not_told(committed):
    by = Machine(zone_id=committed.zone.pk)
    with walled(committed.zone.pk):
        building = make.make_building(by, make.make_park(by), shape=SHAPE)
    with walled(committed.zone.pk):
        make.make_lease(by, building, date(2022, 2, 1), date(2023, 1, 31), area=Decimal(5_000))
    with walled(committed.zone.pk):
        known = building.events.latest("pgh_created_at").pgh_created_at
        day = date(2022, 6, 30)
        assert told(by, as_of=day) == [("let", "5000平方米")]
        assert told(by, as_of=day, known_at=known) == [("vacant", "0平方米")]
        assert told(by, as_of=day, known_at=known - timedelta(days=1)) == []


def test_who_may_not_see_leases_sees_how_far_buildings_have_come(cast, building):
    make.make_lease(cast.park_chief, building, date(2022, 2, 1), date(2032, 1, 31))
    assert told(cast.admin) == [("done", None)]
    assert "vacant" not in legend(BUILDINGS, cast.admin)
    assert "vacant" in legend(BUILDINGS, cast.park_chief)


def test_a_program_reads_the_state_with_its_words(cast, building):
    view = seen(BUILDINGS, cast.park_chief, as_of=date(2022, 6, 30))
    with translation.override("zh-hans"):
        [one], _more = features(view, Wanted())
        names = {each.name: each.title for each in described(view)}
    assert (one.properties["let_state"], one.properties["let_state_text"]) == ("vacant", "空置")
    assert names["let_state"] == "出租情况"
