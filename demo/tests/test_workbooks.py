import hashlib
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from demo.approvals import approval_sheets
from demo.build import build
from demo.chains import chain_sheets, friendly_sheets
from demo.deals import company_rows, corrected_deals, deal_sheets, projects
from demo.ecology import ecology_sheets
from demo.economy import (
    ELSEWHERE,
    PRELIMINARY,
    corrected_returns,
    first_returns,
    months,
    project_months,
)
from demo.economy_enterprises import enterprise_sheets
from demo.facts import number_of
from demo.governance import governance_sheets
from demo.livelihood import livelihood_sheets
from demo.park import park_sheets
from demo.party_building import party_sheets
from demo.projects import invested, on_parks, outputs
from demo.projects import projects as built
from demo.projects_sheets import code_of, project_sheets
from demo.promotion import promotion_sheets
from demo.services import catalogue_sheets, matters, succeeding_sheets
from demo.subjects import LEADING, subject_sheets
from demo.words import credit_code, with_wrong_check
from demo.zone import OFFICERS, OFFICES, PEOPLE, TARGETS
from jingkai.config.roles import ROLES
from jingkai.domains.subjects.rules import code_checks, organisation_part_checks
from jingkai.kernel.indicators import catalogue
from jingkai.kernel.registers.declare import REGISTERS

SUBJECTS = subject_sheets(company_rows())
INVESTMENT = [*chain_sheets(), *promotion_sheets(), *deal_sheets(), *friendly_sheets()]
SERVICES = catalogue_sheets()
PARK = park_sheets()
FIRST = [
    *SUBJECTS, *INVESTMENT, *project_sheets(), *PARK, *ecology_sheets(), *first_returns(),
    *enterprise_sheets(), *SERVICES, *party_sheets(), *governance_sheets(), *livelihood_sheets(),
]  # fmt: skip
SHEETS = [*FIRST, *succeeding_sheets(), *corrected_deals(), *corrected_returns()]
ROWS = {sheet.name: sheet.rows for sheet in FIRST}
NOT_YET = {"窗口", "非同一事项"}
"""Registers whose records the demo zone does not have."""


def test_the_workbooks_come_out_the_same_byte_for_byte(tmp_path):
    digests = [
        [hashlib.sha256(path.read_bytes()).hexdigest() for path in build(tmp_path / turn)]
        for turn in ("first", "second")
    ]
    assert digests[0] == digests[1]
    assert len(set(digests[0])) == len(digests[0])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_sheet_has_the_headings_of_its_register_and_none_other(sheet):
    register = next(r for r in REGISTERS.values() if r.sheet == sheet.name)
    known = {column.heading for column in register.sheet_columns}
    required = {column.heading for column in register.sheet_columns if column.required}
    assert required <= set(sheet.headings) <= known
    for row in sheet.rows:
        assert all(row.get(heading) not in (None, "") for heading in required)


def test_every_register_with_a_sheet_is_in_the_workbooks():
    kept = {register.sheet for register in REGISTERS.values() if register.sheet}
    assert kept - NOT_YET == {*ROWS, *(sheet.name for sheet in approval_sheets())}


def test_everything_invented_is_marked():
    public = {"碳纤维纺丝油剂、上浆剂及环氧树脂项目", "碳碳复合材料预制体项目"}
    for row in ROWS["企业"]:
        assert "示例" in row["名称"]
        assert "示例" in row["法定代表人"]
    for row in ROWS["招商项目"]:
        assert "示例" in row["项目名称"] or row["项目名称"] in public
        assert "示例" in row["投资方"]
    for sheet, heading in (
        ("招商活动", "活动名称"), ("联系人", "姓名"), ("线索跟踪", "跟踪内容"),
        ("承诺事项", "承诺内容"), ("月度报表", "来源文件"), ("实施清单", "备注"),
        ("办事网点", "地址"), ("委托受理", "依据"), ("一件事", "说明"),
    ):  # fmt: skip
        assert all("示例" in row[heading] for row in ROWS[sheet])
    assert all("示例" in person.name for person in PEOPLE)


def test_sixty_matters_are_as_the_account_says():
    offered = matters()
    assert len(offered) == 60
    assert sum(each.full for each in offered) == 60 * number_of("S01") / 100
    both = [each for each in offered if each["statutory"].isdigit()]
    law, promise = (sum(int(each[name]) for each in both) for name in ("statutory", "promised"))
    assert round(100 * (1 - Decimal(promise) / law), 1) == number_of("S02")
    assert all(int(each["promised"]) <= int(each["statutory"]) for each in both)
    assert all(each["basis"].startswith("《") for each in offered)


def test_every_community_accepts_matters_at_the_end_of_2022_and_six_did_a_year_before():
    communities = {office.name for office in OFFICES if office.kind == "community"}
    for day, count in ((date(2021, 12, 31), 6), (date(2022, 12, 31), len(communities))):
        served = {row["受理单位"] for row in ROWS["委托受理"]
                  if row["开始日期"] <= day and row["受理方式"] == "受理"}  # fmt: skip
        assert len(served & communities) == count


def test_credit_codes_are_right_but_for_the_few_that_are_to_be_confirmed():
    codes = [str(row["统一社会信用代码"]) for row in ROWS["企业"]]
    assert len(set(codes)) == len(codes)
    wrong = [code for code in codes if not code_checks(code)]
    assert len(wrong) == 6
    assert all(organisation_part_checks(code) and code[8:10] == "XX" for code in codes)
    assert not code_checks(with_wrong_check(credit_code("91", 7)))


def _stock(day):
    ways = ("注销日期", "吊销日期", "迁出日期")
    return sum(
        (row.get("迁入日期") or row["成立日期"]) <= day
        and not any(row.get(way) and row[way] <= day for way in ways)
        for row in ROWS["企业"]
        if row["类别"] != "事业单位"
    )


def test_market_entities_are_as_many_as_the_account_says_and_grew_every_year():
    stocks = [_stock(date(year, 12, 31)) for year in range(2009, 2023)]
    assert stocks == sorted(stocks)
    assert number_of("S05") < stocks[-1] < number_of("S05") + 100


def test_signed_projects_add_up_and_thirteen_of_sixteen_started_in_their_year():
    signed = [each for each in projects() if each.signed and each.signed.year == 2022]
    assert len(signed) == number_of("I05")
    assert sum(each.amount for each in signed) == number_of("I06")
    assert min(each.amount for each in signed) > 0
    assert sum(bool(each.started and each.started.year == 2022) for each in signed) == 13


def test_the_chain_forms_the_capacities_of_the_account():
    formed = Counter()
    for each in LEADING:
        formed[each.node] += each.capacity or 0
    for node, fact in (
        ("carbon-precursor", "P07"), ("carbon-fibre", "P08"), ("carbon-products", "P09"),
    ):  # fmt: skip
        assert formed[node] == number_of(fact) * 10_000


def test_months_of_returns_add_up_to_the_year_and_industries_to_the_whole():
    found = months()
    invested = {m: project_months()[m] + found[ELSEWHERE][m] for m in found[ELSEWHERE]}
    for series, fact in ((invested, "E01"), (found["地方级财政收入"], "E03")):
        year = sum(amount for month, amount in series.items() if month.year == 2022)
        assert Decimal(year) / 10_000 == number_of(fact)
    for month, whole in found["规上工业总产值"].items():
        parts = ("精细化工产值", "新材料产值", "生物医药产值", "其他行业产值")
        assert sum(found[part][month] for part in parts) == whole
        assert min(found[part][month] for part in parts) > 0
    assert PRELIMINARY["新材料产值"] == PRELIMINARY["规上工业总产值"]


def test_projects_invest_what_the_months_ask_for_and_no_more_than_they_cost():
    told = invested()
    for month, total in project_months().items():
        assert sum(amounts.get(month, 0) for amounts in told.values()) == total
    year = sum(a for each in told.values() for month, a in each.items() if month.year == 2022)
    assert Decimal(year) / 10_000 == number_of("P02")
    for each in built():
        assert Decimal(sum(told[each.number].values())) / 10_000 <= each.total
        days = list(each.reached().values())
        assert days == sorted(days)
        assert list(each.planned().values()) == sorted(each.planned().values())


def test_projects_are_as_many_as_the_account_says():
    active = [each for each in built() if each.active]
    assert len(active) == number_of("P01")
    assert Counter(each.stage for each in active) == {
        "structure": number_of("P04"), "equipment": number_of("P05"),
        "production": number_of("P06"), "foundations": 5,
    }  # fmt: skip
    assert len(on_parks()) == number_of("K07")
    assert sum(ready is not None for _park, ready in on_parks().values()) == number_of("K10")
    assert sum(outputs().values()) == 203
    codes = [code_of(each) for each in built()]
    assert len(set(codes)) == len(codes)


def test_people_hold_every_role_and_targets_name_declared_indicators():
    assert {person.role for person in PEOPLE} == {role.code for role in ROLES}
    assert len(OFFICERS) == 5
    for target in TARGETS:
        assert catalogue.get(target.code)
