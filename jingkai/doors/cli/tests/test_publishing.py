"""`jingkai publish` and `jingkai receive`: figures go upward by each zone's own action."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from pysdmx.io import get_datasets

from jingkai.doors.cli.publishing import publish, receive
from jingkai.doors.cockpit.tests.year import OUTPUT_2022, a_year
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators.models import Publication, SharedEdition
from jingkai.kernel.trail.models import Entry

OUTPUT = "economy.industrial_output"
TOTAL = sum(OUTPUT_2022) * 1_000_000


def run(command: Any, *words: str) -> Any:
    return CliRunner().invoke(command, [*words, "--json"])


@pytest.fixture
def zone(cast: Any) -> Any:
    a_year(cast)
    return cast


def test_a_period_is_published_for_each_zone_and_written_as_sdmx(zone: Any, tmp_path: Any) -> None:
    dry = run(publish, "2022", "--codes", OUTPUT, "--dry-run")
    assert (dry.exit_code, SharedEdition.objects.count()) == (0, 0)
    folder, tables = tmp_path / "sdmx", tmp_path / "tables.xlsx"
    done = run(
        publish, "2022", "--codes", OUTPUT, "--name", "年报", "--sdmx", str(folder),
        "--xlsx", str(tables),
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert [(each["zone"], each["edition"], each["refused"]) for each in told] == [
        ("here", 1, ""), ("there", 1, "")
    ]  # fmt: skip
    for place in (zone.zone, zone.elsewhere):
        with walled(place.pk):
            assert Publication.objects.get().zone_id == place.pk
            codes = list(Entry.objects.order_by("-pk").values_list("code", flat=True)[:2])
            assert codes == ["indicators.figures.shared", "indicators.figures.published"]
    (read,) = get_datasets(str(folder / "data.csv"), str(folder / "structure.xml"))
    values = dict(zip(read.data["REF_AREA"], read.data["OBS_VALUE"], strict=True))
    assert (set(values), values["here"]) == ({"here", "there"}, TOTAL)
    again = run(publish, "2022", "--codes", OUTPUT, "--name", "年报", "--zones", "here")
    assert again.exit_code == 1
    assert "年报" in json.loads(again.stdout)[0]["refused"]
    standing = run(receive, str(tables))
    assert (standing.exit_code, len(json.loads(standing.stdout)[str(tables)]["standing"])) == (0, 2)


def test_sets_and_zones_that_are_not_there_are_wrong_usage(zone: Any) -> None:
    for words in (("--zones", "nowhere"), ("--set", "nothing")):
        assert run(publish, "2022", *words).exit_code == 2
    done = run(publish, "2022", "--set", "evaluation", "--zones", "here")
    assert json.loads(done.stdout)[0]["figures"] == 8


def test_a_spoilt_file_is_refused_with_its_faults(zone: Any, tmp_path: Any) -> None:
    folder = tmp_path / "sdmx"
    run(publish, "2022", "--codes", OUTPUT, "--sdmx", str(folder))
    data = folder / "data.csv"
    data.write_text(data.read_text("utf-8").replace(str(TOTAL), f"{TOTAL + 1}"), "utf-8")
    found = run(receive, str(data))
    assert found.exit_code == 1
    faults = json.loads(found.stdout)[str(data)]["faults"]
    assert [(fault["line"], fault["column"]) for fault in faults] == [(2, "DIGEST")]
    told = CliRunner().invoke(receive, [str(data)])
    assert "DIGEST" in told.stderr
