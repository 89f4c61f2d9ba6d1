"""Who looks after circles and work, and a small town to look after."""

from types import SimpleNamespace

import pytest

from jingkai.domains.livelihood.registers import (
    BUSES,
    POINTS,
    RESIDENCES,
    STREETS,
    UNEMPLOYED,
    VACANCIES,
)
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import sample_enterprises
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine

WEST, NORTH = 126.45, 43.96
EAST_METRE, SOUTH_METRE = 80_250.0, 111_113.0


def at(x, y):
    """A place so many metres east and south of the town's corner, as degrees."""
    return f"{WEST + x / EAST_METRE:.8f} {NORTH - y / SOUTH_METRE:.8f}"


def line(*places):
    """A line over places."""
    return f"LINESTRING ({', '.join(at(*place) for place in places)})"


@pytest.fixture
def workers(cast):
    """An employment officer of the bureau of human resources."""
    by = Machine(zone_id=cast.zone.pk)
    bureau = cast._office("hr", "人力资源和社会保障局", "bureau", by)
    return SimpleNamespace(
        zone=cast.zone, cast=cast, bureau=bureau,
        officer=cast._seat("hr_officer", "苏敏", bureau, "employment_officer", by),
        chief=cast._seat("hr_chief", "高岩", bureau, "livelihood_chief", by),
        leader=cast.leader, stranger=cast.stranger, admin=cast.admin,
    )  # fmt: skip


class Town:
    """Records of a town by the forms: `town.street(1, (0, 0), (1000, 0))` and so on."""

    def __init__(self, by):
        self.by = by

    def made(self, register, form, more):
        """The record that a form makes."""
        row = registers.create(register, {**form, **more}, by=self.by)
        return register.model.objects.get(pk=row.pk)

    def street(self, number, *places, **more):
        form = {"name": f"示例{number}街", "number": f"LD-{number}", "street_class": "支路",
                "walking": "是", "cycling": "是", "driving": "是", "one_way": "否",
                "shape": line(*places)}  # fmt: skip
        return self.made(STREETS, form, more)

    def bus(self, number, headway, *places, **more):
        form = {"name": f"示例{number}路", "number": f"GJ-{number}", "headway": headway,
                "shape": line(*places)}  # fmt: skip
        return self.made(BUSES, form, more)

    def point(self, number, place, **more):
        form = {"name": f"示例站{number}", "number": f"FW-{number}", "kind": "就业服务站",
                "area": "城镇", "community": "示例社区", "opened_on": "2020-01-01",
                "shape": f"POINT ({at(*place)})"}  # fmt: skip
        return self.made(POINTS, form, more)

    def home(self, number, place, residents=100, **more):
        form = {"name": f"示例小区{number}", "number": f"JZ-{number}", "area": "城镇",
                "community": "示例社区", "residents": residents, "since": "2020-01-01",
                "shape": f"POINT ({at(*place)})"}  # fmt: skip
        return self.made(RESIDENCES, form, more)

    def without(self, number, home=None, **more):
        form = {
            "number": f"SY-{number}", "name": "示例甲", "identity": f"2299001980010100{number:02d}",
            "community": "示例社区", "education": "初中", "reason": "本人辞职",
            "registered_on": "2022-02-10", "residence": home.pk if home else "", "mode": "步行",
        }  # fmt: skip
        return self.made(UNEMPLOYED, form, more)

    def vacancy(self, number, place, enterprise, **more):
        form = {
            "title": f"示例岗位{number}", "number": f"ZP-{number}", "enterprise": enterprise.pk,
            "work_kind": "生产操作", "headcount": 3, "filled": 0, "wage_from": 4000,
            "wage_to": 5000, "education": "初中", "published_on": "2022-03-01",
            "shape": f"POINT ({at(*place)})",
        }  # fmt: skip
        return self.made(VACANCIES, form, more)


@pytest.fixture
def town(workers):
    """A town that the employment officer records."""
    return Town(workers.officer)


@pytest.fixture
def enterprise(cast):
    """An enterprise that looks for people."""
    sample = next(sample_enterprises(1, start=3))
    days = dict.fromkeys(("moved_in_on", "moved_away_on", "revoked_on", "deregistered_on"))
    return subjects.register_enterprise(**{**sample, **days}, by=cast.registrar)
