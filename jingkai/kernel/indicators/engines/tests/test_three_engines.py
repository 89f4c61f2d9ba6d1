"""Three engines, one answer: live PostgreSQL, DuckDB and Spark over the lake, and atoms."""

import pytest

from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.indicators.engines.cube import Cube, cube_of
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
MONTHS = [Period.parse("2022-02"), Period.parse("2022-03")]
ASKED = [(each, period) for each in catalogue.all() for period in (*PERIODS, *MONTHS)]


@pytest.mark.parametrize("known_at", [None, SUMMER], ids=["now", "summer"])
def test_every_declared_figure_is_the_same_on_every_engine(cast, tmp_path, known_at):
    fill_two(cast)
    manifest = lake_of(cast, tmp_path)
    cube = cube_of(ASKED, known_at=known_at)
    divided = Cube(cube.needs, split=some_dimension(), known_at=known_at)
    duck, spark, live = DuckEngine(manifest), on_spark(manifest), LiveEngine()
    for each in (cube, divided):
        expected = live.answers(each)
        assert same(each, expected, duck.answers(each)) > len(catalogue.all())
        assert same(each, expected, spark.answers(each)) > len(catalogue.all())
