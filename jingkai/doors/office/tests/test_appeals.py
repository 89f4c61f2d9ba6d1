"""An appeal's page shows where it is, and its list has the usual questions ready."""

from typing import Any

from django.utils import timezone
from shapely.geometry import Point, box

from jingkai.domains.governance import actions as governance
from jingkai.domains.governance.registers import GRIDS
from jingkai.doors.office.tests.samples import sample
from jingkai.doors.office.tests.samples_governance import governance_keeper
from jingkai.doors.ui.maps.small import small_map
from jingkai.kernel.registers import actions as registers
from tests.contracts import entered

HERE = Point(126.455, 43.965)


def _there(cast: Any) -> Any:
    seat = governance_keeper(cast)
    area = {"name": "示例一区", "code": "A", "level": "片区", "since": "2021-01-01"}
    above = registers.create(GRIDS, area, by=seat)
    grid = {"name": "示例网格", "code": "A-01", "level": "网格", "since": "2021-01-01",
            "parent": above.pk, "shape": box(126.45, 43.96, 126.456, 43.97).wkt}  # fmt: skip
    registers.create(GRIDS, grid, by=seat)
    return governance.file_appeal(
        kind=sample("governance.kinds", cast), title="示例路口占道", source="hotline", by=seat,
        received_at=timezone.now(), shape=HERE,
    )  # fmt: skip


def test_the_page_of_an_appeal_shows_its_place_and_the_ground_around_it(cast: Any) -> None:
    one = _there(cast)
    page = entered(governance_keeper(cast)).get(f"/office/r/governance.appeals/{one.pk}/")
    words = page.content.decode()
    assert 'class="small-map"' in words
    assert 'class="sm-pin"' in words
    assert words.count('class="sm-grids"') == 1
    small = small_map(HERE, governance_keeper(cast))
    assert small is not None
    [grid] = small.pieces
    edge = max(int(place.split()[0]) for place in grid.path[1:-1].split("L"))
    east = 126.456 - HERE.x
    metres = east * 111_320 * 0.72
    assert abs(edge - (small.wide / 2 + metres * small.bar / small.bar_metres)) < 3, "to scale"


def test_who_may_not_see_the_grids_sees_the_place_alone(cast: Any) -> None:
    _there(cast)
    small = small_map(HERE, cast.registrar)
    assert small is not None
    assert not small.pieces
    assert small_map(None, cast.registrar) is None


def test_the_usual_lists_of_appeals_stand_ready(cast: Any) -> None:
    page = entered(governance_keeper(cast)).get("/office/r/governance.appeals/saved/")
    words = page.content.decode()
    assert "逾期" in words or "Overdue" in words
    assert "f_due_on=.." in words.replace("%2E", ".")
