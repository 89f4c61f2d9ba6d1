"""Workbooks of applications handled elsewhere: cases with their courses, clocks and figures."""

from datetime import date
from decimal import Decimal

import pytest

from demo.sheets import Sheet, write_workbook
from jingkai.domains.services import actions, queries
from jingkai.domains.services.factories import apply_at_counter, at, make_version
from jingkai.domains.services.models import Approval, Certificate, Rating, Rectification
from jingkai.domains.services.rules.certificates import identifier
from jingkai.kernel.cases.models import Case, CaseMove, Suspension
from jingkai.kernel.cases.moving import clocks_of
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source

MONDAY = date(2022, 3, 7)
YEAR = Period.year(2022)


@pytest.fixture
def version(cast):
    return make_version(cast.zone.pk, cast.bureau_a)


def row(version, number, **more):
    return {
        "办件编号": number, "事项编号": version.matter.code, "申请人": "张三（示例）",
        "受理单位": "示例社区", "申请日期": MONDAY, "受理日期": MONDAY,
        "办结日期": date(2022, 3, 9), "送达日期": date(2022, 3, 10), **more,
    }  # fmt: skip


@pytest.fixture
def bring_in(cast, tmp_path):
    def run(*sheets, **more):
        path = write_workbook(tmp_path / f"办件{len(list(tmp_path.iterdir()))}.xlsx", sheets)
        return import_workbooks([Source.at(path)], by=cast.services_manager, **more)

    return run


def test_an_application_that_comes_in_by_a_workbook_has_its_case_and_its_course(
    cast, version, bring_in
):
    outcome = bring_in(Sheet("办件", [row(version, "2022-1")]))
    assert outcome.written, [str(f.sentence) for f in outcome.faults]
    approval = Approval.objects.select_related("case").get(number="2022-1")
    assert (approval.state, approval.result, approval.days_taken) == ("delivered", "granted", 2)
    assert (approval.channel, approval.office) == ("community", cast.bureau_a)
    assert approval.promised_due_on == date(2022, 3, 14)
    assert approval.case.state == "delivered"
    assert approval.case.number == "2022-1"
    codes = list(CaseMove.objects.filter(case=approval.case).values_list("code", flat=True))
    assert codes == ["opened", "accept", "grant", "deliver"]
    told = {clock.deadline.rule.code: clock.standing for clock in clocks_of(approval.case)}
    assert told["promised"] == "met"


def test_a_supplement_of_a_workbook_lies_outside_the_limit(version, bring_in):
    outcome = bring_in(
        Sheet("办件", [row(version, "2022-1", 办结日期=date(2022, 3, 21), 送达日期=None)]),
        Sheet("补正告知", [{"办件编号": "2022-1", "补正内容": "缺签字",
                        "告知日期": date(2022, 3, 8), "补正日期": date(2022, 3, 15)}]),
    )  # fmt: skip
    assert outcome.written
    approval = Approval.objects.get()
    assert (approval.state, approval.supplemented) == ("decided", True)
    assert approval.days_taken == 5
    assert approval.promised_due_on == date(2022, 3, 21)
    assert Suspension.objects.get().ends_on == date(2022, 3, 15)
    codes = list(CaseMove.objects.order_by("pk").values_list("code", flat=True))
    assert codes == ["opened", "accept", "supplement", "hand_in_review", "grant"]


def test_what_is_not_finished_is_watched(version, bring_in):
    assert bring_in(Sheet("办件", [row(version, "2022-1", 办结日期=None, 送达日期=None)])).written
    approval = Approval.objects.get()
    assert approval.state == "accepted"
    assert approval.case.deadlines.get(clock="promised").due_on == date(2022, 3, 14)


def test_ended_applications_have_no_decision(version, bring_in):
    rows = [
        row(version, f"2022-{n}", 办结日期=None, 送达日期=None, 办理结果=result,
            终结日期=date(2022, 3, 8), 受理日期=accepted)
        for n, (result, accepted) in enumerate(
            (("不予受理", None), ("已撤回", MONDAY), ("已终止", MONDAY)))
    ]  # fmt: skip
    outcome = bring_in(Sheet("办件", rows))
    assert outcome.written, [(f.cell, str(f.sentence), f.expected) for f in outcome.faults]
    states = set(Approval.objects.values_list("state", flat=True))
    assert states == {"refused", "withdrawn", "terminated"}


def test_days_out_of_order_are_named_by_their_cells(version, bring_in):
    outcome = bring_in(
        Sheet("办件", [row(version, "1", 受理日期=date(2022, 3, 1)),
                     row(version, "2", 受理日期=None), row(version, "3", 办理结果="不予受理")])
    )  # fmt: skip
    assert not outcome.written
    assert len({fault.row for fault in outcome.errors}) == 3


def test_a_corrected_workbook_tells_the_course_anew(version, bring_in):
    bring_in(Sheet("办件", [row(version, "2022-1")]))
    first = Case.objects.get()
    outcome = bring_in(Sheet("办件", [row(version, "2022-1", 办结日期=date(2022, 3, 10))]))
    assert outcome.total("changed") == 1
    approval = Approval.objects.get()
    assert (approval.case_id, approval.days_taken) == (first.pk, 3)
    grant = CaseMove.objects.get(case=first, code="grant")
    assert grant.on == date(2022, 3, 10)
    assert CaseMove.objects.count() == 4
    again = bring_in(Sheet("办件", [row(version, "2022-1", 办结日期=date(2022, 3, 10))]))
    assert again.total("unchanged") == 1


def test_what_runs_here_is_not_changed_by_a_workbook(cast, bring_in):
    version = make_version(cast.zone.pk, cast.hall)
    approval = apply_at_counter(cast.hall_clerk, version, at(MONDAY))
    outcome = bring_in(Sheet("办件", [row(version, approval.number)]))
    assert not outcome.written
    assert approval.number in str(outcome.errors[0].sentence)


def test_visits_ratings_rectifications_and_calls_come_with_their_applications(
    cast, version, bring_in
):
    numbers = [f"2022-{n}" for n in range(4)]
    outcome = bring_in(
        Sheet("办件", [row(version, number) for number in numbers]),
        Sheet("跑动", [{"办件编号": numbers[0], "日期": MONDAY, "事由": "提交申请"},
                     {"办件编号": numbers[0], "日期": date(2022, 3, 10), "事由": "领取结果"}]),
        Sheet("好差评", [{"办件编号": n, "评价等级": level, "评价日期": date(2022, 3, 11)}
                      for n, level in zip(numbers, ("非常满意", "满意", "基本满意", "不满意"),
                                          strict=True)]),
        Sheet("差评整改", [{"办件编号": numbers[3], "立案日期": date(2022, 3, 11),
                        "核实情况": "等候过久", "整改措施": "增开窗口",
                        "整改完成日期": date(2022, 3, 15), "办结日期": date(2022, 3, 16),
                        "回访满意": "是"}]),
        Sheet("回访", [{"办件编号": numbers[3], "回访日期": date(2022, 3, 16),
                     "回访对象": "张三（示例）", "回访结果": "对整改满意"}]),
    )  # fmt: skip
    assert outcome.written, [(f.sheet, f.cell, str(f.sentence), f.expected) for f in outcome.faults]
    assert Approval.objects.get(number=numbers[0]).visits == 2
    assert Rating.objects.get(approval__number=numbers[3]).office == cast.bureau_a
    mended = Rectification.objects.select_related("case").get()
    assert (mended.state, mended.case.state, mended.due_on) == (
        "closed", "closed", date(2022, 3, 18),
    )  # fmt: skip
    told = evaluate(
        ["services.satisfaction", "services.bad_ratings", "services.rectified_share",
         "services.no_visit_share", "services.calls_back"], YEAR, seat=cast.leader,
    )  # fmt: skip
    values = {code.split(".")[1]: figure.value for code, figure in told.items()}
    assert values == {
        "satisfaction": Decimal("0.75"), "bad_ratings": 1, "rectified_share": 1,
        "no_visit_share": Decimal("0.75"), "calls_back": 1,
    }  # fmt: skip


def test_certificates_of_a_workbook_are_checked_by_their_identifier(cast, version, bring_in):
    good = identifier("11100000000013338W011", "11220200MB0000000X", "2022000001", 1)
    base = {"证照名称": "示例许可证", "办件编号": "2022-1", "发证日期": MONDAY}
    sheets = Sheet("办件", [row(version, "2022-1")])
    wrong = bring_in(sheets, Sheet("电子证照", [{**base, "证照标识": good[:-1] + "!"}]))
    assert not wrong.written
    assert bring_in(sheets, Sheet("电子证照", [{**base, "证照标识": good}])).written
    certificate = Certificate.objects.get()
    assert (certificate.serial, certificate.edition, certificate.holder) == (
        "2022000001", 1, "张三（示例）",
    )  # fmt: skip
    assert len(certificate.digest) == 64
    assert certificate in queries.certificates_for(cast.leader)


def test_same_day_share_counts_what_was_decided_on_the_day_it_came_in(cast, version, bring_in):
    rows = [row(version, f"2022-{n}", 办结日期=MONDAY, 送达日期=MONDAY) for n in range(2)]
    rows += [row(version, f"2022-{n}") for n in range(2, 5)]
    rows.append(row(version, "2022-9", 办结日期=None, 送达日期=None))
    assert bring_in(Sheet("办件", rows)).written
    told = evaluate(
        ["services.same_day_share", "services.approvals_finished", "services.on_time_share",
         "services.average_days", "services.street_applications"], YEAR, seat=cast.leader,
    )  # fmt: skip
    values = {code.split(".")[1]: figure.value for code, figure in told.items()}
    assert values["same_day_share"] == Decimal("0.4")
    assert values["approvals_finished"] == 5
    assert values["on_time_share"] == 1
    assert values["average_days"] == Decimal("1.2")
    assert values["street_applications"] == 6


def test_a_matter_usually_takes_what_nine_in_ten_took(cast, version, bring_in):
    rows = [row(version, f"2022-{n}", 办结日期=date(2022, 3, 8), 送达日期=None) for n in range(9)]
    rows.append(row(version, "2022-9", 办结日期=date(2022, 5, 9), 送达日期=None))
    assert bring_in(Sheet("办件", rows)).written
    assert queries.usually(version.matter_id, date(2022, 6, 1)) == 1
    assert queries.usually(version.matter_id, date(2023, 12, 1)) is None


def test_only_who_may_import_does(cast, version, tmp_path):
    from jingkai.kernel.errors import Forbidden

    path = write_workbook(tmp_path / "办件.xlsx", [Sheet("办件", [row(version, "1")])])
    with pytest.raises(Forbidden):
        import_workbooks([Source.at(path)], by=cast.hall_clerk)
    assert actions is not None
