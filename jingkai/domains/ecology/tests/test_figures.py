"""What the green park counts, and that each figure opens to as many records as it says."""

import pytest

from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate

YEAR = Period.year(2022)


def told(people, code, period=YEAR):
    return evaluate([code], period, seat=people.leader)[code].value


def test_an_enterprise_is_treated_when_all_its_sources_are(people, source, enterprise):
    one, two = enterprise(1), enterprise(2)
    treated = {"treatment": "蓄热式热力焚烧（RTO）", "treated_on": "2022-05-20"}
    source(1, one, **treated)
    source(2, one, treatment="吸附", treated_on="2022-12-31")
    source(3, two, **treated)
    source(4, two, **{**treated, "treated_on": "2023-01-01"})
    source(5, two, voc="否")
    assert told(people, "ecology.voc_enterprises") == 2
    assert told(people, "ecology.voc_untreated_enterprises") == 1
    assert told(people, "ecology.voc_treated_share") * 2 == 1
    assert told(people, "ecology.emission_sources") == 5
    assert told(people, "ecology.voc_treated_share", Period.year(2023)) == 1


def test_a_closed_source_is_untreated_no_more(people, source, enterprise):
    source(1, enterprise(1), closed_on="2022-11-30")
    assert told(people, "ecology.voc_enterprises") == 0
    assert told(people, "ecology.voc_untreated_enterprises") == 0
    assert told(people, "ecology.voc_treated_share") is None


def test_water_is_as_good_as_its_worst_section_and_month(people, section, sample):
    sample(section(1), "2022-05-10", cod="12")
    sample(section(2), "2022-06-10", cod="19")
    assert told(people, "ecology.surface_water_class") == 3
    assert told(people, "ecology.water_good_share") == 1
    sample(section(3), "2022-07-10", cod="35")
    assert told(people, "ecology.surface_water_class") == 5
    assert told(people, "ecology.water_good_share") * 3 == 2
    parts = drill("ecology.surface_water_class", YEAR, seat=people.leader)
    assert sum(part.queryset.count() for part in parts) == 3


@pytest.mark.parametrize(("lead", "over"), [("800", 0), ("800.1", 1)])
def test_soil_above_a_screening_value_is_counted(people, soil, lead, over):
    soil(d2022_06_20={"lead": lead}, d2021_06_20={"lead": "900"})
    assert told(people, "ecology.soil_exceedances") == over
    assert told(people, "ecology.soil_samples") == 1
    parts = drill("ecology.soil_exceedances", YEAR, seat=people.leader)
    assert sum(part.queryset.count() for part in parts) == over
