"""`jingkai lake gather` on the command line: lakes, atoms, and what is neither."""

import json

import pytest

from jingkai.doors.cli.tests.test_lake import called
from jingkai.doors.cli.tests.test_lake_figures import CODES
from jingkai.kernel.errors import Refusal
from jingkai.kernel.indicators.lake.tests.reading_back import target_tables
from jingkai.kernel.indicators.lake.writing import write


def test_lakes_and_atoms_are_gathered_from_the_command_line(cast, tmp_path):
    one, other, into = (str(tmp_path / name) for name in ("one", "other", "nation"))
    write(one, zones=["here"])
    write(other, zones=["there"])
    assert called("atoms", "--root", other, "--into", other)[0] == 0
    code, told = called("gather", one, other, into, "--json")
    done = json.loads(told)
    assert (code, done["lake"]["zones"]) == (0, ["here", "there"])
    assert done["atoms"]["zones"] == ["there"]
    code, told = called("gather", one, other, into)
    assert (code, "lake: 2 zones, 0 files" in told) == (0, True)
    told = json.loads(called("figures", "2022", "--root", into, "--code", CODES, "--json")[1])
    assert told["zones"] == ["here", "there"]
    atoms = ("--engine", "atoms", "--code", CODES, "--json")
    assert json.loads(called("figures", "2022", "--root", into, *atoms)[1])["zones"] == ["there"]
    assert called("verify", "--root", into)[0] == 0


def test_what_is_no_lake_is_refused_and_so_is_another_arrangement(cast, tmp_path):
    one, into = str(tmp_path / "one"), str(tmp_path / "nation")
    with pytest.raises(Refusal, match="nothing-there"):
        called("gather", str(tmp_path / "nothing-there"), into)
    write(one, zones=["here"], held=target_tables())
    assert called("gather", one, into)[0] == 0
    with pytest.raises(Refusal):
        called("write", "--root", into, "--zones", "here")
    assert called("gather", one)[0] == 2
