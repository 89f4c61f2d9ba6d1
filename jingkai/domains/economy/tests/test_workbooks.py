from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from django.utils import translation

from jingkai.domains.economy import actions, queries
from jingkai.domains.economy.factories import make_month
from jingkai.domains.economy.models import MonthlyReturn
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source

MARCH = date(2022, 3, 1)
HEADINGS = ("指标", "月份", "金额(万元)", "报送单位", "来源文件")


@pytest.fixture
def bring(cast, tmp_path):
    """Brings rows of returns in as the statistician would."""

    def run(*rows, by=None):
        path = tmp_path / "月报.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("月度报表")
            style = book.add_format({"num_format": "yyyy-mm-dd"})
            for number, row in enumerate([HEADINGS, *rows]):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        page.write_datetime(number, column, datetime(*value.timetuple()[:3]), style)
                    else:
                        page.write(number, column, value)
        with translation.override("zh-hans"):
            return import_workbooks([Source.at(path)], by=by or cast.statistician)

    return run


def test_returns_come_in_from_a_workbook_in_ten_thousands_of_yuan(bring, cast):
    outcome = bring(("项目月报以外固定资产投资", MARCH, 28000.5, "统计局", "3月月报"))
    assert outcome.written, [str(fault) for fault in outcome.faults]
    row = MonthlyReturn.objects.get()
    assert row.amount == Decimal("280005000")
    assert (row.series, row.month, row.correction) == ("fixed_asset_investment", MARCH, 0)


def test_all_errors_of_a_workbook_are_told_at_once(bring):
    outcome = bring(
        ("固定资产", MARCH, 1, "统计局", "3月月报"),
        ("项目月报以外固定资产投资", date(2022, 3, 15), 1, "统计局", "3月月报"),
        ("地方级财政收入", MARCH, "若干", "", "3月月报"),
    )
    assert not outcome.written
    assert {fault.cell for fault in outcome.errors} == {"A2", "B3", "C4", "D4"}
    assert not MonthlyReturn.objects.exists()


def test_a_negative_output_is_asked_about_and_a_negative_revenue_is_not(bring):
    outcome = bring(
        ("新材料产值", MARCH, -5, "统计局", "3月月报"),
        ("地方级财政收入", MARCH, -5, "财政局", "3月月报"),
    )
    assert [fault.cell for fault in outcome.warnings] == ["C2"]
    assert not outcome.errors


def test_a_workbook_changes_an_open_month_and_not_a_closed_one(bring, cast):
    make_month(month=MARCH, by=cast.statistician)
    assert bring(("地方级财政收入", MARCH, 3400, "财政局", "3月月报")).total("changed") == 1
    at = datetime(2022, 4, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    actions.close_month(month=MARCH, at=at, by=cast.statistician)
    outcome = bring(("地方级财政收入", MARCH, 3500, "财政局", "3月月报"))
    assert not outcome.written
    assert "更正" in str(outcome.errors[0].sentence)


def test_a_restated_return_brought_in_again_as_it_was_changes_nothing(bring, cast):
    original = make_month(month=MARCH, by=cast.statistician)["local_fiscal_revenue"]
    at = datetime(2022, 4, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    actions.close_month(month=MARCH, at=at, by=cast.statistician)
    actions.restate_return(
        original=original, amount=Decimal(34_000_000), why="核实", source="更正函",
        on=date(2022, 5, 6), by=cast.statistician,
    )  # fmt: skip
    outcome = bring(("地方级财政收入", MARCH, 3300, "示例单位", "示例月报"))
    assert outcome.written, [str(fault) for fault in outcome.faults]
    assert outcome.total("unchanged") == 1
    assert queries.amount_of(cast.leader, "local_fiscal_revenue", MARCH) == 34_000_000


def test_a_new_return_of_a_closed_month_is_refused_with_the_way_out(bring, cast):
    make_month(month=MARCH, by=cast.statistician)
    at = datetime(2022, 4, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    actions.close_month(month=MARCH, at=at, by=cast.statistician)
    outcome = bring(("地方级财政收入", date(2022, 4, 1), 1, "财政局", "4月月报"))
    assert outcome.written
    outcome = bring(("地方级财政收入", MARCH, 1, "财政局", "3月月报"))
    assert "更正" in str(outcome.errors[0].sentence)
