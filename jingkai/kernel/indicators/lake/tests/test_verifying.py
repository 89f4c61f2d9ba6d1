"""What differs from the database, or is not as it was written, is told with its place."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from django.db import connection
from django.utils import translation
from pyarrow import parquet

from jingkai.kernel.indicators.lake.errors import NoLake
from jingkai.kernel.indicators.lake.manifest import NAME, Manifest
from jingkai.kernel.indicators.lake.storage import Draft, Store
from jingkai.kernel.indicators.lake.tests.reading_back import TARGETS, VERSIONS, target_tables
from jingkai.kernel.indicators.lake.tidying import tidy
from jingkai.kernel.indicators.lake.verifying import verify
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.tests.world import a_target, change, remove
from jingkai.kernel.indicators.tests.world import write as put


@pytest.fixture
def lake(cast, tmp_path):
    """A lake of nine records in three months, and these."""
    rows = put(cast, [a_target(cast, n, set_on=date(2022, 4 + n % 3, 28)) for n in range(9)])
    write(tmp_path, zones=["here"], held=target_tables())
    return tmp_path, rows


def differences(root):
    return verify(root, zones=["here"], held=target_tables()).differences


def places(root):
    return [(each.what, each.table, each.zone, each.month) for each in differences(root)]


def file_of(root, month, table=TARGETS):
    manifest = Manifest.load(root)
    found = [each for each in manifest.of(table) if each.month == month]
    assert len(found) == 1
    return manifest, found[0]


def test_a_lake_as_it_was_written_holds(lake):
    assert differences(lake[0]) == ()


def test_a_record_changed_since_is_told_by_table_zone_and_month(cast, lake):
    root, rows = lake
    change(cast, rows[0], value=Decimal("0.5"))
    version = connection_month()
    assert places(root) == [
        ("values", TARGETS, "here", "2022-04"), ("rows", VERSIONS, "here", version)
    ]  # fmt: skip
    with translation.override("en"):
        sentence = differences(root)[0].sentence
    assert "indicators_target, zone here, 2022-04" in sentence
    assert "One version has come since" in sentence
    remove(cast, rows[1])
    assert ("rows", TARGETS, "here", "2022-05") in places(root)
    write(root, zones=["here"], held=target_tables())
    assert differences(root) == ()


def connection_month():
    with connection.cursor() as cursor:
        cursor.execute("select to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM')")
        return cursor.fetchone()[0]


def test_a_forged_number_is_found_even_where_the_manifest_was_forged_too(lake):
    root, _rows = lake
    manifest, file = file_of(root, "2022-05")
    store = Store.at(root)
    with Draft(store, f"{TARGETS}/zone=here/month=2022-05") as draft:
        parquet.write_table(forged(store.full(file.path)), draft)
        draft.keep(file.path)
    assert places(root) == [
        ("damaged", TARGETS, "here", "2022-05"), ("values", TARGETS, "here", "2022-05")
    ]  # fmt: skip
    honest = replace(file, sha256=store.sha256(file.path), bytes=draft.bytes)
    listed = tuple(honest if each == file else each for each in manifest.listed)
    replace(manifest, listed=listed).save(store)
    assert places(root) == [("values", TARGETS, "here", "2022-05")]


def forged(path):
    """The file's rows, one of them with a greater value."""
    held = parquet.ParquetFile(path).read()
    place, field = held.schema.get_field_index("value"), held.schema.field("value")
    first, *others = held["value"].to_pylist()
    return held.set_column(place, field, pa.array([first + 1, *others], field.type))


def test_a_file_cut_short_or_gone_is_told(lake):
    root, _rows = lake
    _manifest, file = file_of(root, "2022-06")
    path = Path(Store.at(root).full(file.path))
    path.write_bytes(path.read_bytes()[:-20])
    assert places(root) == [("damaged", TARGETS, "here", "2022-06")]
    path.unlink()
    assert places(root) == [("gone", TARGETS, "here", "2022-06")]
    assert file.path in differences(root)[0].sentence


def test_a_file_left_out_of_the_manifest_or_counted_wrongly_is_told(lake):
    root, _rows = lake
    manifest, file = file_of(root, "2022-06")
    held = json.loads((root / NAME).read_text())
    for each in held["files"]:
        if each["path"] == file.path:
            each["rows"] = 99
    (root / NAME).write_text(json.dumps(held))
    assert places(root) == [("count", TARGETS, "here", "2022-06")]
    left = tuple(each for each in manifest.listed if each != file)
    replace(manifest, listed=left).save(Store.at(root))
    assert places(root) == [("rows", TARGETS, "here", "2022-06")]


def test_a_zone_that_never_came_into_the_lake_is_told(lake):
    root, _rows = lake
    found = verify(root, held=target_tables()).differences
    assert [(each.what, each.zone) for each in found] == [("absent", "there")]
    with pytest.raises(NoLake):
        verify(root / "nowhere")


def test_tidying_clears_what_no_manifest_lists_and_nothing_else(cast, lake):
    root, rows = lake
    folder = root / TARGETS / "zone=here" / "month=1999-01"
    folder.mkdir(parents=True)
    (folder / "0123abcd.parquet").write_text("left by a write that was killed")
    (folder / "0123abcd.new").write_text("half")
    atoms = root / "_atoms" / "zone=here" / "deals.parquet"
    atoms.parent.mkdir(parents=True)
    atoms.write_text("not ours")
    old = Manifest.load(root).paths
    change(cast, rows[0], value=3)
    write(root, zones=["here"], held=target_tables())
    done = tidy(root)
    replaced = old - Manifest.load(root).paths
    assert done.files == len(replaced) == 2  # what lies unlisted is younger than a day
    assert (tidy(root, older_than=timedelta(0)).files, tidy(root).files) == (2, 0)
    assert atoms.exists()
    assert not folder.exists()
    assert differences(root) == ()
