"""Relief: from entitlement to payment, its clock, who may, and what is told of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jingkai.domains.economy import actions, cases, queries
from jingkai.domains.economy.errors import AmountMissing
from jingkai.domains.economy.models import Relief
from jingkai.domains.economy.queries.relief import ninetieth
from jingkai.domains.subjects.queries import timeline_of
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.trail.acting import declare, perform, record
from jingkai.kernel.trail.models import Entry

APRIL = date(2022, 4, 6)
CHANGED = declare("economy.tests.relief_changed", "Changed {subject}")


def paid(people, use, on, amount=100):
    return actions.pay_relief(use=use, on=on, amount=Decimal(amount), by=people.officer)


def test_from_entitlement_to_payment(people, relief, enterprise):
    use = relief(enterprise())
    assert (use.state, use.number[:6], use.on_time) == ("entitled", "ZQ2022", None)
    assert use.due_on == date(2022, 4, 20) == cases.deadline_of(use).due_on
    use = actions.apply_for_relief(use=use, on=date(2022, 4, 8), by=people.officer)
    assert use.state == "applied"
    use = paid(people, use, date(2022, 4, 19), 2_600_000)
    assert (use.state, use.days_taken, use.on_time) == ("paid", 13, 1)
    codes = list(Entry.objects.values_list("code", flat=True))
    assert {"economy.relief.applied", "economy.relief.paid"} <= set(codes)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("企业包保干部", date(2022, 4, 13)),
        ("重点物资运输车辆通行证", date(2022, 4, 7)),
        ("减免租金", date(2022, 5, 6)),
    ],
)
def test_each_measure_has_its_own_limit_in_working_days(relief, enterprise, kind, due):
    assert relief(enterprise(), kind).due_on == due


def test_a_permit_needs_no_amount_and_money_needs_one(people, relief, enterprise):
    one = enterprise()
    permit = actions.pay_relief(
        use=relief(one, "重点物资运输车辆通行证"), on=APRIL, by=people.officer
    )
    assert permit.amount is None
    with pytest.raises(AmountMissing):
        actions.pay_relief(use=relief(one), on=APRIL, by=people.officer)


def test_steps_out_of_order_and_out_of_state_are_refused(people, relief, enterprise):
    use = relief(enterprise())
    with pytest.raises(TooEarly):
        paid(people, use, date(2022, 4, 5))
    gone = actions.give_up_relief(use=use, because="自愿放弃", on=APRIL, by=people.officer)
    assert gone.state == "declined"
    with pytest.raises(MoveNotOffered):
        paid(people, use, APRIL)


def test_readers_and_other_zones_pay_nothing(people, relief, enterprise):
    use = relief(enterprise())
    for seat in (people.leader, people.clerk, people.admin):
        with pytest.raises(Forbidden):
            actions.pay_relief(use=use, on=APRIL, amount=Decimal(1), by=seat)
    assert queries.reliefs_for(people.leader).count() == 1
    assert queries.reliefs_for(people.admin).count() == 0
    assert queries.reliefs_for(people.stranger).count() == 0


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"paid_on": date(2022, 4, 1)}, "paid_on_after_entitled_on"),
        ({"applied_on": date(2022, 4, 1)}, "applied_on_after_entitled_on"),
        ({"kind": "prize"}, "kind_known"),
        ({"amount": -1}, "amount_not_negative"),
        ({"declined_on": date(2022, 4, 9)}, "declined_has_a_reason"),
        ({"declined_on": date(2022, 4, 9), "declined_because": "无", "paid_on": APRIL},
         "paid_or_declined"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_the_database(people, relief, enterprise, values, constraint):
    use = relief(enterprise())

    def work():
        Relief.objects.filter(pk=use.pk).update(**values)
        record(use)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        perform(CHANGED, people.officer, work)


def test_what_is_due_is_told_to_who_pays_and_to_nobody_else(people, relief, enterprise):
    use = relief(enterprise())
    assert queries.due_for(people.officer, date(2022, 4, 11)) == []
    [due] = queries.due_for(people.officer, date(2022, 4, 18))
    assert (due.due, due.state, due.register) == (date(2022, 4, 20), "soon", "economy.reliefs")
    [due] = queries.due_for(people.officer, date(2022, 4, 21))
    assert due.state == "overdue"
    assert queries.due_for(people.leader, date(2022, 4, 21)) == []
    paid(people, use, date(2022, 4, 22))
    assert queries.due_for(people.officer, date(2022, 4, 25)) == []


def test_median_ninth_decile_and_on_time_share_come_from_the_days(people, relief, enterprise):
    one, other = enterprise(), enterprise(1)
    for number in range(1, 11):  # paid after 1 … 10 days but one after 30
        day = 30 if number == 10 else number
        paid(people, relief(one if number < 6 else other), date(2022, 4, 6 + day)
             if day < 25 else date(2022, 5, 6), 100)  # fmt: skip
    relief(one)
    speeds = queries.relief_speed(people.leader, date(2022, 1, 1), date(2022, 12, 31))
    refund, total = speeds
    assert (refund.median, refund.ninetieth) == (Decimal("5.5"), 9)
    assert (refund.on_time_share, refund.enterprises, refund.amount) == (Decimal("0.9"), 2, 1000)
    assert (total.kind, total.paid, total.waiting, total.overdue) == (None, 10, 1, 1)
    [table] = queries.relief_tables(people.leader, date(2022, 1, 1), date(2022, 12, 31))
    assert [cell.text for cell in table.rows[0]][5:8] == ["90%", "5.5天", "9天"]
    assert queries.relief_speed(people.stranger, date(2022, 1, 1), date(2022, 12, 31)) == []


def test_the_ninth_decile_is_a_day_that_occurred():
    assert ninetieth([7]) == 7
    assert ninetieth([1] * 9 + [40]) == 1
    assert ninetieth([1] * 8 + [40, 50]) == 40


def test_figures_count_what_was_paid_in_the_period(people, relief, enterprise):
    one, other = enterprise(), enterprise(1)
    paid(people, relief(one), date(2022, 4, 19), 2_600_000)
    paid(people, relief(one), date(2022, 5, 19), 400_000)  # late
    actions.pay_relief(use=relief(other, "企业包保干部"), on=date(2022, 4, 8), by=people.officer,
                       officer="示例干部")  # fmt: skip
    codes = [f"economy.relief_{name}" for name in
             ("paid", "enterprises", "amount", "on_time_share", "days", "officer_enterprises")]
    told = evaluate(codes, Period.year(2022), seat=people.leader)
    values = [told[code].value for code in codes]
    assert values[:3] == [3, 2, 3_000_000]
    assert [round(value, 4) for value in values[3:]] == [
        Decimal("0.6667"), Decimal("19.3333"), 1,
    ]  # fmt: skip


def test_an_enterprises_page_shows_what_reached_it(people, relief, enterprise):
    one = enterprise()
    paid(people, relief(one), date(2022, 4, 19), 100)
    shown = [m for m in timeline_of(one, people.leader) if "economy.reliefs" in str(m)]
    assert len(shown) == 2
    assert not [m for m in timeline_of(one, people.admin) if "economy.reliefs" in str(m)]
