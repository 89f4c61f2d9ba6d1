"""A write that is killed leaves the old lake whole; writers at work are waited for."""

import json
import os
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path

import psycopg
from django.db import connection

from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.reading import settled
from jingkai.kernel.indicators.lake.tests.reading_back import TARGETS, VERSIONS, target_tables
from jingkai.kernel.indicators.lake.tidying import tidy
from jingkai.kernel.indicators.lake.verifying import verify
from jingkai.kernel.indicators.lake.writing import write
from jingkai.kernel.indicators.tests.world import a_target, change
from jingkai.kernel.indicators.tests.world import write as put

ROOT = Path(__file__).parents[5]
DEATHS = 14


def brought(root, **given):
    return write(root, zones=["here"], held=target_tables(), **given)


def differences(root):
    return verify(root, zones=["here"], held=target_tables()).differences


def stand(cast):
    """Committed records of three months."""
    with walled(cast.zone.pk):
        return put(cast, [a_target(cast, n, set_on=date(2022, 4 + n % 3, 28)) for n in range(30)])


def killed(root):
    """What the killed writes left behind."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "jingkai.doors.cli.tests.on_test_database",
        "JINGKAI_TEST_DATABASE": connection.settings_dict["NAME"],
    }
    module = "jingkai.kernel.indicators.lake.tests.killed"
    done = subprocess.run(
        [sys.executable, "-m", module, str(root), "7", str(DEATHS)],
        cwd=ROOT, env=environment, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_killed_write_leaves_the_old_lake_whole(committed, tmp_path):
    rows, root = stand(committed), tmp_path / "lake"
    brought(root)
    with walled(committed.zone.pk):
        change(committed, rows[0], value=4711, set_on=date(2022, 6, 1))
        put(committed, [a_target(committed, 70, set_on=date(2023, 1, 1))])
    told = killed(root)
    old = told["before"]
    assert len(told["deaths"]) == DEATHS + 1
    assert told["steps"] > DEATHS
    assert [death for death in told["deaths"] if not death["whole"]] == []
    seen = {death["written_at"] for death in told["deaths"]}
    assert seen == {old["written_at"]}
    brought(root)
    assert differences(root) == ()
    tidy(root, older_than=timedelta(0))
    assert {path.name for path in root.rglob("*.new")} == set()
    assert differences(root) == ()


def test_a_snapshot_shows_all_tables_at_one_instant(committed, tmp_path):
    stand(committed)

    def meanwhile(_zone, table, _rows):
        if table == "access_office":
            connected = connection.connection
            other = psycopg.connect(connected.info.dsn, password=connected.info.password)
            with other:
                other.execute(
                    "select set_config('jingkai.zone', %s, true)", [str(committed.zone.pk)]
                )
                other.execute("update indicators_target set value = 5000 where value = 100")

    brought(tmp_path, progress=meanwhile)
    assert {(each.what, each.table) for each in differences(tmp_path)} == {
        ("values", TARGETS), ("rows", VERSIONS)
    }  # fmt: skip
    brought(tmp_path)
    assert differences(tmp_path) == ()


def test_who_is_at_work_is_waited_for_so_that_no_version_is_missed(committed, tmp_path):
    rows = stand(committed)
    brought(tmp_path)
    info = connection.connection.info if connection.connection else None
    assert info is not None
    slow = psycopg.connect(info.dsn, password=info.password)
    slow.execute("select set_config('jingkai.zone', %s, true)", [str(committed.zone.pk)])
    slow.execute("update indicators_target set value = 5000 where value = 100")  # a low number
    with walled(committed.zone.pk):
        change(committed, rows[5], value=6000)  # a higher number, ends first
    assert settled([VERSIONS], patience=0.1) is None
    before = dict(Manifest.load(tmp_path).zones["here"].watermark)
    brought(tmp_path, patience=0.1)  # it takes too long: the mark stays where it was
    assert Manifest.load(tmp_path).zones["here"].watermark == before
    ended = threading.Timer(0.3, slow.commit)
    ended.start()
    brought(tmp_path)
    ended.join()
    slow.close()
    assert Manifest.load(tmp_path).zones["here"].watermark != before
    assert differences(tmp_path) == ()
