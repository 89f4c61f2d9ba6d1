"""Projects' own pages: the dispatch sheet and the year's plan, as pages and as files."""

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from jingkai.domains.projects.factories import WAN, make_problem, make_project, make_return
from jingkai.domains.projects.queries import curve_of, steps_of
from jingkai.doors.office.projects import drawing
from jingkai.kernel.geo.tests.test_fields import act
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS
from tests.contracts import entered

MARCH, MONTH = date(2022, 3, 1), "2022-04"
PAGE = f"/office/projects/?month={MONTH}"


@pytest.fixture
def project(cast):
    by = cast.statistician
    made = make_project(
        by, MARCH, name="示例碳纤维项目", started_on=MARCH, planned_started_on=MARCH,
        structure_on=date(2022, 4, 20), planned_structure_on=date(2022, 4, 1),
        planned_production_on=date(2023, 4, 1), code="2211-441900-04-02-310151",
    )  # fmt: skip
    make_return(by, made, MARCH, 800 * WAN, 1000 * WAN)
    make_return(by, made, date(2022, 4, 1), 900 * WAN, 1000 * WAN)
    make_problem(by, made, date(2022, 4, 5), title="示例供电线路需迁改")
    actions.create(
        REGISTERS["projects.plans"],
        {"project": str(made.pk), "year": "2022", "month_03": "1000", "month_04": "1000",
         "month_05": "1500"}, by=by,
    )  # fmt: skip
    return made


def test_the_sheet_tells_each_project_with_its_month_year_and_problems(cast, project):
    page = entered(cast.statistician).get(PAGE).content.decode()
    for words in (project.name, "900", "90%", "48.6%", "示例供电线路需迁改", "1700万元"):
        assert words in page
    assert "<svg" in page


def test_a_project_without_its_return_is_marked_as_missing(cast, project):
    page = entered(cast.statistician).get("/office/projects/?month=2022-05").content.decode()
    assert "未报送" in page


def test_the_pages_are_refused_without_the_permission_and_show_no_other_office(cast, project):
    for path in (PAGE, "/office/projects/plan/?year=2022", f"/office/projects/xlsx/?month={MONTH}"):
        assert entered(cast.admin).get(path).status_code == 403
    assert project.name in entered(cast.leader).get(PAGE).content.decode()
    elsewhere = entered(cast.other_office).get(PAGE)
    assert elsewhere.status_code == 200
    assert project.name not in entered(cast.clerk).get(PAGE).content.decode()


def test_the_sheet_as_a_workbook_has_a_row_a_project_and_the_sum(cast, project):
    answer = entered(cast.statistician).get(f"/office/projects/xlsx/?month={MONTH}")
    content = b"".join(answer.streaming_content)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert "2022年4月" in rows[0][0]
    row, total = rows[3], rows[4]
    assert (row[1], row[5], row[6], row[7], row[9]) == (project.name, 3500, 1000, 900, 1700)
    assert (total[1], total[7]) == ("合计", 900)
    assert "示例供电线路需迁改（区级）" in row[13]


def test_the_sheet_as_word_says_first_what_came_together(cast, project):
    answer = entered(cast.statistician).get(f"/office/projects/docx/?month={MONTH}")
    word = Document(BytesIO(b"".join(answer.streaming_content)))
    words = "".join(paragraph.text for paragraph in word.paragraphs)
    assert "重点项目月调度表（2022年4月）" in words
    assert "完成900万元；本年累计完成1,700万元" in words
    assert word.tables[0].rows[1].cells[1].text == project.name
    assert word.sections[0].page_width > word.sections[0].page_height


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_the_years_plan_is_a_page_and_a_file(cast, project, form):
    page = entered(cast.statistician).get("/office/projects/plan/?year=2022").content.decode()
    assert "3,500" in page
    answer = entered(cast.statistician).get(f"/office/projects/plan/{form}/?year=2022")
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) > 3000
    assert entered(cast.statistician).get("/office/projects/plan/pdf/").status_code == 404


@pytest.mark.parametrize("tab", ["more-0", "more-1", "more-2"])
def test_each_tab_of_a_project_opens_in_both_languages(cast, project, tab):
    client = entered(cast.statistician)
    for language in ("zh-hans", "en"):
        page = client.get(
            f"/office/r/projects.projects/{project.pk}/?tab={tab}",
            headers={"accept-language": language},
        )
        assert page.status_code == 200


def test_what_nobody_fills_in_is_not_told_as_missing(cast, project):
    page = f"/office/r/projects.projects/{project.pk}/?tab=overview"
    blank = entered(cast.statistician).get(page).context["blank"]
    assert "所在产业园" in blank
    assert "原填写产业园" not in blank
    act(cast.zone, lambda: type(project).objects.update(park_words="示例老园区"))
    assert "示例老园区" in entered(cast.statistician).get(page).content.decode()


def test_bars_of_the_gantt_chart_lie_on_the_scale_and_show_fact_beside_plan(cast, project):
    chart = drawing.gantt(steps_of(project, date(2022, 6, 1)), date(2022, 6, 1))
    bars = [bar for row in chart.rows for bar in (row.planned, row.actual) if bar]
    assert all(drawing.LEFT <= bar.x <= bar.x + bar.width <= drawing.WIDTH for bar in bars)
    structure = next(row for row in chart.rows if row.tone == "amber")
    assert structure.actual.x + structure.actual.width > structure.planned.x
    assert drawing.gantt([], MARCH) is None


def test_the_s_curve_never_leaves_its_frame(cast, project):
    lines = drawing.curves(curve_of(project).points, WAN)
    for points in (lines.plan, lines.fact):
        for pair in points.split():
            x, y = map(float, pair.split(","))
            assert lines.left <= x <= lines.width
            assert drawing.TOP <= y <= lines.bottom
    one = SimpleNamespace(month=MARCH + timedelta(31), planned_together=WAN, together=None)
    assert drawing.curves([one], WAN) is None
