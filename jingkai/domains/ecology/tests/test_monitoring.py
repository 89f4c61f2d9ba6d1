"""Samples of water and soil: judged as they are written, months after them, stations' data."""

from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.ecology import actions, queries
from jingkai.domains.ecology.errors import NoStationData, StationDataFaulty
from jingkai.domains.ecology.factories import packet
from jingkai.domains.ecology.models import SoilSample, WaterMonth, WaterSample
from jingkai.domains.ecology.registers import SAMPLES, SECTIONS
from jingkai.domains.ecology.rules.water import WaterClass
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.errors import Invalid


def months(section):
    rows = WaterMonth.objects.filter(section=section).order_by("month")
    return [(f"{one.month:%m}", one.water_class, one.samples, one.deciding) for one in rows]


def test_a_sample_is_judged_when_it_is_written_and_its_month_by_the_mean(section, sample):
    place = section()
    first = sample(place, "2022-05-10", cod="26", ammonia_nitrogen="0.4", volatile_phenol="<0.0003")
    first.refresh_from_db()
    assert (first.water_class, first.deciding) == ("4", "cod")
    assert first.volatile_phenol == "0.0003L"
    assert months(place) == [("05", "4", 1, "cod")]
    sample(place, "2022-05-20", cod="12")
    assert months(place) == [("05", "3", 2, "cod")]
    sample(place, "2022-06-10", ammonia_nitrogen="0.1")
    assert months(place)[1:] == [("06", "1", 1, "")]


def test_a_changed_or_removed_sample_changes_its_months(people, section, sample):
    here, there = section(1), section(2)
    one = sample(here, "2022-05-10", cod="26")
    two = sample(here, "2022-05-12", cod="10")
    registers.change(SAMPLES, one, {"section": there.pk}, by=people.officer)
    assert months(here) == [("05", "1", 1, "")]
    assert months(there) == [("05", "4", 1, "cod")]
    registers.remove(SAMPLES, two, by=people.officer, reason="重复")
    assert months(here) == []


@pytest.mark.parametrize("readings", [{}, {"cod": "很清"}, {"cod": "-2"}])
def test_no_reading_and_nonsense_are_refused_with_what_is_expected(section, sample, readings):
    with pytest.raises(Invalid) as refused:
        sample(section(), "2022-05-10", **readings)
    assert any("0.05L" in str(fault.expected) + str(fault.sentence)
               for fault in refused.value.faults)  # fmt: skip
    assert not WaterSample.objects.exists()


def test_a_lake_has_its_own_limit_for_phosphorus(section, sample):
    lake = section(kind="湖库")
    assert sample(lake, "2022-05-10", total_phosphorus="0.1").water_class == "4"


def test_a_section_tells_what_it_would_take(people, section, sample):
    place = section()
    sample(place, "2022-05-10", cod="24")
    sample(place, "2022-07-10", cod="26")
    told = queries.judgement(place, people.leader, date(2022, 1, 1), date(2022, 12, 31))
    assert (told.samples, told.verdict.water_class, told.better) == (2, WaterClass.IV, 3)
    assert [(s.factor, s.change) for s in told.steps] == [("cod", Decimal("0.2"))]


def test_a_river_of_few_sections_is_judged_by_their_mean_of_many_by_their_shares(
    people, section, sample
):
    year = date(2022, 1, 1), date(2022, 12, 31)
    for number, cod in enumerate(("10", "22"), 1):
        sample(section(number), "2022-05-10", cod=cod)
    [river] = queries.rivers(people.leader, *year)
    assert (river.water_class, river.words) == (WaterClass.III, "good")
    for number in (3, 4, 5):
        sample(section(number), "2022-05-10", cod="60")
    [river] = queries.rivers(people.leader, *year)
    assert (river.water_class, river.words, river.sections) == (None, "heavy", 5)


def test_the_tables_of_a_section_a_sample_and_a_point_speak(people, section, sample, soil):
    place = section()
    one = sample(place, "2022-05-10", cod="26")
    told = queries.section_standing(place, people.leader, date(2022, 12, 20))
    assert [len(table.rows) for table in told] == [1, 1, 1]
    [table] = queries.sample_standing(one, people.leader, date(2022, 12, 20))
    assert len(table.rows) == 1
    point = soil(d2021_06_20={"lead": "400"}, d2022_06_20={"lead": "360"})
    [table] = queries.point_standing(point, people.leader, date(2022, 12, 20))
    assert len(table.rows) == 2
    [table] = queries.soil_standing(
        SoilSample.objects.latest("taken_on"), people.leader, date(2022, 12, 20)
    )
    assert len(table.rows) == 1


def test_soil_is_graded_with_its_share_of_the_screening_value(people, soil):
    soil(d2021_06_20={"lead": "900", "arsenic": "6"}, d2022_06_20={"lead": "200", "benzene": "9L"})
    first, second = SoilSample.objects.order_by("taken_on")
    assert (first.grade, first.deciding, first.index) == ("screening", "lead", Decimal("1.125"))
    assert (second.grade, second.index) == ("within", Decimal("0.25"))
    years = queries.soil_years(people.leader)
    assert [(one.year, one.samples) for one in years] == [(2021, 1), (2022, 1)]
    assert queries.soil_trend(years, date(2022, 12, 20)) == "better"


def test_a_stations_packets_become_samples_and_correct_them(people, section):
    place = section(station="DM0001")
    two = packet() + packet(at="20221202000000", values="w01018-Avg=31;w99999-Avg=1")
    told = actions.take_station_data(text=two, by=people.officer)
    assert (told.packets, told.new, told.changed, told.unknown_codes) == (2, 2, 0, ("w99999",))
    assert months(place) == [("12", "4", 2, "cod")]
    told = actions.take_station_data(text=packet(values="w01018-Avg=9"), by=people.officer)
    assert (told.new, told.changed) == (0, 1)
    rows = WaterSample.objects.order_by("taken_on").values_list("source", "cod")
    assert list(rows) == [("automatic", "9"), ("automatic", "31")]


def test_one_bad_packet_or_a_strange_station_keeps_all_out(people, section):
    section(station="DM0001")
    with pytest.raises(StationDataFaulty) as refused:
        actions.take_station_data(text=packet() + packet(mn="XX"), by=people.officer)
    assert "XX" in str(refused.value)
    with pytest.raises(StationDataFaulty):
        actions.take_station_data(
            text=packet() + packet().replace("16.5", "61.5"), by=people.officer
        )
    with pytest.raises(NoStationData):
        actions.take_station_data(text="早上好", by=people.officer)
    assert not WaterSample.objects.exists()


def test_who_may_not_record_reads_only_and_strangers_see_nothing(people, section, sample):
    place = section()
    sample(place, "2022-05-10", cod="26")
    with pytest.raises(Forbidden):
        actions.take_station_data(text=packet(), by=people.leader)
    with pytest.raises(Forbidden):
        registers.change(SECTIONS, place, {"name": "另一"}, by=people.leader)
    assert queries.samples_for(people.leader).count() == 1
    assert not queries.samples_for(people.stranger).exists()
    assert not queries.samples_for(people.admin).exists()
