"""Pages of economic operation: who opens them, what they tell, and the what-if."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from jingkai.domains.economy import actions
from jingkai.domains.economy.registers import (
    ENTERPRISE_MONTHS,
    ENTERPRISE_YEARS,
    RELIEFS,
    STATEMENTS,
)
from jingkai.domains.park.factories import make_contracted
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import sample_enterprises
from jingkai.kernel.registers import actions as registers
from tests.contracts import GatedContract, entered

YEAR = {"tax": "300", "value_added": "1800", "revenue": "6000", "research": "180",
        "energy": "2250", "discharge": "9"}  # fmt: skip


class TestRelief(GatedContract):
    address, allowed, refused = "/office/economy/relief/", "leader", "admin"


class TestThreshold(GatedContract):
    address, allowed, refused = "/office/economy/threshold/", "leader", "clerk"


class TestEfficiency(GatedContract):
    address, allowed, refused = "/office/economy/efficiency/", "leader", "clerk"


class TestEfficiencyFile(GatedContract):
    address, allowed, refused = "/office/economy/efficiency/xlsx/", "leader", "clerk"


class TestEvaluation(GatedContract):
    address, allowed, refused = "/office/economy/evaluation/", "leader", "admin"


@pytest.fixture
def told(cast: Any) -> Any:
    """An enterprise with a relief, eight months and a year; a parcel; a statement."""
    by = cast.statistician
    sample = next(sample_enterprises(1))
    days = dict.fromkeys(("moved_in_on", "moved_away_on", "revoked_on", "deregistered_on"))
    maker = sample | days | {"established_on": date(2010, 1, 1), "industry": "2661"}
    one = subjects.register_enterprise(**maker, by=cast.registrar)
    made = registers.create(
        RELIEFS, {"enterprise": one.pk, "kind": "减免租金", "entitled_on": "2022-04-06"}, by=by
    )
    actions.pay_relief(
        use=RELIEFS.model.objects.get(pk=made.pk), on=date(2022, 4, 19),
        amount=Decimal(20_000), by=by,
    )  # fmt: skip
    for month in range(1, 9):
        row = {"enterprise": one.pk, "month": f"2022-{month:02}-01", "revenue": "260"}
        registers.create(ENTERPRISE_MONTHS, row, by=by)
    registers.create(ENTERPRISE_YEARS, {"enterprise": one.pk, "year": "2022", **YEAR}, by=by)
    make_contracted(cast.park_chief, date(2019, 3, 1), enterprise=one, area=Decimal(20_000))
    registers.create(STATEMENTS, {
        "item": "trade", "year": "2022", "value": "50", "stated_by": "商务局",
        "stated_on": "2023-02-10", "source": "示例快报"}, by=by)  # fmt: skip
    return SimpleNamespace(enterprise=one, seat=cast.leader)


def page(told: Any, path: str) -> str:
    answer = entered(told.seat).get(f"/office/economy/{path}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_each_page_tells_its_year_and_an_empty_year_says_so(told: Any) -> None:
    relief = page(told, "relief/?year=2022")
    assert "13天" in relief
    assert "2万元" in relief
    assert "100%" in relief
    assert "2080万元" in page(told, "threshold/?year=2022")
    efficiency = page(told, "efficiency/?year=2022")
    assert "待定" in efficiency  # how many work there was left out
    assert "全员劳动生产率" in efficiency
    for path in ("relief/", "threshold/", "efficiency/"):
        assert 'class="muted"' in page(told, f"{path}?year=2021")
    assert "2020" in page(told, "efficiency/?year=2015")  # no bases before that


def test_the_workbook_has_every_item_and_names_what_is_missing(told: Any) -> None:
    answer = entered(told.seat).get("/office/economy/efficiency/xlsx/?year=2022")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["序号", "企业名称", "统一社会信用代码", "用地面积(亩)"]
    assert rows[2][3:6] == [30.0, 100000.0, 35.0]
    assert rows[2][-3:] == [90.0, "待定", "全员劳动生产率"]


def test_the_evaluation_shows_sources_and_what_is_missing(told: Any) -> None:
    text = page(told, "evaluation/?year=2022")
    assert "商务局填报：示例快报" in text
    assert text.count("待填报") > 5
    assert "2021年版" in text


def test_a_what_if_tells_the_difference_and_wrong_weights_are_refused(told: Any) -> None:
    text = page(told, "evaluation/?year=2022&v_trade=100")
    assert "+5.25" in text
    assert "+5.25" not in page(told, "evaluation/?year=2022&v_trade=much")
    wrong = page(told, "evaluation/?year=2022&w_openness=50")
    assert "120%" in wrong
    assert "+" not in wrong[wrong.index("<dl") : wrong.index("</dl>")]
