from datetime import date, timedelta
from decimal import Decimal

import pytest

from jingkai.domains.investment import actions, queries
from jingkai.domains.investment.factories import (
    YI,
    make_activity,
    make_commitment,
    make_contacts,
    make_deal,
    make_enterprise,
    make_lead,
    make_node,
    make_presence,
)
from jingkai.domains.subjects.queries import timeline_of
from jingkai.kernel.cases.clocks import Standing

MARCH, YEAR = date(2022, 3, 1), (date(2022, 1, 1), date(2022, 12, 31))


def after(days, day=MARCH):
    return day + timedelta(days=days)


def due(seat, on):
    items = queries.due_for(seat, on)
    return [(item.register.removeprefix("investment."), item.pk, item.state) for item in items]


def test_a_held_lead_is_reminded_of_before_it_falls_back(cast):
    lead = make_lead(cast.clerk, MARCH, officer=cast.clerk)
    assert due(cast.clerk, after(19)) == []
    assert due(cast.clerk, after(20)) == [("leads", lead.pk, Standing.AMBER)]
    assert due(cast.clerk, after(31)) == [("leads", lead.pk, Standing.OVERDUE)]
    [item] = queries.due_for(cast.clerk, after(25))
    assert (item.due, item.title) == (after(30), lead.name)
    assert "25" in item.why


def test_a_contact_puts_the_reminder_off(cast):
    lead = make_lead(cast.clerk, MARCH, officer=cast.clerk)
    make_contacts(cast.clerk, lead, [after(15)])
    assert due(cast.clerk, after(25)) == []


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2022, 6, 30), None),
        (date(2022, 7, 5), Standing.AMBER),
        (date(2022, 8, 20), Standing.RED),
        (date(2022, 9, 2), Standing.OVERDUE),
    ],
)
def test_a_signed_deal_is_reminded_of_until_construction_starts(cast, on, state):
    deal = make_deal(cast.clerk, MARCH, signed_on=MARCH, officer=cast.clerk)
    assert due(cast.clerk, on) == ([("deals", deal.pk, state)] if state else [])


def test_a_started_deal_is_not_reminded_of(cast):
    make_deal(cast.clerk, MARCH, signed_on=MARCH, started_on=after(200), officer=cast.clerk)
    assert due(cast.clerk, date(2023, 1, 1)) == []


def test_an_evaluation_that_takes_too_long_is_reminded_of(cast):
    deal = make_deal(cast.clerk, MARCH, evaluated_on=MARCH, officer=cast.clerk)
    assert due(cast.clerk, date(2022, 3, 21)) == []
    assert due(cast.clerk, date(2022, 3, 22)) == [("deals", deal.pk, Standing.AMBER)]
    assert due(cast.clerk, date(2022, 3, 30)) == [("deals", deal.pk, Standing.OVERDUE)]


def test_a_commitment_turns_amber_red_and_overdue_until_it_is_kept(cast):
    deal = make_deal(cast.clerk, MARCH, officer=cast.clerk)
    promise = make_commitment(cast.clerk, deal, MARCH, date(2022, 9, 1))
    assert due(cast.clerk, date(2022, 8, 1)) == []
    assert due(cast.clerk, date(2022, 8, 2)) == [("commitments", promise.pk, Standing.AMBER)]
    assert due(cast.clerk, date(2022, 8, 25)) == [("commitments", promise.pk, Standing.RED)]
    assert due(cast.clerk, date(2022, 9, 2)) == [("commitments", promise.pk, Standing.OVERDUE)]
    actions.fulfil_commitment(
        commitment=promise, on=date(2022, 9, 3), evidence="示例", by=cast.clerk
    )
    assert due(cast.clerk, date(2022, 9, 4)) == []


def test_an_officer_is_reminded_of_own_work_and_of_what_nobody_holds_the_chief_of_all(cast):
    own = make_deal(cast.clerk, MARCH, signed_on=MARCH, officer=cast.clerk)
    nobodys = make_deal(cast.clerk, MARCH, signed_on=MARCH)
    chiefs = make_deal(cast.clerk, MARCH, signed_on=MARCH, officer=cast.chief)
    late = date(2022, 9, 9)
    assert {pk for _, pk, _ in due(cast.clerk, late)} == {own.pk, nobodys.pk}
    assert {pk for _, pk, _ in due(cast.chief, late)} == {own.pk, nobodys.pk, chiefs.pk}
    assert due(cast.other_office, late) == []
    assert due(cast.admin, late) == []


def test_the_funnel_tells_what_became_of_a_years_leads(cast):
    for i in range(4):
        make_lead(cast.clerk, MARCH, number=f"L{i}")
    held = make_lead(cast.clerk, MARCH, officer=cast.clerk)
    talks = make_lead(cast.clerk, MARCH, officer=cast.clerk, negotiating_on=after(9))
    made = make_lead(cast.clerk, MARCH, officer=cast.clerk, closed_on=after(30))
    make_deal(cast.clerk, after(30), lead=made, signed_on=after(60), started_on=after(90))
    make_lead(cast.clerk, date(2021, 12, 31))
    assert held.state == "claimed"
    assert talks.state == "negotiating"
    steps = queries.funnel(cast.clerk, *YEAR)
    assert [step.count for step in steps] == [7, 3, 2, 1, 1, 1]
    assert steps[0].share is None
    assert steps[2].share == Decimal(2) / 3


def test_the_reasons_of_loss_are_told_the_most_frequent_first(cast):
    for reason in ("site", "terms", "site"):
        make_lead(cast.clerk, MARCH, loss_reason=reason, closed_on=after(9))
    assert [count for _, count in queries.losses(cast.clerk, *YEAR)] == [2, 1]


def test_paces_tell_the_usual_and_the_slow_duration_of_each_step(cast):
    for days in (10, 20, 90):
        make_deal(cast.clerk, MARCH, signed_on=MARCH, started_on=after(days))
    pace = queries.paces(cast.clerk, *YEAR)[3]
    assert (pace.deals, pace.middle, pace.slow) == (3, 20, 90)
    assert queries.paces(cast.clerk, *YEAR)[0].middle is None


def test_contribution_is_told_by_officer_team_channel_and_city(cast):
    activity = make_activity(cast.clerk, MARCH, officer=cast.clerk, led_by="task_force")
    make_lead(cast.clerk, MARCH, officer=cast.clerk, activity=activity, city="320500")
    make_deal(
        cast.clerk, MARCH, officer=cast.clerk, led_by="task_force", channel="activity",
        city="320500", total_investment=3 * YI, signed_on=after(9), started_on=after(99),
    )  # fmt: skip
    make_deal(cast.clerk, MARCH, total_investment=YI, signed_on=after(9))
    first, second = queries.contributions(cast.chief, "officer", *YEAR)
    assert first.name == "李梅 · 招商局"
    assert (first.activities, first.leads, first.signed, first.started) == (1, 1, 1, 1)
    assert (first.amount, second.amount) == (3 * YI, YI)
    team = queries.contributions(cast.chief, "team", *YEAR)[0]
    assert (team.activities, team.leads, team.signed, team.amount) == (1, 0, 1, 3 * YI)
    city = queries.contributions(cast.chief, "city", *YEAR)[0]
    assert (city.name, city.activities, city.leads, city.signed) == ("苏州市", 1, 1, 1)
    channel = queries.contributions(cast.chief, "channel", *YEAR)[0]
    assert (channel.leads, channel.signed) == (1, 1)


def test_contributions_add_up_to_the_whole_whichever_way_they_are_split(cast):
    for i, city in enumerate(("320500", "320400", "")):
        make_deal(
            cast.clerk, MARCH, city=city, province=city and "320000",
            officer=cast.clerk if i else None, signed_on=after(i), total_investment=(i + 1) * YI,
        )  # fmt: skip
    for by in ("officer", "team", "channel", "city"):
        rows = queries.contributions(cast.chief, by, *YEAR)
        assert sum(row.amount for row in rows) == 6 * YI, by
        assert sum(row.signed for row in rows) == 3, by


def test_the_leads_tracked_in_a_period_are_those_with_a_third_contact_in_a_row(cast):
    tracked = make_lead(cast.clerk, MARCH, officer=cast.clerk)
    make_contacts(cast.clerk, tracked, [after(1), after(30), after(60)])
    fleeting = make_lead(cast.clerk, MARCH, officer=cast.clerk)
    make_contacts(cast.clerk, fleeting, [after(1), after(62), after(200)])
    assert list(queries.tracked_leads(cast.clerk, *YEAR)) == [tracked]
    assert list(queries.tracked_leads(cast.clerk, MARCH, after(59))) == []


def test_an_enterprises_page_tells_its_deals_and_its_places_on_chains(cast):
    enterprise = make_enterprise(cast.clerk, 7)
    make_deal(cast.clerk, MARCH, enterprise=enterprise, signed_on=after(60))
    node = make_node(cast.clerk, "resin", 1)
    presence = make_presence(cast.clerk, node, 8)
    told = {moment.register for moment in timeline_of(enterprise, cast.clerk)}
    assert "investment.deals" in told
    told = {moment.register for moment in timeline_of(presence.enterprise, cast.clerk)}
    assert "investment.presences" in told
    hidden = {moment.register for moment in timeline_of(enterprise, cast.other_office)}
    assert "investment.deals" not in hidden
