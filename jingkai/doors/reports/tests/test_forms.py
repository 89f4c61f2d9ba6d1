"""A report agrees with its records in every form; forty wrong numbers are found, none other."""

import random
from datetime import date

import pytest

from jingkai.domains.economy.choices import Series
from jingkai.domains.economy.factories import make_return
from jingkai.kernel.indicators import Period
from jingkai.kernel.reports.checking.check import check_document
from jingkai.kernel.reports.tests.perturbing import FORMS, numbers, perturb_report
from jingkai.kernel.reports.writing.document import write
from jingkai.kernel.reports.writing.markdown import to_markdown
from jingkai.kernel.reports.writing.sections import Report, Section

TOLD = {
    Series.LOCAL_FISCAL_REVENUE: "地方级财政收入{{{{ economy.local_fiscal_revenue period={} }}}}",
    Series.INDUSTRIAL_OUTPUT: "规上工业总产值{{{{ economy.industrial_output period={} }}}}",
    Series.OUTPUT_FINE_CHEMICALS: "精细化工产值{{{{ economy.fine_chemicals_output period={} }}}}",
    Series.OUTPUT_NEW_MATERIALS: "新材料产值{{{{ economy.new_materials_output period={} }}}}",
}
MONTHS = range(1, 13)


@pytest.fixture
def report(cast, tmp_path):
    """A year of returns, and a report that tells 48 of them."""
    lines = []
    for month in MONTHS:
        for number, series in enumerate(TOLD, 3):
            make_return(series=series, month=date(2022, month, 1), by=cast.statistician,
                        amount=(number * 137 + month * 41) * 100_000)  # fmt: skip
        told = "，".join(words.format(f"2022-{month:02}") for words in TOLD.values())
        lines.append(f"2022年{month}月，{told}。")
    path = tmp_path / "economy.md"
    path.write_text("## 经济运行\n\n" + "\n\n".join(lines), "utf8")
    section = Section("economy", path)
    report = Report(code="r", name="r", title=lambda zone, period: f"{zone}{period}工作报告",
                    sections=(section,))  # fmt: skip
    return write(report, Period.year(2022), seat=cast.statistician)


def test_every_number_agrees_and_forty_changed_ones_are_found_and_none_other(cast, report):
    def judged(document, form):
        data = FORMS[form](document)
        return check_document(f"r.{form}", data, year=2022, seat=cast.statistician).findings

    whole = judged(report, "md")
    assert len(whole) == len(MONTHS) * len(TOLD)
    assert len(numbers(whole, "agrees")) == len(whole)
    for form in ("docx", "pdf", "html"):
        assert numbers(judged(report, form), "agrees") == numbers(whole, "agrees"), form
        changed = perturb_report(report, whole, random.Random(form), 40)
        found = judged(changed.document, form)
        assert sorted(numbers(found, "differs")) == sorted(changed.printed), form
        assert numbers(found, "no_evidence") == [], form
        assert to_markdown(changed.document) != to_markdown(report)
