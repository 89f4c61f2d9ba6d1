"""Who looks after the green park, and records to work with."""

from datetime import date
from types import SimpleNamespace

import pytest

from jingkai.domains.ecology.models import Inspection, WaterSection
from jingkai.domains.ecology.registers import INSPECTIONS, POINTS, SAMPLES, SECTIONS, SOIL, SOURCES
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import sample_enterprises
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine


@pytest.fixture
def people(cast):
    """An environment officer and the head of the branch."""
    by = Machine(zone_id=cast.zone.pk)
    branch = cast._office("ecology", "生态环境分局", "bureau", by)
    return SimpleNamespace(
        zone=cast.zone, cast=cast, branch=branch,
        officer=cast._seat("env", "叶青", branch, "ecology_officer", by),
        chief=cast._seat("env_chief", "谷雨", branch, "ecology_chief", by),
        leader=cast.leader, stranger=cast.stranger, admin=cast.admin,
    )  # fmt: skip


@pytest.fixture
def enterprise(cast):
    """The invented subject of a number."""

    def enterprise(number=0):
        sample = next(sample_enterprises(1, start=number))
        days = dict.fromkeys(("moved_in_on", "moved_away_on", "revoked_on", "deregistered_on"))
        days["established_on"] = date(2010, 1, 1)
        return subjects.register_enterprise(**{**sample, **days}, by=cast.registrar)

    return enterprise


@pytest.fixture
def source(people, enterprise):
    """A source of an enterprise, by the form."""

    def source(number, of, **values):
        form = {
            "name": f"示例车间{number}", "number": f"FQ-{number:03d}",
            "enterprise": of.pk, "voc": "是", "treatment": "无",
            "outlet_kind": "有组织", "began_on": "2018-05-01", **values,
        }  # fmt: skip
        return registers.create(SOURCES, form, by=people.officer)

    return source


@pytest.fixture
def problem(people, source, enterprise):
    """An inspection that found something."""
    seen = registers.create(
        INSPECTIONS,
        {
            "number": "JC2022-001", "source": source(1, enterprise()).pk,
            "inspected_on": "2022-03-15", "result": "发现问题", "finding": "活性炭未按期更换",
        },
        by=people.officer,
    )  # fmt: skip
    return Inspection.objects.get(pk=seen.pk)


@pytest.fixture
def section(people):
    """A section of a river, by the form."""

    def section(number=1, **values):
        form = {
            "name": f"示例断面{number}", "number": f"DM-{number:02d}", "water": "示例河",
            "kind": "河流", "level": "市控", "target": "Ⅲ", "station": "", **values,
        }  # fmt: skip
        made = registers.create(SECTIONS, form, by=people.officer)
        return WaterSection.objects.get(pk=made.pk)

    return section


@pytest.fixture
def sample(people):
    """A sample of a section on a day."""

    def sample(section, day, source="手工采样", **readings):
        form = {"section": section.pk, "taken_on": day, "source": source, **readings}
        return registers.create(SAMPLES, form, by=people.officer)

    return sample


@pytest.fixture
def soil(people):
    """A point with a sample of each day told."""

    def soil(number=1, **by_day):
        form = {"name": f"示例点位{number}", "number": f"TR-{number:02d}", "level": "区控"}
        point = registers.create(POINTS, form, by=people.officer)
        for day, readings in by_day.items():
            values = {"point": point.pk, "taken_on": day.replace("_", "-").strip("d"),
                      "depth": "0.2", **readings}  # fmt: skip
            registers.create(SOIL, values, by=people.officer)
        return point

    return soil
