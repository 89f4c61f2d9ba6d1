"""Who sees which application, and what a case's page shows."""

from datetime import date

import pytest

from jingkai.domains.services import actions, queries
from jingkai.domains.services.factories import (
    FORM,
    apply_at_counter,
    apply_online,
    at,
    delegate,
    make_version,
)
from jingkai.domains.services.models import Approval
from jingkai.domains.subjects.factories import build_visitor

MONDAY = date(2022, 3, 7)
IDENTITY = "11010519491231002X"


@pytest.fixture
def version(cast):
    version = make_version(cast.zone.pk, cast.hall)
    delegate(version, cast.community)
    return version


@pytest.fixture
def approval(cast, version):
    return apply_at_counter(
        cast.community_clerk, version, at(MONDAY), form={**FORM, "identity": IDENTITY}
    )


def sees(seat, approval):
    return queries.approvals_for(seat).filter(pk=approval.pk).exists()


def test_the_deciding_and_the_accepting_office_see_an_application_and_no_other(cast, approval):
    assert sees(cast.hall_clerk, approval)
    assert sees(cast.community_clerk, approval)
    assert not sees(cast.reviewer_a, approval)
    assert sees(cast.leader, approval)
    assert not sees(cast.admin, approval)


def test_another_offices_application_is_not_there(cast, approval):
    with pytest.raises(Approval.DoesNotExist):
        queries.approval_for(cast.reviewer_a, approval.pk)
    assert queries.approval_for(cast.hall_clerk, approval.pk) == approval


def test_a_page_shows_the_form_with_personal_numbers_masked(cast, approval):
    page = queries.case_page(cast.hall_clerk, approval.pk)
    shown = {answer.field.key: answer.shown for answer in page.form}
    assert shown == {"place": "示例路1号", "area": "120", "identity": "110***********002X"}
    plain = {answer.field.key: answer.shown for answer in page.plain_form()}
    assert plain["identity"] == IDENTITY


def test_a_page_shows_materials_clocks_moves_and_visits(cast, approval):
    page = queries.case_page(cast.hall_clerk, approval.pk)
    assert [m.code for m in page.materials] == ["lease", "plan"]
    assert [move.code for move in page.moves] == ["opened"]
    assert {clock.deadline.rule.code for clock in page.clocks} == {"acceptance"}
    assert [visit.reason for visit in page.visits] == ["apply"]
    assert (page.supplement, page.rating, page.check, page.tolerances, page.certificates) == (
        None, None, None, [], [],
    )  # fmt: skip


def test_the_explanation_of_a_clock_stands_on_the_page(cast, approval):
    actions.accept(approval=approval, by=cast.hall_clerk, at=at(MONDAY))
    page = queries.case_page(cast.hall_clerk, approval.pk)
    promised = next(c for c in page.clocks if c.deadline.rule.code == "promised")
    assert promised.due_on == date(2022, 3, 14)


def test_silence_after_the_limit_is_shown_until_somebody_decides(cast, approval):
    actions.accept(approval=approval, by=cast.hall_clerk, at=at(MONDAY))
    last = date(2022, 4, 2)
    assert list(queries.silent_for(cast.hall_chief, last)) == []
    assert list(queries.silent_for(cast.hall_chief, date(2022, 4, 3))) == [approval]
    actions.decide(
        approval=approval, result="granted", by=cast.hall_chief, at=at(date(2022, 4, 11))
    )
    assert list(queries.silent_for(cast.hall_chief, date(2022, 4, 12))) == []


def test_who_applied_follows_by_number_and_telephone_without_an_account(cast, approval):
    zone = cast.zone.pk
    assert queries.tracked(zone, approval.number.lower(), "139 0000 0009") == approval
    assert queries.tracked(zone, approval.number, "13900000001") is None


def test_a_resident_sees_their_own_and_nobody_elses(cast, version):
    one = build_visitor(cast.zone.pk)
    other = build_visitor(cast.zone.pk, phone="13900000002", name="另一居民")
    mine = apply_online(one, version)
    assert list(queries.applications_of(one)) == [mine]
    assert list(queries.applications_of(other)) == []
    assert queries.application_of(other, mine.number) is None


def test_drafts_of_the_counter_are_the_clerks_own(cast, version):
    draft = actions.save_draft(version=version, form={}, by=cast.hall_clerk)
    assert list(queries.drafts_for(cast.hall_clerk)) == [draft]
    assert list(queries.drafts_for(cast.community_clerk)) == []
