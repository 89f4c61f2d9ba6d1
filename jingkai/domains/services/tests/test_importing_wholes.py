"""Workbooks of building projects and one-thing applications: they stand where their cases stand."""

from datetime import date

import pytest

from demo.sheets import Sheet
from jingkai.domains.services import actions, queries
from jingkai.domains.services.models import (
    Approval,
    Bundle,
    CommitmentCheck,
    ConstructionProject,
    OneThing,
    ProjectStage,
)
from jingkai.domains.services.tests.test_importing import MONDAY, bring_in, row
from jingkai.domains.services.tests.test_joint import CODE, matter
from jingkai.domains.services.tests.test_special import made
from jingkai.domains.subjects.factories import build_enterprise

__all__ = ["bring_in"]


@pytest.fixture
def firm(cast):
    return made(cast, build_enterprise(cast.zone.pk, cast.committee.pk))


def sheets(firm, *stages):
    return (
        Sheet("工程建设项目", [{
            "项目名称": "示例厂房项目", "项目代码": CODE,
            "建设单位统一社会信用代码": firm.credit_code, "建筑面积(平方米)": 12000,
            "总投资(万元)": 5000, "登记日期": MONDAY,
        }]),
        Sheet("工程建设阶段", [
            {"项目代码": CODE, "阶段": stage, "开始日期": MONDAY} for stage in stages
        ]),
    )  # fmt: skip


def part(version, number, firm, **more):
    return row(version, number, 申请人=firm.name, 统一社会信用代码=firm.credit_code,
               工程项目代码=CODE, **more)  # fmt: skip


def test_a_project_comes_in_with_its_stages_and_applications(cast, firm, bring_in):
    land, works = matter(cast, "land"), matter(cast, "works")
    parts = Sheet("办件", [
        part(land, "P-1", firm, 受理单位="政务服务中心"),
        part(works, "P-2", firm, 办结日期=None, 送达日期=None, 受理单位="政务服务中心"),
    ])  # fmt: skip
    building = matter(cast, "building")
    outcome = bring_in(*sheets(firm, "立项用地规划许可", "工程建设许可"), parts)
    assert outcome.written, [str(f.sentence) for f in outcome.faults]
    project = ConstructionProject.objects.select_related("case").get()
    assert (project.investment, project.office) == (50_000_000, building.office)
    assert (project.stage, project.days_taken, project.promised_limit) == ("works", 2, 80)
    assert (project.case.number, project.case.state) == (f"GC{CODE.replace('-', '')}", "running")
    ended = dict(ProjectStage.objects.values_list("stage", "finished_on"))
    assert ended == {"land": date(2022, 3, 9), "works": None}
    view = queries.project_view(project, date(2022, 3, 11))
    assert [stage.standing for stage in view.stages] == ["finished", "running", "ahead", "ahead"]
    assert view.stages[1].used == 4
    again = bring_in(*sheets(firm, "立项用地规划许可", "工程建设许可"), parts)
    assert again.written
    assert Approval.objects.count() == 2


def test_what_ran_elsewhere_goes_on_here(cast, firm, bring_in):
    land, works = matter(cast, "land"), matter(cast, "works")
    matter(cast, "building")
    parts = Sheet("办件", [part(land, "P-1", firm, 受理单位="政务服务中心")])
    assert bring_in(*sheets(firm, "立项用地规划许可"), parts).written
    project = ConstructionProject.objects.get()
    actions.begin_stage(
        project=project, stage="works", versions=[works], materials={"map": "paper"},
        form={"site": "示例路1号", "area": "100"}, by=cast.hall_clerk,
    )  # fmt: skip
    assert ProjectStage.objects.get(stage="works").finished_on is None
    assert Approval.objects.get(historic=False).project == project


@pytest.mark.parametrize("code", ["2211-441900-04-02-310152", CODE.replace("-", "")])
def test_a_code_that_is_none_is_told_with_its_cell(cast, firm, bring_in, code):
    matter(cast, "building")
    wrong = Sheet("工程建设项目", [{
        "项目名称": "示例厂房项目", "项目代码": code,
        "建设单位统一社会信用代码": firm.credit_code, "登记日期": MONDAY,
    }])  # fmt: skip
    outcome = bring_in(wrong)
    assert not outcome.written
    assert [fault.heading for fault in outcome.errors] == ["项目代码"]


def test_a_bundle_comes_in_and_is_finished_with_its_applications(cast, bring_in):
    first, second = (matter(cast, "") for _nth in range(2))
    made(cast, OneThing(code="open", name="开饭店一件事", office=cast.hall, promised_limit=8,
                        since=date(2022, 1, 1)))  # fmt: skip
    outcome = bring_in(
        Sheet("一件事办件", [{"一件事办件编号": "YJ-1", "一件事编号": "open",
                          "申请人": "张三（示例）", "申请日期": MONDAY}]),
        Sheet("办件", [row(each, f"B-{n}", 一件事办件编号="YJ-1")
                     for n, each in enumerate((first, second))]),
    )  # fmt: skip
    assert outcome.written, [str(f.sentence) for f in outcome.faults]
    bundle = Bundle.objects.select_related("case").get()
    assert (bundle.state, bundle.finished_on) == ("finished", date(2022, 3, 9))
    assert (bundle.due_on, bundle.case.number) == (date(2022, 3, 17), "YJ-1")
    view = queries.bundle_view(bundle)
    assert (view.done, len(view.parts)) == (2, 2)
    assert [clock.standing for clock in view.clocks] == ["met"]


def test_checks_of_commitments_come_in_with_the_day_by_which_they_are_due(cast, bring_in):
    version = matter(cast, "")
    outcome = bring_in(
        Sheet("办件", [row(version, f"C-{n}", 告知承诺="是") for n in (1, 2)]),
        Sheet("告知承诺核查", [
            {"办件编号": "C-1", "核查日期": date(2022, 4, 1), "核查结果": "已履行",
             "承诺内容": "示例承诺"},
            {"办件编号": "C-2", "承诺内容": "示例承诺"},
        ]),
    )  # fmt: skip
    assert outcome.written, [str(f.sentence) for f in outcome.faults]
    done, due = CommitmentCheck.objects.order_by("approval__number")
    assert (done.result, done.checked_on) == ("kept", date(2022, 4, 1))
    assert due.checked_on is None
    assert due.due_on == done.due_on > date(2022, 3, 9)


def test_a_check_without_its_result_is_told_with_its_cell(cast, bring_in):
    outcome = bring_in(
        Sheet("办件", [row(matter(cast, ""), "C-1", 告知承诺="是")]),
        Sheet("告知承诺核查", [
            {"办件编号": "C-1", "核查日期": date(2022, 4, 1), "核查结果": None},
        ]),
    )  # fmt: skip
    assert not outcome.written
    assert [fault.heading for fault in outcome.errors] == ["核查结果"]
