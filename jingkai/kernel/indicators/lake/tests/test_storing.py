"""A lake lies in S3-compatible storage as it lies in a folder."""

import os
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from jingkai.kernel.indicators.lake.errors import NoLake
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.storage import Draft, Store
from jingkai.kernel.indicators.lake.tests.reading_back import (
    TARGETS,
    in_database,
    in_lake,
    target_tables,
)
from jingkai.kernel.indicators.lake.tests.storing import store
from jingkai.kernel.indicators.lake.tidying import tidy
from jingkai.kernel.indicators.lake.verifying import verify
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.tests.world import a_target, change
from jingkai.kernel.indicators.tests.world import write as put


@contextmanager
def somewhere():
    """The store that the environment names, or our own small one."""
    if given := os.environ.get("JINGKAI_TEST_S3"):
        yield given
        return
    with store() as (root, _objects):
        yield root


@pytest.fixture
def root(monkeypatch):
    if "JINGKAI_TEST_S3" not in os.environ:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with somewhere() as found:
        yield found


def test_a_lake_in_a_store_is_written_corrected_verified_and_tidied(cast, root):
    held = target_tables()
    rows = put(cast, [a_target(cast, n, set_on=date(2022, 4 + n % 3, 28)) for n in range(30)])
    with pytest.raises(NoLake):
        Manifest.load(root)
    write(root, zones=["here"], held=held)
    assert Manifest.load(root).store.local is False
    columns = ("id", "value", "set_on")
    assert in_lake(root, TARGETS, columns) == in_database(TARGETS, columns)
    assert verify(root, zones=["here"], held=held).differences == ()
    change(cast, rows[0], value=4711)
    assert write(root, zones=["here"], held=held).whole == []
    assert in_lake(root, TARGETS, columns) == in_database(TARGETS, columns)
    lake = Store.at(root)
    _one_is_cut(lake, Manifest.load(root))
    told = verify(root, zones=["here"], held=held).differences
    assert [(each.what, each.table) for each in told] == [("damaged", TARGETS)]
    write(root, zones=["here"], held=held, full=True)
    assert verify(root, zones=["here"], held=held).differences == ()
    with Draft(lake, f"{TARGETS}/zone=here/month=1999-01") as draft:
        draft.write(b"left behind")
        draft.close()
        draft.path = ""
    assert tidy(root, older_than=timedelta(0)).files > 1
    standing = {each.path for each in lake.listed() if "month=" in each.path}
    assert standing == Manifest.load(root).paths


def _one_is_cut(lake, manifest):
    path = manifest.of(TARGETS)[0].path
    whole = lake.read(path)
    with Draft(lake, "cut") as draft:
        draft.write(whole[:-9])
        draft.keep(path)


def test_a_large_file_goes_up_in_parts(root):
    lake = Store.at(root)
    piece = bytes(range(256)) * 4096
    with Draft(lake, "deal") as draft:
        for _step in range(24):
            draft.write(piece)
        draft.keep("deal/large")
    assert (lake.sha256("deal/large"), lake.holds("deal/large")) == (draft.sha256, True)
    assert [each.bytes for each in lake.listed("deal")] == [24 << 20]
    assert (lake.remove("deal/large"), lake.remove("deal/large")) == (True, False)
