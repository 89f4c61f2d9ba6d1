"""The green park's own pages: a year of water and soil, and what stations sent."""

from datetime import date
from typing import Any

import pytest

from jingkai.domains.ecology.factories import packet
from jingkai.domains.ecology.registers import SAMPLES, SECTIONS
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine
from tests.contracts import GatedContract, entered

STATION = "/office/ecology/station/"


@pytest.fixture
def officer(cast: Any) -> Any:
    by = Machine(zone_id=cast.zone.pk)
    return cast._seat("env", "叶青", cast.committee, "ecology_officer", by)


@pytest.fixture
def section(officer: Any) -> Any:
    form = {"name": "示例断面", "number": "DM-01", "water": "示例河", "kind": "河流",
            "level": "市控", "target": "Ⅲ", "station": "DM0001"}  # fmt: skip
    return registers.create(SECTIONS, form, by=officer)


class TestYear(GatedContract):
    address = "/office/ecology/"
    allowed, refused = "leader", "admin"


class TestStation(GatedContract):
    address = STATION
    allowed, refused = "env", "leader"

    @pytest.fixture(autouse=True)
    def _env(self, cast: Any, officer: Any) -> None:
        cast.env = officer


def test_the_year_tells_the_class_what_decides_and_what_has_no_sample(
    cast: Any, officer: Any, section: Any, settings: Any
) -> None:
    settings.JINGKAI_TODAY = "2022-12-20"
    empty = entered(cast.leader).get("/office/ecology/?year=2021").content.decode()
    assert "示例断面" in empty
    registers.create(
        SAMPLES,
        {"section": section.pk, "taken_on": date(2022, 5, 10), "source": "手工采样", "cod": "26"},
        by=officer,
    )
    page = entered(cast.leader).get("/office/ecology/").content.decode()
    assert "Ⅳ" in page
    assert "化学需氧量" in page
    assert STATION not in page
    assert STATION in entered(officer).get("/office/ecology/").content.decode()


def test_packets_are_taken_in_and_what_came_of_them_is_told(officer: Any, section: Any) -> None:
    client = entered(officer)
    answer = client.post(STATION, {"text": packet()}, follow=True)
    assert answer.redirect_chain == [("/office/r/ecology.samples/", 302)]
    assert "新增样品1个" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "早上好", packet().replace("16.5", "61.5")])
def test_what_can_not_be_taken_stays_typed_with_a_sentence(
    officer: Any, section: Any, text: str
) -> None:
    answer = entered(officer).post(STATION, {"text": text})
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert text[:20].replace("&", "&amp;") in page
    assert not SAMPLES.model._default_manager.exists()
