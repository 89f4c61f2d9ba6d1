"""A clerk's workbook of enterprises, one flat row each, becomes dated lives."""

from datetime import date

import pytest
import xlsxwriter

from jingkai.domains.subjects import actions, queries
from jingkai.domains.subjects.factories import sample_code
from jingkai.domains.subjects.models import Contact, Enterprise, ScaleStatus
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.reading import Source

HEADINGS = (
    "统一社会信用代码", "名称", "类别", "行业代码", "主导产业", "注册资本(万元)", "法定代表人",
    "成立日期", "迁入日期", "迁出日期", "注销日期", "地址", "联系电话",
)  # fmt: skip


def row(number, **values):
    """One flat row, by heading."""
    given = {
        "统一社会信用代码": sample_code(number), "名称": f"吉林示例{number}号有限公司",
        "类别": "企业", "行业代码": "2661", "主导产业": "精细化工", "注册资本(万元)": 200,
        "法定代表人": "示例人", "成立日期": date(2010, 5, 1), "联系电话": "13912345678",
    }  # fmt: skip
    return {**given, **values}


@pytest.fixture
def bring(cast, tmp_path):
    """Write a workbook of these sheets and import it as the registrar."""

    def bring(confirm=False, **sheets):
        path = tmp_path / "示例.xlsx"
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                headings = HEADINGS if name == "企业" else tuple(rows[0])
                for column, heading in enumerate(headings):
                    sheet.write(0, column, heading)
                    for line, values in enumerate(rows, start=1):
                        value = values.get(heading, "")
                        style = (day,) if isinstance(value, date) else ()
                        sheet.write(line, column, value, *style)
        return import_workbooks([Source.at(path)], by=cast.registrar, confirm_warnings=confirm)

    return bring


def test_flat_rows_become_dated_lives_with_the_telephone_sealed(cast, bring):
    outcome = bring(
        企业=[
            row(1),
            row(2, 迁入日期=date(2015, 1, 1), 行业代码="C2829"),
            row(3, 迁出日期="2021年3月1日"),
            row(4, 类别="个体工商户", 注销日期="2022/6/1"),
        ]
    )
    assert outcome.written, outcome.as_json()
    first, second, third, fourth = Enterprise.objects.order_by("pk")
    assert (first.state, first.entered_on) == ("active", date(2010, 5, 1))
    assert (second.entered_on, second.industry) == (date(2015, 1, 1), "2829")
    assert (third.state, third.left_on) == ("moved_away", date(2021, 3, 1))
    assert (fourth.kind, fourth.left_on) == ("household", date(2022, 6, 1))
    assert first.registered_capital == 2_000_000
    assert (str(first.phone), first.phone.plain) == ("139****5678", "13912345678")
    assert first.office == cast.committee
    assert [d.enterprise for d in queries.duplicates_of(first, cast.clerk)] != []


def test_a_second_import_changes_what_differs_and_leaves_the_rest(bring):
    bring(企业=[row(1), row(2)])
    outcome = bring(企业=[row(1), row(2, 注销日期=date(2022, 6, 1))])
    assert (outcome.total("changed"), outcome.total("unchanged")) == (1, 1)
    assert Enterprise.objects.filter(state="deregistered").count() == 1


def test_all_that_is_wrong_is_told_with_its_cell_and_nothing_is_written(bring):
    outcome = bring(
        企业=[
            row(1, 统一社会信用代码="9122"),
            row(2, 迁出日期=date(2001, 1, 1)),
            row(3, 行业代码="9901"),
            row(4, 成立日期=""),
        ]
    )
    cells = {fault.as_json()["cell"] for fault in outcome.errors}
    assert cells >= {"A2", "J3", "D4", "H5"}
    assert not Enterprise.objects.exists()


def test_a_failing_check_character_is_a_warning_that_the_import_may_confirm(bring):
    rows = [row(1, 统一社会信用代码="91350100M0001TGQXM")]
    asked = bring(企业=rows)
    assert (asked.errors, len(asked.warnings), asked.written) == ([], 1, False)
    assert bring(confirm=True, 企业=rows).written


def test_contacts_and_revenues_of_the_same_workbook_find_their_enterprise(bring):
    code = sample_code(1)
    outcome = bring(
        企业=[row(1)],
        联系人=[{"姓名": "示例人", "统一社会信用代码": code, "职务": "总经理"}],
        规模情况=[{"统一社会信用代码": code, "年份": 2022, "主营业务收入(万元)": 2600}],
    )
    assert outcome.written, outcome.as_json()
    assert Contact.objects.get().enterprise.credit_code == code
    assert ScaleStatus.objects.get().above_scale


def test_a_merged_records_code_does_not_come_back_by_import(cast, bring):
    bring(企业=[row(1), row(2)])
    kept, twin = Enterprise.objects.order_by("pk")
    actions.merge_enterprises(kept=kept, absorbed=twin, by=cast.registrar)
    outcome = bring(企业=[row(2, 名称="示例新名有限公司")])
    assert [fault.as_json()["cell"] for fault in outcome.errors] == ["A2"]
    assert Enterprise.objects.count() == 2
