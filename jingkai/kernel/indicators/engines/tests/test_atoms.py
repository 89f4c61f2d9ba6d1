"""Atoms that zones sent: asked for some figures of many, by a dimension, gathered from places."""

from datetime import date

import pytest

from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import Dimension, Period, records
from jingkai.kernel.indicators.engines.collecting import collect
from jingkai.kernel.indicators.engines.cube import cube_of
from jingkai.kernel.indicators.engines.errors import NoAtoms, NotFromAtoms
from jingkai.kernel.indicators.engines.exchange import AtomsEngine, send, sent_zones
from jingkai.kernel.indicators.engines.live import LiveEngine
from jingkai.kernel.indicators.engines.tests.zones import lake_of, same
from jingkai.kernel.indicators.lake.errors import DamagedSource
from jingkai.kernel.indicators.lake.layout import tables
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.tests.world import a_target, an_indicator, target
from jingkai.kernel.indicators.tests.world import write as put

SET = records(Target, on=target.set_on)
FIGURES = (
    an_indicator(SET.sum(target.value), "value"),
    an_indicator(SET.sum(target.months), "months"),
    an_indicator(SET.where(target.months == 12).count(), "years"),
)
BY = Dimension("t.indicator", "Indicator", (target.indicator.path,))
SOURCE = Dimension("t.source", "Source", (target.source.path,))
PERIODS = [Period.parse("2022"), Period.parse("2022-05")]


@pytest.fixture
def lake(cast, tmp_path):
    """A lake of two zones, with a few records of five kinds in each."""
    for zone, seat, count in (
        (cast.zone, cast.statistician, 12), (cast.elsewhere, cast.stranger, 7)
    ):  # fmt: skip
        at = type("At", (), {"zone": zone, "statistician": seat, "invest": None})
        rows = [
            a_target(at, n, indicator=f"i{n % 5}", set_on=date(2022, 4 + n % 3, 28), months=n + 1)
            for n in range(count)
        ]
        with walled(zone.pk):
            put(at, rows)
    return lake_of(cast, tmp_path / "lake", tables(FIGURES, (BY, SOURCE)))


def asked(figures, by=None):
    return cube_of([(each, period) for each in figures for period in PERIODS], by=by)


def test_some_of_the_figures_are_told_as_all_are(lake, tmp_path):
    for figures in (FIGURES[:2], FIGURES):  # without any condition, and with one
        for dimensions in ([], [SOURCE, BY]):
            send(lake, tmp_path, indicators=figures, dimensions=dimensions)
            engine = AtomsEngine(tmp_path, figures, {each.code: each for each in dimensions})
            for few in (figures[1:2], figures[::-1]):
                for by in (None, BY) if dimensions else (None,):
                    cube = asked(few, by)
                    assert same(cube, LiveEngine().answers(cube), engine.answers(cube)) > 3


def test_atoms_that_are_not_divided_so_are_refused(lake, tmp_path):
    send(lake, tmp_path, indicators=FIGURES, dimensions=[SOURCE])
    engine = AtomsEngine(tmp_path, FIGURES, {SOURCE.code: SOURCE})
    with pytest.raises(NotFromAtoms):
        engine.answers(asked(FIGURES, BY))


def test_atoms_from_several_places_come_together_and_forged_ones_do_not(lake, tmp_path):
    one, other, into = tmp_path / "one", tmp_path / "other", tmp_path / "nation"
    send(lake, one, zones=["here"], indicators=FIGURES, dimensions=[BY])
    send(lake, other, zones=["there"], indicators=FIGURES)
    told = collect([one, other], into)
    assert (told.zones, told.files, told.kept) == (["here", "there"], 2, 0)
    again = collect([one, other], into)
    assert (again.files, again.kept) == (0, 2)
    cube = asked(FIGURES)
    engine = AtomsEngine(into, FIGURES, {BY.code: BY})
    assert same(cube, LiveEngine().answers(cube), engine.answers(cube)) > 10
    (held,) = sent_zones(other)["there"].sets.values()
    (other / held.path).write_bytes((other / held.path).read_bytes()[:-3])
    with pytest.raises(DamagedSource):
        collect([other], tmp_path / "new")
    with pytest.raises(NoAtoms):
        collect([tmp_path / "empty"], into)
    assert sent_zones(tmp_path / "new") == {}
