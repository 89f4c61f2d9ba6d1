"""Circles: who reaches a point in time, from day to day, who is left out, and who may see it."""

from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.livelihood import queries
from jingkai.domains.livelihood.models import Reach, ServiceCircle, Street
from jingkai.domains.livelihood.queries import ground, reaching
from jingkai.domains.livelihood.registers import POINTS, RESIDENCES, STREETS
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers import actions as registers

LAST = date(2022, 12, 31)


def told(seat, code, year=2022):
    return evaluate([code], Period.year(year), seat=seat)[code]


def spans(home):
    rows = Reach.objects.filter(residence=home).order_by("since")
    return [(str(one.since), str(one.until), one.circle, one.within) for one in rows]


@pytest.fixture
def main_street(town):
    """A street of three kilometres, with a crossing each kilometre."""
    return town.street(1, (0, 0), (1_000, 0), (2_000, 0), (3_000, 0))


def test_reaches_follow_from_day_to_day_what_opens_and_closes(workers, town, main_street):
    home = town.home(1, (0, 0))
    assert spans(home) == [("2020-01-01", "None", "beyond", False)]
    point = town.point(1, (1_000, 0), opened_on="2021-03-01")
    assert spans(home) == [
        ("2020-01-01", "2021-03-01", "beyond", False), ("2021-03-01", "None", "15", True)
    ]  # fmt: skip
    [now] = Reach.objects.filter(residence=home, until=None)
    assert (now.minutes, now.mode, now.point) == (Decimal("12.50"), "walk", point)
    assert now.shape is not None
    assert Reach.objects.filter(residence=home, shape=None).count() == 1
    registers.change(POINTS, point, {"closed_on": "2022-06-01"}, by=workers.officer)
    assert spans(home)[1:] == [
        ("2021-03-01", "2022-06-01", "15", True), ("2022-06-01", "None", "beyond", False)
    ]  # fmt: skip
    [circle] = ServiceCircle.objects.all()
    assert (str(circle.until), circle.residents, circle.shape) == ("2022-06-01", 100, None)
    registers.change(RESIDENCES, home, {"until": "2021-06-01"}, by=workers.officer)
    assert spans(home)[1:] == [("2021-03-01", "2021-06-01", "15", True)]


def test_another_process_draws_only_the_circles_around_which_a_street_was_edited(
    workers, town, main_street, monkeypatch
):  # fmt: skip
    town.home(1, (0, 0))
    town.point(1, (0, 0))
    town.point(2, (3_000, 0))
    before = {one.point_id: one.drawn_from for one in ServiceCircle.objects.all()}
    assert {len(digest) for digest in before.values()} == {64}
    asked = []

    def counted(lines):
        asked.append(lines)
        return drawn(lines)

    drawn = reaching.band
    monkeypatch.setattr(reaching, "band", counted)
    ground._kept.clear()
    drawn.cache_clear()
    town.home(2, (1_000, 0))
    assert asked == [], "nothing of the streets changed"
    town.street(2, (3_000, 0), (3_000, 300))
    assert len(asked) == 1
    after = {one.point_id: one.drawn_from for one in ServiceCircle.objects.all()}
    assert [before[key] == after[key] for key in sorted(before)] == [True, False]


def test_a_street_that_closes_takes_people_out_of_the_circle(workers, town, main_street):
    side = town.street(2, (0, 0), (0, 400))
    town.street(3, (0, 400), (-900, 400))
    home = town.home(1, (0, 400))
    town.point(1, (300, 0), opened_on="2020-01-01")
    assert spans(home) == [("2020-01-01", "None", "10", True)]
    registers.change(STREETS, side, {"closed_on": "2022-01-01"}, by=workers.officer)
    assert spans(home)[1] == ("2022-01-01", "None", "beyond", False)
    assert queries.coverages(workers.leader, LAST)[0].islands == 2
    row = Street.objects.get(pk=side.pk)
    assert row.length == pytest.approx(Decimal(400), abs=Decimal("0.5"))


def test_the_figure_is_the_smallest_usual_circle_that_holds_everybody(workers, town, main_street):
    seat, code = workers.leader, "livelihood.urban_circle_minutes"
    assert told(seat, code).value is None
    town.point(1, (1_000, 0))
    town.home(1, (0, 0), 300)
    assert told(seat, code).value == 15
    town.home(2, (2_400, 0), 100)
    assert told(seat, code).value == 20
    assert told(seat, "livelihood.urban_circle_coverage").value == Decimal("0.75")
    parts = drill(code, Period.year(2022), seat=seat)
    assert sum(part.queryset.count() for part in parts) == 2
    town.street(9, (0, 5_000), (900, 5_000))
    town.home(3, (0, 5_000), 100)
    beyond = told(seat, code)
    assert (beyond.value, bool(beyond.why)) == (None, True)
    assert told(seat, "livelihood.urban_circle_coverage").value == Decimal("0.6")
    assert told(seat, "livelihood.rural_circle_minutes").value is None


def test_the_country_counts_by_bus_and_any_point_serves(workers, town):
    town.street(1, (0, 0), (3_000, 0), (6_000, 0))
    town.home(1, (6_000, 0), area="农村")
    town.point(1, (0, 0))
    code = "livelihood.rural_circle_minutes"
    assert told(workers.leader, code).value is None
    town.bus(1, 10, (0, 0), (3_000, 0), (6_000, 0), opened_on="2021-05-01")
    assert told(workers.leader, code, 2020).value is None
    assert told(workers.leader, code).value == 30  # 18 minutes on the bus, five of waiting


def test_coverage_names_who_is_left_out_and_where_one_more_point_helps(workers, town, main_street):
    town.point(1, (0, 0))
    town.home(1, (0, 0), 50)
    far = town.home(2, (2_000, 0), 80)
    farther = town.home(3, (3_000, 0), 90)
    covered, country = queries.coverages(workers.leader, LAST)
    assert [one.residence for one in covered.left_out] == [farther, far]
    assert (covered.share, covered.longest) == (Decimal(50) / 220, Decimal("37.50"))
    assert covered.addition.gained == 170
    assert covered.addition.place.x == pytest.approx(126.45 + 2_000 / 80_250, abs=0.015)
    assert (country.residents, country.share, country.addition) == (0, None, None)
    by_car = queries.coverages(workers.leader, LAST, queries.Asked("car", 10))[0]
    assert (by_car.share, by_car.left_out) == (1, ())
    tables = queries.circle_tables(workers.leader, LAST)
    assert [len(table.rows) for table in tables] == [2, 2]
    assert [len(t.rows) for t in queries.residence_standing(far, workers.leader, LAST)] == [4, 1]
    assert len(queries.point_standing(far.reaches.get().point, workers.leader, LAST)) == 2


def test_circles_are_written_by_who_may_and_seen_by_nobody_else(workers, town, main_street):
    town.point(1, (0, 0))
    home = town.home(1, (0, 0))
    with pytest.raises(Forbidden):
        registers.change(RESIDENCES, home, {"residents": 5}, by=workers.leader)
    reads = (queries.streets_for, queries.buses_for, queries.points_for, queries.residences_for,
             queries.reaches_for, queries.circles_for)  # fmt: skip
    for read in reads:
        assert read(workers.officer).exists() == read(workers.leader).exists()
        assert not read(workers.stranger).exists()
        assert not read(workers.admin).exists()
    assert [one.residents for one in queries.coverages(workers.admin, LAST)] == [0, 0]
