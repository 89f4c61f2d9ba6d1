from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.economy.factories import make_return as make_statement
from jingkai.domains.park.factories import make_park
from jingkai.domains.projects.factories import (
    WAN,
    YI,
    make_line,
    make_problem,
    make_products,
    make_project,
    make_return,
)
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.indicators.words import definition

YEAR, JAN, MAY = Period.year(2022), date(2022, 1, 1), date(2022, 5, 1)
BEFORE, AFTER = date(2021, 6, 1), date(2023, 2, 1)
OURS = [i.code for i in catalogue.all("projects.")] + [
    "park.park_projects", "park.projects_equipment_ready",
]  # fmt: skip


@pytest.fixture
def tell(crew):
    def value(code, period=YEAR):
        code = code if code.startswith(("park.", "economy.")) else f"projects.{code}"
        return evaluate([code], period, seat=crew.chief)[code].value

    return value


def test_key_projects_under_way_at_some_time_in_the_year(crew, tell):
    for values in (
        {"started_on": MAY},
        {"started_on": BEFORE, "production_on": MAY},
        {"started_on": BEFORE, "production_on": BEFORE},
        {"started_on": BEFORE, "stopped_on": date(2021, 9, 1)},
        {"started_on": AFTER},
        {"started_on": MAY, "total_investment": WAN},
        {},
    ):
        make_project(crew.officer, BEFORE, **values)
    assert tell("key_projects_active") == 2
    assert tell("key_projects_total") == 16 * YI
    assert tell("key_projects_started") == 1
    assert tell("key_projects_active", Period.year(2021)) == 3


def test_investment_is_the_sum_of_returns_and_their_reversals(cast, crew, tell):
    project = make_project(crew.officer, BEFORE, started_on=BEFORE)
    small = make_project(crew.officer, BEFORE, started_on=BEFORE, total_investment=WAN)
    make_return(crew.officer, project, date(2021, 6, 1), 2 * YI)
    first = make_return(crew.officer, project, MAY, 5 * YI, planned=4 * YI)
    make_return(crew.officer, project, MAY, -5 * YI, entry=1, reverses=first, note="示例",
                planned=-4 * YI)  # fmt: skip
    make_return(crew.officer, project, MAY, 3 * YI, entry=2, note="示例", planned=4 * YI)
    make_return(crew.officer, small, MAY, WAN)
    assert tell("key_project_investment") == 3 * YI
    assert tell("key_project_investment.yoy") == Decimal("0.5")
    assert tell("plan_completion") == Decimal("0.75")
    for month in range(1, 13):
        make_statement(series="fixed_asset_investment", month=date(2022, month, 1), amount=1,
                       by=cast.statistician)  # fmt: skip
    assert tell("economy.fixed_asset_investment") == 3 * YI + WAN + 12
    assert tell("economy.investment_outside_projects") == 12


def test_where_projects_stand_at_the_end_of_the_year(crew, tell):
    for values in (
        {"structure_on": MAY},
        {"structure_on": MAY, "equipment_on": date(2022, 9, 1)},
        {"structure_on": MAY, "equipment_on": date(2022, 9, 1), "trial_on": date(2022, 11, 1)},
        {"structure_on": AFTER},
        {"production_on": MAY, "planned_production_on": MAY},
        {"production_on": MAY, "planned_production_on": JAN},
    ):
        make_project(crew.officer, BEFORE, started_on=BEFORE, **values)
    assert tell("in_main_structure") == 1
    assert tell("in_equipment_installation") == 1
    assert tell("in_main_structure", Period.ytd(2022, 6)) == 3
    assert tell("put_into_production") == 1
    assert tell("put_into_production_late") == 1


def test_capacity_is_formed_by_lines_in_production(crew, tell):
    project = make_project(crew.officer, BEFORE)
    for number, values in enumerate((
        {"producing_on": BEFORE}, {"producing_on": BEFORE, "stopped_on": MAY}, {},
        {"producing_on": MAY, "link": "precursor"}, {"producing_on": MAY, "link": "products"},
    ), 1):  # fmt: skip
        make_line(crew.officer, project, number, **values)
    assert tell("capacity.carbon_fibre") == 2000
    assert tell("capacity.precursor") == 2000
    assert tell("capacity.carbon_fibre_products") == 2000
    assert tell("capacity.carbon_fibre", Period.year(2021)) == 4000


def test_what_is_to_come_and_what_is_close_to_the_consumer(crew, tell):
    near = make_project(crew.officer, BEFORE, started_on=BEFORE, near_consumer=True,
                        expected_revenue=Decimal(30_000_000))  # fmt: skip
    other = make_project(crew.officer, BEFORE, started_on=BEFORE, near_consumer=True,
                         leading_industry="services")  # fmt: skip
    make_products(crew.officer, near, ("洗衣液", "洗洁精"))
    make_products(crew.officer, other, ("示例产品",))
    assert tell("leading_industry_projects") == 1
    assert tell("near_consumer_projects") == 1
    assert tell("near_consumer_products") == 2
    assert tell("expected_above_scale") == 1
    assert tell("expected_output") == 20 * YI


def test_projects_on_the_parks_and_those_ready_for_equipment(crew, tell):
    park = make_park(crew.officer, name="示例产业园")
    make_project(crew.officer, BEFORE, industrial_park=park, equipment_ready_on=MAY)
    make_project(crew.officer, BEFORE, industrial_park=park)
    make_project(crew.officer, BEFORE, equipment_ready_on=MAY)
    assert tell("park.park_projects") == 2
    assert tell("park.projects_equipment_ready") == 1
    assert tell("park.projects_equipment_ready", Period.year(2021)) == 0


def test_problems_raised_solved_and_open(crew, tell):
    project = make_project(crew.officer, BEFORE)
    make_problem(crew.officer, project, MAY)
    make_problem(crew.officer, project, date(2021, 12, 1))
    assert (tell("problems_raised"), tell("problems_solved"), tell("problems_open")) == (1, 0, 2)


@pytest.mark.parametrize("code", OURS)
def test_every_figure_has_a_definition_an_owner_and_names_for_written_reports(code):
    indicator = catalogue.get(code)
    assert len(definition(code, "zh-hans")) > 10
    assert indicator.owner == "projects"
    assert indicator.synonyms
    assert indicator.source


@pytest.mark.parametrize("by", ["leading_industry", "office", "status", "project"])
def test_a_split_adds_up_to_the_whole(crew, by):
    for industry in ("services", "biomedicine"):
        project = make_project(crew.officer, BEFORE, started_on=BEFORE, leading_industry=industry,
                               status="started")  # fmt: skip
        make_return(crew.officer, project, MAY, YI)
    code = "projects.key_project_investment"
    figure = evaluate([code], YEAR, seat=crew.chief, by=f"projects.{by}")[code]
    assert sum(part.value for part in figure.groups.values()) == figure.value == 2 * YI
