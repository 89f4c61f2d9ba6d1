from datetime import date, timedelta

import pytest

from jingkai.domains.investment import actions, queries
from jingkai.domains.investment.choices import LeadState
from jingkai.domains.investment.errors import (
    HeldByAnother,
    LeadClosed,
    NoContactYet,
    NotAnOfficer,
    NotHeld,
    NotInThePool,
    StillMissing,
    TooManyLeads,
)
from jingkai.domains.investment.factories import make_activity, make_contacts, make_lead
from jingkai.domains.investment.models import LeadContact
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.models import Entry

MARCH = date(2022, 3, 1)
READY = {"investor": "示例公司", "amount_expected": 2_000, "content": "示例内容"}


def after(days, day=MARCH):
    return day + timedelta(days=days)


def claimed(cast, **values):
    return make_lead(cast.clerk, MARCH, officer=cast.clerk, **values)


def contact(cast, lead, on, by=None):
    return actions.log_contact(lead=lead, on=on, way="call", content="示例", by=by or cast.clerk)


def test_an_officer_claims_a_lead_out_of_the_pool(cast):
    lead = actions.claim_lead(lead=make_lead(cast.chief, MARCH), on=after(2), by=cast.clerk)
    assert (lead.state, lead.officer, lead.claimed_on) == ("claimed", cast.clerk, after(2))
    assert Entry.objects.get(code="investment.lead.claimed").subject_id == lead.pk


def test_a_claimed_lead_moves_to_the_office_of_who_claimed_it(cast):
    lead = make_lead(cast.clerk, MARCH)
    taken = actions.claim_lead(lead=lead, on=MARCH, by=cast.other_office)
    assert taken.office == cast.statistics
    assert not queries.leads_for(cast.clerk).filter(pk=lead.pk).exists()


def test_a_lead_is_claimed_once(cast):
    with pytest.raises(NotInThePool, match="已认领|claimed"):
        actions.claim_lead(lead=claimed(cast), on=after(3), by=cast.other_office)


def test_a_lead_is_not_claimed_before_it_was_recorded(cast):
    with pytest.raises(TooEarly):
        actions.claim_lead(lead=make_lead(cast.clerk, MARCH), on=after(-1), by=cast.clerk)


def test_an_officer_holds_no_more_leads_than_allowed(cast):
    for _ in range(20):
        claimed(cast)
    with pytest.raises(TooManyLeads, match="20"):
        actions.claim_lead(lead=make_lead(cast.clerk, MARCH), on=MARCH, by=cast.clerk)


def test_the_chief_assigns_a_lead_and_a_clerk_may_not(cast):
    lead = make_lead(cast.clerk, MARCH)
    with pytest.raises(Forbidden):
        actions.assign_lead(lead=lead, officer=cast.clerk, on=MARCH, by=cast.clerk)
    assert actions.assign_lead(lead=lead, officer=cast.clerk, on=MARCH, by=cast.chief).officer == (
        cast.clerk
    )
    entry = Entry.objects.get(code="investment.lead.assigned")
    assert entry.facts["officer"] == "李梅"


def test_a_lead_is_handed_from_one_officer_to_another(cast):
    lead = actions.assign_lead(
        lead=claimed(cast), officer=cast.other_office, on=after(9), by=cast.chief
    )
    assert (lead.officer, lead.office) == (cast.other_office, cast.statistics)


@pytest.mark.parametrize("seat", ["leader", "registrar", "admin", "stranger"])
def test_a_lead_is_assigned_to_nobody_who_may_not_work_on_it(cast, seat):
    with pytest.raises(NotAnOfficer):
        actions.assign_lead(
            lead=make_lead(cast.clerk, MARCH), officer=getattr(cast, seat), on=MARCH, by=cast.chief
        )


def test_a_lead_is_returned_to_the_pool_where_every_office_sees_it(cast):
    lead = claimed(cast)
    assert not queries.leads_for(cast.other_office).filter(pk=lead.pk).exists()
    lead = actions.return_lead(lead=lead, on=after(5), by=cast.clerk)
    assert (lead.state, lead.officer, lead.claimed_on) == ("pool", None, None)
    assert queries.leads_for(cast.other_office).filter(pk=lead.pk).exists()


def test_another_officers_lead_is_not_returned_lost_or_spoken_about(cast):
    lead = claimed(cast)
    for act in (
        lambda: actions.return_lead(lead=lead, on=MARCH, by=cast.other_office),
        lambda: actions.lose_lead(lead=lead, loss_reason="site", on=MARCH, by=cast.other_office),
        lambda: contact(cast, lead, MARCH, by=cast.other_office),
    ):
        with pytest.raises(HeldByAnother, match="李梅"):
            act()


def test_a_lead_in_the_pool_can_be_spoken_about_only_when_claimed(cast):
    with pytest.raises(NotHeld):
        contact(cast, make_lead(cast.clerk, MARCH), MARCH)


def test_who_may_only_look_does_nothing_with_leads(cast):
    lead = make_lead(cast.clerk, MARCH)
    for seat in (cast.leader, cast.auditor, cast.admin):
        with pytest.raises(Forbidden):
            actions.claim_lead(lead=lead, on=MARCH, by=seat)


def test_a_contact_tells_when_the_lead_was_last_heard_of(cast):
    lead = claimed(cast)
    contact(cast, lead, after(9))
    contact(cast, lead, after(4))
    lead.refresh_from_db()
    assert lead.last_contact_on == after(9)


def test_the_third_contact_in_a_row_makes_a_lead_continuously_tracked(cast):
    lead = claimed(cast)
    made = [contact(cast, lead, after(days)) for days in (10, 40, 70)]
    assert [(c.run, c.continuous) for c in made] == [(1, False), (2, False), (3, True)]


def test_a_long_silence_begins_a_new_run(cast):
    lead = claimed(cast)
    make_contacts(cast.clerk, lead, [after(d) for d in (10, 20, 81, 90)])
    rows = LeadContact.objects.filter(lead=lead).order_by("on")
    assert [row.run for row in rows] == [1, 2, 1, 2]


def test_a_contact_found_later_mends_the_run(cast):
    lead = claimed(cast)
    make_contacts(cast.clerk, lead, [after(10), after(90)])
    contact(cast, lead, after(50))
    rows = LeadContact.objects.filter(lead=lead).order_by("on")
    assert [(row.run, row.continuous) for row in rows] == [(1, False), (2, False), (3, True)]


def test_negotiation_needs_an_investor_a_size_and_a_contact(cast):
    with pytest.raises(StillMissing) as refusal:
        actions.negotiate_lead(lead=claimed(cast), on=after(9), by=cast.clerk)
    assert refusal.value.field == "investor"
    lead = claimed(cast, **READY)
    with pytest.raises(NoContactYet):
        actions.negotiate_lead(lead=lead, on=after(9), by=cast.clerk)
    contact(cast, lead, after(3))
    lead = actions.negotiate_lead(lead=lead, on=after(9), by=cast.clerk)
    assert lead.state == LeadState.NEGOTIATING
    with pytest.raises(MoveNotOffered):
        actions.negotiate_lead(lead=lead, on=after(9), by=cast.clerk)


def test_a_lead_becomes_a_deal_with_all_that_was_gathered(cast):
    activity = make_activity(cast.clerk, after(-5), led_by="task_force")
    lead = claimed(cast, activity=activity, city="320500", province="320000", **READY)
    contact(cast, lead, after(1))
    actions.negotiate_lead(lead=lead, on=after(2), by=cast.clerk)
    deal = actions.convert_lead(lead=lead, on=after(30), by=cast.clerk)
    lead.refresh_from_db()
    assert (lead.state, lead.closed_on) == (LeadState.CONVERTED, after(30))
    assert (deal.stage, deal.lead, deal.officer) == ("negotiation", lead, cast.clerk)
    assert (deal.led_by, deal.city, deal.investor) == ("task_force", "320500", "示例公司")
    assert deal.number == "XM2022-001"
    assert Entry.objects.filter(subject_type="investment.deal", subject_id=deal.pk).exists()


def test_a_lead_without_content_does_not_become_a_deal(cast):
    with pytest.raises(StillMissing):
        actions.convert_lead(
            lead=claimed(cast, **{**READY, "content": ""}), on=after(3), by=cast.clerk
        )


def test_a_lost_lead_keeps_its_reason_and_is_closed_for_good(cast):
    lead = actions.lose_lead(
        lead=claimed(cast), loss_reason="elsewhere", loss_note="落户外地", on=after(40),
        by=cast.clerk,
    )  # fmt: skip
    assert (lead.state, lead.closed_on) == (LeadState.LOST, after(40))
    with pytest.raises(LeadClosed):
        actions.lose_lead(lead=lead, loss_reason="site", on=after(41), by=cast.clerk)
    with pytest.raises(LeadClosed):
        actions.assign_lead(lead=lead, officer=cast.clerk, on=after(41), by=cast.chief)


def test_a_lead_is_not_lost_without_a_reason(cast):
    with pytest.raises(StillMissing):
        actions.lose_lead(lead=claimed(cast), loss_reason="", on=MARCH, by=cast.clerk)


def test_a_lead_returns_to_the_pool_after_thirty_days_of_silence(cast):
    silent, heard, fresh = claimed(cast), claimed(cast), claimed(cast)
    contact(cast, heard, after(10))
    make_contacts(cast.clerk, fresh, [after(30)])
    assert actions.return_silent_leads(on=after(30), by=cast.chief) == []
    assert actions.return_silent_leads(on=after(31), by=cast.chief) == [silent]
    assert actions.return_silent_leads(on=after(41), by=cast.chief) == [heard]
    fresh.refresh_from_db()
    assert fresh.state == LeadState.CLAIMED


def test_an_old_lead_claimed_today_is_not_silent(cast):
    lead = make_lead(cast.clerk, MARCH)
    make_contacts(cast.clerk, lead, [after(3)])
    actions.claim_lead(lead=lead, on=after(200), by=cast.clerk)
    assert queries.silent_leads(cast.chief, after(201)) == []


def test_a_claim_asked_twice_under_one_key_happens_once(cast):
    lead = make_lead(cast.clerk, MARCH)
    for _ in range(2):
        actions.claim_lead(lead=lead, on=MARCH, by=cast.clerk, idempotency_key="click-1")
    assert Entry.objects.filter(code="investment.lead.claimed").count() == 1
