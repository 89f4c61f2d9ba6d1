"""Reports are written from sections: the words of each figure follow its place and its value."""

from decimal import Decimal
from io import BytesIO

import pdfplumber
import pytest
from docx import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.figures import Figure
from jingkai.kernel.reports.writing import document as writing
from jingkai.kernel.reports.writing.errors import NoTypeface, UnknownPlace, UnknownReport
from jingkai.kernel.reports.writing.html import to_html
from jingkai.kernel.reports.writing.markdown import to_markdown
from jingkai.kernel.reports.writing.pdf import chosen, to_pdf
from jingkai.kernel.reports.writing.places import read_place, spell
from jingkai.kernel.reports.writing.sections import Report, Section, report_named
from jingkai.kernel.reports.writing.word import to_word

VALUES = {
    ("a.total", "2022"): (Decimal(13_160_000_000), "元"),
    ("a.total", "2021"): (Decimal(10_000_000_000), "元"),
    ("a.growth", "2022"): (Decimal("0.316"), "%"),
    ("a.trips", "2022"): (Decimal(156), "次"),
    ("a.nothing", "2022"): (None, "%"),
    ("a.zero", "2022"): (Decimal(0), "次"),
}
TEXT = """<!-- for the writer alone: {{ not.a.place }} -->
## 招商引资

签约**{{ a.total }}**，同比{{ a.growth growth }}，
活动{{ a.trips as=余 }}。

督办{{ a.trips only }}。

吹哨{{ a.zero only }}，报到{{ a.trips }}。

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
    assert text.startswith("# 示例经开区2022年工作报告\n\n### 一、招商引资")
    assert "签约**131.6亿元**，同比增长31.6%，活动150余次。" in text
    assert "- 上年100亿元\n\n- 其他—" in text
    assert "| 总投资（亿元） | 131.6 |" in text
    assert "for the writer" not in text
    assert "督办156次。" in text
    assert "吹哨" not in text, "a paragraph of which there is nothing to tell is left out"


def test_one_request_per_period_asks_for_all_figures(report, cast):
    written(report, cast)
    assert sorted(report[1]) == [
        ("2021", ["a.total"]),
        ("2022", ["a.growth", "a.nothing", "a.total", "a.trips", "a.zero"]),
    ]


def test_html_leads_from_each_figure_to_its_records(report, cast):
    html = to_html(written(report, cast), lambda f: f"/f/{f.code}?period={f.period}")
    assert '<a class="figure" href="/f/a.total?period=2021" title="a.total">100亿元</a>' in html
    assert 'title="没有记录。">—</a>' in html
    assert "<h3>一、招商引资</h3>" in html
    assert html.count("<th ") == 2
    assert "**" not in html


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


def address(figure):
    return f"https://zone.example/{figure.code}"


def test_word_has_22_lines_of_28_characters_and_page_numbers_outside(report, cast):
    page = Docx(BytesIO(to_word(written(report, cast)))).sections[0]
    (grid,) = page._sectPr.findall(qn("w:docGrid"))
    pitch, extra = int(grid.get(qn("w:linePitch"))) / 20, int(grid.get(qn("w:charSpace"))) / 4096
    assert int(Mm(225) / Pt(1) / pitch) == 22
    assert int(Mm(156) / Pt(1) / (16 + extra)) == 28
    sides = [part.paragraphs[0].alignment for part in (page.footer, page.even_page_footer)]
    assert sides == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]
    assert "— " in page.footer.paragraphs[0].text


def test_word_leads_from_each_figure_to_its_address(report, cast):
    word = Docx(BytesIO(to_word(written(report, cast), address)))
    links = [link for p in word.paragraphs for link in p.hyperlinks]
    assert ("增长31.6%", "https://zone.example/a.growth") in [(x.text, x.address) for x in links]
    assert "签约131.6亿元，同比增长31.6%，" in "".join(p.text for p in word.paragraphs)


def _pages(report, cast, repeat=1):
    path = report[0].sections[0].path
    more = "全年签约{{ a.total }}。\n\n" * repeat
    path.write_text(f"{path.read_text('utf8')}\n\n{more}", "utf8")
    made = to_pdf(written(report, cast), address)
    return pdfplumber.open(BytesIO(made)).pages


def test_pdf_has_the_page_of_an_official_document(report, cast):
    pages = _pages(report, cast, repeat=60)
    mm = 72 / 25.4
    assert [round(float(x) / mm) for x in (pages[0].width, pages[0].height)] == [210, 297]
    body = [c for c in pages[1].chars if round(c["size"]) == 16]
    lines = sorted({round(c["bottom"]) for c in body})
    assert len(lines) == 22
    assert min(c["x0"] for c in body) / mm >= 28
    assert max(c["x1"] for c in body) / mm <= 28 + 156.1
    assert 36.9 <= min(c["top"] for c in body) / mm <= 40
    assert lines[-1] / mm <= 37 + 225
    numbers = [[c for c in page.chars if round(c["size"]) == 14] for page in pages[1:3]]
    assert ["".join(c["text"] for c in n).replace(" ", "") for n in numbers] == ["—2—", "—3—"]
    assert numbers[0][0]["x0"] / mm < 60 < 150 < numbers[1][0]["x0"] / mm


def test_a_line_of_the_pdf_holds_28_characters(report, cast):
    report[0].sections[0].path.write_text("经" * 200, "utf8")
    (page,) = _pages(report, cast)
    lines = page.extract_text().split("\n")
    assert [len(line) for line in lines if set(line) == {"经"}][1:-1] == [28] * 6


def test_pdf_keeps_the_text_the_table_and_the_addresses(report, cast):
    (page,) = _pages(report, cast)
    text = page.extract_text().replace("\n", "")
    assert "示例经开区2022年工作报告一、招商引资签约131.6亿元，同比增长31.6%" in text
    assert page.extract_tables()[-1][1] == ["总投资（亿元）", "131.6"]
    assert "https://zone.example/a.growth" in {link["uri"] for link in page.hyperlinks}


def test_without_a_chinese_typeface_the_pdf_is_refused_and_told_what_to_install():
    with pytest.raises(NoTypeface) as refused:
        chosen("body", frozenset({"DejaVu Sans"}))
    assert "fonts-noto-cjk" in str(refused.value)
    assert chosen("body", frozenset({"Noto Serif SC", "FangSong"})) == "FangSong"


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
        (3, "轮", "a", "3轮"),
    ],
)
def test_the_words_of_a_figure_are_true(value, unit, place, words):
    assert spell(value if value is None else Decimal(value), unit, read_place(place)) == words


def test_an_unknown_report_names_those_there_are():
    with pytest.raises(UnknownReport, match="annual"):
        report_named("monthly")
