from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jingkai.domains.projects import actions, queries
from jingkai.domains.projects.choices import Milestone, Status
from jingkai.domains.projects.errors import (
    AlreadyEnded,
    NotAnOfficer,
    NotNext,
    NotReached,
    NotUnderConstruction,
    OfAnotherOffice,
)
from jingkai.domains.projects.factories import CODE, MADE, YI, make_enterprise, make_project
from jingkai.domains.projects.models import Project
from jingkai.domains.projects.registers import PROJECTS
from jingkai.domains.projects.rules.faults import status_of
from jingkai.kernel.access.walls import walled
from jingkai.kernel.cases.errors import StillMissing, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.errors import Invalid, StaleRecord
from jingkai.kernel.registers.versions import version_of
from jingkai.kernel.trail.acting import perform, record
from jingkai.kernel.trail.models import Entry

MARCH = date(2022, 3, 1)


def after(days):
    return MARCH + timedelta(days)


def built(crew, cast, **values):
    """A project that lacks nothing for its start."""
    given = {
        "signed_on": after(1), "code": CODE, "planned_production_on": after(400), **values,
    }  # fmt: skip
    if "enterprise" not in given:
        given["enterprise"] = make_enterprise(cast.registrar)
    return make_project(crew.officer, MARCH, **given)


def test_a_project_goes_from_registration_to_production_and_its_status_follows(cast, crew):
    project = actions.register_project(
        name="示例碳纤维项目", on=MARCH, by=crew.officer, total_investment=20 * YI,
        investor="示例投资方", industry="2829",
    )  # fmt: skip
    assert (project.status, project.is_key, project.office) == ("reserve", True, cast.statistics)
    assert project.number.startswith("ZDX2022")
    reach = actions.reach_milestone
    project = reach(project=project, milestone="signed", on=after(3), by=crew.officer)
    assert project.status == Status.SIGNED
    with pytest.raises(StillMissing) as refusal:
        reach(project=project, milestone="started", on=after(30), by=crew.officer)
    assert str(Project._meta.get_field("code").verbose_name) in str(refusal.value)
    registers.change(
        PROJECTS, project, {"code": CODE, "planned_production_on": "2023-05-01",
                            "enterprise": make_enterprise(cast.registrar)}, by=crew.officer,
    )  # fmt: skip
    project = reach(
        project=project, milestone="started", on=after(30), by=crew.officer, document="开工令"
    )
    assert project.documents.get().title == "开工令"
    for step, days in (("structure", 60), ("equipment", 200), ("trial", 300)):
        project = reach(project=project, milestone=step, on=after(days), by=crew.officer)
        assert project.status == step
    assert project.structure_left_on == after(200)
    assert Entry.objects.filter(code="projects.milestone.reached").count() == 5


@pytest.mark.parametrize("days", [{}, {"signed_on": 1}, {"signed_on": 1, "started_on": 2},
    {"started_on": 2, "stopped_on": 9}, {"started_on": 2, "structure_on": 3, "production_on": 4},
    {"started_on": 2, "production_on": 4, "full_on": 5}, {"started_on": 2, "ended_on": 5},
])  # fmt: skip
def test_the_database_tells_the_same_status_as_the_rule(cast, crew, days):
    given = {field: after(number) for field, number in days.items()}
    if "ended_on" in given:
        given["end_reason"] = "示例"
    project = make_project(crew.officer, MARCH, **given)
    told = status_of(project.reached, project.ended_on, project.stopped_on)
    assert project.status == told


def test_a_milestone_is_reached_once_in_order_and_not_before_the_one_before_it(cast, crew):
    project = built(crew, cast, started_on=after(30))
    for milestone in ("signed", "started"):
        with pytest.raises(NotNext):
            actions.reach_milestone(
                project=project, milestone=milestone, on=after(40), by=crew.officer
            )
    with pytest.raises(TooEarly):
        actions.reach_milestone(
            project=project, milestone="structure", on=after(29), by=crew.officer
        )


def test_a_wrong_day_is_corrected_with_a_reason_and_stays_between_its_neighbours(cast, crew):
    project = built(crew, cast, started_on=after(30), structure_on=after(90))
    project = actions.correct_milestone(
        project=project, milestone="started", day=after(33), why="以开工令为准", by=crew.officer
    )
    assert project.started_on == after(33)
    for day in (after(0), after(91)):
        with pytest.raises(TooEarly):
            actions.correct_milestone(
                project=project, milestone="started", day=day, why="示例", by=crew.officer
            )
    with pytest.raises(NotReached):
        actions.correct_milestone(
            project=project, milestone="trial", day=MARCH, why="示例", by=crew.officer
        )


def test_a_plan_is_moved_with_its_reason_and_the_old_one_stays_in_the_history(cast, crew):
    project = built(crew, cast)
    project = actions.replan_milestone(
        project=project, milestone="production", day=after(500), why="示例：设备到货推迟",
        by=crew.officer,
    )  # fmt: skip
    days = set(project.events.values_list("planned_production_on", flat=True))
    assert days == {after(400), after(500)}
    with pytest.raises(NotNext):
        actions.replan_milestone(
            project=project, milestone="signed", day=after(9), why="示例", by=crew.officer
        )


def test_work_stops_goes_on_and_is_given_up_with_reasons(cast, crew):
    project = built(crew, cast)
    with pytest.raises(NotUnderConstruction):
        actions.stop_work(project=project, on=after(40), why="示例", by=crew.officer)
    project = built(crew, cast, started_on=after(30), code="2411-130202-89-01-637015",
                    enterprise=None)  # fmt: skip
    project = actions.stop_work(project=project, on=after(60), why="资金", by=crew.officer)
    assert (project.status, project.works_ended_on) == (Status.STOPPED, after(60))
    project = actions.resume_work(project=project, on=after(90), by=crew.officer)
    assert (project.status, project.works_ended_on) == (Status.STARTED, None)
    project = actions.end_project(project=project, on=after(99), why="投资方退出", by=crew.officer)
    assert project.status == Status.ENDED
    with pytest.raises(AlreadyEnded):
        actions.end_project(project=project, on=after(99), why="示例", by=crew.officer)


def test_only_the_chief_puts_an_officer_in_charge_and_only_who_may_file_returns(cast, crew):
    project = built(crew, cast)
    with pytest.raises(Forbidden):
        actions.assign_officer(project=project, officer=crew.other, on=MARCH, by=crew.officer)
    with pytest.raises(NotAnOfficer):
        actions.assign_officer(project=project, officer=cast.leader, on=MARCH, by=crew.chief)
    project = actions.assign_officer(project=project, officer=crew.other, on=MARCH, by=crew.chief)
    assert (project.officer, project.office) == (crew.other, cast.invest)


def test_only_seats_that_may_file_returns_are_offered_as_officers_in_charge(cast, crew):
    assign = next(verb for verb in PROJECTS.verbs if verb.code == "assign")
    offered = set(assign.fields(built(crew, cast))["officer"].queryset)
    assert {crew.officer, crew.other} <= offered
    assert cast.leader not in offered


def test_a_key_project_and_a_threshold_crossing_enterprise_follow_from_parameters(cast, crew):
    small = make_project(crew.officer, MARCH, total_investment=YI / 2 - 1,
                         expected_revenue=Decimal(19_999_999))  # fmt: skip
    big = make_project(crew.officer, MARCH, total_investment=YI / 2,
                       expected_revenue=Decimal(20_000_000))  # fmt: skip
    assert (small.is_key, small.adds_above_scale) == (False, False)
    assert (big.is_key, big.adds_above_scale) == (True, True)


def test_two_people_saving_the_same_project_lose_nothing_and_see_each_others_change(cast, crew):
    project = built(crew, cast)
    opened = version_of(project)
    registers.change(PROJECTS, project, {"site": "示例地块"}, by=crew.officer, version=opened)
    with pytest.raises(StaleRecord) as refusal:
        registers.change(PROJECTS, project, {"content": "示例"}, by=crew.chief, version=opened)
    assert refusal.value.theirs
    assert "示例地块" in str(refusal.value)
    registers.change(
        PROJECTS, project, {"content": "示例"}, by=crew.chief, version=version_of(project)
    )
    project.refresh_from_db()
    assert (project.site, project.content) == ("示例地块", "示例")


def test_an_action_on_an_old_copy_of_a_project_keeps_what_others_wrote(cast, crew):
    project = built(crew, cast)
    registers.change(PROJECTS, project, {"site": "示例地块"}, by=crew.chief)
    old = project
    actions.reach_milestone(project=old, milestone="started", on=after(30), by=crew.officer)
    project.refresh_from_db()
    assert (project.site, project.started_on) == ("示例地块", after(30))


def test_a_wrong_code_is_refused_and_an_old_one_is_asked_about(cast, crew):
    project = built(crew, cast, code="")
    with pytest.raises(Invalid) as refusal:
        registers.change(PROJECTS, project, {"code": CODE[:-1] + "2"}, by=crew.officer)
    assert not refusal.value.only_warnings
    with pytest.raises(Invalid) as refusal:
        registers.change(
            PROJECTS, project, {"code": "2017-220271-26-03-012345"}, by=crew.officer
        )
    assert refusal.value.only_warnings


@pytest.mark.parametrize(("values", "constraint"), [
    ({"production_on": after(9)}, "production_started"),
    ({"started_on": after(9), "structure_on": after(8)}, "structure_on_in_order"),
    ({"ended_on": after(9)}, "end_has_reason"),
    ({"stopped_on": after(9)}, "stops_started"),
    ({"code": "12345"}, "code_form"),
    ({"total_investment": Decimal(-1)}, "total_investment_not_negative"),
])  # fmt: skip
def test_the_database_refuses_nonsense(cast, crew, values, constraint):
    row = Project(zone_id=cast.zone.pk, name="示例", number="1", office=cast.invest,
                  registered_on=MARCH, **{"total_investment": YI, **values})  # fmt: skip
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        perform(MADE, crew.officer, lambda: (row.save(), record(row)))


def test_another_offices_projects_are_not_there_and_another_zones_are_behind_the_wall(cast, crew):
    project = built(crew, cast)
    assert list(queries.projects_for(crew.officer)) == [project]
    assert list(queries.projects_for(crew.chief)) == [project]
    assert list(queries.projects_for(crew.other)) == []
    assert list(queries.projects_for(cast.admin)) == []
    with pytest.raises(OfAnotherOffice):
        actions.reach_milestone(project=project, milestone="started", on=after(30), by=crew.other)
    with pytest.raises(Forbidden):
        actions.reach_milestone(project=project, milestone="started", on=after(30), by=cast.leader)
    with walled(cast.elsewhere.pk):
        assert Project.objects.count() == 0


def test_the_forecast_names_what_it_rests_on(cast, crew):
    for number, days in enumerate((300, 350, 400, 450, 500)):
        make_project(
            crew.officer, MARCH, name=f"示例先行项目{number}", started_on=date(2019, 1, 1),
            production_on=date(2019, 1, 1) + timedelta(days),
        )  # fmt: skip
    project = built(crew, cast, started_on=date(2022, 1, 1), signed_on=None,
                    planned_production_on=date(2023, 1, 1))  # fmt: skip
    told = queries.forecast_of(project, date(2022, 6, 1))
    assert (told.expected, told.late) == (date(2023, 2, 5), 35)
    assert queries.next_milestone(project) == Milestone.STRUCTURE
    tab = queries.progress_tab(project, crew.officer)
    assert tab["verdict"]
    assert tab["reasons"]
