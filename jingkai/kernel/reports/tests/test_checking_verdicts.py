"""Verdicts and the sentences behind them, with figures told by the test instead of records."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.reports.checking import explaining, holding, records
from jingkai.kernel.reports.checking.check import Finding, check_document

INVESTMENT, GROWTH = "economy.fixed_asset_investment", "economy.fixed_asset_investment.yoy"
TOLD = {
    (INVESTMENT, "2022"): "3670000000",
    (INVESTMENT, "2022-01..2022-10"): "3310000000",
    (GROWTH, "2022"): "0.2612",
    (GROWTH, "2022-01..2022-10"): "0.2598",
    ("subjects.market_entities", "2022"): "5432",
    ("projects.expected_output", "2022"): "20300000000",
}


def _figures(
    asked: Iterable[tuple[str, Period]], *, seat: Any
) -> dict[tuple[str, Period], Figure]:
    told = {}
    for code, period in asked:
        value = TOLD.get((code, period.text))
        indicator = catalogue.get(code)
        told[code, period] = Figure(
            code, str(indicator.name), Decimal(value) if value else None,
            "" if value else "no month has come in", indicator.unit, period, 12 if value else 0,
        )  # fmt: skip
    return told


@pytest.fixture
def findings(cast: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(holding, "evaluate_asked", _figures)
    monkeypatch.setattr(explaining, "evaluate_asked", _figures)

    def ask(text: str, language: str = "en") -> list[Finding]:
        with translation.override(language):
            checked = check_document("a.md", text.encode(), year=2022, seat=cast.clerk)
        return list(checked.findings)

    return ask


def test_a_number_that_holds_agrees_and_names_its_records(findings: Any) -> None:
    (found,) = findings("全区完成固定资产投资36.7亿元。")
    assert (found.verdict, found.indicator, found.records) == ("agrees", INVESTMENT, 12)
    assert found.expected == Decimal("3670000000")
    assert found.as_json()["value"] == "3670000000"


def test_a_wrong_number_is_told_with_the_period_that_it_belongs_to(findings: Any) -> None:
    (found,) = findings("全年固定资产投资增长26%。")
    assert found.verdict == "agrees" or "2022" in found.why
    (found,) = findings("全年完成固定资产投资33.1亿元。")
    assert found.verdict == "differs"
    assert "CNY 3.67 billion" in found.why
    assert "33.1亿元 is Fixed-asset investment, January to October 2022." in found.why


def test_a_slipped_unit_and_a_turned_sign_are_recognised(findings: Any) -> None:
    (slipped,) = findings("全年完成固定资产投资36.7万元。")
    assert "decimal point has slipped" in slipped.why
    (turned,) = findings("全年固定资产投资下降26.1%。")
    assert "other way round" in turned.why


def test_a_figure_that_cannot_be_told_is_no_evidence(findings: Any) -> None:
    (found,) = findings("一季度完成固定资产投资3亿元。")
    assert (found.verdict, found.indicator, found.expected) == ("no_evidence", INVESTMENT, None)
    assert "no month has come in" in found.why


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("明年固定资产投资力争达到40亿元。", "target"),
        ("全市固定资产投资完成310亿元。", "another area"),
        ("固定资产投资增长10%—15%。", "range"),
        ("固定资产投资增速高于全市3.2个百分点。", "difference of two shares"),
        ("发放口罩3000只。", "No declared figure"),
    ],
)
def test_what_records_cannot_bear_out_says_why(findings: Any, text: str, reason: str) -> None:
    (found,) = findings(text)
    assert found.verdict == "no_evidence"
    assert found.indicator is None
    assert reason in found.why


def test_what_is_expected_may_be_told_by_its_bound(findings: Any) -> None:
    (found,) = findings("项目全部达产后预计新增产值200亿元以上。")
    assert (found.verdict, found.indicator) == ("agrees", "projects.expected_output")
    (wrong,) = findings("项目全部达产后预计新增产值210亿元以上。")
    assert wrong.verdict == "differs"
    (target,) = findings("明年固定资产投资预计完成30亿元以上。")
    assert (target.verdict, target.indicator) == ("no_evidence", None)


def test_a_sentence_that_miscounts_differs_without_any_record(findings: Any) -> None:
    found = findings("走访企业16家，其中解决问题企业有13家，占83%。")
    assert [each.verdict for each in found] == ["no_evidence", "no_evidence", "differs"]
    assert "13家 of 16家 is 81.25%." in found[-1].why


def test_the_reasons_are_in_chinese_for_a_chinese_reader(findings: Any) -> None:
    (found,) = findings("全年完成固定资产投资33.1亿元。", "zh-hans")
    assert "文中为33.1亿元" in found.why
    assert "1—10月" in found.why


def test_a_record_named_beside_a_number_is_the_evidence(
    findings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = records.Attribute("total", "total investment", Decimal(2 * 10**9), "元", "投资")
    record = records.NamedRecord("deals/7", "碳纤维原丝项目", ("碳纤维原丝项目",), (total,))
    monkeypatch.setattr(records, "_RESOLVERS", [lambda seat: [record]])
    right, wrong, other = findings(
        "总投资20亿元的碳纤维原丝项目开工。碳纤维原丝项目总投资21亿元，占地300亩。"
    )
    assert (right.verdict, right.indicator) == ("agrees", "deals/7.total")
    assert (wrong.verdict, wrong.expected) == ("differs", Decimal(2 * 10**9))
    assert (other.verdict, other.indicator) == ("no_evidence", None)


def test_a_name_that_two_records_share_tells_nothing(
    findings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = records.Attribute("total", "total investment", Decimal(1), "元", "投资")
    twice = [records.NamedRecord(f"d/{n}", "同名项目甲", ("同名项目甲",), (total,)) for n in (1, 2)]
    monkeypatch.setattr(records, "_RESOLVERS", [lambda seat: twice])
    (found,) = findings("同名项目甲总投资20亿元。")
    assert found.verdict == "no_evidence"


def test_the_command_prints_the_contract_and_exits_1_when_a_number_differs(
    cast: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from contextlib import contextmanager

    from click.testing import CliRunner

    from jingkai.doors.cli import check as command

    @contextmanager
    def seated(context: Any) -> Any:
        yield cast.clerk

    monkeypatch.setattr(command, "acting_for", seated)
    monkeypatch.setattr(holding, "evaluate_asked", _figures)
    monkeypatch.setattr(explaining, "evaluate_asked", _figures)
    report, marked = tmp_path / "a.txt", tmp_path / "out.html"
    report.write_text("全年完成固定资产投资33.1亿元，市场主体突破5400户。", "utf-8")
    arguments = [str(report), "--year", "2022", "--json", "--annotate", str(marked)]
    said = CliRunner().invoke(command.check, arguments)
    rows = json.loads(said.stdout)
    assert said.exit_code == 1
    assert [row["verdict"] for row in rows] == ["differs", "agrees"]
    assert set(rows[0]) == {
        "text", "start", "end", "value", "unit", "qualifier", "period", "indicator", "verdict",
        "expected", "records", "why", "linked_by", "perhaps",
    }  # fmt: skip
    assert marked.read_text("utf-8").count("<mark ") == 2
    report.write_text("全年完成固定资产投资36.7亿元。", "utf-8")
    assert CliRunner().invoke(command.check, [str(report), "--year", "2022"]).exit_code == 0
