"""Who does party work, and records to work with."""

from datetime import date
from types import SimpleNamespace

import pytest

from jingkai.domains.party_building import actions
from jingkai.domains.party_building.factories import branch_form, meeting_form
from jingkai.domains.party_building.models import Finding, Organisation, Visit
from jingkai.domains.party_building.registers import (
    FINDINGS,
    INSPECTIONS,
    MEETINGS,
    ORGANISATIONS,
    VISITS,
)
from jingkai.domains.subjects import actions as subjects
from jingkai.domains.subjects.factories import sample_enterprises
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import Machine

ORDERED = date(2022, 6, 1)


@pytest.fixture
def people(cast):
    """The secretary of a street, one of another street, the zone's officer, the inspector."""
    by = Machine(zone_id=cast.zone.pk)
    street = cast._office("street-a", "示例街道甲", "street", by)
    other = cast._office("street-b", "示例街道乙", "street", by)
    return SimpleNamespace(
        zone=cast.zone, cast=cast, street=street, other_street=other,
        secretary=cast._seat("secretary", "丁一", street, "party_secretary", by),
        other=cast._seat("secretary_b", "丁二", other, "party_secretary", by),
        officer=cast._seat("party", "丁三", cast.committee, "party_officer", by),
        inspector=cast._seat("inspector", "丁四", cast.committee, "party_inspector", by),
        leader=cast.leader, stranger=cast.stranger, admin=cast.admin, clerk=cast.clerk,
    )  # fmt: skip


@pytest.fixture
def branch(people):
    """A branch of the street, by the form."""

    def branch(number=1, **values):
        form = branch_form(number, **{"office": people.street.pk, **values})
        made = registers.create(ORGANISATIONS, form, by=people.officer)
        return Organisation.objects.get(pk=made.pk)

    return branch


@pytest.fixture
def meeting(people):
    """A meeting of a branch on a day."""

    def meeting(organisation, held_on, kind="支部党员大会", by=None, **values):
        form = meeting_form(organisation, held_on, kind, **values)
        return registers.create(MEETINGS, form, by=by or people.officer)

    return meeting


@pytest.fixture
def enterprise(cast):
    """The invented enterprise of a number, in the zone since 2010."""

    def enterprise(number=0, **values):
        sample = next(sample_enterprises(1, start=number))
        days = dict.fromkeys(("moved_in_on", "moved_away_on", "revoked_on", "deregistered_on"))
        days |= {"established_on": date(2010, 1, 1), "kind": "enterprise"}
        return subjects.register_enterprise(**{**sample, **days, **values}, by=cast.registrar)

    return enterprise


@pytest.fixture
def visit(people, branch, enterprise):
    """A visit of the street's branch to an enterprise, by the form."""

    def visit(organisation=None, of=None, on="2022-04-12", by=None, **values):
        form = {
            "enterprise": (of or enterprise()).pk, "visited_on": on,
            "organisation": (organisation or branch()).pk, "situation": "生产经营正常", **values,
        }  # fmt: skip
        made = registers.create(VISITS, form, by=by or people.secretary)
        return Visit.objects.get(pk=made.pk)

    return visit


@pytest.fixture
def finding(people, branch):
    """Something that a special inspection found of a branch."""
    organisation = branch()
    seen = registers.create(
        INSPECTIONS,
        {"name": "示例安全生产专项巡察", "subject": "安全生产", "organisation": organisation.pk,
         "since": "2022-04-06", "until": "2022-05-20", "fed_back_on": "2022-05-25"},
        by=people.inspector,
    )  # fmt: skip
    made = registers.create(
        FINDINGS,
        {"inspection": seen.pk, "organisation": organisation.pk, "found_on": "2022-05-25",
         "problem": "隐患排查台账不完整"},
        by=people.inspector,
    )  # fmt: skip
    return Finding.objects.get(pk=made.pk)


@pytest.fixture
def ordered(people, finding):
    return actions.order_finding(
        finding=finding, demand="补齐台账", days=60, on=ORDERED, by=people.inspector
    )
