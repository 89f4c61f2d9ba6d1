"""A figure's page, the catalogue, and what is published: every number down to its records."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from jingkai.domains.economy import actions as economy
from jingkai.domains.economy.factories import make_month
from jingkai.domains.economy.queries import returns_for as queries_of_returns
from jingkai.doors.cockpit.tests.year import a_year
from jingkai.kernel.indicators import Period, queries
from jingkai.kernel.indicators.actions import publish_figures, set_target
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.tests.history import known
from tests.contracts import GatedContract, RecordContract, entered

AMOUNT = "/cockpit/figures/investment.signed_amount/?period=2022"
GROWTH = "/cockpit/figures/economy.local_fiscal_revenue.yoy_excluding_refunds/?period=2022"
STARTED = "/cockpit/figures/investment.started_in_year_share/?period=2022"


class TestCatalogue(GatedContract):
    address, allowed, refused = "/cockpit/figures/", "registrar", "admin"


class TestFigure(GatedContract):
    address, allowed, refused = AMOUNT, "clerk", "admin"


class TestTarget(GatedContract):
    address = "/cockpit/figures/investment.signed_amount/target/?period=2022"
    allowed, refused = "statistician", "leader"


class TestPublish(GatedContract):
    address = "/cockpit/figures/investment.signed_amount/publish/?period=2022"
    allowed, refused = "statistician", "leader"


class TestExport(GatedContract):
    address = "/cockpit/figures/investment.signed_amount/export/csv/?period=2022"
    allowed, refused = "leader", "admin"


class TestExportOfAll(GatedContract):
    address = "/cockpit/figures/export/sdmx/?period=2022"
    allowed, refused = "leader", "admin"


class TestPublication(RecordContract):
    allowed, refused = "leader", "admin"

    def url(self, cast: Any) -> str:
        return f"/cockpit/publications/{published(cast).pk}/"


def published(cast: Any, year: int = 2022, known_at: datetime | None = None) -> Any:
    now = timezone.now()
    return publish_figures(
        name="全年快报", codes=["economy.fixed_asset_investment"], period=Period.year(year),
        known_at=known_at or now, at=now, by=cast.statistician,
    )  # fmt: skip


def page(seat: Any, url: str) -> str:
    answer = entered(seat).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(("asked", "every"), [
    ("period=2022", 1), ("period=2022-05&known_at=2026-01-01", 4), ("period=2022-W20", 20),
])  # fmt: skip
def test_the_page_of_every_figure_opens_and_its_records_give_it_again(
    cast: Any, asked: str, every: int
) -> None:
    """As known then for every fourth; `test_drill_down_invariant` asks all, without pages."""
    a_year(cast)
    client = entered(cast.statistician)
    for code in list(catalogue.indicators)[::every]:
        answer = client.get(f"/cockpit/figures/{code}/?{asked}")
        assert answer.status_code == 200, code
        assert answer.context["behind"].same, code


def test_what_is_drawn_beside_a_week_are_weeks(cast: Any) -> None:
    a_year(cast)
    address = AMOUNT.partition("?")[0]
    assert "近十二期" in page(cast.leader, f"{address}?period=2022-W28")
    assert "近十二个月" in page(cast.leader, AMOUNT)


def test_a_figure_that_is_not_declared_is_not_there(cast: Any) -> None:
    client = entered(cast.leader)
    assert client.get("/cockpit/figures/investment.invented/").status_code == 404
    assert client.get(f"{AMOUNT}&in=no.such:1").status_code == 404
    assert client.get("/cockpit/figures/investment.signed_amount/export/pdf/").status_code == 404
    assert client.get("/cockpit/figures/export/pdf/").status_code == 404


def test_the_page_leads_from_the_value_to_the_record(cast: Any) -> None:
    a_year(cast)
    text = page(cast.chief, AMOUNT)
    assert "<b>8</b>" in text
    links = re.findall(r'data-href="(/office/r/investment\.deals/\d+/)"', text)
    assert len(links) == 2
    assert entered(cast.chief).get(links[0]).status_code == 200
    assert "共2条记录，合计8亿元" in text


def test_records_that_the_seat_may_not_open_are_told_but_not_linked(cast: Any) -> None:
    a_year(cast)
    text = page(cast.other_office, AMOUNT)
    assert "共2条记录，合计8亿元" in text
    assert "/office/r/investment.deals/" not in text.split('id="records"')[1]


def test_a_ratio_shows_its_parts_and_the_records_of_each(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader, STARTED)
    assert "<b>50</b>" in text
    tree = text[text.index("ck-tree") : text.index("ck-aside")]
    assert tree.index("分子") < tree.index("分母")
    assert "共1条记录" in text
    assert "共2条记录" in page(cast.leader, f"{STARTED}&part=1")


def test_what_is_taken_out_stands_beside_the_figure(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader, GROWTH)
    assert "6000万元" in text[text.index("ck-exclusions") : text.index("ck-sentence")]


def test_a_part_of_the_zone_is_told_with_what_it_is_kept_to(cast: Any) -> None:
    a_year(cast)
    trips = "/cockpit/figures/investment.trips/?period=2022"
    text = page(cast.leader, f"{trips}&in=investment.city:320500")
    assert "<b>2</b>" in text
    assert "苏州市" in text[text.index("ck-limits") : text.index("ck-hero")]


def test_the_trail_of_records_is_paged_forward_and_back(cast: Any) -> None:
    for year in (2021, 2022, 2023):
        for month in range(1, 13):
            make_month(month=date(year, month, 1), by=cast.statistician)
    url = "/cockpit/figures/economy.local_fiscal_revenue/?period=2021-01..2023-12"
    client = entered(cast.leader)
    first = client.get(url).context["behind"]
    assert (len(first.rows), first.before) == (20, "")
    second = client.get(f"?{first.after}".replace("?", url.split("?")[0] + "?")).context["behind"]
    assert len(second.rows) == 16
    assert second.after == ""
    back = client.get(f"{url.split('?')[0]}?{second.before}").context["behind"]
    assert [row.title for row in back.rows] == [row.title for row in first.rows]


def test_the_catalogue_is_searched_by_name_code_and_office(cast: Any) -> None:
    a_year(cast)

    def found(words: str) -> list[str]:
        answer = entered(cast.leader).get("/cockpit/figures/", {"q": words, "period": "2022"})
        return [entry.code for domain in answer.context["domains"] for entry in domain.entries]

    assert found("签约金额") == ["investment.signed_amount", "investment.signed_amount.yoy"]
    assert found("market_entities.yoy") == ["subjects.market_entities.yoy"]
    assert len(found("统计局")) == len(catalogue.all("economy."))
    assert found("没有这个") == []
    assert len(found("")) == len(catalogue.indicators)


def test_a_target_is_set_with_its_unit_and_shown_with_its_progress(cast: Any) -> None:
    a_year(cast)
    client = entered(cast.statistician)
    url = "/cockpit/figures/investment.signed_amount/target/?period=2022"
    wrong = client.post(url, {"value": "5吨", "source": "工作要点"})
    assert wrong.status_code == 422
    answer = client.post(url, {"value": "10亿元", "source": "工作要点"})
    assert answer.status_code == 302
    assert queries.targets(cast.leader).get().value == Decimal(10**9)
    assert "目标10亿元，完成80%" in page(cast.leader, AMOUNT)
    assert "目标10亿元，完成80%" in page(cast.leader, "/cockpit/?period=2022")
    assert client.post(url.replace("2022", "2022-W20"), {"value": "1元"}).status_code in (400, 422)
    refused = entered(cast.leader).post(url, {"value": "10亿元", "source": "工作要点"})
    assert refused.status_code == 403


def test_publishing_freezes_and_a_second_under_the_name_is_refused(cast: Any) -> None:
    a_year(cast)
    client = entered(cast.statistician)
    url = "/cockpit/figures/investment.signed_amount/publish/?period=2022"
    form = {"name": "全年快报", "extent": "domain"}
    answer = client.post(url, form)
    assert answer.status_code == 302
    made = queries.publications(cast.leader).get()
    assert made.figures.count() == len(catalogue.all("investment."))
    assert client.post(url, form).status_code == 409
    assert "与现值一致" in page(cast.leader, AMOUNT)
    assert entered(cast.leader).post(url, form).status_code == 403


def test_a_restated_figure_shows_both_values_and_the_record_that_differs(cast: Any) -> None:
    a_year(cast)
    for row in queries_of_returns(cast.statistician).filter(series="fixed_asset_investment"):
        known(row, datetime(2022, 3, 1, tzinfo=UTC))
    made = published(cast, 2021, known_at=datetime(2022, 4, 1, tzinfo=UTC))
    economy.close_month(
        month=date(2021, 5, 1), at=timezone.make_aware(datetime(2021, 6, 12)),
        by=cast.statistician,
    )  # fmt: skip
    economy.restate_return(
        original=queries_of_returns(cast.statistician).get(
            series="fixed_asset_investment", month=date(2021, 5, 1)
        ),
        amount=Decimal(400_000_000), why="示例", source="示例", on=date(2022, 7, 1),
        by=cast.statistician,
    )  # fmt: skip
    text = page(cast.leader, f"/cockpit/publications/{made.pk}/")
    changed = text[text.index("ck-changes") :]
    assert text.index("36亿元") < text.index("37亿元")
    assert changed.index("新计入") < changed.index("1亿元")
    assert "已修订：现为37亿元" in page(
        cast.leader, "/cockpit/figures/economy.fixed_asset_investment/?period=2021"
    )


def test_files_hold_the_figure_its_months_and_its_records(cast: Any) -> None:
    a_year(cast)
    client = entered(cast.leader)
    base = "/cockpit/figures/investment.signed_amount/export"
    rows = list(csv.DictReader(io.StringIO(
        client.get(f"{base}/sdmx/?period=2022").content.decode())))  # fmt: skip
    assert rows[0]["OBS_VALUE"] == "800000000"
    assert rows[0]["TIME_PERIOD"] == "2022"
    assert len(rows) == 13
    assert client.get(f"{base}/xlsx/?period=2022").content[:2] == b"PK"
    assert client.get(f"{base}/csv/?period=2022").content.startswith(b"\xef\xbb\xbf")
    records = client.get(f"{base}/records/?period=2022").content.decode("utf-8-sig")
    lines = [line for line in csv.reader(io.StringIO(records)) if line]
    assert [line[-1] for line in lines[2:]] == ["3亿元", "5亿元"]


def test_a_figure_is_found_by_the_finder(cast: Any) -> None:
    text = page(cast.leader, "/find/?q=签约额")
    assert "/cockpit/figures/investment.signed_amount/" in text


def test_the_targets_of_a_figure_are_listed_with_their_source(cast: Any) -> None:
    set_target(
        indicator="investment.signed_amount", period=Period.year(2022), value=Decimal(10**9),
        source="示例要点", on=date(2022, 1, 5), by=cast.statistician,
    )  # fmt: skip
    assert "示例要点" in page(cast.leader, AMOUNT)
