"""Schools, kindergartens, tutoring and villages: what is counted, what is refused, who may."""

from datetime import date

import pytest

from jingkai.domains.livelihood import queries
from jingkai.domains.livelihood.factories import seats
from jingkai.domains.livelihood.models import VillageYear
from jingkai.domains.livelihood.registers import (
    CHILDREN,
    FEDERATIONS,
    INCOMES,
    KINDERGARTENS,
    SCHOOLS,
    TERMS,
    TUTORING,
    VILLAGES,
)
from jingkai.domains.subjects.registers import AWARDS
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.errors import Invalid

YEAR = Period.year(2022)


@pytest.fixture
def people(cast):
    return seats(cast)


def told(people, code, period=YEAR):
    return evaluate([f"livelihood.{code}"], period, seat=people.leader)[f"livelihood.{code}"].value


def school(people, number, kind="小学"):
    form = {"name": f"示例学校{number}", "code": f"XX{number}", "kind": kind,
            "opened_on": "1998-09-01"}  # fmt: skip
    return registers.create(SCHOOLS, form, by=people.schools)


def term(people, at, served, *, wanting=500, year="2022", half="秋季学期"):
    form = {"school": at.pk, "year": year, "term": half, "pupils": "600",
            "wanting": str(wanting), "served": str(served)}  # fmt: skip
    return registers.create(TERMS, form, by=people.schools)


def test_a_school_covers_fully_when_everybody_who_wants_it_is_served(people):
    one, two, senior = (
        school(people, n, kind) for n, kind in enumerate(("小学", "初级中学", "高级中学"), 1)
    )
    term(people, one, 500)
    term(people, two, 499)
    term(people, senior, 500)
    assert told(people, "compulsory_schools") == 2
    assert told(people, "after_class_schools") == 1
    assert told(people, "after_class_pupils") == 999
    parts = drill("livelihood.after_class_schools", YEAR, seat=people.leader)
    assert sum(part.queryset.count() for part in parts) == 1
    term(people, two, 500, year="2023", half="春季学期")
    assert told(people, "after_class_schools", Period.month(2023, 3)) == 1
    with pytest.raises(Invalid):
        term(people, one, 601, year="2021")


def test_the_three_rates_are_whole_only_together(people):
    garden = registers.create(
        KINDERGARTENS, {"name": "示例园", "code": "YE1", "opened_on": "2008-09-01"},
        by=people.schools,
    )  # fmt: skip
    form = {"kindergarten": garden.pk, "year": "2022", "places": "270", "children": "240"}
    registers.create(CHILDREN, {**form, "kind": "普惠性民办"}, by=people.schools)
    base = {"began_on": "2018-06-01", "kind": "学科类", "to_be_cut": "是"}
    cut = {"cut_on": "2021-12-20", "cut_way": "注销"}
    registers.create(TUTORING, {**base, **cut, "name": "甲", "code": "1"}, by=people.schools)
    registers.create(
        TUTORING,
        {"began_on": "2019-06-01", "kind": "非学科类", "name": "乙", "code": "2",
         "platform_since": "2022-03-01"},
        by=people.schools,
    )  # fmt: skip
    codes = ("inclusive_kindergarten_share", "academic_tutoring_cut", "tutoring_supervised",
             "education_three_rates")  # fmt: skip
    assert [told(people, code) for code in codes] == [1, 1, 1, 1]
    registers.create(TUTORING, {**base, "name": "丙", "code": "3"}, by=people.schools)
    assert told(people, "academic_tutoring_cut") * 2 == 1
    assert told(people, "education_three_rates") * 4 == 3
    with pytest.raises(Invalid):
        registers.create(
            TUTORING, {**base, **cut, "kind": "非学科类", "name": "丁", "code": "4"},
            by=people.schools,
        )  # fmt: skip


def award(people, year):
    form = {
        "title": "教育督导工作先进单位（示例）", "year": str(year), "recipient": "社会事务局",
        "field": "教育督导", "kind": "先进单位或个人", "level": "市级", "body": "示例机关",
    }  # fmt: skip
    return registers.create(AWARDS, form, by=people.cast.statistician)


def test_years_awarded_are_counted_up_to_the_periods_end(people):
    for year in (2020, 2021, 2022):
        award(people, year)
    assert told(people, "education_award_years") == 3
    assert told(people, "education_award_years", Period.year(2021)) == 2


@pytest.fixture
def village(people):
    """A village of the federation since November 2021."""
    home = registers.create(
        FEDERATIONS, {"name": "示例总社", "code": "ZS1", "founded_on": "2021-11-01"},
        by=people.villages,
    )  # fmt: skip

    def village(number):
        form = {"name": f"示例村{number}", "code": f"C{number}", "federation": home.pk,
                "joined_on": "2021-11-01", "since": "2000-01-01"}  # fmt: skip
        return registers.create(VILLAGES, form, by=people.villages)

    return village


def income(people, at, number, amount, day="2022-05-20", source="经营收入"):
    form = {"number": f"SR{number}", "village": at.pk, "received_on": day, "source": source,
            "what": "示例", "amount": amount, "evidence": f"记字第{number}号"}  # fmt: skip
    return registers.create(INCOMES, form, by=people.villages)


def test_a_village_reaches_the_floor_by_all_its_entries_of_the_year(people, village):
    one, two = village(1), village(2)
    income(people, one, 1, "180000.50")
    late = income(people, one, 2, "119999.50", source="补助收入")
    income(people, two, 3, "299999.99")
    income(people, two, 4, "100000", day="2021-12-31")
    assert str(told(people, "village_collective_income")) == "599999.99"
    assert told(people, "villages_reaching_income_floor") == 1
    assert told(people, "villages_reaching_income_floor", Period.year(2021)) == 1
    year = VillageYear.objects.get(village=one, year=2022)
    assert (str(year.income), str(year.own), year.entries) == ("300000.00", "180000.50", 2)
    registers.remove(INCOMES, late, by=people.villages, reason="重复入账")
    assert told(people, "villages_reaching_income_floor") == 0
    tables = queries.village_tables(one, people.leader, date(2022, 12, 31))
    assert [len(each.rows) for each in tables] == [1, 1]


def test_one_federation_and_its_villages(people, village):
    village(1), village(2)
    assert told(people, "village_federations") == 1
    assert told(people, "village_federation_members") == 2
    assert told(people, "village_federation_members", Period.month(2021, 10)) == 0


def test_only_who_keeps_villages_or_schools_writes_them(people, village):
    at = village(1)
    with pytest.raises(Forbidden):
        income(SeatedAs(people, "schools"), at, 1, "5")
    with pytest.raises(Forbidden):
        school(SeatedAs(people, "villages"), 1)
    for rows in (queries.villages_for, queries.schools_for):
        assert not rows(people.admin).exists()
        assert not rows(people.stranger).exists()


class SeatedAs:
    """The same people, one of them in everybody's place."""

    def __init__(self, people, name):
        seat = getattr(people, name)
        self.schools = self.villages = seat
