"""`jingkai lake write`, `verify` and `tidy` on the command line."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from jingkai.doors.cli.lake import lake
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators.tests.world import a_target, change
from jingkai.kernel.indicators.tests.world import write as put


def called(*arguments):
    """The command's exit code and what it printed."""
    done = CliRunner().invoke(lake, arguments, obj={"zone": ""})
    if isinstance(done.exception, Refusal):
        raise done.exception
    return done.exit_code, done.stdout


def test_a_lake_is_written_verified_and_tidied_from_the_command_line(cast, tmp_path, settings):
    settings.JINGKAI_LAKE = str(tmp_path / "lake")
    rows = put(cast, [a_target(cast, n, set_on=date(2022, 3, 1)) for n in range(5)])
    code, told = called("write", "--zones", "here", "--json")
    done = json.loads(told)
    assert (code, done["zones"], done["kept"]) == (0, ["here"], 0)
    assert called("verify", "--zones", "here")[0] == 0
    assert (tmp_path / "lake" / "manifest.json").exists()
    change(cast, rows[0], value=7)
    code, told = called("verify", "--zones", "here", "--json")
    assert code == 1
    differences = json.loads(told)["differences"]
    assert {each["table"] for each in differences} == {
        "indicators_target",
        "indicators_targetevent",
    }
    assert "indicators_target" in called("verify", "--zones", "here")[1]
    code, told = called("write", "--zones", "here")
    assert (code, "rows in 2 files" in told) == (0, True)
    assert json.loads(called("tidy", "--json")[1])["files"] == 2
    assert "0 files" in called("tidy", "--hours", "0")[1]
    assert json.loads(called("write", "--zones", "here", "--full", "--json")[1])["kept"] == 0


def test_what_is_not_there_is_refused(cast, tmp_path):
    with pytest.raises(Refusal, match="nowhere"):
        called("write", "--root", str(tmp_path), "--zones", "nowhere")
    with pytest.raises(Refusal, match=str(tmp_path)):
        called("verify", "--root", str(tmp_path / "empty"))
    assert called("write", "--hours")[0] == 2
