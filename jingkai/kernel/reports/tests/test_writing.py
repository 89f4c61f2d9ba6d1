"""Reports are written from sections: the words of each figure follow its place and its value."""

from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document as Docx
from docx.shared import Mm

from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.reports.writing import document as writing
from jingkai.kernel.reports.writing.errors import UnknownPlace, UnknownReport
from jingkai.kernel.reports.writing.html import to_html
from jingkai.kernel.reports.writing.markdown import to_markdown
from jingkai.kernel.reports.writing.places import read_place, spell
from jingkai.kernel.reports.writing.sections import Report, Section, report_named
from jingkai.kernel.reports.writing.word import to_word

VALUES = {
    ("a.total", "2022"): (Decimal(13_160_000_000), "元"),
    ("a.total", "2021"): (Decimal(10_000_000_000), "元"),
    ("a.growth", "2022"): (Decimal("0.316"), "%"),
    ("a.trips", "2022"): (Decimal(156), "次"),
    ("a.nothing", "2022"): (None, "%"),
}
TEXT = """<!-- for the writer alone: {{ not.a.place }} -->
## 招商引资

签约**{{ a.total }}**，同比{{ a.growth growth }}，
活动{{ a.trips as=余 }}。

- 上年{{ a.total period=2021 }}
- 其他{{ a.nothing }}

| 指标 | 数值 |
|---|---|
| 总投资（亿元） | {{ a.total unit=亿元 bare }} |
"""


@pytest.fixture
def report(tmp_path, monkeypatch, cast):
    asked = []

    def evaluate(codes, period, *, seat, known_at):
        asked.append((str(period), list(codes)))
        return {
            code: Figure(code, code, *_value(code, period), period, records=1) for code in codes
        }

    monkeypatch.setattr(writing, "evaluate", evaluate)
    (tmp_path / "a.md").write_text(TEXT, "utf8")
    report = Report(
        code="r", name="r", title=lambda zone, period: f"{zone}{period}工作报告",
        sections=(Section("a", tmp_path / "a.md"),),
    )  # fmt: skip
    return report, asked


def _value(code, period):
    value, unit = VALUES[code, str(period)]
    return value, "" if value is not None else "没有记录。", unit


def written(report, cast):
    return writing.write(report[0], Period.parse("2022"), seat=cast.leader)


def test_figures_are_told_in_their_places_and_a_line_break_is_no_space(report, cast):
    text = to_markdown(written(report, cast))
    assert text.startswith("# 示例经开区2022年工作报告\n\n### 招商引资")
    assert "签约**131.6亿元**，同比增长31.6%，活动150余次。" in text
    assert "- 上年100亿元\n\n- 其他—" in text
    assert "| 总投资（亿元） | 131.6 |" in text
    assert "for the writer" not in text


def test_one_request_per_period_asks_for_all_figures(report, cast):
    written(report, cast)
    assert sorted(report[1]) == [
        ("2021", ["a.total"]),
        ("2022", ["a.growth", "a.nothing", "a.total", "a.trips"]),
    ]


def test_html_leads_from_each_figure_to_its_records(report, cast):
    html = to_html(written(report, cast), lambda f: f"/f/{f.code}?period={f.period}")
    assert '<a class="figure" href="/f/a.total?period=2021" title="a.total">100亿元</a>' in html
    assert 'title="没有记录。">—</a>' in html
    assert "<h3>招商引资</h3>" in html
    assert html.count("<th ") == 2


def test_html_escapes_what_the_writer_typed(report, cast):
    section = report[0].sections[0]
    section.path.write_text("一 <b onclick=x>二</b> & 三", "utf8")
    assert "<b onclick" not in to_html(written(report, cast), lambda f: "#")


def test_word_has_the_page_of_an_official_document(report, cast):
    word = Docx(BytesIO(to_word(written(report, cast))))
    page = word.sections[0]
    width = page.page_width - page.left_margin - page.right_margin
    height = page.page_height - page.top_margin - page.bottom_margin
    sizes = [page.top_margin, page.left_margin, width, height]
    assert [round(size / Mm(1)) for size in sizes] == [37, 28, 156, 225]
    assert word.paragraphs[0].text == "示例经开区2022年工作报告"
    assert any("增长31.6%" in p.text for p in word.paragraphs)
    assert word.tables[0].cell(1, 1).text == "131.6"


@pytest.mark.parametrize("text", ["a as=很多", "a colour", "a places=two", "a to=x", "a as="])
def test_a_place_that_can_not_be_read_is_refused_with_its_section(text):
    with pytest.raises(UnknownPlace) as refused:
        read_place(text, section="economy")
    assert "economy" in str(refused.value)


@pytest.mark.parametrize(
    ("value", "unit", "place", "words"),
    [
        (85, "项", "a as=余", "80余项"),
        (80, "项", "a as=余", "80项"),
        (69, "个", "a as=近 to=10", "近70个"),
        (5421, "户", "a as=突破 to=100", "突破5400户"),
        (204, "次", "a as=以上 to=100", "200次以上"),
        (Decimal("0.0448"), "%", "a as=以内 to=0.001", "4.5%以内"),
        (Decimal("0.261"), "%", "a growth", "增长26.1%"),
        (Decimal("-0.0316"), "%", "a growth", "下降3.2%"),
        (Decimal(0), "%", "a growth", "持平"),
        (None, "%", "a growth", "—"),
        (16, "个", "a", "16个"),
    ],
)
def test_the_words_of_a_figure_are_true(value, unit, place, words):
    assert spell(value if value is None else Decimal(value), unit, read_place(place)) == words


def test_an_unknown_report_names_those_there_are():
    with pytest.raises(UnknownReport, match="annual"):
        report_named("monthly")
