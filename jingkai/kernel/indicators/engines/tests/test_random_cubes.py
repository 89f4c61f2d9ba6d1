"""Whatever is declared and asked, every engine gives one answer, for two zones and their total."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import Dimension, Period
from jingkai.kernel.indicators.engines.cube import cube_of
from jingkai.kernel.indicators.engines.duck import DuckEngine
from jingkai.kernel.indicators.engines.exchange import AtomsEngine, send, why_not
from jingkai.kernel.indicators.engines.live import LiveEngine
from jingkai.kernel.indicators.engines.tests.zones import lake_of, on_spark, same
from jingkai.kernel.indicators.lake.layout import tables
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.tests.history import SUMMER, WINTER, known
from jingkai.kernel.indicators.tests.test_one_answer import (
    measures,
    periods,
    world,
)
from jingkai.kernel.indicators.tests.world import (
    WRITTEN,
    YEAR,
    a_target,
    an_indicator,
    flow,
    target,
)
from jingkai.kernel.trail.acting import perform, record

__all__ = ["world"]
INDICATOR = Dimension("t.indicator", "Indicator", (target.indicator.path,))
FIRST_LETTERS = Dimension("t.first", "First letter", (target.indicator.prefix(1).path,))


def everything():
    """All columns that the random declarations look at."""
    looked_at = (
        (target.months == 1) & (target.value > 1) & (target.indicator.prefix(1) == "i")
        & target.office.kind.present() & target.office.parent.kind.present()
        & target.source.present()
    )  # fmt: skip
    from jingkai.kernel.indicators.recordsets import stock

    held = stock(Target, opened=target.set_on, closed=target.ended_on, where=looked_at)
    made = [held.count(), held.sum(target.value), held.distinct(target.indicator)]
    return tables([an_indicator(each, f"e{at}") for at, each in enumerate(made)], (INDICATOR,))


@pytest.fixture
def two_zones(world):
    """The world, and beside it another zone with other records of the same kinds."""
    rows = [
        a_target(
            world, number, indicator=f"i{number % 5}", months=[1, 3, 12][number % 3], office=None,
            set_on=date(2021, 3, 1) + timedelta(days=number * 29),
            ended_on=date(2022, 3, 31) + timedelta(days=number * 17) if number % 2 else None,
        )
        for number in range(30)
    ]  # fmt: skip
    for row in rows:
        row.zone_id = world.elsewhere.pk

    def work():
        Target.objects.bulk_create(rows)
        record(rows[0])

    with walled(world.elsewhere.pk):
        perform(WRITTEN, world.stranger, work)
        for row in rows[:20]:
            known(row, datetime(2022, 6, 1, tzinfo=UTC), value=row.value + 3, months=6)
    return world


@pytest.fixture
def root(two_zones, tmp_path):
    """Where the lake of both zones lies."""
    lake_of(two_zones, tmp_path, everything())
    return tmp_path


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    found=st.lists(measures, min_size=1, max_size=4),
    asked=st.lists(periods, min_size=1, max_size=3, unique=True),
    by=st.sampled_from([None, INDICATOR, FIRST_LETTERS]),
    known_at=st.sampled_from([None, SUMMER, WINTER]),
    way=st.sampled_from(["filters", "atoms"]),
)
def test_duckdb_answers_as_the_live_databases_do(root, found, asked, by, known_at, way):
    lake = Manifest.load(root)
    named = [an_indicator(measure, f"f{at}") for at, measure in enumerate(found)]
    pairs = [(each, period) for each in named for period in asked]
    cube = cube_of(pairs, by=by, known_at=known_at)
    same(cube, LiveEngine().answers(cube), DuckEngine(lake, way=way).answers(cube))
    told = [each for each in named if not why_not(each)]
    if known_at is None and told:
        send(lake, root, indicators=named, dimensions=[by] if by else [])
        months = [period for period in asked if isinstance(period, Period)]
        cube = cube_of([(each, period) for each in told for period in months], by=by)
        engine = AtomsEngine(root, tuple(named), {by.code: by} if by else {})
        same(cube, LiveEngine().answers(cube), engine.answers(cube))


def test_spark_answers_as_the_live_databases_do(root):
    """Many random declarations at once, so that Spark is asked but a few times."""
    cubes = []

    @settings(
        max_examples=8, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(
        measure=measures,
        asked=st.lists(periods, min_size=1, max_size=2, unique=True),
        at=st.sampled_from([None, SUMMER, WINTER]),
    )
    def gather(measure, asked, at):
        cubes.append((measure, asked, at))

    gather()
    for known_at, by in ((None, INDICATOR), (SUMMER, None)):
        pairs = [
            (an_indicator(measure, f"f{at}"), period)
            for at, (measure, asked, when) in enumerate(cubes)
            if (when is None) == (known_at is None)
            for period in asked
        ]
        cube = cube_of(pairs, by=by, known_at=known_at)
        same(cube, LiveEngine().answers(cube), on_spark(Manifest.load(root)).answers(cube))


def test_spark_reads_a_table_of_which_no_zone_has_a_row(cast, tmp_path, monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", "no-python-beside-java")
    lake = lake_of(cast, tmp_path, everything())
    assert lake.of(Target._meta.db_table) == []
    cube = cube_of([(an_indicator(flow.sum(target.value)), YEAR)])
    same(cube, LiveEngine().answers(cube), on_spark(lake).answers(cube))
