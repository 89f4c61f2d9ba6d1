from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingkai.domains.investment import models, rules
from jingkai.domains.investment.choices import EvidenceKind
from jingkai.domains.investment.factories import (
    MADE,
    give_evidence,
    made,
    make_activity,
    make_commitment,
    make_contacts,
    make_deal,
    make_friendly_zone,
    make_lead,
    make_node,
    make_presence,
)
from jingkai.kernel.trail.acting import NotInAnAction, perform, record

MAY, JUNE, JULY = (date(2022, month, 1) for month in (5, 6, 7))


def node(cast):
    return make_node(cast.clerk, "resin", 1)


def outcome(cast, **values):
    given = {"on": JUNE, "kind": "lead", "content": "示例", **values}
    zone = make_friendly_zone(cast.clerk, MAY)
    return made(
        models.FriendlyOutcome(zone_id=cast.zone.pk, friendly_zone=zone, **given), cast.clerk
    )


def target(cast, **values):
    given = {"kind": "no_enterprise", "content": "示例", "set_on": MAY, **values}
    row = models.GapTarget(zone_id=cast.zone.pk, node=node(cast), office=cast.invest, **given)
    return made(row, cast.clerk)


def deal(cast, **values):
    return make_deal(cast.clerk, MAY, **values)


def promise(cast, due_on=JULY, **values):
    return make_commitment(cast.clerk, deal(cast), MAY, due_on, **values)


BROKEN = {
    "activity_led_by_known": lambda c: make_activity(c.clerk, MAY, led_by="nobody"),
    "activity_direction_fits_kind": lambda c: make_activity(c.clerk, MAY, direction="in"),
    "activity_trip_has_city": lambda c: make_activity(c.clerk, MAY, city=""),
    "activity_city_in_province": lambda c: make_activity(c.clerk, MAY, province="330000"),
    "activity_ended_on_after_held_on": lambda c: make_activity(c.clerk, JUNE, ended_on=MAY),
    "nodepresence_capacity_not_negative": lambda c: make_presence(c.clerk, node(c), 1, capacity=-1),
    "nodepresence_until_after_since": lambda c: make_presence(
        c.clerk, node(c), 1, until=date(2017, 1, 1)
    ),
    "gaptarget_kind_known": lambda c: target(c, kind="hole"),
    "gaptarget_missing_not_negative": lambda c: target(c, missing=-1),
    "gaptarget_due_on_after_set_on": lambda c: target(c, set_on=JUNE, due_on=MAY),
    "gaptarget_closed_on_after_set_on": lambda c: target(c, set_on=JUNE, closed_on=MAY),
    "lead_channel_known": lambda c: make_lead(c.clerk, MAY, channel="rumour"),
    "lead_loss_reason_known": lambda c: make_lead(
        c.clerk, MAY, loss_reason="whim", closed_on=JUNE
    ),
    "lead_claimed_has_day": lambda c: make_lead(c.clerk, MAY, officer=c.clerk, claimed_on=None),
    "lead_lost_has_day": lambda c: make_lead(c.clerk, MAY, loss_reason="site"),
    "lead_amount_expected_not_negative": lambda c: make_lead(c.clerk, MAY, amount_expected=-1),
    "lead_city_in_province": lambda c: make_lead(c.clerk, MAY, city="320500", province="330000"),
    "lead_claimed_on_after_opened_on": lambda c: make_lead(
        c.clerk, JUNE, officer=c.clerk, claimed_on=MAY
    ),
    "lead_closed_on_after_opened_on": lambda c: make_lead(c.clerk, JUNE, closed_on=MAY),
    "deal_channel_known": lambda c: deal(c, channel="rumour"),
    "deal_led_by_known": lambda c: deal(c, led_by="nobody"),
    "deal_end_reason_known": lambda c: deal(c, end_reason="whim", ended_on=JUNE),
    "deal_environment_class_known": lambda c: deal(c, environment_class="dirty"),
    "deal_starts_signed": lambda c: deal(c, started_on=JUNE),
    "deal_end_has_reason": lambda c: deal(c, ended_on=JUNE),
    "deal_signed_has_amount": lambda c: deal(c, signed_on=JUNE, total_investment=None),
    "deal_total_investment_not_negative": lambda c: deal(c, total_investment=-1),
    "deal_land_area_not_negative": lambda c: deal(c, land_area=-1),
    "deal_floor_area_not_negative": lambda c: deal(c, floor_area=-1),
    "deal_floor_load_not_negative": lambda c: deal(c, floor_load=-1),
    "deal_clear_height_not_negative": lambda c: deal(c, clear_height=-1),
    "deal_power_not_negative": lambda c: deal(c, power=-1),
    "deal_steam_not_negative": lambda c: deal(c, steam=-1),
    "deal_city_in_province": lambda c: deal(c, city="320500", province="330000"),
    "deal_evaluated_on_after_negotiated_on": lambda c: deal(
        c, negotiated_on=JUNE, evaluated_on=MAY
    ),
    "deal_signed_on_after_evaluated_on": lambda c: deal(c, evaluated_on=JUNE, signed_on=MAY),
    "deal_signed_on_after_negotiated_on": lambda c: deal(c, negotiated_on=JUNE, signed_on=MAY),
    "deal_started_on_after_signed_on": lambda c: deal(c, signed_on=JUNE, started_on=MAY),
    "deal_ended_on_after_opened_on": lambda c: deal(
        c, ended_on=date(2022, 4, 1), end_reason="site"
    ),
    "dealevidence_kind_known": lambda c: made(
        models.DealEvidence(
            zone_id=c.zone.pk, deal=deal(c), kind="note", title="示例", issued_on=MAY
        ),
        c.clerk,
    ),
    "leadcontact_way_known": lambda c: made(
        models.LeadContact(
            zone_id=c.zone.pk, lead=make_lead(c.clerk, MAY), on=MAY, way="pigeon", content="示例"
        ),
        c.clerk,
    ),
    "commitment_side_known": lambda c: promise(c, side="both"),
    "commitment_kind_known": lambda c: promise(c, kind="luck"),
    "commitment_amount_not_negative": lambda c: promise(c, amount=-1),
    "commitment_due_on_after_made_on": lambda c: promise(c, due_on=date(2022, 4, 1)),
    "commitment_fulfilled_on_after_made_on": lambda c: promise(
        c, fulfilled_on=date(2022, 4, 1), evidence="示例"
    ),
    "commitment_fulfilled_has_evidence": lambda c: promise(c, fulfilled_on=JUNE),
    "commitment_waived_has_reason": lambda c: promise(c, waived_on=JUNE),
    "friendlyzone_city_in_province": lambda c: make_friendly_zone(c.clerk, MAY, province="330000"),
    "friendlyzone_ends_on_after_signed_on": lambda c: make_friendly_zone(
        c.clerk, JUNE, ends_on=MAY
    ),
    "friendlyoutcome_kind_known": lambda c: outcome(c, kind="nothing"),
    "chain_name_once": lambda c: [
        made(models.Chain(zone_id=c.zone.pk, name="示例"), c.clerk) for _ in range(2)
    ],
    "chainnode_code_once": lambda c: [node(c), node(c)],
    "nodepresence_once": lambda c: _again(make_presence(c.clerk, node(c), 1), c),
    "gaptarget_open_once": lambda c: _again(target(c), c),
    "activity_number_once": lambda c: [
        make_activity(c.clerk, MAY, number="HD-1") for _ in range(2)
    ],
    "lead_number_once": lambda c: [make_lead(c.clerk, MAY, number="XS-1") for _ in range(2)],
    "leadcontact_once": lambda c: [
        make_contacts(c.clerk, lead, [MAY]) for lead in [make_lead(c.clerk, MAY)] * 2
    ],
    "deal_number_once": lambda c: [deal(c, number="XM-1") for _ in range(2)],
    "dealevidence_once": lambda c: [
        give_evidence(c.clerk, one, EvidenceKind.CONTRACT) for one in [deal(c)] * 2
    ],
    "commitment_number_once": lambda c: [promise(c, number="CN-1") for _ in range(2)],
    "friendlyzone_number_once": lambda c: [
        make_friendly_zone(c.clerk, MAY, number="YH-1") for _ in range(2)
    ],
    "friendlyoutcome_once": lambda c: _again(outcome(c), c),
}


def _again(row, cast):
    row.pk = None
    row._state.adding = True
    return made(row, cast.clerk)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_nonsense(cast, name):
    with pytest.raises(IntegrityError, match=f"investment_{name}"), transaction.atomic():
        BROKEN[name](cast)


def test_every_constraint_has_a_sentence_and_a_test():
    constraints = {
        constraint.name.removeprefix("investment_"): str(constraint.violation_error_message)
        for name in models.__all__
        for constraint in getattr(models, name)._meta.constraints
    }
    assert constraints.keys() == BROKEN.keys()
    assert [name for name, words in constraints.items() if "Constraint" in words or not words] == []


def test_a_form_gets_the_sentence_of_the_constraint(cast):
    row = deal(cast)
    row.city, row.province = "320500", "330000"
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert len(refusal.value.messages) == 1


def test_nothing_is_saved_outside_an_action(cast):
    with pytest.raises(NotInAnAction):
        models.Chain(zone_id=cast.zone.pk, name="示例").save()


days = st.none() | st.just(JUNE)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({name: days for name in (
    "negotiated_on", "evaluated_on", "signed_on", "started_on", "ended_on")}))  # fmt: skip
def test_the_database_and_the_rule_tell_the_same_stage(cast, found):
    if found["started_on"] and not found["signed_on"]:
        found["started_on"] = None
    reason = "site" if found["ended_on"] else ""
    row = deal(cast, end_reason=reason, **found)
    assert row.stage == rules.stage_of(found)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), days, days, st.sampled_from(["", "site"]))
def test_the_database_and_the_rule_tell_the_same_state(cast, held, talks, closed, reason):
    values = {
        "officer": cast.clerk if held else None,
        "negotiating_on": talks,
        "closed_on": closed,
        "loss_reason": reason if closed else "",
    }
    assert make_lead(cast.clerk, MAY, **values).state == rules.lead_state(values)


def test_the_stage_follows_when_a_day_is_written_by_whatever_door(cast):
    row = deal(cast)

    def work():
        models.Deal.objects.filter(pk=row.pk).update(signed_on=JUNE)
        record(row)

    perform(MADE, cast.clerk, work)
    row.refresh_from_db()
    assert row.stage == "signed"
