"""Officers in charge are told of what is due, late or taken up a level, each once."""

from datetime import date

import pytest
from django.utils import translation

from jingkai.domains.projects.actions import (
    assign_officer,
    escalate_problem,
    file_return,
    remind_officers,
)
from jingkai.domains.projects.factories import YI, make_problem, make_project
from jingkai.kernel.notices.queries import notices_for
from jingkai.kernel.trail.acting import Machine

BEFORE, APRIL = date(2022, 3, 1), date(2022, 4, 6)


@pytest.fixture
def by(cast):
    return Machine(zone_id=cast.zone.pk)


@pytest.fixture
def project(crew):
    made = make_project(crew.officer, BEFORE, name="示例项目", planned_signed_on=date(2022, 5, 20))
    return assign_officer(project=made, officer=crew.officer, on=BEFORE, by=crew.chief)


def told(seat):
    with translation.override("zh-hans"):
        return [notice.title for notice in notices_for(seat).order_by("pk")]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2022, 4, 1), []),
        (date(2022, 4, 8), ["示例项目2022年3月月报应于2022-04-11前报送"]),
        (date(2022, 4, 12), ["示例项目2022年3月月报应于2022-04-11前报送，逾期未报"]),
    ],
)
def test_the_officer_is_told_of_the_months_return_once(crew, project, by, on, words):
    assert remind_officers(on=on, by=by) == len(words)
    assert told(crew.officer) == words
    assert told(crew.other) == told(crew.chief) == []
    assert remind_officers(on=on, by=by) == 0
    assert told(crew.officer) == words


def test_who_has_filed_is_told_nothing(crew, project, by):
    file_return(project=project, month=date(2022, 3, 1), planned=YI, actual=YI, on=APRIL,
                by=crew.officer)  # fmt: skip
    assert remind_officers(on=date(2022, 4, 12), by=by) == 0


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2022, 5, 18), "示例项目计划于2022-05-20实现“签约”"),
        (date(2022, 5, 21), "示例项目原计划于2022-05-20实现“签约”，至今未实现"),
    ],
)
def test_the_officer_is_told_of_a_milestone(crew, project, by, on, words):
    remind_officers(on=on, by=by)
    assert words in told(crew.officer)


def test_a_project_without_an_officer_is_told_to_its_office(crew, by):
    make_project(crew.officer, BEFORE, name="示例无人项目")
    remind_officers(on=date(2022, 4, 12), by=by)
    assert len(told(crew.officer)) == 1
    assert told(crew.other) == []


def test_a_problem_that_goes_up_is_told_to_the_officer_not_to_who_took_it_up(crew, project):
    problem = make_problem(crew.officer, project, date(2022, 4, 1), title="示例供汽不足")
    escalate_problem(problem=problem, content="示例", on=date(2022, 4, 6), by=crew.chief)
    [words] = told(crew.officer)
    assert words.startswith("示例项目的问题“示例供汽不足”已提级至")
    assert told(crew.chief) == []
