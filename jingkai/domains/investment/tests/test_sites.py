from datetime import date
from decimal import Decimal

from jingkai.domains.investment import queries
from jingkai.domains.investment.factories import make_deal
from jingkai.domains.park import factories as park

JUNE = date(2022, 6, 1)


def test_a_deals_needs_are_judged_against_free_places(cast):
    park.make_parcel(cast.clerk, name="示例空地", power=Decimal(9_000), environment_limit="report")
    deal = make_deal(cast.clerk, JUNE, land_area=Decimal(20_000), power=Decimal(8_000))
    told = queries.sites_of(deal, cast.clerk, JUNE)
    assert [str(place.record) for place in told["fitting"]] == ["示例空地"]
    larger = make_deal(cast.clerk, JUNE, land_area=Decimal(40_000))
    told = queries.sites_of(larger, cast.clerk, JUNE)
    assert [[v.code for v in place.judged.failed] for place in told["failing"]] == [["area"]]
    assert queries.sites_of(larger, cast.admin, JUNE)["failing"] == []


def test_no_site_is_looked_for_where_nothing_is_asked_or_all_is_settled(cast):
    park.make_parcel(cast.clerk)
    silent = make_deal(cast.clerk, JUNE, land_area=None, power=None, environment_class="")
    assert queries.sites_of(silent, cast.clerk, JUNE)["asks"] is False
    begun = make_deal(cast.clerk, JUNE, signed_on=JUNE, started_on=JUNE)
    told = queries.sites_of(begun, cast.clerk, JUNE)
    assert told["settled"]
    assert told["fitting"] == told["failing"] == []
