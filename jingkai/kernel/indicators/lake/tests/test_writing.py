"""A lake is written from the database, and brought up to date by what changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from jingkai.kernel.indicators.lake.errors import (
    BeingWritten,
    NoSuchZone,
    OtherSchema,
    WrittenMeanwhile,
)
from jingkai.kernel.indicators.lake.layout import tables
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.storage import Store
from jingkai.kernel.indicators.lake.tests.reading_back import (
    TARGETS,
    VERSIONS,
    in_database,
    in_lake,
    stored,
    target_tables,
)
from jingkai.kernel.indicators.lake.verifying import verify
from jingkai.kernel.indicators.lake.writing import only_writer, write
from jingkai.kernel.indicators.tests.world import a_target, change, remove
from jingkai.kernel.indicators.tests.world import write as put

COLUMNS = ("id", "set_on", "ended_on", "value", "months", "source")
KEPT = ("pgh_id", "pgh_obj_id", "pgh_created_at", "pgh_label", *COLUMNS)


@pytest.fixture
def targets(cast):
    """Thirty records in three months."""
    return put(
        cast, [a_target(cast, n, set_on=date(2022, 4 + n % 3, 28), value=1 + n) for n in range(30)]
    )


def brought(root, **given):
    return write(root, zones=["here"], held=target_tables(), **given)


def agrees(root):
    """The lake is what the database is, and verifying says so."""
    assert in_lake(root, TARGETS, COLUMNS) == in_database(TARGETS, COLUMNS)
    assert in_lake(root, VERSIONS, KEPT) == in_database(VERSIONS, KEPT)
    assert verify(root, zones=["here"], held=target_tables()).differences == ()


def test_files_are_parted_by_month_and_carry_month_keys(cast, targets, tmp_path):
    put(cast, [a_target(cast, 99, ended_on=date(2023, 1, 31))])
    brought(tmp_path)
    months = Manifest.load(tmp_path).zones["here"].months
    assert months[TARGETS] == ("2022-04", "2022-05", "2022-06")
    columns = ("zone", "set_on_month", "ended_on_month")
    rows = in_lake(tmp_path, TARGETS, columns)
    key = 2022 * 12
    assert set(rows) == {("here", key + month, None) for month in (3, 4, 5)} | {
        ("here", key + 4, 2023 * 12)
    }


def test_a_version_belongs_to_the_month_in_which_it_was_written_in_the_zone(cast, tmp_path):
    put(cast, [a_target(cast, 1)])
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into indicators_targetevent (pgh_id, pgh_obj_id, pgh_created_at, pgh_label,"
            " zone_id, id, indicator, first_month, months, value, source, set_on)"
            " select -1, pgh_obj_id, %s, 'insert', zone_id, id, indicator, first_month, months,"
            " value, source, set_on from indicators_targetevent where pgh_obj_id = id",
            [datetime(2022, 6, 30, 17, tzinfo=UTC)],
        )
    brought(tmp_path)
    manifest = Manifest.load(tmp_path)
    assert "2022-07" in {file.month for file in manifest.of(VERSIONS)}


def test_a_correction_writes_its_months_again_and_no_other(cast, targets, tmp_path):
    brought(tmp_path)
    before = stored(tmp_path)
    change(cast, targets[0], value=4711, set_on=date(2022, 6, 1))  # from April to June
    remove(cast, targets[3])  # of April
    put(cast, [a_target(cast, 50, set_on=date(2022, 8, 1))])
    done = brought(tmp_path)
    agrees(tmp_path)
    after = stored(tmp_path)
    same = {path for path in before if path in after}
    assert [path for path in same if "month=2022-05" in path]
    assert not [path for path in same if "2022-04" in path or "2022-06" in path]
    assert done.whole == []
    assert done.files == 4  # April, June, August, and the month of the versions


def test_corrections_are_followed_over_many_writes(cast, targets, tmp_path):
    brought(tmp_path)
    for step in range(6):
        row = targets[step * 4]
        change(cast, row, set_on=date(2022, 4 + step % 3, 2), value=step + 1)
        if step % 2:
            change(cast, row, set_on=date(2023, 1, step))
            remove(cast, targets[step * 4 + 1])
        else:
            put(cast, [a_target(cast, 100 + step)])
        assert brought(tmp_path).whole == []
        agrees(tmp_path)


def test_where_too_much_changed_or_an_older_version_is_not_kept_all_is_written(
    cast, targets, tmp_path, monkeypatch
):
    brought(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("select max(pgh_id) from indicators_targetevent")
        top = cursor.fetchone()[0]
    change(cast, targets[0], value=4711)
    monkeypatch.setattr("jingkai.kernel.indicators.lake.changes.MOST", 0)
    assert brought(tmp_path).whole == ["indicators_target@here", "indicators_targetevent@here"]
    monkeypatch.undo()
    agrees(tmp_path)
    with connection.cursor() as cursor:  # a row that came without a version, and is corrected
        cursor.execute("select nextval('indicators_targetevent_pgh_id_seq')")
        cursor.execute(
            "insert into indicators_targetevent (pgh_id, pgh_obj_id, pgh_created_at, pgh_label,"
            " zone_id, id, indicator, first_month, months, value, source, set_on)"
            " select %s, 4711, now(), 'update', zone_id, 4711, indicator, first_month, months,"
            " value, source, set_on from indicators_targetevent where pgh_id = %s",
            [cursor.fetchone()[0], top],
        )
    assert "indicators_target@here" in brought(tmp_path).whole
    agrees(tmp_path)


def test_other_columns_mean_all_anew_and_never_for_some_zones_only(cast, targets, tmp_path):
    brought(tmp_path)
    fewer = tables([], ())
    done = write(tmp_path, zones=["here"], held=fewer)
    assert done.whole
    assert verify(tmp_path, zones=["here"], held=fewer).differences == ()
    write(tmp_path, zones=["there"], held=fewer)
    with pytest.raises(OtherSchema, match="there"):
        brought(tmp_path)
    told = verify(tmp_path, zones=["here"], held=target_tables()).differences
    assert [each.what for each in told] == ["columns"]


def test_a_zone_is_written_behind_its_wall_and_leaves_the_others(cast, targets, tmp_path):
    write(tmp_path, held=target_tables())
    assert {row[0] for row in in_lake(tmp_path, TARGETS, ["zone"])} == {"here"}
    offices = in_lake(tmp_path, "access_office", ["zone"], ["there"])
    assert offices == [("there",)]
    change(cast, targets[0], value=9)
    brought(tmp_path)
    agrees(tmp_path)
    assert in_lake(tmp_path, "access_office", ["zone"], ["there"]) == offices
    with pytest.raises(NoSuchZone, match="nowhere"):
        write(tmp_path, zones=["nowhere"])


def test_a_table_without_versions_is_written_anew_each_time(cast, targets, tmp_path, monkeypatch):
    monkeypatch.setattr("jingkai.kernel.indicators.lake.layout.keeps_history", lambda model: False)
    held = target_tables()
    assert [table.history for table in held] == [None] * len(held)
    write(tmp_path, zones=["here"], held=held)
    before = stored(tmp_path)
    change(cast, targets[0], value=9)
    done = write(tmp_path, zones=["here"], held=held)
    assert sorted(done.whole) == sorted(f"{table.name}@here" for table in held)
    assert len(before.keys() - stored(tmp_path).keys()) == 1
    assert verify(tmp_path, zones=["here"], held=held).differences == ()


def test_replaced_files_stay_for_one_more_write(cast, targets, tmp_path):
    brought(tmp_path)
    old = Manifest.load(tmp_path)
    change(cast, targets[0], value=9)
    brought(tmp_path)
    assert all(Store.at(tmp_path).holds(path) for path in old.paths)
    change(cast, targets[0], value=10)
    brought(tmp_path)
    gone = [path for path in old.paths if not Store.at(tmp_path).holds(path)]
    assert len(gone) == 2  # the month of the record, and that of its versions


def test_two_writes_do_not_meet(cast, targets, tmp_path):
    brought(tmp_path)
    with only_writer(Store.at(tmp_path)), pytest.raises(BeingWritten):
        brought(tmp_path)

    def meanwhile(_zone, _table, _rows):
        held = Manifest.load(tmp_path)
        Manifest(**{**vars(held), "replaced": ("somebody",)}).save(Store.at(tmp_path))

    change(cast, targets[0], value=9)
    with pytest.raises(WrittenMeanwhile):
        brought(tmp_path, progress=meanwhile)
    listed = {each.path for each in Store.at(tmp_path).listed() if "month=" in each.path}
    assert listed == Manifest.load(tmp_path).paths
