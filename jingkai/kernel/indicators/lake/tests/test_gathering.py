"""Lakes of zones come together in one: verified, only what changed, whole whatever happens."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import Period, records, stock
from jingkai.kernel.indicators.engines.cube import cube_of, plan_cube
from jingkai.kernel.indicators.engines.duck import DuckEngine
from jingkai.kernel.indicators.engines.files import wanted_tables
from jingkai.kernel.indicators.engines.live import LiveEngine
from jingkai.kernel.indicators.engines.targets import targets_in
from jingkai.kernel.indicators.engines.tests.zones import same
from jingkai.kernel.indicators.lake import merging
from jingkai.kernel.indicators.lake.errors import (
    DamagedSource,
    GatheredTogether,
    NoSuchZone,
    OtherArrangement,
    OtherSchema,
    OtherSources,
)
from jingkai.kernel.indicators.lake.gathering import gather
from jingkai.kernel.indicators.lake.manifest import MANY, Manifest
from jingkai.kernel.indicators.lake.storage import Store
from jingkai.kernel.indicators.lake.tests.reading_back import TARGETS, in_lake, target_tables
from jingkai.kernel.indicators.lake.tests.test_storing import root as stored
from jingkai.kernel.indicators.lake.tidying import tidy
from jingkai.kernel.indicators.lake.verifying import verify
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.models import Target
from jingkai.kernel.indicators.tests.world import a_target, an_indicator, change, target
from jingkai.kernel.indicators.tests.world import write as put

__all__ = ["stored"]
ZONES = ("here", "there")
COLUMNS = ("zone", "id", "value", "set_on")
FIGURES = (
    an_indicator(records(Target, on=target.set_on).sum(target.value), "sum"),
    an_indicator(records(Target, on=target.set_on).distinct(target.source), "sources"),
    an_indicator(stock(Target, opened=target.set_on, closed=target.ended_on).count(), "standing"),
)
PERIODS = [Period.parse("2022"), Period.parse("2022-05")]


class Two:
    """Two zones with a lake each."""

    def __init__(self, cast, folder):
        self.cast, self.folder, self.rows = cast, folder, {}
        for code, zone, seat, count in (
            ("here", cast.zone, cast.statistician, 9), ("there", cast.elsewhere, cast.stranger, 5)
        ):  # fmt: skip
            self.rows[code] = self.put(zone, seat, count)
            self.write(code)

    def put(self, zone, seat, count):
        at = type("At", (), {"zone": zone, "statistician": seat, "invest": None})
        rows = [a_target(at, n, set_on=date(2022, 4 + n % 3, 28)) for n in range(count)]
        with walled(zone.pk):
            return put(at, rows)

    def write(self, code, **given):
        write(self.folder / code, zones=[code], held=target_tables(), **given)

    @property
    def lakes(self):
        return [self.folder / code for code in ZONES]

    @property
    def both(self):
        """Both zones written into one lake from the start: what gathering must come to."""
        root = self.folder / "both"
        write(root, zones=ZONES, held=target_tables())
        return in_lake(root, TARGETS, COLUMNS)


@pytest.fixture
def two(cast, tmp_path):
    return Two(cast, tmp_path)


def months(root, table=TARGETS):
    return [(each.zone, each.month) for each in sorted(Manifest.load(root).of(table))]


def aged(root):
    """As if the lake had been written a day before."""
    held = Manifest.load(root)
    zones = {c: replace(each, as_of=each.as_of - timedelta(1)) for c, each in held.zones.items()}
    replace(held, zones=zones).save(Store.at(root))


@pytest.mark.parametrize("by", ["month", "zone"])
def test_lakes_gathered_together_hold_what_one_lake_of_all_holds(two, by):
    into = two.folder / "nation"
    done = gather(two.lakes, into, by=by)
    assert in_lake(into, TARGETS, COLUMNS) == two.both
    spans = ["2022-04", "2022-05", "2022-06"]
    names = [MANY] if by == "month" else ZONES
    assert months(into) == [(name, month) for name in names for month in spans]
    assert (done.zones, done.rows) == (list(ZONES), sum(e.rows for e in Manifest.load(into).listed))
    assert verify(into, held=target_tables()).differences == ()
    again = gather(two.lakes, into, by=by)
    assert (again.files, again.rows, again.kept) == (0, 0, done.files)
    cube = cube_of([(each, period) for each in FIGURES for period in PERIODS])
    assert same(cube, LiveEngine().answers(cube), DuckEngine(Manifest.load(into)).answers(cube))
    may = cube_of([(FIGURES[0], PERIODS[1])])
    read = wanted_tables(Manifest.load(into), may, plan_cube(may))[TARGETS].files
    assert len(read) == len(names)  # of three months one
    for zones in (["there"], None):
        told, expected = (
            targets_in(Manifest.load(root), zones)("there")("i2", Period(24002, 12))
            for root in (into, two.folder / "both")
        )
        assert told == expected == Decimal(102)
    assert targets_in(Manifest.load(into), ["there"])("here")("i2", Period(24002, 12)) is None


@pytest.mark.parametrize("by", ["month", "zone"])
def test_only_the_months_that_changed_are_written_again(two, by):
    into = two.folder / "nation"
    gather(two.lakes, into, by=by)
    before = Manifest.load(into).paths
    change(two.cast, two.rows["here"][0], value=Decimal(4711))
    two.write("here")
    done = gather([two.folder / "here"], into, by=by)  # the other zone's lake is not at hand
    assert in_lake(into, TARGETS, COLUMNS) == two.both
    assert (done.files, done.zones) == (2, ["here"])  # a month, and the month of its new version
    assert verify(into, held=target_tables()).differences == ()
    assert before <= {each.path for each in Store.at(into).listed()}  # readers at work keep theirs
    gather([two.folder / "here"], into, by=by)
    assert tidy(into, older_than=timedelta(0)).files == 0
    standing = {each.path for each in Store.at(into).listed() if "/" in each.path}
    assert standing == Manifest.load(into).paths


def test_a_zone_that_stands_newer_is_left_and_of_several_lakes_the_newest_counts(two):
    into, older = two.folder / "nation", two.folder / "older"
    write(older, zones=["here"], held=target_tables())
    aged(older)
    change(two.cast, two.rows["here"][0], value=Decimal(4711))
    two.write("here")
    gather([older, *two.lakes], into)
    assert in_lake(into, TARGETS, COLUMNS) == two.both
    newest = Manifest.load(two.folder / "here").zones["here"].as_of
    assert Manifest.load(into).zones["here"].as_of == newest
    done = gather([older], into)
    assert (done.older, done.zones, done.files) == (["here"], [], 0)
    assert in_lake(into, TARGETS, COLUMNS) == two.both


def test_a_province_s_lake_is_gathered_into_the_nation_s(two, monkeypatch):
    monkeypatch.setattr(merging, "ROWS_A_GROUP", 2)
    monkeypatch.setattr(merging, "ROWS_A_FILE", 3)
    province, nation = two.folder / "province", two.folder / "nation"
    gather(two.lakes, province)
    gather([province], nation)
    assert in_lake(nation, TARGETS, COLUMNS) == two.both
    assert len(months(nation)) > 3
    assert gather(two.lakes, nation).files == 0  # the same rows by another way
    with pytest.raises(GatheredTogether):
        gather([province], two.folder / "apart", by="zone")
    with pytest.raises(GatheredTogether):
        write(province, zones=["here"], held=target_tables())
    gather([province], two.folder / "some", zones=["there"])
    assert set(Manifest.load(two.folder / "some").zones) == {"there"}
    assert {row[0] for row in in_lake(two.folder / "some", TARGETS, COLUMNS)} == {"there"}


def test_what_does_not_fit_is_refused_and_nothing_changes(two):
    into = two.folder / "nation"
    gather(two.lakes, into)
    with pytest.raises(NoSuchZone):
        gather(two.lakes, into, zones=["nowhere"])
    with pytest.raises(OtherArrangement, match="there"):
        gather([two.folder / "here"], into, by="zone")
    grown = two.folder / "grown"
    write(grown, zones=["here"])
    with pytest.raises(OtherSources):
        gather([grown, two.folder / "there"], into)
    with pytest.raises(OtherSchema, match="there"):
        gather([grown], into)
    assert verify(into, held=target_tables()).differences == ()
    gather(two.lakes, into, by="zone")
    assert in_lake(into, TARGETS, COLUMNS) == two.both


def test_a_forged_or_lost_file_of_a_lake_is_not_gathered(two):
    into = two.folder / "nation"
    file = Manifest.load(two.folder / "there").of(TARGETS)[0]
    path = two.folder / "there" / file.path
    whole = path.read_bytes()
    for by in ("month", "zone"):
        path.write_bytes(whole[:-9])
        with pytest.raises(DamagedSource, match="there"):
            gather(two.lakes, into / by, by=by)
        path.unlink()
        with pytest.raises(DamagedSource):
            gather(two.lakes, into / by, by=by)
        assert [each.path for each in Store.at(into / by).listed()] == [".writing"]
        path.write_bytes(whole)


def test_a_gathered_lake_that_lost_rows_is_told(two):
    into = two.folder / "nation"
    gather(two.lakes, into)
    manifest = Manifest.load(into)
    gone = manifest.of(TARGETS)[0]
    rest = tuple(each for each in manifest.listed if each != gone)
    replace(manifest, listed=rest).save(Store.at(into))
    told = verify(into, zones=["there"], held=target_tables()).differences
    assert [(each.what, each.zone, each.month) for each in told] == [("rows", "there", gone.month)]


def test_a_gathering_that_is_killed_leaves_the_old_lake_whole(two, monkeypatch):
    """At each of its steps in turn it ends, as if cut off: nothing is cleared up behind it."""
    into = two.folder / "nation"
    gather(two.lakes, into)
    old = Manifest.load(into)
    change(two.cast, two.rows["here"][0], value=Decimal(4711))
    two.write("here")
    steps, remove = 0, Store.remove
    for step in range(1, 12):
        with monkeypatch.context() as patched:
            died = _dying(patched, step)
            try:
                gather(two.lakes, into)
            except KeyboardInterrupt:
                steps += 1
                assert Manifest.load(into) == old
                patched.setattr(Store, "remove", remove)
                assert verify(into, held=target_tables()).differences == ()
            else:
                assert not died
                break
    assert steps == 4  # a month, that of its new version, their list, the manifest
    assert in_lake(into, TARGETS, COLUMNS) == two.both
    tidy(into, older_than=timedelta(0))
    standing = {each.path for each in Store.at(into).listed() if "/" in each.path}
    assert standing == Manifest.load(into).paths


def _dying(patched, step):
    """From the step on nothing is kept or removed any more."""
    count, died = iter(range(1, 1000)), []
    keep = merging.Draft.keep

    def kept(draft, path):
        if died or next(count) == step:
            died.append(path)
            raise KeyboardInterrupt
        keep(draft, path)

    patched.setattr(merging.Draft, "keep", kept)
    patched.setattr(Store, "remove", lambda *_: True)
    patched.setattr(merging.Draft, "drop", lambda draft: draft.close())
    return died


def test_a_lake_is_gathered_into_a_store_and_asked_there(two, stored):
    gather(two.lakes, stored)
    manifest = Manifest.load(stored)
    assert manifest.store.local is False
    assert in_lake(stored, TARGETS, COLUMNS) == two.both
    cube = cube_of([(each, period) for each in FIGURES for period in PERIODS], zones=["there"])
    assert same(cube, LiveEngine().answers(cube), DuckEngine(manifest).answers(cube))
    assert gather(two.lakes, stored).files == 0
