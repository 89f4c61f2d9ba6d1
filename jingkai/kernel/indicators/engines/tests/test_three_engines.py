"""Three engines, one answer: live PostgreSQL, DuckDB and Spark over the lake, and atoms."""

import os
from dataclasses import replace

from jingkai.kernel.indicators import Period, catalogue, span
from jingkai.kernel.indicators.engines.cube import cube_of
from jingkai.kernel.indicators.engines.duck import DuckEngine
from jingkai.kernel.indicators.engines.live import LiveEngine
from jingkai.kernel.indicators.engines.tests.zones import (
    fill_two,
    lake_of,
    on_spark,
    same,
    some_dimension,
)
from jingkai.kernel.indicators.tests.history import SUMMER

PERIODS = [Period.parse(text) for text in ("2022", "2022Q3", "2021-11..2022-10")]
WEEK = span("2022-W20")
MONTHS = [Period.parse("2022-02"), Period.parse("2022-03")]
ASKED = [(each, period) for each in catalogue.all() for period in (*PERIODS, *MONTHS)]


def test_every_declared_figure_is_the_same_on_every_engine(cast, tmp_path):
    """By zone and in total, by month and by a dimension, as known now and as known then.

    Spark takes half a second for each question, so here it is asked for some; with
    JINGKAI_ALL_ON_SPARK=1 for all (two minutes more).
    """
    every = 1 if os.environ.get("JINGKAI_ALL_ON_SPARK") else 5
    fill_two(cast)
    manifest = lake_of(cast, tmp_path)
    duck, spark, live = DuckEngine(manifest), on_spark(manifest), LiveEngine()
    for known_at in (None, SUMMER):
        cube = cube_of(ASKED, known_at=known_at)
        divided = replace(cube, split=some_dimension())
        whole, parted = live.answers(cube), live.answers(divided)
        assert same(cube, whole, duck.answers(cube)) > len(catalogue.all())
        assert same(divided, parted, duck.answers(divided)) > len(catalogue.all())
        chosen = set(catalogue.all()[::every])
        few = cube_of([pair for pair in ASKED if pair[0] in chosen], known_at=known_at).needs
        if known_at is None:
            some = replace(cube, needs=few)
            assert same(some, whole, spark.answers(some)) > len(few) // 4
        else:
            some = replace(divided, needs=few)
            assert same(some, parted, spark.answers(some)) > len(few) // 4
    of_days = cube_of([(each, WEEK) for each in catalogue.all()[::every]])
    assert same(of_days, live.answers(of_days), duck.answers(of_days)) > 0
