from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jingkai.domains.investment import queries
from jingkai.domains.investment.factories import (
    give_evidence,
    make_activity,
    make_commitment,
    make_deal,
    make_lead,
    make_node,
    make_presence,
)
from jingkai.domains.investment.models import Chain

MARCH = date(2022, 3, 1)


def after(days, day=MARCH):
    return day + timedelta(days=days)


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_a_deals_page_tells_its_clocks_with_what_is_left_and_their_basis(cast):
    deal = make_deal(cast.clerk, MARCH, evaluated_on=MARCH, signed_on=after(10))
    clocks = queries.deal_standing(deal, cast.clerk, date(2022, 8, 30))[0]
    evaluation, start = texts(clocks)
    assert evaluation[1:4] == ["2022-03-01", "2022-03-29", "2022-03-11"]
    assert start[1:4] == ["2022-03-11", "2022-09-11", "—"]
    assert "12" in start[4]
    assert "第十一条" in start[5]
    assert [cell.tone for cell in (clocks.rows[0][4], clocks.rows[1][4])] == ["green", "red"]


def test_a_deals_page_names_what_each_stage_lacks_once(cast):
    deal = make_deal(cast.clerk, MARCH, negotiated_on=MARCH, content="", power=None)
    missing = queries.deal_standing(deal, cast.clerk, MARCH)[1]
    assert len(missing.rows) == 2
    assert len([word for row in texts(missing) for word in row[1].split("、")]) == 3
    deal = make_deal(cast.clerk, MARCH, negotiated_on=MARCH)
    give_evidence(cast.clerk, deal)
    assert queries.deal_standing(deal, cast.clerk, MARCH)[1].rows == ()


def test_an_ended_deal_lacks_nothing_more(cast):
    deal = make_deal(cast.clerk, MARCH, ended_on=after(9), end_reason="site", content="")
    assert queries.deal_standing(deal, cast.clerk, MARCH)[1].rows == ()


def test_a_deals_page_tells_its_late_entries(cast):
    day = timezone.localdate() - timedelta(days=100)
    deal = make_deal(cast.clerk, day, signed_on=day)
    [row] = texts(queries.deal_standing(deal, cast.clerk, day)[2])
    assert row[1:] == [day.isoformat(), timezone.localdate().isoformat(), "100"]


def test_a_held_leads_page_tells_its_silence_and_a_pool_leads_none(cast):
    held = make_lead(cast.clerk, MARCH, officer=cast.clerk)
    [table] = queries.lead_standing(held, cast.clerk, after(33))
    assert table.rows[0][4].tone == "red"
    assert "3" in table.rows[0][4].text
    [table] = queries.lead_standing(make_lead(cast.clerk, MARCH), cast.clerk, MARCH)
    assert table.rows == ()
    assert table.nothing


def test_a_kept_commitments_clock_has_stopped(cast):
    promise = make_commitment(
        cast.clerk, make_deal(cast.clerk, MARCH), MARCH, after(60), fulfilled_on=after(61),
        evidence="示例",
    )  # fmt: skip
    [table] = queries.commitment_standing(promise, cast.clerk, after(90))
    assert [cell.text for cell in table.rows[0]][2:4] == ["2022-04-30", "2022-05-01"]
    assert table.rows[0][4].tone == "amber"


def test_a_chains_page_tells_its_own_gaps_only(cast):
    make_presence(cast.chief, make_node(cast.chief, "resin", 1), 1, capacity=5000)
    make_node(cast.chief, "herbs", 1, chain="生物医药")
    resin = Chain.objects.get(name="碳纤维")
    [row] = texts(queries.gap_table(cast.clerk, MARCH, resin))
    assert row[1:4] == ["resin", "1", "5000吨"] or row[1:4] == ["resin", "1", "5,000 t"]
    assert len(queries.gap_table(cast.clerk, MARCH).rows) == 2


def test_the_analysis_of_a_year_has_all_its_tables_and_years(cast):
    make_activity(cast.clerk, MARCH, officer=cast.clerk)
    make_deal(cast.clerk, MARCH, signed_on=MARCH, started_on=after(50), officer=cast.clerk)
    page = queries.analysis(cast.clerk, 2022, on=date(2024, 5, 5))
    assert page.years == (2024, 2023, 2022)
    assert len(page.tables) == 9
    officers = page.tables[2]
    assert [cell.text for cell in officers.rows[0]][:4] == ["李梅 · 招商局", "1", "0", "1"]
    assert all(len(row) == len(table.headings) for table in page.tables for row in table.rows)


def test_an_analysis_shows_nothing_of_another_office(cast):
    make_deal(cast.clerk, MARCH, signed_on=MARCH, officer=cast.clerk)
    page = queries.analysis(cast.other_office, 2022, on=date(2022, 12, 31))
    assert page.tables[2].rows == ()


@pytest.mark.parametrize("asked", ["", "2022", "1066", "９９", "abcd"])
def test_the_page_of_the_analysis_opens_for_any_year(client, cast, asked):
    make_deal(cast.clerk, MARCH, signed_on=MARCH, officer=cast.clerk)
    client.force_login(cast.clerk.user)
    answer = client.get(reverse("office:investment"), {"year": asked})
    assert answer.status_code == 200
    assert 'id="year"' in answer.content.decode()


def test_who_sees_no_deals_does_not_open_the_analysis(client, cast):
    client.force_login(cast.admin.user)
    assert client.get(reverse("office:investment")).status_code == 403


def test_a_records_page_has_the_tab_of_its_progress(client, cast):
    deal = make_deal(cast.clerk, MARCH, signed_on=MARCH)
    client.force_login(cast.clerk.user)
    answer = client.get(reverse("office:record", args=["investment.deals", deal.pk]))
    assert answer.status_code == 200
    client.force_login(cast.other_office.user)
    answer = client.get(reverse("office:record", args=["investment.deals", deal.pk]))
    assert answer.status_code == 404
