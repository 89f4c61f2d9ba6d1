from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from jingkai.domains.investment import queries
from jingkai.domains.investment.errors import HeldByAnother, OfAnotherOffice
from jingkai.domains.investment.factories import (
    give_evidence,
    make_commitment,
    make_contacts,
    make_deal,
    make_friendly_zone,
    make_lead,
    make_node,
)
from jingkai.domains.investment.models import Deal, Lead, LeadContact
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.investment.registers import (
    ACTIVITIES,
    COMMITMENTS,
    CONTACTS,
    DEALS,
    FRIENDLY_ZONES,
    LEADS,
    NODES,
    TARGETS,
)
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.asking import not_in_the_future
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.registers.fields import column_field, filter_kind
from jingkai.kernel.registers.values import read_values
from jingkai.kernel.trail.acting import Machine

MAY, JUNE = date(2022, 5, 1), date(2022, 6, 1)
OURS = [register for code, register in REGISTERS.items() if code.startswith("investment.")]
VERBS = [(register, verb) for register in OURS for verb in register.verbs]
ACTIVITY = {
    "title": "赴苏州拜访", "number": "HD2022-001", "kind": "visit", "led_by": "leader",
    "held_on": "2022-05-01", "city": "苏州市",
}  # fmt: skip
LEAD = {"name": "示例线索", "number": "XS-1", "channel": "activity", "opened_on": "2022-05-01"}
DEAL = {"name": "示例项目", "number": "XM-1", "signed_on": "2022-05-01", "total_investment": "8.5"}


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_every_column_and_filter_of_a_register_is_in_its_model(register):
    assert [c.field for c in register.columns if column_field(register, c) is None] == []
    assert all(filter_kind(register, filtered) for filtered in register.filters)
    assert all(related.register in REGISTERS for related in register.related)


def test_sheets_come_in_the_order_in_which_they_depend_on_each_other():
    sheets = [register.sheet for register in OURS if register.sheet]
    assert sheets == [
        "产业链", "产业链节点", "节点企业", "招商活动", "招商线索", "线索跟踪", "招商项目",
        "项目佐证", "承诺事项", "友好园区", "友好园区成果",
    ]  # fmt: skip


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_no_sheet_asks_twice_for_a_heading(register):
    headings = [column.heading for column in register.sheet_columns]
    assert len(headings) == len(set(headings))


def test_an_activity_completes_its_direction_its_province_and_its_office(cast):
    activity = registers.create(ACTIVITIES, ACTIVITY, by=cast.clerk)
    assert (activity.direction, activity.province) == ("out", "320000")
    assert activity.office == cast.invest


def test_a_trip_without_a_city_is_told_at_the_city(cast):
    with pytest.raises(Invalid) as refused:
        registers.create(ACTIVITIES, {**ACTIVITY, "city": ""}, by=cast.clerk)
    assert [fault.field for fault in refused.value.faults] == ["city"]


def test_what_the_machine_enters_belongs_to_the_zones_head_office(cast):
    activity = registers.create(ACTIVITIES, ACTIVITY, by=Machine(zone_id=cast.zone.pk))
    assert activity.office == cast.committee


def test_nobody_enters_activities_for_another_office(cast):
    with pytest.raises(OfAnotherOffice):
        registers.create(ACTIVITIES, {**ACTIVITY, "office": cast.statistics}, by=cast.clerk)
    made = registers.create(ACTIVITIES, {**ACTIVITY, "office": cast.statistics}, by=cast.chief)
    assert made.office == cast.statistics


def test_a_leads_amount_is_told_in_yi_and_kept_in_yuan(cast):
    lead = registers.create(LEADS, {**LEAD, "amount_expected": "2.6"}, by=cast.clerk)
    lead.refresh_from_db()
    assert (lead.amount_expected, lead.state) == (260_000_000, "pool")


def test_a_held_lead_is_changed_by_its_officer_or_the_chief_only(cast):
    lead = make_lead(cast.clerk, MAY, officer=cast.chief)
    with pytest.raises(HeldByAnother):
        registers.change(LEADS, lead, {"name": "改名"}, by=cast.clerk)
    assert registers.change(LEADS, lead, {"name": "改名"}, by=cast.chief).name == "改名"


def test_contacts_entered_in_a_form_settle_the_lead(cast):
    lead = make_lead(cast.clerk, MAY, officer=cast.clerk)
    for day in ("2022-05-02", "2022-05-20", "2022-06-10"):
        registers.create(
            CONTACTS, {"lead": lead, "on": day, "way": "call", "content": "示例"}, by=cast.clerk
        )
    lead.refresh_from_db()
    assert lead.last_contact_on == date(2022, 6, 10)
    assert LeadContact.objects.get(on=date(2022, 6, 10)).continuous


def test_nobody_speaks_with_another_officers_investor(cast):
    lead = make_lead(cast.clerk, MAY, officer=cast.chief)
    with pytest.raises(HeldByAnother):
        registers.create(
            CONTACTS, {"lead": lead, "on": "2022-05-02", "way": "call", "content": "示例"},
            by=cast.clerk,
        )  # fmt: skip


def test_a_deal_entered_with_its_days_stands_at_its_stage_and_closes_its_lead(cast):
    lead = make_lead(cast.clerk, MAY - timedelta(30), officer=cast.clerk)
    deal = registers.create(DEALS, {**DEAL, "lead": lead}, by=cast.clerk)
    deal.refresh_from_db()
    lead.refresh_from_db()
    assert (deal.stage, deal.opened_on, deal.from_outside) == ("signed", MAY, True)
    assert deal.total_investment == 850_000_000
    assert lead.state == "converted"


def test_a_deal_of_another_office_is_not_changed(cast):
    deal = make_deal(cast.other_office, MAY)
    with pytest.raises(OfAnotherOffice):
        registers.change(DEALS, deal, {"name": "改名"}, by=cast.clerk)


def test_what_is_missing_in_a_row_is_told_all_at_once(cast):
    with pytest.raises(Invalid) as refused:
        registers.create(
            DEALS, {"number": "XM-1", "signed_on": "2022-05-01", "city": "吉林城"}, by=cast.clerk
        )
    assert {fault.field for fault in refused.value.faults} == {"name", "city", "total_investment"}


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_who_may_only_look_writes_into_no_register(cast, register):
    for seat in (cast.leader, cast.auditor):
        with pytest.raises(Forbidden):
            registers.create(register, {}, by=seat)


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_who_has_nothing_to_do_with_investment_sees_no_rows(cast, register):
    make_commitment(cast.clerk, make_deal(cast.clerk, MAY), MAY, JUNE)
    make_contacts(cast.clerk, make_lead(cast.clerk, MAY), [JUNE])
    make_node(cast.clerk, "resin", 1)
    make_friendly_zone(cast.clerk, MAY)
    for seat in (cast.admin, cast.registrar):
        assert list(register.rows(seat)) == []


@pytest.mark.parametrize(("register", "verb"), VERBS, ids=lambda each: each.code)
def test_a_verbs_form_asks_for_what_its_action_takes(cast, register, verb):
    import inspect

    record = {
        "investment.leads": lambda: make_lead(cast.clerk, MAY),
        "investment.deals": lambda: make_deal(cast.clerk, MAY, negotiated_on=MAY),
        "investment.nodes": lambda: make_node(cast.clerk, "resin", 1),
        "investment.commitments": lambda: make_commitment(
            cast.clerk, make_deal(cast.clerk, MAY), MAY, JUNE
        ),
        "investment.friendly_zones": lambda: make_friendly_zone(cast.clerk, MAY),
    }.get(register.code, lambda: None)()
    taken = inspect.signature(verb.run).parameters
    asked = {verb.subject, "by", *verb.fields(record)}
    needed = {name for name, each in taken.items() if each.default is each.empty}
    assert needed <= asked <= taken.keys()
    assert verb.permission in list(Permission)


def test_verbs_are_offered_by_state(cast):
    def offered(register, record):
        return [verb.code for verb in register.verbs if verb.when(record)]

    assert offered(LEADS, make_lead(cast.clerk, MAY)) == ["claim", "assign", "lose"]
    held = make_lead(cast.clerk, MAY, officer=cast.clerk)
    assert offered(LEADS, held) == [
        "contact", "negotiate", "convert", "assign", "return", "lose",
    ]  # fmt: skip
    assert offered(LEADS, make_lead(cast.clerk, MAY, closed_on=JUNE)) == []
    signed = make_deal(cast.clerk, MAY, signed_on=JUNE)
    verbs = ["start", "project", "evidence", "assign", "correct_day", "end"]
    assert offered(DEALS, signed) == verbs
    promise = make_commitment(cast.clerk, signed, MAY, JUNE)
    assert offered(COMMITMENTS, promise) == ["fulfil", "waive"]
    kept = make_commitment(cast.clerk, signed, MAY, JUNE, fulfilled_on=JUNE, evidence="示例")
    assert offered(COMMITMENTS, kept) == []
    assert offered(FRIENDLY_ZONES, make_friendly_zone(cast.clerk, MAY)) == ["outcome", "end"]
    assert offered(FRIENDLY_ZONES, make_friendly_zone(cast.clerk, MAY, ends_on=JUNE)) == ["outcome"]
    assert offered(NODES, make_node(cast.clerk, "resin", 1)) == ["target"]
    assert [verb.code for verb in TARGETS.verbs] == ["lead", "close"]


def test_a_verb_says_what_the_record_still_lacks(cast):
    deal = make_deal(cast.clerk, MAY, negotiated_on=MAY, power=None)
    evaluate = next(verb for verb in DEALS.verbs if verb.code == "evaluate")
    assert len(list(evaluate.missing(deal))) == 2
    give_evidence(cast.clerk, deal)
    assert list(evaluate.missing(deal)) == [str(Deal._meta.get_field("power").verbose_name)]
    lead = make_lead(cast.clerk, MAY, officer=cast.clerk, investor="示例")
    negotiate = next(verb for verb in LEADS.verbs if verb.code == "negotiate")
    assert list(negotiate.missing(lead)) == [
        str(Lead._meta.get_field("amount_expected").verbose_name)
    ]


def test_only_seats_that_may_work_on_leads_are_offered_as_officers(cast):
    assign = next(verb for verb in LEADS.verbs if verb.code == "assign")
    offered = assign.fields(make_lead(cast.clerk, MAY))["officer"].queryset
    assert set(offered) == {cast.clerk, cast.chief, cast.other_office, cast.statistician}


def test_what_happened_did_not_happen_tomorrow():
    from django.core.exceptions import ValidationError

    not_in_the_future(timezone.localdate())
    with pytest.raises(ValidationError):
        not_in_the_future(timezone.localdate() + timedelta(days=1))


def test_the_pool_is_seen_by_every_office_and_nobody_elses_leads(cast):
    pool, held = make_lead(cast.clerk, MAY), make_lead(cast.clerk, MAY, officer=cast.clerk)
    make_contacts(cast.clerk, pool, [MAY])
    make_contacts(cast.clerk, held, [MAY])
    assert set(LEADS.rows(cast.clerk)) == {pool, held}
    assert list(LEADS.rows(cast.other_office)) == [pool]
    assert [c.lead for c in queries.contacts_for(cast.other_office)] == [pool]


@pytest.mark.parametrize("register", OURS, ids=lambda register: register.code)
def test_the_example_of_every_sheet_column_is_a_value_it_takes(cast, register):
    with override("zh-hans"):
        taken = [column for column in register.sheet_columns if column.example]
        named = {column.field for column in taken if column.match}
        row = {column.field: column.example for column in taken}
        _clean, faults = read_values(register, row)
    assert {fault.field for fault in faults} <= named
