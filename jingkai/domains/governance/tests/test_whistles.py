"""Whistles: each office's clocks and arrival, the rating that closes or sends back, who may."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from jingkai.domains.governance import actions, cases, queries
from jingkai.domains.governance.errors import (
    AlreadyReported,
    LeadIsCalled,
    NoPlace,
    NotSuspendable,
    NotYourOffice,
    StillAtWork,
    WhistleOver,
)
from jingkai.domains.governance.models import Whistle, WhistleDuty
from jingkai.domains.governance.registers import DUTIES, WHISTLES
from jingkai.domains.governance.rules.whistles import Told
from jingkai.domains.governance.tests.conftest import moment
from jingkai.kernel.cases.clocks import Standing
from jingkai.kernel.cases.errors import ExtensionTooLate, ExtensionTooLong, MoveNotOffered
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.models import Entry
from jingkai.kernel.workdays.national import national

SOUNDED = "2022-07-04 09:30"
"""A Monday."""
NEAR = Point(126.4551, 43.9651)


@pytest.fixture
def sounded(people, street, lead_and_others):
    """A whistle of joint enforcement: urban management leads, two bureaus assist."""
    called = actions.sound_whistle(
        call=actions.Call(
            title="示例路段占道经营", problem="夜间占道经营，影响通行", shape=Point(126.455, 43.965)
        ),
        lead=lead_and_others[0].office, assisting=[one.office for one in lead_and_others[1:]],
        at=moment(SOUNDED), by=street,
    )  # fmt: skip
    return called


@pytest.fixture
def lead_and_others(people, cast):
    """An officer of the leading office, and one of each that assists."""
    from jingkai.kernel.trail.acting import Machine

    by = Machine(zone_id=cast.zone.pk)
    fire = cast._office("fire", "消防救援大队", "bureau", by)
    officer = cast._seat("fire1", "江海", fire, "governance_handler", by)
    return [people.handler, people.other, officer]


@pytest.fixture
def street(people, cast):
    """An officer of a street."""
    from jingkai.kernel.trail.acting import Machine

    by = Machine(zone_id=cast.zone.pk)
    office = cast._office("street-1", "示例街道一", "street", by)
    return cast._seat("street1", "田野", office, "governance_street", by)


def part(whistle, seat):
    return WhistleDuty.objects.select_related("whistle", "office").get(
        whistle=whistle, office=seat.office
    )


def clocks(whistle, seat):
    whistle = Whistle.objects.get(pk=whistle.pk)
    told = cases.office_deadlines(
        part(whistle, seat), whistle, cases.told_steps(whistle), national()
    )
    return {each.rule.code: each for each in told}


def arrive(whistle, seat, at="2022-07-04 13:00", shape=NEAR):
    return actions.report_arrival(
        duty=part(whistle, seat), shape=shape, at=moment(at), by=seat
    )


def finish(whistle, seat, at="2022-07-08 16:00"):
    return actions.report_work(
        duty=part(whistle, seat), work="已清理并加强巡查", at=moment(at), by=seat
    )


@pytest.fixture
def reported(sounded, lead_and_others):
    for seat in lead_and_others:
        arrive(sounded, seat)
        finish(sounded, seat)
    return actions.report_done(
        whistle=sounded, outcome="已恢复通行", at=moment("2022-07-08 17:00"), by=lead_and_others[0]
    )


def test_each_office_has_its_own_clocks_by_its_part(sounded, lead_and_others):
    lead, other, _fire = lead_and_others
    assert sounded.number == "CS2022-001"
    assert [d.part for d in sounded.duties.order_by("pk")] == ["lead", "assist", "assist"]
    assert clocks(sounded, lead)["work"].due_on == date(2022, 7, 18)
    assert clocks(sounded, other)["work"].due_on == date(2022, 7, 13)
    told = clocks(sounded, lead)["arrive"]
    assert told.due_at.strftime("%m-%d %H:%M") == "07-05 10:30"
    arrive(sounded, lead)
    assert clocks(sounded, lead)["arrive"].stopped.at == moment("2022-07-04 13:00")
    assert clocks(sounded, other)["arrive"].stopped is None
    sounded.refresh_from_db()
    assert sounded.state == "handling"


def test_from_sounding_to_rating(reported, street, lead_and_others):
    assert reported.state == "reported"
    closed = actions.rate_whistle(
        whistle=reported, rating="satisfied", remark="很快", at=moment("2022-07-11 09:00"),
        by=street,
    )  # fmt: skip
    assert (closed.state, closed.rating, closed.round) == ("closed", "satisfied", 1)
    steps = [step.code for step in queries.journal_of_whistle(closed)]
    assert steps.count("arrived") == 3
    assert steps[-2:] == ["reported", "rated"]
    codes = set(Entry.objects.values_list("code", flat=True))
    assert {"governance.whistle.sounded", "governance.whistle.rated"} <= codes
    with pytest.raises(WhistleOver):
        arrive(closed, lead_and_others[0])


def test_a_dissatisfied_whistler_sends_it_back_with_a_new_clock(reported, street, lead_and_others):
    lead, other, _fire = lead_and_others
    back = actions.rate_whistle(
        whistle=reported, rating="dissatisfied", remark="夜间又来了",
        at=moment("2022-07-11 09:00"), by=street,
    )  # fmt: skip
    assert (back.state, back.round, back.outcome) == ("handling", 2, "")
    told = clocks(back, lead)
    assert told["again"].due_on == date(2022, 7, 18)
    assert told["work"].standing(date(2022, 8, 1), national()) is Standing.MET
    assert "again" not in clocks(back, other)
    with pytest.raises(StillAtWork) as refused:
        actions.report_done(whistle=back, outcome="好", by=lead)
    assert str(refused.value).count("、") == 0
    finish(back, lead, "2022-07-14 10:00")
    again = actions.report_done(
        whistle=back, outcome="夜间值守", at=moment("2022-07-14 11:00"), by=lead
    )
    closed = actions.rate_whistle(
        whistle=again, rating="basically", at=moment("2022-07-15 09:00"), by=street
    )
    assert (closed.state, closed.round) == ("closed", 2)


def test_steps_out_of_order_are_refused_and_nothing_moves(sounded, street, lead_and_others):
    lead, other, _fire = lead_and_others
    with pytest.raises(NoPlace):
        arrive(sounded, lead, shape=None)
    arrive(sounded, lead)
    with pytest.raises(AlreadyReported):
        arrive(sounded, lead, at="2022-07-04 14:00")
    with pytest.raises(StillAtWork) as refused:
        actions.report_done(whistle=sounded, outcome="好", by=lead)
    assert "消防救援大队" in str(refused.value)
    with pytest.raises(MoveNotOffered):
        actions.rate_whistle(whistle=sounded, rating="satisfied", by=street)
    with pytest.raises(LeadIsCalled):
        registers.change(WHISTLES, sounded, {"lead": other.office.pk}, by=street)
    actions.withdraw_whistle(
        whistle=sounded, because="已自行解决", at=moment("2022-07-05 09:00"), by=street
    )
    assert clocks(sounded, other)["work"].stopped_on == date(2022, 7, 5)


def test_an_office_speaks_for_itself_alone(sounded, people, street, lead_and_others):
    lead, other, fire = lead_and_others
    with pytest.raises(NotYourOffice):
        actions.report_arrival(
            duty=part(sounded, fire), shape=Point(126.4551, 43.9651), by=other
        )
    arrive(sounded, other)
    with pytest.raises(Forbidden):
        actions.call_office(whistle=sounded, office=people.cast.statistics, by=lead)
    with pytest.raises(Forbidden):
        actions.suspend_whistle(whistle=sounded, cause="testing", by=street)
    with pytest.raises(Forbidden):
        actions.report_work(duty=part(sounded, other), work="好", by=people.leader)
    with pytest.raises(NotYourOffice):
        actions.report_done(whistle=sounded, outcome="好", by=other)
    assert not queries.whistles_for(people.stranger).exists()
    assert queries.whistles_for(people.leader).count() == 1
    assert queries.whistles_for(people.admin).count() == 0


def test_days_of_a_suspension_do_not_count_against_the_work(sounded, supervisor, lead_and_others):
    lead = lead_and_others[0]
    held = actions.suspend_whistle(
        whistle=sounded, cause="testing", on=date(2022, 7, 6), by=supervisor
    )
    assert clocks(held, lead)["work"].due_on is None
    assert clocks(held, lead)["arrive"].due_at is not None
    with pytest.raises(NotSuspendable):
        actions.suspend_whistle(whistle=held, cause="court", on=date(2022, 7, 7), by=supervisor)
    goes_on = actions.resume_whistle(whistle=held, on=date(2022, 7, 11), by=supervisor)
    assert clocks(goes_on, lead)["work"].due_on == date(2022, 7, 21)
    with pytest.raises(NotSuspendable):
        actions.resume_whistle(whistle=goes_on, by=supervisor)


def test_more_time_is_allowed_to_one_office_up_to_the_dated_most(
    sounded, supervisor, lead_and_others
):
    lead, other, _fire = lead_and_others
    give = {"because": "待设备", "by": supervisor}
    actions.allow_office_more_time(
        duty=part(sounded, other), days=5, on=date(2022, 7, 6), **give
    )
    assert clocks(sounded, other)["work"].due_on == date(2022, 7, 20)
    assert clocks(sounded, lead)["work"].due_on == date(2022, 7, 18)
    with pytest.raises(ExtensionTooLong):
        actions.allow_office_more_time(
            duty=part(sounded, other), days=6, on=date(2022, 7, 6), **give
        )
    with pytest.raises(ExtensionTooLate):
        actions.allow_office_more_time(
            duty=part(sounded, other), days=1, on=date(2022, 7, 21), **give
        )


def test_what_is_due_is_told_to_whose_turn_it_is(sounded, street, supervisor, lead_and_others):
    lead, other, fire = lead_and_others
    for seat in lead_and_others:
        arrive(sounded, seat)
    assert queries.whistles_due(other, date(2022, 7, 6)) == []
    [soon] = queries.whistles_due(other, date(2022, 7, 12))
    assert (soon.due, soon.state) == (date(2022, 7, 13), Standing.RED)
    [late] = queries.whistles_due(fire, date(2022, 7, 14))
    assert late.state is Standing.OVERDUE
    assert len(queries.whistles_due(supervisor, date(2022, 7, 14))) == 2
    assert queries.whistles_due(street, date(2022, 7, 14)) == []
    for seat in lead_and_others:
        finish(sounded, seat)
    actions.report_done(
        whistle=sounded, outcome="好", at=moment("2022-07-14 09:00"), by=lead
    )
    [rate] = queries.whistles_due(street, date(2022, 7, 15))
    assert (rate.pk, rate.due) == (sounded.pk, date(2022, 7, 19))
    assert queries.whistles_due(lead, date(2022, 7, 15)) == []


def test_the_page_tells_clocks_distance_and_what_may_be_done(sounded, people, lead_and_others):
    lead, other, _fire = lead_and_others
    arrive(sounded, other, shape=Point(126.47, 43.965))
    sounded.refresh_from_db()
    told = {one.duty.office.name: one for one in queries.offices_of_whistle(sounded, lead)}
    mine, theirs = told[lead.office.name], told[other.office.name]
    assert (mine.may_arrive, mine.may_finish, theirs.may_finish) == (True, False, False)
    assert theirs.near is False
    assert 1_190 < theirs.metres < 1_215
    assert mine.clocks[0].due == "2022-07-05 10:30"
    assert not any(one.may_arrive for one in queries.offices_of_whistle(sounded, people.leader))


def test_a_form_and_a_workbook_call_the_leading_office(people, street, lead_and_others):
    form = {"title": "示例", "kind": "应急处置哨", "problem": "示例", "caller": street.office.pk,
            "lead": lead_and_others[0].office.pk}  # fmt: skip
    made = registers.create(WHISTLES, form, by=street)
    [duty] = WhistleDuty.objects.filter(whistle=made.pk)
    assert (duty.part, duty.office) == ("lead", lead_and_others[0].office)
    assert DUTIES.edit == ""
    whistle = Whistle.objects.get(pk=made.pk)
    told = cases.office_deadlines(duty, whistle, [], national())
    assert told[0].due_on == told[0].started_on, "an emergency is reported to on the same day"


HALT = st.tuples(st.integers(0, 20), st.integers(1, 6))


@settings(max_examples=40, deadline=None)
@given(halts=st.lists(HALT, max_size=3), more=st.integers(0, 10))
def test_halts_and_extensions_never_bring_a_due_day_forward(halts, more):
    begun = date(2022, 7, 4)
    at = moment("2022-07-04 09:30")
    whistle = SimpleNamespace(kind="enforcement", withdrawn_at=None)
    duty = SimpleNamespace(pk=1, part="lead", called_at=at, arrived_at=None, finished_at=None,
                           first_finished_at=None, again_at=None)  # fmt: skip
    plain = cases.office_deadlines(duty, whistle, [], national())[1].due_on
    steps, day = [], begun
    for wait, length in halts:
        day += timedelta(days=wait)
        steps.append(Told("suspended", day, "testing"))
        day += timedelta(days=length)
        steps.append(Told("resumed", day, "testing"))
    if more:
        steps.append(Told("extended", begun, "work", amount=more, of=1))
    told = cases.office_deadlines(duty, whistle, steps, national())[1]
    assert told.due_on >= plain
    assert told.length + told.extended == national().between(begun, told.due_on) - told.days_out
