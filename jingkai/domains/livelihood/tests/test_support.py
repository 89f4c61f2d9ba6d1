"""Support: entitlement, exclusion at granting, cases and their reviews, who sees whom."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.cases.support import review_deadline
from jingkai.domains.livelihood.errors.subsidies import (
    CaseOver,
    ExcludedBy,
    NotEntitled,
    NothingToPay,
    NoVersion,
)
from jingkai.domains.livelihood.factories import (
    IDENTITY,
    SINCE,
    excludes,
    has,
    household,
    old_age,
    person,
    programme,
    put,
    seats,
    standards,
)
from jingkai.domains.livelihood.models import (
    Beneficiary,
    SupportCase,
    SupportedPerson,
    SupportReview,
)
from jingkai.domains.livelihood.registers import CASES, PERSONS, STANDARDS, VERSIONS
from jingkai.kernel.cases.errors import MoveNotOffered, TooEarly
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators import Period
from jingkai.kernel.indicators.drill import drill
from jingkai.kernel.indicators.evaluate import evaluate
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.registers.showing import shown
from jingkai.kernel.workdays.national import national


@pytest.fixture
def people(cast):
    return seats(cast)


@pytest.fixture
def case(people):
    """A household of two, applied for in March 2021, granted in April: 600 yuan a month."""
    home = household(people.by)
    head, child = (
        person(people.by, n, born=born, household=home)
        for n, born in ((1, date(1960, 1, 1)), (2, date(2010, 1, 1)))
    )
    row = put(people.by, SupportCase(
        number="DB0001", kind="minimum", household=home, payee=head, applied_on=date(2021, 3, 1),
    ))  # fmt: skip
    row = actions.grant_support(
        case=row, monthly=Decimal("600"), review_class="b", on=date(2021, 4, 1), by=people.chief
    )
    return row, head, child


def told(people, code, period):
    return evaluate([code], period, seat=people.chief)[code].value


def test_who_is_entitled_and_has_not_asked_is_named_with_what_they_would_get(people):
    of = old_age(people.by)
    eighty, ninety, young = (
        person(people.by, n, born=date(year, 1, 1)) for n, year in enumerate((1942, 1931, 1950), 1)
    )
    gone = person(people.by, 4, gone_on=date(2021, 6, 1))
    has(people.by, ninety, of)
    found = queries.unasked(people.officer, of, SINCE)
    assert [(one.person, one.amount) for one in found] == [(eighty, Decimal("100.50"))]
    made = actions.grant_unasked(
        programme=of, people=[eighty.pk, young.pk, gone.pk], since=SINCE, by=people.officer
    )
    assert [(claim.person, claim.origin) for claim in made] == [(eighty, "unasked")]
    assert queries.unasked(people.officer, of, SINCE) == []
    assert told(people, "livelihood.claims_unasked", Period.year(2022)) == 1


def test_a_claim_that_another_programme_excludes_is_refused_with_the_rule(people):
    one, other = old_age(people.by), old_age(people.by, "HL")
    excludes(people.by, one, other)
    who = person(people.by, 1)
    has(people.by, who, other)
    with pytest.raises(ExcludedBy, match="HC01") as refused:
        actions.grant_claim(person=who, programme=one, since=SINCE, by=people.officer)
    assert who.identity.plain not in str(refused.value)
    (found,) = queries.unasked(people.officer, one, SINCE)
    assert found.stopped_by.number == "HC01"
    assert actions.grant_unasked(
        programme=one, people=[who.pk], since=SINCE, by=people.officer
    ) == []  # fmt: skip


def test_a_claim_needs_entitlement_and_a_version_in_force(people):
    of, who = old_age(people.by), person(people.by, 1, born=date(1980, 1, 1))
    with pytest.raises(NotEntitled):
        actions.grant_claim(person=who, programme=of, since=SINCE, by=people.officer)
    with pytest.raises(NoVersion):
        actions.grant_claim(person=who, programme=of, since=date(2015, 1, 1), by=people.officer)
    with pytest.raises(Forbidden):
        actions.grant_claim(person=who, programme=of, since=SINCE, by=people.cashier)


def test_a_version_decides_by_its_days_and_two_never_hold_at_once(people):
    of = programme(people.by)
    standards(people.by, of, {"age": "60以上", "amount": 50}, until=date(2022, 1, 1))
    standards(people.by, of, {"age": "60以上", "amount": 80}, number="N2", since=SINCE)
    who = person(people.by, 1)
    amounts = [queries.Decider(of, day).judge([who])[who.pk].amount
               for day in (date(2021, 12, 31), SINCE)]  # fmt: skip
    assert amounts == [50, 80]
    with pytest.raises(IntegrityError), transaction.atomic():
        standards(people.by, of, number="N3", since=date(2023, 1, 1))


def test_cells_are_read_when_they_are_typed(people):
    of = programme(people.by)
    known = {"programme": of.pk, "number": "BT01-1", "since": "2016-01-01"}
    version = registers.create(VERSIONS, known, by=people.chief)
    form = {"version": version.pk, "position": "1", "name": "残疾人", "disability": "一级、二级",
            "support": "非特困", "per": "每人", "amount": "80"}  # fmt: skip
    registers.create(STANDARDS, form, by=people.chief)
    with pytest.raises(Invalid, match="五级"):
        registers.create(STANDARDS, {**form, "position": "2", "disability": "五级"},
                         by=people.chief)  # fmt: skip
    severe, hard = person(people.by, 1, disability="2"), person(people.by, 2, disability="3")
    judged = queries.Decider(of, SINCE).judge([severe, hard])
    assert (judged[severe.pk].amount, judged[hard.pk].amount) == (80, 0)


def test_people_supported_are_a_stock_on_any_day(people, case):
    row, _head, child = case
    code = "livelihood.minimum_allowance_people"
    assert told(people, code, Period.month(2021, 3)) == 0
    assert told(people, code, Period.month(2021, 4)) == 2
    actions.end_person(
        supported=child.supported.get(), on=date(2021, 9, 1), by=people.chief
    )  # fmt: skip
    assert told(people, code, Period.month(2021, 9)) == 1
    actions.stop_support(case=row, why="income", on=date(2022, 2, 1), by=people.chief)
    assert told(people, code, Period.year(2022)) == 0
    assert told(people, code, Period.month(2022, 1)) == 1
    parts = drill(code, Period.month(2022, 1), seat=people.chief)
    assert [one.queryset.count() for one in parts] == [1]


def test_what_a_case_pays_is_told_for_each_day(people, case):
    row, head, child = case
    actions.change_support(
        case=row, monthly=Decimal("650.5"), because="提标", on=SINCE, by=people.chief
    )
    of = programme(people.by, "DB")
    standards(people.by, of, {"support": "低保", "per": "case"})
    for day, amount in ((date(2021, 12, 1), 600), (SINCE, Decimal("650.50"))):
        judged = queries.Decider(of, day).judge([head, child])
        assert (judged[head.pk].amount, judged[child.pk].amount) == (amount, 0)


def test_reviews_come_round_by_class_and_from_the_last_one(people, case):
    row, *_rest = case
    assert review_deadline(row, [], national()).due_on == date(2021, 10, 1)
    due = queries.support_due_for(people.officer, date(2021, 9, 20))
    assert [(one.register, one.pk) for one in due] == [("livelihood.cases", row.pk)]
    review = actions.review_support(
        case=row, result="unchanged", finding="无变化", on=date(2021, 10, 8), by=people.officer
    )
    assert (review.due_on, SupportReview.objects.count()) == (date(2021, 10, 1), 1)
    assert review_deadline(row, [review.done_on], national()).due_on == date(2022, 4, 8)
    assert queries.support_due_for(people.officer, date(2021, 11, 1)) == []
    row.review_class = "c"
    assert review_deadline(row, [review.done_on], national()).due_on == date(2022, 1, 8)
    assert told(people, "livelihood.support_reviews_on_time", Period.year(2021)) == 0


def test_steps_out_of_order_and_without_people_are_refused(people, case):
    row, *_rest = case
    with pytest.raises(MoveNotOffered):
        actions.refuse_support(case=row, because="不符", on=SINCE, by=people.chief)
    with pytest.raises(TooEarly):
        actions.stop_support(case=row, why="died", on=date(2021, 3, 31), by=people.chief)
    with pytest.raises(Forbidden):
        actions.stop_support(case=row, why="died", on=SINCE, by=people.officer)
    form = {"kind": "特困供养", "household": household(people.by, 2).pk,
            "payee": Beneficiary.objects.first().pk, "area": "农村", "review_class": "A类",
            "applied_on": "2022-01-04"}  # fmt: skip
    other = registers.create(CASES, form, by=people.officer)
    assert other.number.startswith("JZ2022")
    with pytest.raises(NothingToPay):
        actions.grant_support(
            case=other, monthly=Decimal(900), review_class="a", on=SINCE.replace(day=5),
            by=people.chief,
        )  # fmt: skip
    with pytest.raises(CaseOver):
        actions.review_support(case=other, result="unchanged", finding="", on=SINCE,
                               by=people.officer)  # fmt: skip
    assert not SupportedPerson.objects.filter(case=other).exists()


def test_nobody_is_supported_twice_on_a_day(people, case):
    row, head, _child = case
    with pytest.raises(IntegrityError), transaction.atomic():
        put(people.by, SupportedPerson(case=row, person=head, since=date(2021, 6, 1)))


def test_numbers_are_sealed_and_masked_for_whoever_may_not_read_them(people):
    who = person(people.by, 7, phone="13900001234")
    plain = IDENTITY.format(7)
    assert who.born_on == date(1938, 1, 1)
    for field, number in (("identity", plain), ("phone", "13900001234"),
                          ("account", who.account.plain)):  # fmt: skip
        column = PERSONS.column(field)
        assert shown(PERSONS, column, who, people.officer) == number
        masked = shown(PERSONS, column, who, people.chief)
        assert "*" in masked
        assert number not in masked
    with pytest.raises(IntegrityError), transaction.atomic():
        person(people.by, 8, identity=plain)


@pytest.mark.parametrize("name", ["schools", "villages", "admin", "stranger"])
def test_without_the_permission_nobody_is_seen(people, case, name):
    seat = getattr(people, name)
    for rows in (queries.people_for, queries.cases_for, queries.claims_for, queries.payments_for):
        assert not rows(seat).exists()
    assert queries.people_for(people.leader).count() == 2
