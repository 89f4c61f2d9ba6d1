"""What is done to subjects, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.subjects import actions, queries
from jingkai.domains.subjects.choices import State
from jingkai.domains.subjects.errors import (
    NotInThisState,
    NotKeptByYourOffice,
    NotRecorded,
    SameName,
)
from jingkai.domains.subjects.models import FormerStay, ScaleStatus
from jingkai.domains.subjects.registers import ENTERPRISES
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.trail.acting import CODES, Machine
from jingkai.kernel.trail.models import Entry


def there_on(day, seat):
    """How many subjects were in the zone on a day."""
    present = [e for e in queries.enterprises_for(seat) if e.state_on(day) == State.ACTIVE]
    former = FormerStay.objects.filter(entered_on__lte=day, left_on__gt=day)
    return len(present) + former.count()


def test_registering_a_subject_cleans_its_code_and_leaves_it_with_the_clerks_office(cast):
    one = actions.register_enterprise(
        name=" 示例甲有限公司 ", credit_code="1111-0000 0000-2113 5m",
        established_on=date(2010, 1, 1), by=cast.registrar,
    )  # fmt: skip
    assert (one.name, one.credit_code) == ("示例甲有限公司", "11110000000021135M")
    assert one.office == cast.committee
    entry = Entry.objects.get(subject_type="subjects.enterprise", subject_id=one.pk)
    assert (entry.code, entry.actor) == ("subjects.enterprise.registered", "孙丽")


def test_the_machine_leaves_what_it_enters_with_the_zones_head(cast, enter):
    assert queries.office_of(Machine(zone_id=cast.zone.pk)) == cast.committee


def test_moving_away_takes_a_subject_out_of_the_count_from_that_day(cast, enter):
    one = enter()
    actions.move_away(enterprise=one, on=date(2020, 5, 1), to="长春", by=cast.registrar)
    assert (one.state, one.left_on) == ("moved_away", date(2020, 5, 1))
    assert there_on(date(2020, 4, 30), cast.clerk) == 1
    assert there_on(date(2020, 5, 1), cast.clerk) == 0


def test_a_subject_that_comes_back_still_counts_for_its_earlier_stay(cast, enter):
    one = enter()
    actions.move_away(enterprise=one, on=date(2015, 1, 1), by=cast.registrar)
    actions.move_in(enterprise=one, on=date(2018, 1, 1), by=cast.registrar)
    days = [date(2009, 1, 1), date(2012, 1, 1), date(2016, 1, 1), date(2019, 1, 1)]
    assert [there_on(day, cast.clerk) for day in days] == [0, 1, 0, 1]
    assert one.state == "active"


def test_a_subject_does_not_come_back_before_it_left(cast, enter):
    one = enter()
    actions.move_away(enterprise=one, on=date(2015, 1, 1), by=cast.registrar)
    with pytest.raises(NotRecorded):
        actions.move_in(enterprise=one, on=date(2014, 1, 1), by=cast.registrar)
    assert not FormerStay.objects.exists()


def test_an_investor_from_outside_counts_from_the_day_it_moves_in(cast, enter):
    one = enter(outside=True)
    assert one.state == "outside"
    actions.move_in(enterprise=one, on=date(2022, 3, 1), by=cast.registrar)
    assert [there_on(day, cast.clerk) for day in (date(2022, 2, 28), date(2022, 3, 1))] == [0, 1]


def test_a_departure_that_was_an_error_is_taken_back_step_by_step(cast, enter):
    one = enter()
    actions.revoke_licence(enterprise=one, on=date(2019, 1, 1), by=cast.registrar)
    actions.deregister(enterprise=one, on=date(2020, 1, 1), by=cast.registrar)
    states = []
    for basis in ("示例决定书一", "示例决定书二"):
        actions.restore(enterprise=one, basis=basis, by=cast.registrar)
        states.append(one.state)
    assert states == ["revoked", "active"]
    assert there_on(date(2021, 1, 1), cast.clerk) == 1


@pytest.mark.parametrize(
    "step",
    [
        lambda **given: actions.move_away(on=date(2021, 1, 1), **given),
        lambda **given: actions.move_in(on=date(2021, 1, 1), **given),
        lambda **given: actions.revoke_licence(on=date(2021, 1, 1), **given),
        lambda **given: actions.deregister(on=date(2021, 1, 1), **given),
    ],
)
def test_a_deregistered_subject_takes_no_further_step(cast, enter, step):
    one = enter()
    actions.deregister(enterprise=one, on=date(2020, 1, 1), by=cast.registrar)
    with pytest.raises(NotInThisState, match=one.name):
        step(enterprise=one, by=cast.registrar)


def test_a_subject_in_the_zone_has_nothing_to_be_taken_back(cast, enter):
    with pytest.raises(NotInThisState):
        actions.restore(enterprise=enter(), basis="示例", by=cast.registrar)


def test_a_subject_is_not_deregistered_before_it_was_established(cast, enter):
    one = enter()
    with pytest.raises(NotRecorded):
        actions.deregister(enterprise=one, on=date(2009, 1, 1), by=cast.registrar)
    one.refresh_from_db()
    assert one.state == "active"


def test_a_renamed_subject_keeps_its_former_name_with_its_last_day(cast, enter):
    one = enter()
    before = one.name
    actions.rename(enterprise=one, name="示例乙有限公司", on=date(2021, 1, 1), by=cast.registrar)
    former = one.former_names.get()
    assert (former.name, former.until) == (before, date(2021, 1, 1))
    with pytest.raises(SameName):
        actions.rename(
            enterprise=one, name="示例乙有限公司", on=date(2022, 1, 1), by=cast.registrar
        )


def test_revenue_of_a_year_tells_whether_it_is_above_scale_and_is_corrected_in_place(cast, enter):
    one = enter(industry="2661")
    given = {"enterprise": one, "year": 2022, "by": cast.registrar}
    assert not actions.record_scale(revenue=Decimal(19_999_999), **given).above_scale
    assert actions.record_scale(revenue=Decimal(20_000_000), **given).above_scale
    assert ScaleStatus.objects.count() == 1


def test_above_scale_follows_a_corrected_industry(cast, enter):
    one = enter(industry="2661")
    status = actions.record_scale(
        enterprise=one, year=2022, revenue=Decimal(3_000_000), by=cast.registrar
    )
    registers.change(ENTERPRISES, one, {"industry": "6210"}, by=cast.registrar)
    status.refresh_from_db()
    assert status.above_scale


def test_a_contact_is_recorded_with_a_masked_telephone(cast, enter):
    contact = actions.record_contact(
        enterprise=enter(), name="示例人", post="总经理", phone="13912345678", by=cast.registrar
    )
    contact.refresh_from_db()
    assert str(contact.phone) == "139****5678"
    assert contact.phone.plain == "13912345678"


def test_an_office_seat_changes_only_the_records_of_its_own_office(cast, enter):
    mine, theirs = enter(0, office=cast.invest), enter(1)
    actions.guard_office(mine, {}, cast.clerk)
    actions.guard_office(theirs, {}, cast.chief)
    with pytest.raises(NotKeptByYourOffice, match="管委会"):
        actions.guard_office(theirs, {}, cast.clerk)


def test_every_sentence_of_the_trail_can_be_said(cast, enter):
    one = enter()
    actions.move_away(enterprise=one, on=date(2015, 1, 1), by=cast.registrar)
    actions.move_in(enterprise=one, on=date(2018, 1, 1), by=cast.registrar)
    actions.rename(enterprise=one, name="示例乙有限公司", on=date(2021, 1, 1), by=cast.registrar)
    actions.record_scale(enterprise=one, year=2022, revenue=Decimal(1), by=cast.registrar)
    sentences = [entry.sentence for entry in Entry.objects.filter(code__startswith="subjects.")]
    assert len(sentences) == 5
    assert all(sentence and "—" not in sentence for sentence in sentences)
    assert {code for code in CODES if code.startswith("subjects.")} >= {
        "subjects.enterprise.merged", "subjects.enterprise.restored",
    }  # fmt: skip
