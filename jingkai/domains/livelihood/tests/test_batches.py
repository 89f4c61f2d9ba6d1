"""Payment batches: who is in, what stops them, two people, the bank's file and answer, again."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.errors.subsidies import (
    AnswerFaulty,
    BatchChanged,
    BatchEmpty,
    BatchNotThere,
    BatchOpen,
    NothingReturned,
    SamePerson,
)
from jingkai.domains.livelihood.factories import (
    ACCOUNT,
    SINCE,
    answer,
    batch_ready,
    excludes,
    has,
    old_age,
    person,
    programme,
    put,
    seats,
    standards,
)
from jingkai.domains.livelihood.models import Batch, Payment
from jingkai.kernel.errors import Forbidden

FEBRUARY = date(2022, 2, 1)


@pytest.fixture
def people(cast):
    return seats(cast)


@pytest.fixture
def three(people):
    """A programme of old age, three people who have it: 84, 92 and 60 years old."""
    of = old_age(people.by)
    born = (date(1938, 1, 1), date(1930, 1, 1), date(1962, 1, 1))
    rows = [person(people.by, n, born=day) for n, day in enumerate(born, 1)]
    for row in rows:
        has(people.by, row, of)
    return of, rows


def standing(batch):
    rows = Payment.objects.filter(batch=batch).order_by("sequence")
    return [(one.person.number[-1], one.state, one.fault, str(one.amount)) for one in rows]


def assembled(people, of, day=SINCE):
    batch = actions.open_batch(programme=of, day=day, by=people.officer, on=day)
    return actions.assemble_batch(batch=batch, by=people.officer, on=day)


def test_each_line_of_the_table_pays_its_amount_to_the_cent(people, three):
    batch = assembled(people, three[0])
    assert standing(batch) == [
        ("1", "ready", "", "100.50"),
        ("2", "ready", "", "300.00"),
        ("3", "held", "not_entitled", "0.00"),
    ]
    assert (batch.number, batch.state) == ("FF2022-001", "assembled")
    assert batch.due_on == date(2022, 1, 17)


def test_who_is_gone_or_has_no_account_is_held_back(people, three):
    of, (one, two, _three) = three
    one.gone_on, two.account = date(2021, 12, 31), ""
    put(people.by, one, two)
    batch = assembled(people, of)
    assert [row[1:3] for row in standing(batch)][:2] == [("held", "gone"), ("held", "no_account")]
    batch = actions.check_batch(batch=batch, by=people.officer)
    with pytest.raises(BatchEmpty):
        actions.approve_batch(batch=batch, by=people.chief)


def test_two_programmes_that_exclude_each_other_stop_a_person_with_the_rule_named(people, three):
    of, (one, *_rest) = three
    other = old_age(people.by, "HL")
    rule = excludes(people.by, other, of)
    has(people.by, one, other)
    batch = assembled(people, of)
    told = [row for row in queries.standing_of(batch) if row.fault == "excluded"]
    assert [(row.rule, row.count) for row in told] == [("HC01 两项补贴不得同时享受", 1)]
    assert Payment.objects.get(batch=batch, person=one).excluded_by == rule


def test_an_exclusion_that_comes_after_assembling_is_found_by_the_check(people, three):
    of, (one, *_rest) = three
    batch = assembled(people, of)
    other = old_age(people.by, "HL")
    excludes(people.by, of, other)
    has(people.by, one, other)
    actions.check_batch(batch=batch, by=people.officer)
    assert standing(batch)[0][:3] == ("1", "held", "excluded")


def test_a_second_batch_of_the_period_pays_only_who_was_not_paid(people, three):
    of, (one, *_rest) = three
    first = batch_ready(people, of)
    assert (first.approved_count, first.approved_amount) == (2, Decimal("400.50"))
    with pytest.raises(BatchOpen):
        actions.open_batch(programme=of, day=SINCE, by=people.officer)
    actions.send_batch(batch=first, by=people.cashier, on=date(2022, 1, 4))
    late = person(people.by, 9)
    has(people.by, late, of)
    second = assembled(people, of)
    assert [row[0] for row in standing(second)] == ["3", "9"]
    with pytest.raises(IntegrityError), transaction.atomic():
        put(people.by, Payment(batch=second, person=one, amount=Decimal(1), sequence=9))


def test_who_made_a_batch_does_not_approve_it(people, three):
    batch = actions.open_batch(programme=three[0], day=SINCE, by=people.chief)
    batch = actions.assemble_batch(batch=batch, by=people.chief)
    batch = actions.check_batch(batch=batch, by=people.chief)
    assert not queries.batches_to_approve(people.chief).exists()
    with pytest.raises(SamePerson):
        actions.approve_batch(batch=batch, by=people.chief)
    with pytest.raises(Forbidden):
        actions.approve_batch(batch=batch, by=people.second)
    batch.approved_by_id = batch.made_by_id
    with pytest.raises(IntegrityError), transaction.atomic():
        put(people.by, batch)


def test_only_what_was_approved_goes_to_the_bank_and_always_in_the_same_bytes(people, three):
    of, (one, *_rest) = three
    batch = assembled(people, of)
    with pytest.raises(BatchNotThere):
        actions.send_batch(batch=batch, by=people.cashier)
    batch = actions.check_batch(batch=batch, by=people.officer, on=SINCE)
    batch = actions.approve_batch(batch=batch, by=people.chief, on=SINCE)
    told = actions.send_batch(batch=batch, by=people.cashier, on=date(2022, 1, 4))
    lines = told.content.decode("utf-8-sig").splitlines()
    account = ACCOUNT.format(1)
    name = f"{of.name}2022年1月"
    assert lines[1] == f"FF2022-001,1,示例1,{account},示例银行,100.50,{name}"
    assert lines[-1] == "合计,2,,,,400.50,"
    one.account = ACCOUNT.format(77)
    put(people.by, one)
    again = actions.send_batch(batch=batch, by=people.cashier)
    assert (again.content, again.digest) == (told.content, Batch.objects.get().digest)
    Payment.objects.get(batch=batch, sequence=1)
    put(people.by, Payment(batch=batch, person=person(people.by, 5), amount=5, sequence=7))
    with pytest.raises(BatchChanged):
        actions.send_batch(batch=batch, by=people.cashier)


def test_the_banks_answer_settles_and_what_came_back_is_paid_again_elsewhere(people, three):
    of, (one, *_rest) = three
    batch = batch_ready(people, of)
    actions.send_batch(batch=batch, by=people.cashier, on=date(2022, 1, 4))
    with pytest.raises(NothingReturned):
        actions.open_batch(programme=of, day=SINCE, kind="repayment", by=people.officer)
    text = answer(batch, (1, "100.50", "户名与账号不符"), (2, "300.00", ""))
    came = actions.take_answer(batch=batch, text=text, by=people.cashier)
    assert (came.paid, came.returned, came.waiting) == (1, 1, 0)
    again = actions.take_answer(batch=batch, text=text, by=people.cashier)
    assert (again.paid, again.returned, again.before) == (0, 0, 2)
    assert Batch.objects.get(pk=batch.pk).closed_on == date(2022, 1, 5)
    assert queries.on_time(people.chief, of, SINCE) == (1, 2)
    one.account = ACCOUNT.format(41)
    put(people.by, one)
    repay = actions.open_batch(programme=of, day=SINCE, kind="repayment", by=people.officer)
    repay = actions.assemble_batch(batch=repay, by=people.officer, on=SINCE)
    assert standing(repay) == [("1", "ready", "", "100.50")]
    assert not queries.returned_waiting(people.chief).exists()
    repay = actions.check_batch(batch=repay, by=people.officer, on=date(2022, 1, 5))
    repay = actions.approve_batch(batch=repay, by=people.chief, on=date(2022, 1, 5))
    actions.send_batch(batch=repay, by=people.cashier, on=date(2022, 1, 5))
    actions.take_answer(batch=repay, text=answer(repay, (1, "100.50", "")), by=people.cashier)
    assert queries.on_time(people.chief, of, SINCE) == (2, 2)


def test_a_refused_account_is_not_tried_again(people, three):
    of, _rows = three
    batch = batch_ready(people, of)
    actions.send_batch(batch=batch, by=people.cashier, on=date(2022, 1, 4))
    text = answer(batch, (1, "100.50", "账户已销户"), (2, "300.00", ""))
    actions.take_answer(batch=batch, text=text, by=people.cashier)
    repay = actions.open_batch(programme=of, day=SINCE, kind="repayment", by=people.officer)
    repay = actions.assemble_batch(batch=repay, by=people.officer)
    assert standing(repay) == [("1", "held", "account_same", "100.50")]


FAULTY = (
    ((1, "100.51", ""), "与代发金额不一致"), ((9, "1.00", ""), "没有该序号"),
    ((1, "1e1", ""), "与代发金额不一致"), ((1, "100.505", ""), "无法识别到分"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "word"), FAULTY)
def test_an_answer_with_a_faulty_line_is_taken_not_at_all(people, three, line, word):
    batch = batch_ready(people, three[0])
    actions.send_batch(batch=batch, by=people.cashier, on=date(2022, 1, 4))
    text = answer(batch, (2, "300.00", ""), line)
    with pytest.raises(AnswerFaulty, match=word) as refused:
        actions.take_answer(batch=batch, text=text, by=people.cashier)
    assert ACCOUNT.format(1) not in str(refused.value)
    assert not Payment.objects.filter(state="paid").exists()


def test_an_answer_that_contradicts_the_first_is_refused(people, three):
    batch = batch_ready(people, three[0])
    actions.send_batch(batch=batch, by=people.cashier, on=date(2022, 1, 4))
    first = answer(batch, (2, "300.00", ""))
    assert actions.take_answer(batch=batch, text=first, by=people.cashier).waiting == 1
    text = answer(batch, (2, "300.00", "退汇"))
    with pytest.raises(AnswerFaulty, match="矛盾"):
        actions.take_answer(batch=batch, text=text, by=people.cashier)


def test_a_batch_given_up_leaves_its_people_to_another(people, three):
    of, _rows = three
    batch = batch_ready(people, of)
    actions.cancel_batch(batch=batch, because="标准有误", by=people.officer)
    assert [row[1] for row in standing(assembled(people, of))] == ["ready", "ready", "held"]
    with pytest.raises(BatchNotThere):
        actions.send_batch(batch=batch, by=people.cashier)


def test_land_pays_by_the_mu_and_a_case_what_it_pays(people):
    of = programme(people.by, "GD", cycle="year", pay_from="end")
    standards(people.by, of, {"land": "超过0", "per": "mu", "amount": Decimal("89.33")})
    has(people.by, person(people.by, 1, land=Decimal("12.55")), of)
    batch = assembled(people, of)
    assert standing(batch) == [("1", "ready", "", "1121.09")]
    assert (batch.period_named, batch.due_on.year) == ("2022年", 2023)


def test_parts_go_on_where_they_stood_and_nobody_stands_twice(people):
    of = old_age(people.by)
    for number in range(1, 8):
        has(people.by, person(people.by, number), of)
    batch = actions.open_batch(programme=of, day=SINCE, by=people.officer)
    batch = actions.assemble_part(batch=batch, by=people.officer, size=3)
    assert (batch.state, Payment.objects.count()) == ("assembling", 3)
    batch = actions.assemble_batch(batch=batch, by=people.officer, size=3)
    assert (batch.state, Payment.objects.count()) == ("assembled", 7)
    assert len(set(Payment.objects.values_list("sequence", flat=True))) == 7
    with pytest.raises(BatchNotThere):
        actions.assemble_part(batch=batch, by=people.officer)


@pytest.mark.parametrize("name", ["leader", "cashier", "schools", "admin", "stranger"])
def test_without_the_permission_no_batch_is_made(people, three, name):
    with pytest.raises(Forbidden):
        actions.open_batch(programme=three[0], day=SINCE, by=getattr(people, name))
