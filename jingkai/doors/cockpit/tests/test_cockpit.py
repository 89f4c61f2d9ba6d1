"""The cockpit: what it shows, from how many queries, and who may open it."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jingkai.doors.cockpit.asking import Asked, NoSuchInstant, instant
from jingkai.doors.cockpit.boards import BOARDS
from jingkai.doors.cockpit.boards_zone import ZONE
from jingkai.doors.cockpit.gathering import glance
from jingkai.doors.cockpit.tests.year import a_year
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.catalogue import catalogue
from jingkai.kernel.indicators.measures import aggregates
from tests.contracts import GatedContract, entered

DEMO = (
    "economy.fixed_asset_investment", "economy.fixed_asset_investment.yoy",
    "economy.local_fiscal_revenue", "economy.local_fiscal_revenue.yoy_excluding_refunds",
    "economy.fine_chemicals_output.yoy", "economy.new_materials_output.yoy",
    "economy.industrial_output.yoy_cumulative", "investment.activities",
    "investment.provinces_reached", "investment.cities_reached", "investment.leads_tracked",
    "investment.projects_signed", "investment.signed_amount", "investment.started_in_year_share",
    "investment.friendly_zones", "subjects.market_entities",
)  # fmt: skip
"""The figures of the demo zone's account."""


class TestGlance(GatedContract):
    address, allowed, refused = "/cockpit/", "leader", "admin"


class TestWall(GatedContract):
    address, allowed, refused = "/cockpit/wall/", "leader", "admin"


def page(seat: Any, url: str = "/cockpit/?period=2022") -> str:
    answer = entered(seat).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_year_is_told_with_its_growth_and_its_charts(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader)
    assert "8亿元" in text
    assert 'data-chart="industry"' in text
    specs = json.loads(re.search(r'id="chart-specs"[^>]*>(.+?)</script>', text)[1])
    growth = specs["industry"]["series"][0]
    assert growth["texts"][0] == "−20%"
    assert growth["values"][0] == pytest.approx(-20)
    assert specs["industry"]["mark"] == {"at": 11, "words": "2022年12月起转正"}
    assert len(specs["investment"]["series"][1]["values"]) == 12


def test_every_figure_leads_to_its_own_page(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader)
    shown = {tile.code for board in BOARDS for tile in board.tiles}
    assert shown <= set(catalogue.indicators)
    linked = set(re.findall(r'href="/cockpit/figures/([^/]+)/\?period=2022"', text))
    assert shown <= linked
    for code in sorted(shown):
        assert entered(cast.leader).get(f"/cockpit/figures/{code}/?period=2022").status_code == 200


def test_every_chart_has_a_sentence_and_a_table(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader)
    charts = re.findall(r'data-chart="(\w+)" role="img" aria-label="([^"]+)"', text)
    assert {key for key, _words in charts} == {
        trend.key for board in BOARDS for trend in board.trends
    }
    assert all("2022年12月" in words for _key, words in charts)
    assert text.count('<details class="ck-table">') == len(charts)


def test_cities_are_listed_under_their_province_with_their_counts(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader)
    found = text[text.index("ck-split-city") :]
    assert found.index("江苏") < found.index("苏州") < found.index("常州")
    assert "/investment.trips/?period=2022&amp;in=investment.city%3A320500" in found


def queries_of(cast: Any, work: Any) -> Counter[str]:
    """How many queries begin at each table of records."""
    with CaptureQueriesContext(connection) as captured:
        work()
    tables = {
        leaf.records.model._meta.db_table
        for indicator in catalogue.all()
        for leaf in aggregates(indicator)
    }
    found: Counter[str] = Counter()
    for query in captured:
        read = [t for t in re.findall(r'FROM "(\w+)"', query["sql"]) if t in tables]
        if read and "COUNT(" in query["sql"]:
            found[read[0]] += 1
    return found


def test_the_figures_of_the_account_take_one_query_for_each_record_set(cast: Any) -> None:
    a_year(cast)
    from jingkai.kernel.indicators.evaluate import evaluate

    read = queries_of(cast, lambda: evaluate(DEMO, Period.year(2022), seat=cast.leader))
    assert set(DEMO) <= set(catalogue.indicators)
    assert read == {
        "economy_monthlyreturn": 1, "projects_projectreturn": 1,
        "investment_activity": 1, "investment_leadcontact": 1,
        "investment_deal": 1, "investment_friendlyzone": 1, "subjects_enterprise": 1,
        "subjects_formerstay": 1,
    }  # fmt: skip


def test_the_whole_page_reads_no_record_set_more_often_than_it_must(cast: Any) -> None:
    """Trends of twelve months and all: one query for each set, one more for each split."""
    a_year(cast)
    asked = Asked(Period.year(2022))
    read = queries_of(cast, lambda: glance(asked, seat=cast.leader))
    splits = {"investment_activity": 3, "investment_deal": 1, "subjects_enterprise": 1,
              "subjects_formerstay": 1, "projects_project": 1,
              "projects_projectreturn": 1}  # fmt: skip
    sets = {
        "economy_monthlyreturn": 1, "projects_projectreturn": 1,
        "projects_project": 5, "projects_productionline": 1, "projects_problem": 1,
        "investment_activity": 1, "investment_leadcontact": 1,
        "investment_deal": 1, "investment_friendlyzone": 1, "subjects_scalestatus": 1,
        "subjects_enterprise": 3, "subjects_formerstay": 3,
    }  # entries, exits and those there are three sets of one table
    drawn = {table: times + splits.get(table, 0) for table, times in sets.items()}
    assert {table: read[table] for table in sets} == drawn
    most = record_sets_of(ZONE)
    others = {table: times for table, times in read.items() if table not in sets}
    assert others
    assert {t: times for t, times in others.items() if times > most[t]} == {}


def record_sets_of(boards: Any) -> Counter[str]:
    """How many record sets the figures of these boards lie in, by table."""
    found = {
        (leaf.records.model, leaf.records.kind, leaf.records.opened, leaf.records.closed)
        for board in boards
        for tile in board.tiles
        for leaf in aggregates(catalogue.indicators[tile.code])
    }
    return Counter(model._meta.db_table for model, *_rest in found)


def test_the_front_tells_every_domain_in_brief_and_each_number_is_a_door(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader)
    front = text[text.index('class="ck-year"') : text.index('class="ck-board"')]
    for board in BOARDS:
        assert f'href="#board-{board.key}"' in front
        for code in [tile.code for tile in board.tiles if tile.lead][:3]:
            assert f"/cockpit/figures/{code}/?period=2022" in front
    wall = page(cast.leader, "/cockpit/wall/?period=2022")
    assert wall.count('class="ck-brief"') == sum(not board.column for board in BOARDS)


def test_the_period_and_the_instant_stay_in_the_address(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader, "/cockpit/?period=2022Q3&known_at=2023-01-05T18:00")
    assert "2022年三季度" in text
    assert "正在回看" in text
    assert "2023-01-05 18:00" in text
    assert "?period=2021Q3&amp;known_at=2023-01-05T18%3A00" in text
    assert 'href="?period=2022Q3">' in text


def test_without_a_period_the_newest_month_that_came_in_is_the_end(cast: Any) -> None:
    a_year(cast)
    assert "<h1>2022年</h1>" in page(cast.leader, "/cockpit/")
    assert "<h1>2022年</h1>" in page(cast.registrar, "/cockpit/")


def test_before_a_record_was_known_it_does_not_count(cast: Any) -> None:
    a_year(cast)
    text = page(cast.leader, "/cockpit/?period=2022&known_at=2001-01-01")
    assert "8亿元" not in text


def test_a_period_that_is_none_is_refused_with_a_sentence(cast: Any) -> None:
    answer = entered(cast.leader).get("/cockpit/?period=nonsense")
    assert answer.status_code in (400, 422)
    assert "nonsense" in answer.content.decode()


def test_an_instant_is_read_as_a_day_or_to_the_minute() -> None:
    day = instant("2022-10-15")
    assert day is not None
    assert (day.hour, day.minute) == (23, 59)
    assert instant("2999-01-01") is None
    with pytest.raises(NoSuchInstant):
        instant("yesterday")


def test_a_zone_without_records_opens_the_cockpit_all_the_same(cast: Any) -> None:
    answer = entered(cast.leader).get("/cockpit/")
    assert answer.status_code == 200
