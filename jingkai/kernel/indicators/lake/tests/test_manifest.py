"""The manifest tells what stands, and is replaced in one step."""

import json
from datetime import UTC, datetime

import pytest

from jingkai.kernel.indicators.lake.errors import NoLake, OtherFormat
from jingkai.kernel.indicators.lake.manifest import (
    NAME,
    LakeFile,
    LakeZone,
    Manifest,
    month_name,
    months_of,
)
from jingkai.kernel.indicators.lake.storage import Draft, Store

THEN = datetime(2022, 7, 1, 4, tzinfo=UTC)


def a_file(zone, month, table="deal", rows=3):
    path = f"{table}/zone={zone}/month={month}/ab.parquet"
    return LakeFile(table, zone, month, path, rows, 100, "ab")


FILES = (a_file("here", "2022-01"), a_file("there", "2022-02"), a_file("here", "all", "office"))


def a_manifest(files=FILES):
    zones = {
        code: LakeZone(code, code.title(), "220201", THEN, {"dealevent": 7}, months_of(files))
        for code in ("here", "there")
    }
    tables = {"deal": {"zone": "string", "id": "int64"}}
    return Manifest("s", THEN, {"deals": "v"}, tables, zones, files, ("old.parquet",))


def test_a_manifest_is_read_as_it_was_saved(tmp_path):
    store = Store.at(tmp_path)
    a_manifest().save(store)
    found = Manifest.load(tmp_path)
    assert found == a_manifest()
    assert found.zones["here"].months == {"deal": ("2022-01", "2022-02")}
    assert json.loads((tmp_path / NAME).read_text())["files"][0]["month"] == "2022-01"


def test_files_are_asked_by_table_and_zones(tmp_path):
    a_manifest().save(Store.at(tmp_path))
    found = Manifest.load(tmp_path)
    assert found.files("deal") == [str(tmp_path / FILES[0].path), str(tmp_path / FILES[1].path)]
    assert found.files("deal", ["there"]) == [str(tmp_path / FILES[1].path)]
    assert found.files("deal", []) == found.files("nothing") == []


def test_no_lake_and_a_lake_of_another_version_are_told(tmp_path):
    assert Manifest.find(tmp_path) is None
    with pytest.raises(NoLake, match=str(tmp_path)):
        Manifest.load(tmp_path)
    (tmp_path / NAME).write_text('{"format": 99}')
    with pytest.raises(OtherFormat, match="99"):
        Manifest.load(tmp_path)


def test_a_draft_has_its_name_only_when_it_is_whole(tmp_path):
    store = Store.at(tmp_path)
    with Draft(store, "deal") as draft:
        draft.write(b"half")
    assert store.listed() == []
    with Draft(store, "deal") as draft:
        draft.write(b"whole")
        draft.keep("deal/whole")
    assert [(each.path, each.bytes) for each in store.listed()] == [("deal/whole", 5)]
    assert store.sha256("deal/whole") == draft.sha256


def test_a_manifest_is_replaced_and_leaves_nothing_beside(tmp_path):
    store = Store.at(tmp_path)
    a_manifest().save(store)
    a_manifest(FILES[:1]).save(store)
    assert Manifest.load(tmp_path).listed == FILES[:1]
    assert [each.path for each in store.listed()] == [NAME]


def test_months_are_written_as_readers_sort_them():
    assert month_name(2022 * 12 + 11) == "2022-12"
    assert months_of([a_file("here", "undated"), a_file("here", "2022-01", rows=0)]) == {}
