"""Files as they come: Word, HTML, PDF, two columns, other encodings, and those that are refused."""

import io
import zipfile

import pytest
from docx import Document as new_docx
from docx.enum.style import WD_STYLE_TYPE

from jingkai.kernel.reports.checking import errors
from jingkai.kernel.reports.checking.annotate import annotated_file, marked, write
from jingkai.kernel.reports.checking.context import contexts
from jingkai.kernel.reports.checking.document import Document
from jingkai.kernel.reports.checking.reading import decoded, read

SENTENCE = "2022年完成固定资产投资36.7亿元，同比增长26.1%。"


def amounts(document: Document) -> list[str]:
    """What the grammar finds, as printed in the original."""
    told = []
    for said in contexts(document, 2022):
        start, end = said.block.clean.span(said.quantity.start, said.quantity.end)
        told.append(document.text[start:end])
    return told


def word_file() -> bytes:
    docx = new_docx()
    docx.add_heading("2022年工作报告", 0)
    paragraph = docx.add_paragraph("2022年完成固定资产投资36.")
    paragraph.add_run("7亿").bold = True
    paragraph.add_run("元，同比增长26.1%。")
    table = docx.add_table(rows=2, cols=3)
    rows = (("指标", "单位", "2022年"), ("签约项目", "个", "16"))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()


def test_word_is_read_over_runs_and_in_tables() -> None:
    document = read("报告.docx", word_file())
    assert amounts(document) == ["36.7亿元", "26.1%", "16"]
    cell = document.blocks[-1]
    assert (cell.row, cell.column) == ("签约项目 个", "2022年")


def test_word_comes_back_with_its_text_unchanged_and_a_comment_at_the_wrong_number() -> None:
    data = word_file()
    document = read("报告.docx", data)
    start = document.text.index("36.7亿元")
    findings = [{"start": start, "end": start + 6, "verdict": "differs", "why": "The records…"}]
    name, kind, marked_data = annotated_file("报告.docx", data, findings)
    again = new_docx(io.BytesIO(marked_data))
    assert name.endswith(".docx")
    assert kind.endswith("wordprocessingml.document")
    assert read("again.docx", marked_data).text == document.text
    assert [comment.text for comment in again.comments] == ["The records…"]
    assert b"FFDCD7" in zipfile.ZipFile(io.BytesIO(marked_data)).read("word/document.xml")


def test_html_is_read_with_places_in_the_source() -> None:
    source = (
        "<html><head><title>x 9个</title><style>p{width:5%}</style></head><body><h1>报告</h1>"
        "<p>完成固定资产投资<b>36.7</b>亿元，增长26.1&#37;。</p>"
        "<table><tr><th>指标</th><th>签约项目（个）</th></tr><tr><td>全年</td><td>16</td></tr></table>"
        "</body></html>"
    )
    document = read("报告.html", source.encode())
    assert amounts(document) == ["36.7</b>亿元", "26.1&#37;", "16"]


@pytest.mark.parametrize("wide", ["²", "9" * 5000, "-1", "0", "two"])
def test_a_cell_of_an_impossible_width_is_one_cell(wide: str) -> None:
    head = f"<tr><th colspan='{wide}'>指标</th><th>签约项目（个）</th></tr>"
    table = f"<table>{head}<tr><td>全年</td><td>16</td></tr></table>"
    page = f"<html><body><p>{SENTENCE}</p>{table}</body></html>"
    assert amounts(read("报告.html", page.encode()))[-1] == "16"


def test_a_heading_style_with_an_odd_number_is_a_heading() -> None:
    docx = new_docx()
    style = docx.styles.add_style("标题 ①", WD_STYLE_TYPE.PARAGRAPH)
    docx.add_paragraph("工作报告", style=style)
    docx.add_paragraph(SENTENCE)
    out = io.BytesIO()
    docx.save(out)
    assert amounts(read("报告.docx", out.getvalue())) == ["36.7亿元", "26.1%"]


def test_a_pdf_in_two_columns_is_read_column_by_column() -> None:
    left = ["固定资产投资完成36.7亿元，", "同比增长26.1%，地方级财政", "收入4亿元。"] * 3
    right = ["签约项目16个，总投资131.6", "亿元。市场主体突破5400", "户。"] * 3
    document = read("报告.pdf", pdf_file([left, right]))
    found = ["".join(text.split()) for text in amounts(document)]
    assert found == ["36.7亿元", "26.1%", "4亿元"] * 3 + ["16个", "131.6亿元", "突破5400户"] * 3


def test_a_scanned_text_breaks_inside_numbers_and_goes_on_over_the_page() -> None:
    text = "    固定资产投资完成 36.\n7 亿元，同比增长 26\n\n— 3 —\n\n.1%。\n"
    document = read("扫描.txt", text.encode())
    assert ["".join(t.split()) for t in amounts(document)] == ["36.7亿元", "26—3—.1%"]


def test_text_in_gb18030_is_read() -> None:
    assert decoded("a.txt", SENTENCE.encode("gb18030")) == SENTENCE


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("表.xlsx", b"", errors.UnknownKind),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", errors.OldWord),
        ("锁.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", errors.Encrypted),
        ("坏.docx", b"nothing of Word", errors.Damaged),
        ("坏.pdf", b"nothing of PDF", errors.Damaged),
        ("乱.txt", b"\xff\x00\x81\x00\x00", errors.NotText),
        ("大.txt", b" " * (41 * 2**20), errors.TooLarge),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(
    name: str, data: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as told:
        read(name, data)
    assert str(told.value).count(".") >= 1


def test_a_scan_without_text_is_refused() -> None:
    with pytest.raises(errors.NoText):
        read("扫描.pdf", pdf_file([[]]))


def test_marks_escape_the_text_around_them() -> None:
    finding = {"start": 4, "end": 7, "verdict": "differs", "why": 'a "b" <c>'}
    page = marked("<b>&26%", [finding])
    assert page.startswith('&lt;b&gt;&amp;<mark class="differs" title="a &quot;b&quot; &lt;c&gt;"')


def test_marks_go_into_html_but_not_into_pdf() -> None:
    page = write("out.html", "a.txt", SENTENCE.encode(), [])
    assert "36.7亿元" in page.decode()
    with pytest.raises(errors.CannotAnnotate):
        write("out.pdf", "a.txt", SENTENCE.encode(), [])


def pdf_file(columns: list[list[str]]) -> bytes:
    """A page whose lines stand in columns, in Adobe's own Chinese font (STSong-Light, UCS-2)."""
    drawn = []
    for at, lines in enumerate(columns):
        for down, line in enumerate(lines):
            code = line.encode("utf-16-be").hex()
            drawn.append(f"BT /F1 12 Tf {60 + at * 270} {760 - down * 20} Td <{code}> Tj ET")
    stream = "\n".join(drawn).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
