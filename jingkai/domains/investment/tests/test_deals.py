from datetime import date, timedelta

import pytest
from django.utils import timezone

from jingkai.domains.investment import actions, queries
from jingkai.domains.investment.choices import DealStage, EvidenceKind
from jingkai.domains.investment.errors import (
    AlreadySo,
    NotAnOfficer,
    NotReached,
    StillMissing,
)
from jingkai.domains.investment.factories import (
    give_evidence,
    make_deal,
    make_enterprise,
    make_lead,
)
from jingkai.domains.investment.models import Deal
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.cases.kinds import missing_words
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.models import Entry

MARCH = date(2022, 3, 1)


def after(days, day=MARCH):
    return day + timedelta(days=days)


def evaluated(cast, **values):
    """A deal in evaluation, all its documents there."""
    deal = make_deal(
        cast.clerk, MARCH, negotiated_on=after(5), evaluated_on=after(20),
        planned_start_on=after(120), **values,
    )  # fmt: skip
    give_evidence(cast.clerk, deal)
    return deal


def signed(cast, on=60, **values):
    return evaluated(cast, signed_on=after(on), **values)


def test_a_deal_goes_from_talk_to_start_of_construction(cast):
    deal = make_deal(cast.clerk, MARCH, planned_start_on=after(120))
    give_evidence(cast.clerk, deal)
    assert deal.stage == DealStage.LEAD
    deal = actions.negotiate_deal(deal=deal, on=after(5), by=cast.clerk)
    assert deal.stage == DealStage.NEGOTIATION
    deal = actions.evaluate_deal(deal=deal, on=after(20), by=cast.clerk)
    assert deal.stage == DealStage.EVALUATION
    deal = actions.sign_deal(deal=deal, on=after(60), by=cast.chief)
    assert (deal.stage, deal.signed_on) == (DealStage.SIGNED, after(60))
    deal.enterprise = make_enterprise(cast.chief)
    with pytest.raises(StillMissing):
        actions.start_deal(deal=deal, on=after(100), by=cast.clerk)
    assert Entry.objects.get(code="investment.deal.signed").actor == "王强"


def test_construction_starts_when_the_project_company_and_the_permit_are_there(cast):
    deal = signed(cast, enterprise=make_enterprise(cast.clerk))
    deal = actions.start_deal(deal=deal, on=after(150), by=cast.clerk)
    assert (deal.stage, deal.started_on) == (DealStage.STARTED, after(150))


def test_what_is_missing_for_the_next_stage_is_named(cast):
    deal = make_deal(cast.clerk, MARCH, negotiated_on=after(5), power=None, land_area=None)
    with pytest.raises(StillMissing) as refusal:
        actions.evaluate_deal(deal=deal, on=after(9), by=cast.clerk)
    missing = missing_words(deal, queries.missing_of(deal, DealStage.EVALUATION))
    assert len(missing) == 3
    assert all(word in str(refusal.value) for word in missing)
    assert refusal.value.field == "land_area"


def test_a_deal_that_rents_a_workshop_needs_no_land(cast):
    deal = make_deal(cast.clerk, MARCH, land_area=None, floor_area=3000)
    assert queries.missing_of(deal, DealStage.EVALUATION).fields == ()


def test_a_deal_is_not_signed_without_its_contract(cast):
    deal = make_deal(
        cast.clerk, MARCH, negotiated_on=after(5), evaluated_on=after(20),
        planned_start_on=after(120),
    )  # fmt: skip
    give_evidence(
        cast.clerk, deal, EvidenceKind.PROPOSAL, EvidenceKind.DUE_DILIGENCE, EvidenceKind.MINUTES
    )
    with pytest.raises(StillMissing, match=str(EvidenceKind.CONTRACT.label)):
        actions.sign_deal(deal=deal, on=after(60), by=cast.chief)
    actions.record_evidence(
        deal=deal, kind=EvidenceKind.CONTRACT, title="投资协议书", document_number="示例12号",
        issued_on=after(60), by=cast.clerk,
    )  # fmt: skip
    assert actions.sign_deal(deal=deal, on=after(60), by=cast.chief).stage == DealStage.SIGNED


def test_signing_is_recorded_with_the_planned_start(cast):
    deal = evaluated(cast)
    deal = actions.sign_deal(
        deal=deal, on=after(60), planned_start_on=after(90), by=cast.chief
    )
    assert deal.planned_start_on == after(90)


def test_a_clerk_signs_by_the_permission_of_the_role_and_a_leader_does_not(cast):
    deal = evaluated(cast)
    with pytest.raises(Forbidden):
        actions.sign_deal(deal=deal, on=after(60), by=cast.leader)
    assert actions.sign_deal(deal=deal, on=after(60), by=cast.clerk).stage == DealStage.SIGNED


def test_a_stage_is_not_skipped(cast):
    deal = make_deal(cast.clerk, MARCH)
    with pytest.raises(MoveNotOffered):
        actions.sign_deal(deal=deal, on=after(60), by=cast.chief)


def test_a_stage_does_not_come_before_the_stage_before_it(cast):
    with pytest.raises(TooEarly) as refusal:
        actions.sign_deal(deal=evaluated(cast), on=after(19), by=cast.chief)
    assert str(after(20)) in str(refusal.value)


def test_an_ended_deal_keeps_its_reason_and_its_signing(cast):
    deal = actions.end_deal(
        deal=signed(cast), end_reason="finance", end_note="示例", on=after(200), by=cast.clerk
    )
    assert (deal.stage, deal.end_reason, deal.signed_on) == ("ended", "finance", after(60))
    with pytest.raises(MoveNotOffered):
        actions.start_deal(deal=deal, on=after(201), by=cast.clerk)


def test_a_deal_does_not_end_without_a_reason(cast):
    with pytest.raises(StillMissing):
        actions.end_deal(deal=signed(cast), end_reason="", on=after(200), by=cast.clerk)


def test_a_wrong_day_is_corrected_with_a_reason_and_the_old_day_stays_in_the_history(cast):
    deal = signed(cast)
    deal = actions.correct_day(
        deal=deal, stage="signed", day=after(58), why="以协议落款日期为准", by=cast.chief
    )
    assert deal.signed_on == after(58)
    assert set(deal.events.values_list("signed_on", flat=True)) == {after(60), after(58)}
    facts = Entry.objects.get(code="investment.deal.day_corrected").facts
    assert (facts["was"], facts["day"]) == (str(after(60)), str(after(58)))


def test_a_corrected_day_stays_between_its_neighbours(cast):
    deal = signed(cast, started_on=after(100))
    for day in (after(19), after(101)):
        with pytest.raises(TooEarly):
            actions.correct_day(deal=deal, stage="signed", day=day, why="示例", by=cast.chief)
    with pytest.raises(AlreadySo):
        actions.correct_day(deal=deal, stage="signed", day=after(60), why="示例", by=cast.chief)


def test_a_day_that_was_never_reached_is_not_corrected(cast):
    with pytest.raises(NotReached):
        actions.correct_day(
            deal=evaluated(cast), stage="signed", day=after(60), why="示例", by=cast.chief
        )


def test_a_deal_is_given_to_an_officer_by_the_chief(cast):
    deal = make_deal(cast.clerk, MARCH)
    with pytest.raises(Forbidden):
        actions.assign_deal(deal=deal, officer=cast.clerk, on=MARCH, by=cast.clerk)
    with pytest.raises(NotAnOfficer):
        actions.assign_deal(deal=deal, officer=cast.leader, on=MARCH, by=cast.chief)
    deal = actions.assign_deal(deal=deal, officer=cast.other_office, on=MARCH, by=cast.chief)
    assert (deal.officer, deal.office) == (cast.other_office, cast.statistics)


def test_a_stage_entered_long_after_its_day_is_told_as_a_late_entry(cast):
    today = timezone.localdate()
    late = make_deal(cast.clerk, today - timedelta(90), negotiated_on=today - timedelta(40))
    make_deal(cast.clerk, today - timedelta(90), negotiated_on=today - timedelta(15))
    [entry] = queries.late_entries(cast.clerk)
    assert (entry.deal, entry.stage, entry.days) == (late, DealStage.NEGOTIATION, 40)


def test_a_day_entered_in_time_is_not_late_because_the_deal_is_changed_later(cast):
    today = timezone.localdate()
    deal = make_deal(cast.clerk, today - timedelta(9), negotiated_on=today - timedelta(8))
    actions.end_deal(deal=deal, end_reason="market", on=today, by=cast.clerk)
    assert queries.late_entries(cast.clerk) == []


def test_a_lead_that_an_imported_deal_names_has_become_a_deal(cast):
    from jingkai.domains.investment.factories import MADE
    from jingkai.kernel.trail.acting import perform, record

    lead = make_lead(cast.clerk, MARCH, officer=cast.clerk)
    deal = make_deal(cast.clerk, after(30), lead=lead)
    perform(MADE, cast.clerk, lambda: (actions.settle_deals([deal], cast.clerk), record(deal)))
    lead.refresh_from_db()
    assert (lead.state, lead.closed_on) == ("converted", after(30))


def test_another_offices_deals_are_not_there_and_the_chief_sees_all(cast):
    deal = make_deal(cast.clerk, MARCH)
    assert list(queries.deals_for(cast.clerk)) == [deal]
    assert list(queries.deals_for(cast.chief)) == [deal]
    assert list(queries.deals_for(cast.leader)) == [deal]
    assert list(queries.deals_for(cast.other_office)) == []
    assert list(queries.deals_for(cast.admin)) == []


def test_another_zones_deals_are_behind_the_wall(cast):
    from jingkai.kernel.access.walls import walled

    make_deal(cast.clerk, MARCH)
    with walled(cast.elsewhere.pk):
        assert Deal.objects.count() == 0
        assert list(queries.deals_for(cast.stranger)) == []
