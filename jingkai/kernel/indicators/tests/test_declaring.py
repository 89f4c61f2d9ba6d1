"""Declarations: what is refused, and what conditions mean."""

from datetime import date

import pytest

from jingkai.kernel.access.models import Office, Seat
from jingkai.kernel.indicators import catalogue, dimension, fields, records, stock
from jingkai.kernel.indicators.catalogue import Catalogue
from jingkai.kernel.indicators.errors import (
    CannotSplit,
    DeclaredTwice,
    FanOut,
    NoSuchColumn,
    NotComparable,
    NotDeclaredSo,
    OtherRecords,
    UnknownIndicator,
)
from jingkai.kernel.indicators.formula import version
from jingkai.kernel.indicators.predicates import ALL, NONE, Every, Missing, OneOf, every, some
from jingkai.kernel.indicators.tests.world import an_indicator, flow, target


def test_a_relation_to_many_records_is_refused():
    with pytest.raises(FanOut):
        _ = fields(Office).children
    with pytest.raises(FanOut):
        _ = fields(Seat).office.children


def test_a_field_that_the_record_lacks_is_refused():
    with pytest.raises(NoSuchColumn):
        _ = target.colour
    with pytest.raises(NoSuchColumn):
        _ = target.value.colour


def test_a_condition_on_other_records_is_refused():
    with pytest.raises(OtherRecords):
        flow.where(fields(Seat).role_code == "leader")
    with pytest.raises(OtherRecords):
        flow.sum(fields(Seat).id)
    with pytest.raises(NotDeclaredSo):
        _ = target.set_on == fields(Seat).since


def test_sums_need_exact_numbers_and_years_need_days():
    with pytest.raises(NotComparable):
        flow.sum(target.source)
    with pytest.raises(NotComparable):
        target.value.same_year(target.set_on)
    with pytest.raises(NotComparable):
        target.value.before(3)
    with pytest.raises(NotComparable):
        records(fields(Seat).since.path.model, on=fields(Seat).role_code)


def test_a_constant_that_the_column_can_not_hold_is_refused():
    with pytest.raises(NotDeclaredSo):
        _ = target.set_on == "yesterday"
    with pytest.raises(NotDeclaredSo):
        _ = target.months > "many"


def test_conditions_are_joined_by_signs_not_by_words():
    with pytest.raises(TypeError):
        _ = (target.months == 1) and (target.months == 2)


def test_a_stage_has_reached_itself_and_those_before():
    office = fields(Office)
    reached = office.kind.reached("community")
    assert isinstance(reached, OneOf)
    assert reached.values == ("community", "village", "unit")
    assert office.kind.reached("street", order=["street", "bureau"]).values == ("street", "bureau")
    with pytest.raises(NotDeclaredSo):
        office.kind.reached("palace")


def test_denying_twice_keeps_what_holds_of_present_values():
    condition = (target.months == 1) | target.ended_on.missing()
    assert ~target.ended_on.missing() == Missing(target.ended_on.path, missing=False)
    assert isinstance(~condition, Every)


def test_no_condition_is_always_true_and_no_choice_never():
    assert every() == ALL
    assert some() == NONE
    assert target.months.one_of() == NONE
    assert every(ALL, target.months == 1) == (target.months == 1)
    assert some(ALL, target.months == 1) == ALL


def test_none_means_missing():
    assert (target.ended_on == None) == target.ended_on.missing()  # noqa: E711


def test_a_code_is_declared_once():
    held = Catalogue()
    held.add(an_indicator(flow.count()))
    with pytest.raises(DeclaredTwice):
        held.add(an_indicator(flow.count()))
    with pytest.raises(UnknownIndicator):
        held.get("test.other")


def test_the_version_follows_the_meaning_and_not_the_name():
    one = an_indicator(flow.count())
    renamed = an_indicator(flow.count(), code="test.renamed")
    other = an_indicator(flow.where(target.months == 1).count())
    assert version(one) == version(renamed)
    assert version(one) != version(other)
    assert version(one) != version(an_indicator(flow.count(), unit="项"))


def test_a_figure_can_not_be_split_by_what_its_records_lack():
    seats = stock(Seat, opened=fields(Seat).since)
    split = dimension("test.office_kind", "Kind of office", target.office.kind)
    try:
        mixed = an_indicator(flow.count() / seats.count())
        assert not split.splits(mixed)
        with pytest.raises(CannotSplit):
            split.path(mixed)
    finally:
        del catalogue.dimensions["test.office_kind"]


def test_refining_a_measure_with_a_target_is_refused():
    with pytest.raises(NotDeclaredSo):
        flow.count().against("x").where(target.set_on.since(date(2022, 1, 1)))
