"""A project lies where its parcel lies until its own shape is drawn; the trail tells it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from xlsxwriter import Workbook

from jingkai.domains.park import factories as make
from jingkai.domains.park.actions import start_works
from jingkai.domains.park.registers import PARCELS
from jingkai.domains.projects import actions
from jingkai.domains.projects.factories import YI, make_project
from jingkai.domains.projects.models import Project
from jingkai.domains.projects.registers import PROJECTS
from jingkai.kernel.geo.shapes import kept
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.trail.models import Entry

MARCH = date(2022, 3, 1)
HERE, THERE, OWN = (
    kept(make.box(east, 300, 300, 250), ("Polygon",)) for east in (300, 900, 2_000)
)
AREA = Decimal(75_000)


@pytest.fixture
def parcel(cast: Any) -> Any:
    return make.make_parcel(
        cast.park_chief, number="JK-1", name="示例一号地块", shape=HERE, area=AREA
    )


def entered(by: Any, **values: Any) -> Project:
    given = {"name": "示例项目", "total_investment": "8", **values}
    return again(registers.create(PROJECTS, given, by=by))


def again(project: Project) -> Project:
    project.refresh_from_db()
    return project


def redrawn(cast: Any, parcel: Any, shape: Any) -> None:
    registers.change(PARCELS, parcel, {"shape": shape and shape.wkt}, by=cast.park_chief)


def told(project: Project) -> list[tuple[str, str]]:
    """What the trail says of where it lies: the sentence, who acted."""
    entries = Entry.objects.filter(code="projects.site.followed", subject_id=project.pk)
    return [(entry.sentence, entry.actor) for entry in entries.order_by("pk")]


def test_a_project_without_a_shape_takes_its_parcels_and_follows_it(cast, crew, parcel):
    project = entered(crew.officer, parcel=str(parcel.pk))
    assert project.shape.equals(HERE)
    assert told(project) == [("示例项目的图形随宗地确定：示例一号地块", "钱进")]
    redrawn(cast, parcel, THERE)
    assert again(project).shape.equals(THERE)
    assert told(project)[1] == ("示例项目的图形随宗地确定：示例一号地块", cast.park_chief.name)
    last = project.events.order_by("-pgh_id").first()
    assert (last.shape.equals(THERE), last.parcel_id) == (True, parcel.pk)
    values = {"content": "示例", "shape": project.shape.wkt}
    registers.change(PROJECTS, project, values, by=crew.officer)
    redrawn(cast, parcel, None)
    assert again(project).shape is None
    redrawn(cast, parcel, HERE)
    assert again(project).shape.equals(HERE)
    assert len(told(project)) == 4


def test_a_drawn_shape_stays_until_it_is_taken_away(cast, crew, parcel):
    project = entered(crew.officer, parcel=str(parcel.pk), shape=OWN.wkt)
    redrawn(cast, parcel, THERE)
    assert (again(project).shape.equals(OWN), told(project)) == (True, [])
    registers.change(PROJECTS, project, {"shape": None}, by=crew.officer)
    assert again(project).shape.equals(THERE)
    registers.change(PROJECTS, project, {"shape": OWN.wkt}, by=crew.officer)
    redrawn(cast, parcel, HERE)
    assert (again(project).shape.equals(OWN), project.followed) == (True, "")


def test_another_parcel_none_and_a_project_given_up(cast, crew, parcel):
    other = make.make_parcel(
        cast.park_chief, number="JK-2", name="示例二号地块", shape=THERE, area=AREA
    )
    project = entered(crew.officer, parcel=str(parcel.pk))
    registers.change(PROJECTS, project, {"parcel": str(other.pk)}, by=crew.officer)
    assert again(project).shape.equals(THERE)
    registers.change(PROJECTS, project, {"parcel": None}, by=crew.officer)
    assert (again(project).shape, project.followed) == (None, "")
    assert told(project)[-1][0] == "示例项目的图形随宗地确定：—"
    registers.change(PROJECTS, project, {"parcel": str(other.pk)}, by=crew.officer)
    actions.end_project(project=project, on=MARCH.replace(year=2099), why="示例", by=crew.officer)
    redrawn(cast, other, OWN)
    assert again(project).shape.equals(THERE)


@pytest.mark.parametrize(
    ("site", "lies"), [("JK-1", True), ("示例一号地块", True), ("别处", False)]
)
def test_a_site_that_names_a_parcel_is_that_parcel(cast, crew, parcel, site, lies):
    project = actions.register_project(
        name="示例项目", on=MARCH, by=crew.officer, total_investment=YI, site=site
    )
    assert (again(project).parcel == parcel, bool(project.shape)) == (lies, lies)
    make.make_parcel(cast.park_chief, number="JK-3", name="示例一号地块", shape=THERE)
    project = make_project(crew.officer, MARCH, site="示例一号地块")
    assert project.parcel is None


def test_steps_of_a_parcel_leave_projects_as_they_are(cast, crew):
    parcel = make.make_contracted(cast.park_chief, date(2022, 6, 1), shape=HERE)
    project = entered(crew.officer, parcel=str(parcel.pk))
    before = project.events.count()
    start_works(parcel=parcel, on=date(2022, 4, 1), by=cast.park_chief)
    assert (project.events.count(), len(told(project))) == (before, 1)


def test_projects_of_a_workbook_lie_on_their_parcels(cast, crew, parcel, tmp_path):
    path = tmp_path / "项目.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("项目")
        sheet.write_row(0, 0, ["项目名称", "项目编号", "总投资(亿元)", "宗地编号", "入库日期"])
        for row, name in enumerate(("示例甲", "示例乙"), start=1):
            sheet.write_row(row, 0, [name, f"ZD-{row}", 8, "JK-1", "2022-03-01"])
    outcome = import_workbooks([Source.at(path)], by=crew.chief)
    assert outcome.written, [str(fault.sentence) for fault in outcome.faults]
    rows = list(Project.objects.filter(parcel=parcel))
    assert [row.shape.equals(HERE) for row in rows] == [True, True]
    assert [len(told(row)) for row in rows] == [1, 1]
