"""The public map: what is declared public, for everybody, and nothing else of a record."""

import json
from datetime import date
from math import asinh, pi, radians, tan
from typing import Any

import pytest
from django.test import Client
from shapely import Point

from jingkai.domains.livelihood.factories import put
from jingkai.domains.livelihood.registers import POINTS
from jingkai.domains.park import factories as make
from jingkai.domains.subjects.queries import anonymous
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.registers.layers import layers_for
from jingkai.kernel.trail.acting import Machine

MAP = "/portal/here/map/"
PUBLIC = {
    "park.parks", "park.buildings", "park.roads", "park.greens", "ecology.sections",
    "livelihood.points",  # where people go who look for work: it serves them only if they find it
}  # fmt: skip


def tile_at() -> str:
    """z/x/y of the tile under the middle of the sample park."""
    x, y = make.place(500, 400)
    n = 2**14
    return f"14/{int((x + 180) / 360 * n)}/{int((1 - asinh(tan(radians(y))) / pi) / 2 * n)}"


@pytest.fixture
def ground(cast: Any) -> Any:
    """A park with a hall to let and one not begun, two green spaces of which one is there."""
    chief = cast.park_chief
    park = make.make_park(chief, name="示例甲园", operator="示例运营单位", industry="碳纤维")
    make.make_parcel(chief, name="示例空地", park=park, user_name="示例用地单位")
    make.make_building(chief, park, name="示例厂房", shape=make.box(60, 400, 100, 60))
    make.make_green(chief, "park", name="示例公园", built_on=date(2021, 5, 1), keeper="示例单位",
                    shape=make.box(450, 350, 80, 60))  # fmt: skip
    make.make_green(chief, "park", name="示例规划绿地", built_on=None,
                    shape=make.box(550, 350, 80, 60))  # fmt: skip
    return park


def test_anybody_sees_the_public_layers_and_no_others(cast: Any, ground: Any) -> None:
    html = Client().get(MAP).content.decode()
    told = html.split('<script id="map-facts" type="application/json">')[1]
    facts = json.loads(told.split("</script>")[0])
    assert {layer["code"] for layer in facts["layers"]} == PUBLIC
    assert (facts["ask"], facts.get("days")) == ("", None)
    for absent in ("data-tool", "data-known-at", "示例用地单位"):
        assert absent not in html
    for layer in ("park.parcels", "projects.projects", "park.lines"):
        assert Client().get(f"{MAP}{layer}/{tile_at()}.mvt").status_code == 403
    assert Client().get(f"{MAP}no.such/{tile_at()}.mvt").status_code == 404


def test_public_columns_are_told_of_public_rows_alone(cast: Any, ground: Any) -> None:
    greens = Client().get(f"{MAP}park.greens/{tile_at()}.mvt")
    assert "示例公园".encode() in greens.content
    assert "示例规划绿地".encode() not in greens.content
    park = Client().get(f"{MAP}park.parks/{tile_at()}.mvt").content
    assert "示例甲园".encode() in park
    assert ground.number.encode() not in park
    card = Client().get(f"{MAP}park.parks/{ground.pk}/").content.decode()
    assert "碳纤维" in card
    for hidden in (ground.number, "示例运营单位", "/office/", "data-within"):
        assert hidden not in card
    found = Client().get(f"{MAP}find/?q=示例").json()["found"]
    assert {one["label"] for one in found} == {"示例甲园", "示例厂房", "示例公园"}


def test_of_service_points_the_open_ones_are_told_with_name_kind_and_community(cast: Any) -> None:
    for number, began, ended in ((1, 2020, None), (2, 2020, 2021), (3, 2999, None)):
        point = POINTS.model(
            number=f"FW-{number}", name=f"示例站{number}", kind="station", area="urban",
            community="示例社区", note="示例备注", opened_on=date(began, 1, 1),
            closed_on=ended and date(ended, 1, 1), shape=Point(*make.place(500, 400)),
        )  # fmt: skip
        put(Machine(zone_id=cast.zone.pk), point)
    found = Client().get(f"{MAP}find/?q=示例站").json()["found"]
    assert [one["label"] for one in found] == ["示例站1"]
    tile = Client().get(f"{MAP}livelihood.points/{tile_at()}.mvt").content
    assert [f"示例站{n}".encode() in tile for n in (1, 2, 3)] == [True, False, False]
    one, two, _three = POINTS.model.objects.order_by("number")
    assert Client().get(f"{MAP}livelihood.points/{two.pk}/").status_code == 404
    card = Client().get(f"{MAP}livelihood.points/{one.pk}/").content.decode()
    assert "示例社区" in card
    for hidden in ("FW-1", "示例备注"):
        assert hidden not in card


def test_what_was_known_earlier_and_other_zones_stay_shut(cast: Any, ground: Any) -> None:
    now = Client().get(f"{MAP}park.parks/{tile_at()}.mvt").content
    then = Client().get(f"{MAP}park.parks/{tile_at()}.mvt?known_at=2001-01-01").content
    assert then == now
    assert Client().get(f"/portal/there/map/park.parks/{tile_at()}.mvt").content == b""
    assert Client().get(f"/portal/there/map/park.parks/{ground.pk}/").status_code == 404


def test_nothing_personal_is_declared_public(cast: Any) -> None:
    visitor = anonymous(cast.zone.pk)
    assert {register.code for register in layers_for(visitor)} == PUBLIC
    for register in layers_for(visitor):
        layer: Any = register.layer
        assert layer.public_rows is not None, register.code
        for name in layer.public:
            assert not register.column(name).personal, f"{register.code}.{name}"
    assert not visitor.can(Permission.PERSONAL_READ)
    assert REGISTERS["park.parcels"].layer is not None


def test_the_first_page_leads_to_the_map(cast: Any, ground: Any) -> None:
    assert f'href="{MAP}"' in Client().get("/portal/here/").content.decode()
