"""What party building counts, and that each figure opens to as many records as it says."""

from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.party_building import actions
from jingkai.domains.party_building.registers import (
    COUNTS,
    COVERS,
    EDUCATION,
    MEETINGS,
    ORGANISATIONS,
)
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers import actions as registers

YEAR = Period.year(2022)


@pytest.fixture
def told(people):
    def told(name, period=YEAR):
        code = f"party_building.{name}"
        return evaluate([code], period, seat=people.leader)[code].value

    return told


def test_organisations_and_members_at_the_end_of_a_period(people, branch, told):
    one = branch(1)
    branch(2, sector="非公有制企业", dissolved_on="2022-08-01")
    for half, members in (("上半年", "20"), ("下半年", "23")):
        registers.create(
            COUNTS, {"organisation": one.pk, "year": "2022", "half": half, "members": members},
            by=people.officer,
        )  # fmt: skip
    assert told("organisations") == 1
    assert told("new_field_organisations", Period.parse("2022H1")) == 1
    assert told("members") == 23
    assert told("members", Period.parse("2022H1")) == 20
    assert told("members", Period.parse("2022Q3")) == 20


def test_the_share_of_cycles_kept_opens_to_the_meetings_due(people, branch, meeting, told):
    one = branch()
    for day in ("2022-02-01", "2022-02-20", "2022-05-01"):
        meeting(one, day)
    meeting(one, "2022-08-01", "党课", first_topic="学习重要讲话")
    meeting(one, "2022-08-02", "理论学习中心组学习")
    assert (told("cycles_due"), told("cycles_kept")) == (8, 3)
    assert told("cycles_kept_share") == Decimal(3) / 8
    assert told("cycles_kept_share", Period.parse("2022H1")) == Decimal(2) / 4
    assert (told("meetings"), told("first_topics"), told("study_sessions")) == (5, 1, 1)
    parts = drill("party_building.cycles_kept", YEAR, seat=people.leader)
    assert sum(part.queryset.count() for part in parts) == 3


def test_coverage_by_visits_and_by_organisations(people, branch, enterprise, visit, told):
    one, there = branch(), [enterprise(n) for n in range(4)]
    enterprise(4, kind="household")
    for of, day in ((there[0], "2022-03-01"), (there[0], "2022-05-05"), (there[1], "2023-01-05")):
        visit(one, of, day)
    registers.create(
        COVERS, {"enterprise": there[2].pk, "organisation": one.pk, "way": "联合组建",
                 "since": "2022-05-01"},
        by=people.officer,
    )  # fmt: skip
    assert (told("visits"), told("visited_enterprises")) == (2, 1)
    assert told("visits_coverage") == told("enterprise_coverage") == Decimal(1) / 4


def test_findings_in_time_are_counted_by_their_due_day(people, ordered, told):
    assert (told("findings"), told("findings_due"), told("findings_in_time")) == (1, 1, 0)
    actions.report_finding(
        finding=ordered, measures="已补齐", on=date(2022, 7, 31), by=people.secretary
    )
    assert told("findings_in_time_share") == 1
    assert (told("findings_open"), told("findings_closed")) == (1, 0)


def test_attendance_at_education_and_no_more_than_were_expected(people, branch, told):
    form = {"subject": "观看警示教育片", "organisation": branch().pk, "kind": "警示教育",
            "held_on": "2022-05-18", "expected": "40", "attended": "38"}  # fmt: skip
    registers.create(EDUCATION, form, by=people.secretary)
    assert (told("education_events"), told("education_attendance")) == (1, 38)


@pytest.mark.parametrize("name", ["leader", "clerk", "admin", "other"])
def test_who_may_not_keep_a_branchs_meetings(people, branch, meeting, name):
    one, seat = branch(), getattr(people, name)
    with pytest.raises(Forbidden):
        registers.create(
            ORGANISATIONS, {"name": "示例", "number": "X", "kind": "党支部", "sector": "村",
                            "founded_on": "2020-01-01"},
            by=seat,
        )  # fmt: skip
    if name == "other":
        from jingkai.domains.party_building.errors import OfAnotherOffice
        from jingkai.kernel.registers.errors import Invalid

        with pytest.raises((OfAnotherOffice, Invalid)):
            meeting(one, "2022-02-01", by=seat)
    else:
        with pytest.raises(Forbidden):
            meeting(one, "2022-02-01", by=seat)
    assert not MEETINGS.model.objects.exists()
