from datetime import date, timedelta

import pytest

from jingkai.domains.projects import actions, queries
from jingkai.domains.projects.errors import (
    HighestLevel,
    NotReported,
    NotTheRaiser,
    OfAnotherOffice,
    ProblemIsClosed,
)
from jingkai.domains.projects.factories import make_problem, make_project
from jingkai.domains.projects.registers import PROBLEMS
from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.calendars import calendar_of
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers

MARCH = date(2022, 3, 1)


def after(days):
    return MARCH + timedelta(days)


@pytest.fixture
def project(cast, crew):
    return make_project(crew.officer, MARCH, started_on=MARCH)


@pytest.fixture
def problem(crew, project):
    return actions.raise_problem(
        project=project, title="示例企业尚未搬迁", kind="relocation", on=MARCH, by=crew.officer
    )


def step(action, problem, by, days, content="示例"):
    return action(problem=problem, content=content, on=after(days), by=by)


def test_a_problem_is_raised_taken_up_reported_and_closed_by_who_raised_it(cast, crew, problem):
    calendar = calendar_of(cast.zone.pk)
    assert problem.number.startswith("XMWT2022")
    assert (problem.state, problem.level, problem.due_on) == (
        "open", "zone", calendar.add(MARCH, 10),
    )  # fmt: skip
    problem = step(actions.take_measure, problem, crew.officer, 5)
    problem = step(actions.escalate_problem, problem, crew.chief, 14)
    assert (problem.level, problem.due_on) == ("city", calendar.add(after(14), 20))
    problem = step(actions.report_solved, problem, crew.chief, 20)
    assert (problem.state, problem.due_on) == ("reported", None)
    problem = step(actions.return_problem, problem, crew.officer, 22)
    assert problem.state == "open"
    assert problem.due_on is not None
    problem = step(actions.report_solved, problem, crew.chief, 25)
    with pytest.raises(NotTheRaiser):
        step(actions.close_problem, problem, crew.chief, 26)
    problem = step(actions.close_problem, problem, crew.officer, 26)
    assert (problem.state, problem.closed_on) == ("closed", after(26))
    kinds = list(problem.steps.order_by("on", "pk").values_list("kind", flat=True))
    assert kinds == ["raised", "measure", "to_city", "reported", "returned", "reported", "closed"]
    with pytest.raises(ProblemIsClosed):
        step(actions.take_measure, problem, crew.officer, 27)


def test_a_problem_goes_up_to_the_province_and_no_further(crew, problem):
    problem = step(actions.escalate_problem, problem, crew.chief, 3)
    problem = step(actions.escalate_problem, problem, crew.chief, 6)
    assert problem.level == "province"
    with pytest.raises(HighestLevel):
        step(actions.escalate_problem, problem, crew.chief, 9)


def test_only_who_may_take_problems_up_does_so(cast, crew, problem):
    for by in (crew.officer, cast.leader):
        with pytest.raises(Forbidden):
            step(actions.escalate_problem, problem, by, 3)


def test_what_is_reported_as_solved_is_not_taken_up_nor_returned_before(crew, problem):
    with pytest.raises(NotReported):
        step(actions.return_problem, problem, crew.officer, 3)
    problem = step(actions.report_solved, problem, crew.officer, 3)
    with pytest.raises(MoveNotOffered):
        step(actions.escalate_problem, problem, crew.chief, 4)
    with pytest.raises(TooEarly):
        step(actions.close_problem, problem, crew.officer, 2)


def test_a_problem_entered_by_form_begins_with_its_first_step(crew, project):
    problem = registers.create(
        PROBLEMS,
        {"title": "示例供电线路", "project": project, "kind": "power", "raised_on": "2022-03-04"},
        by=crew.officer,
    )
    problem.refresh_from_db()
    assert problem.raised_by == crew.officer
    assert problem.steps.get().kind == "raised"
    assert problem.due_on == calendar_of(project.zone_id).add(date(2022, 3, 4), 10)


def test_a_problem_that_is_due_is_reminded(crew, project):
    problem = make_problem(crew.officer, project, MARCH)
    titles = [each.title for each in queries.due_for(crew.chief, problem.due_on)]
    assert problem.title in titles
    assert problem.title not in [
        each.title for each in queries.due_for(crew.chief, problem.due_on - timedelta(9))
    ]


def test_another_office_neither_sees_nor_raises_problems_of_a_project(cast, crew, project):
    make_problem(crew.officer, project, MARCH)
    assert queries.problems_for(crew.chief).count() == 1
    assert queries.problems_for(crew.other).count() == 0
    assert queries.steps_for(crew.other).count() == 0
    with pytest.raises(OfAnotherOffice):
        actions.raise_problem(project=project, title="示例", kind="land", on=MARCH, by=crew.other)
    with walled(cast.elsewhere.pk):
        assert queries.problems_for(cast.stranger).count() == 0
