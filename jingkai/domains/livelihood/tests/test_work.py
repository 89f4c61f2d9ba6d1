"""Jobs, the unemployed, vacancies and pensions: figures, endings, matches, and who may see whom."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.errors import MoreThanPosts, NotOpen
from jingkai.domains.livelihood.models import UnemploymentRegistration, Vacancy
from jingkai.domains.livelihood.registers import EMPLOYMENT, JOBS, PENSIONS, UNEMPLOYED
from jingkai.kernel.cases.errors import TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers import actions as registers

LAST = date(2022, 12, 31)
YEAR = Period.year(2022)


def told(seat, code, period=YEAR):
    return evaluate([code], period, seat=seat)[code].value


def month(workers, number, employed=1_000, attrition=2, year=2022):
    form = {"month": f"{year}-{number:02d}-01", "employed": employed, "attrition": attrition}
    return registers.create(EMPLOYMENT, form, by=workers.officer)


def job(workers, number, on="2022-05-10", **more):
    form = {"number": f"JY-{number}", "form": "灵活就业", "origin": "其他", "registered_on": on,
            "identity": f"2299001990010100{number:02d}", **more}  # fmt: skip
    return registers.create(JOBS, form, by=workers.officer)


def test_new_jobs_are_registrations_less_attrition_once_all_months_are_in(workers):
    for number in range(1, 30):
        job(workers, number)
    job(workers, 30, on="2021-12-31")
    for number in range(1, 12):
        month(workers, number)
    assert told(workers.leader, "livelihood.new_jobs") is None
    month(workers, 12)
    assert told(workers.leader, "livelihood.new_jobs") == 29 - 24
    assert told(workers.leader, "livelihood.jobs_registered") == 29


def test_nobody_is_newly_at_work_twice_in_a_year(workers):
    job(workers, 1)
    with pytest.raises(Exception, match="(registered|已登记)"):
        job(workers, 2, identity="229900199001010001")
    job(workers, 3, on="2021-05-10", identity="229900199001010001")


def test_the_registered_rate_is_that_of_the_last_day(workers, town):
    month(workers, 12, employed=96)
    for number in range(1, 6):
        town.without(number)
    gone = UnemploymentRegistration.objects.get(number="SY-1")
    actions.end_unemployment(
        registration=gone, end_reason="work", on=date(2022, 8, 1), by=workers.officer
    )
    assert told(workers.leader, "livelihood.registered_unemployed") == 4
    assert told(workers.leader, "livelihood.registered_unemployment_rate") == Decimal("0.04")
    assert told(workers.leader, "livelihood.employed_in_town", Period.year(2021)) == 0


def test_a_registration_ends_once_with_its_reason_and_not_before_it_began(workers, town):
    row = town.without(1)
    end = {"registration": row, "end_reason": "work", "by": workers.officer}
    with pytest.raises(TooEarly):
        actions.end_unemployment(on=date(2022, 2, 9), **end)
    with pytest.raises(Forbidden):
        actions.end_unemployment(on=date(2022, 3, 1), **{**end, "by": workers.leader})
    actions.end_unemployment(on=date(2022, 3, 1), **end)
    with pytest.raises(NotOpen):
        actions.end_unemployment(on=date(2022, 3, 2), **end)
    row.refresh_from_db()
    row.end_reason = ""
    with pytest.raises(ValidationError):
        row.full_clean()


def test_pension_participation_is_that_of_the_last_month(workers):
    for number, enrolled in ((11, 90), (12, 99)):
        for community in ("示例社区一", "示例村一"):
            form = {"community": community, "month": f"2022-{number}-01", "due": 100,
                    "enrolled": enrolled, "paying": 1, "receiving": 1}  # fmt: skip
            registers.create(PENSIONS, form, by=workers.officer)
    assert told(workers.leader, "livelihood.pension_participation") == Decimal("0.99")
    assert told(workers.leader, "livelihood.pension_enrolled") == 198


@pytest.fixture
def posts(workers, town, enterprise):
    """Two homes on a street, and a post at its end."""
    town.street(1, (0, 0), (1_600, 0), (4_000, 0))
    near, far = town.home(1, (1_600, 0)), town.home(2, (4_000, 0))
    return near, far, town.vacancy(1, (0, 0), enterprise)


def test_posts_are_matched_by_the_way_and_by_hard_conditions(workers, town, posts):
    near, far, vacancy = posts
    fitting = town.without(1, near, work_kind="生产操作", wage_floor=4500, longest_way=25)
    walker = town.without(2, far, longest_way=25)
    dear = town.without(3, near, wage_floor=5001, second_kind="餐饮服务", education="小学及以下")
    nowhere = town.without(4, None, longest_way=60)
    found = queries.seekers_for(vacancy, workers.officer, LAST)
    assert [one.registration for one in found] == [fitting, walker, nowhere, dear]
    assert [tuple(map(str, one.fails)) for one in found] == [
        (), ("way",), ("way",), ("kind", "wage", "education")
    ]  # fmt: skip
    assert [one.minutes and round(one.minutes) for one in found[:3]] == [20, 50, None]
    [match] = queries.posts_for(fitting, workers.officer, LAST)
    assert (match.fits, match.minutes) == (True, Decimal("20.00"))
    [table] = queries.vacancy_standing(vacancy, workers.officer, LAST)
    assert len(table.rows) == 4
    [table] = queries.registration_standing(walker, workers.officer, LAST)
    assert len(table.rows) == 1
    assert queries.vacancy_standing(vacancy, workers.cast.chief, LAST) == []


def test_a_vacancy_closes_when_its_last_post_is_filled(workers, posts):
    vacancy, on = posts[2], date(2022, 4, 1)
    fill = {"vacancy": vacancy, "on": on, "by": workers.officer}
    actions.fill_posts(posts=2, **fill)
    with pytest.raises(MoreThanPosts):
        actions.fill_posts(posts=2, **fill)
    with pytest.raises(Forbidden):
        actions.fill_posts(posts=1, **{**fill, "by": workers.leader})
    actions.fill_posts(posts=1, **fill)
    assert (Vacancy.objects.get().closed_on, Vacancy.objects.get().filled) == (on, 3)
    assert told(workers.leader, "livelihood.vacancies_open") == 0
    assert told(workers.leader, "livelihood.posts_offered") == 3


def test_who_is_without_work_is_seen_by_those_who_work_with_it(workers, town):
    row = town.without(1)
    job(workers, 1)
    assert str(row.identity) == "229***********0001"
    for read in (queries.unemployed_for, queries.jobs_for):
        assert read(workers.officer).count() == 1
        for seat in (workers.cast.chief, workers.stranger, workers.admin):
            assert not read(seat).exists()
    for read in (queries.vacancies_for, queries.employment_for, queries.pensions_for):
        assert not read(workers.stranger).exists()
    with pytest.raises(Forbidden):
        registers.change(UNEMPLOYED, row, {"name": "另一"}, by=workers.leader)
