"""However a figure is asked for, the answer is the same, and its records give it again."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingkai.kernel.access.actions import open_office
from jingkai.kernel.indicators.drill import drill, listed_records
from jingkai.kernel.indicators.evaluate import reader, run
from jingkai.kernel.indicators.figures import needs_of, records_behind, tell
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.plan import Request
from jingkai.kernel.indicators.recordsets import during, records, stock
from jingkai.kernel.indicators.spans import span
from jingkai.kernel.indicators.tests.history import SUMMER, WINTER, known
from jingkai.kernel.indicators.tests.world import a_target, an_indicator, target, write

KINDS = ["committee", "bureau", "street", "community", "village"]
days = st.dates(date(2021, 1, 1), date(2023, 12, 31))
leaves = st.one_of(
    st.builds(lambda n: target.months == n, st.sampled_from([1, 3, 6, 12])),
    st.builds(lambda n: target.months < n, st.sampled_from([1, 3, 6, 12])),
    st.builds(lambda n: target.value >= n, st.integers(100, 140)),
    st.builds(lambda n: target.value > n, st.integers(100, 140)),
    st.builds(lambda n: target.indicator != f"i{n}", st.integers(0, 6)),
    st.builds(target.indicator.one_of, st.lists(st.sampled_from(["i1", "i2", "i5"]))),
    st.builds(lambda n: target.indicator.prefix(1) == n, st.sampled_from(["i", "j"])),
    st.builds(target.office.kind.one_of, st.sampled_from(KINDS)),
    st.builds(target.office.kind.reached, st.sampled_from(KINDS)),
    st.builds(lambda kind: target.office.parent.kind == kind, st.sampled_from(KINDS)),
    st.builds(lambda day: target.set_on.before(day), days),
    st.builds(lambda day: target.ended_on.since(day), days),
    st.sampled_from(
        [
            target.office.missing(),
            target.ended_on.present(),
            target.office.parent.kind.missing(),
            target.ended_on.same_year(target.set_on),
            target.ended_on > target.set_on,
            target.office == target.office.parent,
        ]
    ),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda one, two: one & two, inner, inner),
        st.builds(lambda one, two: one | two, inner, inner),
        st.builds(lambda one: ~one, inner),
    ),
    max_leaves=5,
)
record_sets = st.one_of(
    st.builds(lambda where: records(Target, on=target.set_on, where=where), conditions),
    st.builds(
        lambda where: records(Target, on=target.set_on, where=where, monthly=True), conditions
    ),
    st.builds(
        lambda kind, where: kind(
            Target, opened=target.set_on, closed=target.ended_on, where=where
        ),
        st.sampled_from([stock, during]),
        conditions,
    ),
    st.builds(lambda where: stock(Target, opened=target.set_on, where=where), conditions),
)
aggregates = st.builds(
    lambda held, make: make(held),
    record_sets,
    st.sampled_from(
        [
            lambda held: held.count(),
            lambda held: held.sum(target.value),
            lambda held: held.sum(target.months),
            lambda held: held.sum(target.value * (2 - target.months) + target.office.parent.id),
            lambda held: held.average(target.value),
            lambda held: held.distinct(target.indicator),
            lambda held: held.distinct(target.office),
            lambda held: held.distinct(target.office.parent.kind),
            lambda held: held.worst(target.office.kind, tuple(KINDS)),
        ]
    ),
)
OF_DAYS = [
    lambda one: one.days_before(14),
    lambda one: one.trailing_days(45),
    lambda one: one.at_start_of("month"),
    lambda one: one.week_to_date(),
    lambda one: one.month_to_date(),
    lambda one: one.months_before(1),
    lambda one: one.growth_over_days(30),
]
measures = st.recursive(
    aggregates,
    lambda inner: st.one_of(
        st.builds(lambda one, two: one / two, inner, inner),
        st.builds(lambda one, two: one - two, inner, inner),
        st.builds(lambda one, two: one + two, inner, inner),
        st.builds(lambda one: one.year_on_year(), inner),
        st.builds(lambda one: one.on_previous(), inner),
        st.builds(lambda one: one.year_to_date(), inner),
        st.builds(lambda one, move: move(one), inner, st.sampled_from(OF_DAYS)),
        st.builds(
            lambda one, two, way: one.excluding("an effect", two, reduces=way),
            inner,
            inner,
            st.booleans(),
        ),
        st.builds(lambda one, where: one.where(where), inner, conditions),
    ),
    max_leaves=4,
)
MONTHS = ("2022", "2022H2", "2022Q1", "2022-06", "2021-03..2022-04")
DAYS = ("2022-03-31", "2022-W13", "2021-12-20..2022-03-15")
periods = st.sampled_from([span(text) for text in (*MONTHS, *DAYS)])


def no_target(_code, _period):
    return None


@pytest.fixture
def world(cast):
    """Forty records in several offices, known otherwise in summer and in winter."""
    street = open_office(code="s", name="街道", kind="street", parent=cast.committee, by=cast.admin)
    offices = [cast.invest, cast.statistics, street, cast.committee, None]
    rows = write(
        cast,
        (
            a_target(
                cast,
                number,
                indicator=f"i{number % 7}",
                months=[1, 3, 6, 12][number % 4],
                office=offices[number % 5],
                set_on=date(2021, 1, 15) + timedelta(days=number * 24),
                ended_on=date(2022, 1, 31) + timedelta(days=number * 11) if number % 3 else None,
            )
            for number in range(40)
        ),
    )
    for office in offices[:4]:
        known(office, datetime(2022, 6, 1, tzinfo=UTC), kind="village", parent_id=street.pk)
    known(street, datetime(2022, 12, 1, tzinfo=UTC), age="second", label="delete")
    for row in rows[:30]:
        known(row, datetime(2022, 6, 1, tzinfo=UTC), value=row.value + 7, months=3)
    for row in rows[10:20]:
        known(row, datetime(2023, 1, 1, tzinfo=UTC), age="second", label="update", office_id=None)
    for row in rows[20:25]:
        known(row, datetime(2023, 1, 1, tzinfo=UTC), age="second", label="delete")
    return cast


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    found=st.lists(measures, min_size=1, max_size=4),
    period=periods,
    known_at=st.sampled_from([None, SUMMER, WINTER]),
)
def test_filters_atoms_single_queries_and_the_records_give_one_answer(
    world, found, period, known_at
):
    needs = tuple(need for measure in found for need in needs_of(measure, period))
    request = Request(needs, known_at=known_at, zone_id=world.zone.pk)
    filters = reader(run(request, way="filters"), None)
    atoms = reader(run(request, way="atoms"), None)
    for need in needs:
        alone = run(Request((need,), known_at=known_at, zone_id=world.zone.pk))
        assert filters(*need) == atoms(*need) == reader(alone, None)(*need)
    for measure in found:
        told = tell(measure, period, filters, no_target)
        parts = drill(an_indicator(measure), period, seat=world.statistician, known_at=known_at)
        again = {(part.aggregate, part.period): part.again() for part in parts}
        recounted = tell(
            measure, period, lambda leaf, when, again=again: again[leaf, when], no_target
        )
        assert told == recounted
        listed = sum(part.queryset.count() for part in listed_records(parts))
        assert listed == records_behind(told.behind)


def test_the_world_was_known_otherwise_in_summer_and_in_winter(world):
    held = records(Target, on=target.set_on)
    need = (held.sum(target.value), Period.between(2021, 1, 2023, 12))
    values = [
        reader(run(Request((need,), known_at=at, zone_id=world.zone.pk)), None)(*need)
        for at in (None, WINTER, SUMMER)
    ]
    now, winter, summer = values
    assert (now.records, winter.records, summer.records) == (40, 25, 30)
    assert now.value == sum(Decimal(100 + number) for number in range(40))
    assert summer.value == sum(Decimal(107 + number) for number in range(30))
