"""Reports are read by those who may see figures; a check is kept for one's own office."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Docx

from jingkai.kernel.reports.actions import check_report
from jingkai.kernel.reports.models import CheckedReport
from jingkai.kernel.trail.models import Entry
from tests.contracts import GatedContract, OfficeRecordContract, entered

AT = datetime(2023, 1, 9, 3, 0, tzinfo=UTC)
TEXT = "全年开展招商活动3次。签约区外项目0个。全市常住人口40万人。\n".encode()


def handed_in(cast, by=None):
    return check_report(name="年报.md", data=TEXT, year=2022, at=AT, by=by or cast.clerk)


class TestIndex(GatedContract):
    address = "/reports/"
    allowed, refused = "leader", "admin"


class TestReading(GatedContract):
    address = "/reports/annual/?period=2022"
    allowed, refused = "leader", "admin"


class TestWord(GatedContract):
    address = "/reports/annual/docx/?period=2022"
    allowed, refused = "leader", "admin"


class TestPdf(GatedContract):
    address = "/reports/annual/pdf/?period=2022"
    allowed, refused = "leader", "admin"


class TestChecks(GatedContract):
    address = "/reports/check/"
    allowed, refused = "clerk", "admin"


class TestChecked(OfficeRecordContract):
    allowed, refused, hidden_from = "clerk", "admin", "other_office"

    def url(self, cast):
        return reverse("reports:checked", args=[handed_in(cast).pk])


class TestAnnotated(OfficeRecordContract):
    allowed, refused, hidden_from = "clerk", "admin", "other_office"

    def url(self, cast):
        return reverse("reports:annotated", args=[handed_in(cast).pk])


def test_each_figure_of_a_report_leads_to_its_page(cast):
    page = entered(cast.leader).get("/reports/annual/?period=2022H1").content.decode()
    assert 'class="figure"' in page
    assert "/cockpit/figures/investment.activities/?period=2022H1" in page


def test_what_can_not_be_told_is_named_with_its_reason(cast):
    page = entered(cast.leader).get("/reports/annual/?period=2022").content.decode()
    assert "Some figures can't be told" in page or "以下数字在本时期无法给出" in page


@pytest.mark.parametrize("asked", ["period=never", "period=2022&known_at=yesterday"])
def test_a_period_or_instant_that_is_none_gets_a_sentence(cast, asked):
    answer = entered(cast.leader).get(f"/reports/annual/?{asked}")
    assert answer.status_code in (200, 400, 404, 409)
    assert "Traceback" not in answer.content.decode()


def test_an_unknown_report_is_not_there(cast):
    assert entered(cast.leader).get("/reports/monthly/").status_code == 404
    assert entered(cast.leader).get("/reports/annual/exe/").status_code == 404


def test_handing_in_a_report_keeps_what_was_found_and_leaves_an_entry(cast):
    client = entered(cast.clerk)
    file = SimpleUploadedFile("年报.md", TEXT)
    answer = client.post("/reports/check/", {"file": file, "year": 2022}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="mark mark-red"' in page
    report = CheckedReport.objects.get()
    verdicts = {f["text"]: f["verdict"] for f in report.findings}
    assert verdicts == {"3次": "differs", "0个": "agrees", "40万人": "no_evidence"}
    assert Entry.objects.filter(code="reports.report.checked").get().facts["differs"] == 1


def test_the_list_says_how_many_numbers_are_to_be_looked_at(cast):
    report = handed_in(cast)
    finding = {**report.findings[0], "verdict": "no_evidence"}
    found = [{**finding, "perhaps": "investment.activities"}] * 3 + [{**finding, "perhaps": ""}]
    assert CheckedReport(findings=found).counts() == {
        "differs": 0, "perhaps": 3, "no_evidence": 1, "agrees": 0
    }  # fmt: skip
    page = entered(cast.clerk).get("/reports/check/").content.decode()
    assert "请核看" in page
    assert f"<td>{report.tells_of()}</td>" in page


def test_whoever_hands_it_in_may_say_what_it_tells_of_and_have_it_checked_again(cast):
    client = entered(cast.clerk)
    file = SimpleUploadedFile("快报.md", "# 快报\n\n开展招商活动0次。".encode())
    client.post("/reports/check/", {"file": file, "year": 2022, "part": "{year}H1"})
    report = CheckedReport.objects.get()
    assert (report.about, report.about_told) == ("2022H1", True)
    page = client.get(reverse("reports:checked", args=[report.pk])).content.decode()
    assert '<option value="{year}H1" selected>' in page
    again = reverse("reports:recheck", args=[report.pk])
    client.post(again, {"year": 2021, "part": "{year}-01..{year}-09"}, follow=True)
    report.refresh_from_db()
    assert (report.year, report.about, report.about_told) == (2021, "2021-01..2021-09", True)
    assert {f["period"] for f in report.findings} == {"2021-01..2021-09"}
    client.post(again, {"year": 2022, "part": ""})
    report.refresh_from_db()
    assert (report.about, report.about_told) == ("2022", False)
    entry = Entry.objects.filter(code="reports.report.rechecked").latest("pk")
    assert entry.facts["about"] == "2022"


@pytest.mark.parametrize("asked", [{"year": "never"}, {"year": 2022, "part": "{year}Q9"}, {}])
def test_a_time_that_is_none_changes_nothing_and_says_so(cast, asked):
    report = handed_in(cast)
    address = reverse("reports:recheck", args=[report.pk])
    page = entered(cast.clerk).post(address, asked, follow=True).content.decode()
    assert "alert" in page
    assert CheckedReport.objects.get().checked_at == report.checked_at


def test_another_offices_report_is_not_checked_again(cast):
    address = reverse("reports:recheck", args=[handed_in(cast).pk])
    answer = entered(cast.statistician).post(address, {"year": 2022, "part": ""})
    assert answer.status_code == 404
    assert entered(cast.leader).get(address).status_code in (403, 405)


def test_the_numbers_of_one_verdict_are_listed_alone(cast):
    report = handed_in(cast)
    url = reverse("reports:checked", args=[report.pk])
    page = entered(cast.clerk).get(f"{url}?verdict=differs").content.decode()
    assert page.count('<li class="finding') == 1


@pytest.mark.parametrize(
    ("name", "data"), [("a.exe", b"MZ"), ("a.docx", b"not a zip"), ("a.pdf", b"%PDF-1.4 broken")]
)
def test_a_file_that_can_not_be_read_is_refused_beside_its_field(cast, name, data):
    file = SimpleUploadedFile(name, data)
    answer = entered(cast.clerk).post("/reports/check/", {"file": file, "year": 2022})
    assert answer.status_code == 422
    assert 'class="field-fault"' in answer.content.decode()
    assert not CheckedReport.objects.exists()


def test_the_annotated_file_is_the_document_itself_with_remarks(cast):
    word, stream = Docx(), BytesIO()
    word.add_paragraph("全年开展招商活动3次。")
    word.save(stream)
    report = check_report(name="年报.docx", data=stream.getvalue(), year=2022, at=AT, by=cast.clerk)
    answer = entered(cast.clerk).get(reverse("reports:annotated", args=[report.pk]))
    assert answer["Content-Disposition"].endswith(".docx")
    assert "招商活动" in "".join(p.text for p in Docx(BytesIO(answer.content)).paragraphs)


def test_only_who_handed_it_in_discards_a_check(cast):
    report = handed_in(cast)
    url = reverse("reports:discard", args=[report.pk])
    assert entered(cast.chief).post(url).status_code == 403
    assert entered(cast.other_office).post(url).status_code == 404
    assert entered(cast.clerk).post(url).status_code == 302
    assert not CheckedReport.objects.exists()
