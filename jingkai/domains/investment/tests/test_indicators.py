from datetime import date, timedelta
from decimal import Decimal

import pytest

from jingkai.domains.investment.factories import (
    YI,
    make_activity,
    make_commitment,
    make_contacts,
    make_deal,
    make_friendly_zone,
    make_lead,
    make_node,
)
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.words import definition

YEAR, MARCH, MAY, JUNE = Period.year(2022), date(2022, 3, 1), date(2022, 5, 1), date(2022, 6, 1)


@pytest.fixture
def tell(cast):
    def value(code, period=YEAR):
        return evaluate([f"investment.{code}"], period, seat=cast.chief)[f"investment.{code}"].value

    return value


def test_activities_trips_provinces_and_cities(cast, tell):
    for city in ("320500", "320500", "320400", "110100"):
        make_activity(cast.clerk, MAY, city=city, companies_met=2)
    make_activity(cast.clerk, MAY, kind="reception", city="330100", companies_met=1)
    make_activity(cast.clerk, MAY, kind="online", city="")
    make_activity(cast.clerk, MAY, kind="trade_fair", city="310100")
    make_activity(cast.clerk, date(2021, 12, 31), city="440100")
    assert tell("activities") == 7
    assert tell("trips") == 5
    assert tell("provinces_reached") == 3
    assert tell("cities_reached") == 4
    assert tell("receptions") == 1
    assert tell("online_meetings") == 1
    assert tell("roadshows_and_fairs") == 1
    assert tell("companies_met") == 9


def test_leads_tracked_open_and_converted(cast, tell):
    tracked = make_lead(cast.clerk, MARCH, officer=cast.clerk)
    make_contacts(cast.clerk, tracked, [MARCH + timedelta(days) for days in (1, 30, 60, 90)])
    fleeting = make_lead(cast.clerk, MARCH)
    make_contacts(cast.clerk, fleeting, [MARCH + timedelta(days) for days in (1, 30)])
    make_lead(cast.clerk, MARCH, closed_on=JUNE)
    make_lead(cast.clerk, MARCH, closed_on=JUNE, loss_reason="site")
    make_lead(cast.clerk, date(2021, 3, 1), closed_on=date(2021, 6, 1))
    assert tell("leads_tracked") == 1
    assert tell("leads_tracked", Period.ytd(2022, 3)) == 0
    assert tell("leads_recorded") == 4
    assert tell("leads_open") == 2
    assert tell("leads_converted") == 1
    assert tell("lead_conversion_share") == Decimal("0.5")


def test_projects_signed_their_amount_and_the_share_started_in_the_year(cast, tell):
    node = make_node(cast.clerk, "resin", 1)
    deals = [
        {"signed_on": MAY, "started_on": JUNE, "total_investment": 3 * YI, "node": node},
        {"signed_on": MAY, "started_on": date(2023, 1, 5), "total_investment": YI},
        {"signed_on": MAY, "total_investment": 2 * YI, "ended_on": JUNE, "end_reason": "site"},
        {"signed_on": MAY, "total_investment": 2 * YI, "started_on": date(2022, 12, 31)},
        {"signed_on": MAY, "total_investment": 9 * YI, "from_outside": False, "started_on": JUNE},
        {"negotiated_on": MAY},
    ]
    for values in deals:
        make_deal(cast.clerk, MARCH, **values)
    make_deal(cast.clerk, date(2021, 3, 1), signed_on=date(2021, 5, 1), total_investment=4 * YI)
    make_deal(cast.clerk, date(2021, 3, 1), signed_on=date(2021, 6, 1), started_on=JUNE)
    assert tell("projects_signed") == 4
    assert tell("signed_amount") == 8 * YI
    assert tell("started_in_year") == 2
    assert tell("started_in_year_share") == Decimal("0.5")
    assert tell("started_in_year_amount") == 5 * YI
    assert tell("projects_started") == 3
    assert tell("average_signed_amount") == 2 * YI
    assert tell("chain_share") == Decimal("0.25")
    assert tell("projects_signed.yoy") == 1
    assert tell("signed_amount.yoy") == Decimal(8 - 12) / 12


def test_commitments_kept_by_their_day(cast, tell):
    deal = make_deal(cast.clerk, MARCH)
    for side, fulfilled in (("zone", MAY), ("zone", JUNE), ("investor", MAY), ("zone", None)):
        make_commitment(
            cast.clerk, deal, MARCH, MAY, side=side, fulfilled_on=fulfilled,
            evidence="示例" if fulfilled else "",
        )  # fmt: skip
    make_commitment(cast.clerk, deal, MARCH, MAY, waived_on=MAY, waived_because="示例")
    assert tell("commitments_due") == 4
    assert tell("commitments_kept_share") == Decimal("0.5")
    assert tell("zone_commitments_kept_share") == Decimal(1) / 3


def test_friendly_zones_are_a_stock(cast, tell):
    make_friendly_zone(cast.clerk, date(2021, 3, 1), ends_on=JUNE)
    make_friendly_zone(cast.clerk, JUNE)
    assert tell("friendly_zones", Period.year(2021)) == 1
    assert tell("friendly_zones", Period.ytd(2022, 5)) == 1
    assert tell("friendly_zones") == 1
    assert tell("friendly_outcomes") == 0


def test_a_share_of_nothing_is_not_told(tell):
    assert tell("started_in_year_share") is None


def test_an_officers_figures_are_those_of_the_zone(cast):
    make_deal(cast.clerk, MARCH, signed_on=MAY)
    for seat in (cast.clerk, cast.other_office, cast.leader):
        told = evaluate(["investment.projects_signed"], YEAR, seat=seat)
        assert told["investment.projects_signed"].value == 1


@pytest.mark.parametrize("code", [i.code for i in catalogue.all("investment.")])
def test_every_figure_has_a_definition_an_owner_and_names_for_written_reports(code):
    indicator = catalogue.get(code)
    assert len(definition(code, "zh-hans")) > 10
    assert indicator.owner == "invest"
    assert indicator.synonyms
    assert indicator.source


def test_no_two_figures_share_a_name_in_written_reports():
    names = [name for i in catalogue.all("investment.") for name in i.synonyms]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("by", ["city", "officer", "team", "channel", "chain"])
def test_signed_projects_split_add_up_to_the_whole(cast, by):
    node = make_node(cast.clerk, "resin", 1)
    make_deal(cast.clerk, MARCH, signed_on=MAY, officer=cast.clerk, node=node, channel="agency")
    make_deal(cast.clerk, MARCH, signed_on=MAY, led_by="leader", channel="chain", city="320500")
    code = "investment.signed_amount"
    figure = evaluate([code], YEAR, seat=cast.chief, by=f"investment.{by}")[code]
    parts = [part.value for part in figure.groups.values()]
    assert len(parts) == 2
    assert sum(parts) == figure.value == 16 * YI
