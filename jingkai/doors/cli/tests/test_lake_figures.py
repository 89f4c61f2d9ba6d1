"""`jingkai lake figures` and `lake atoms`: what they print, and what their exit codes say."""

import json

import pytest
from click.testing import CliRunner
from django.utils.translation import override

from jingkai.doors.cli.lake import lake
from jingkai.kernel.indicators.lake.writing import write

CODES = "investment.projects_signed"


@pytest.fixture
def root(cast, tmp_path):
    """The lake of the cast's zone alone; the other zone has not come in."""
    write(tmp_path, zones=[cast.zone.code])
    return str(tmp_path)


def run(*arguments):
    done = CliRunner().invoke(lake, [str(each) for each in arguments])
    return done.exit_code, done.output


def test_figures_of_the_lake_are_told_by_zone_and_by_a_dimension(root):
    code, told = run(
        "figures", "2022", "2022Q1", "--root", root, "--code", CODES, "--by", "zone",
        "--by", "investment.city", "--json",
    )  # fmt: skip
    held = json.loads(told)
    assert code == 0
    assert held["zones"] == ["here"]
    places = {(row["code"], row["period"], row["zone"]) for row in held["figures"]}
    assert {(CODES, "2022", None), (CODES, "2022Q1", "here")} <= places
    assert all(row["value"] == "0" for row in held["figures"] if row["code"] == CODES)


def test_a_zone_that_has_not_come_in_is_named_and_the_exit_code_is_one(root):
    code, told = run(
        "figures", "2022", "--root", root, "--code", CODES, "--zones", "here,there", "--json"
    )
    assert code == 1
    assert json.loads(told)["missing"] == [{"zone": "there", "months": []}]


def test_atoms_answer_what_adds_up_and_say_why_they_can_not_tell_the_rest(root):
    code, _told = run("atoms", "--root", root, "--by", "investment.city")
    assert code == 0
    with override("en"):
        code, told = run(
            "figures", "2022", "--root", root, "--engine", "atoms", "--code", "investment.",
            "--json",
        )  # fmt: skip
    held = json.loads(told)
    assert code == 0
    assert {CODES} <= {row["code"] for row in held["figures"]}
    assert held["untold"]
    assert all("Different values" in each["why"] for each in held["untold"])
    divided = ("figures", "2022", "--root", root, "--engine", "atoms", "--code", CODES, "--by")
    assert run(*divided, "investment.city")[0] == 0
    assert run(*divided, "investment.officer")[0] == 1


def test_a_wrong_engine_or_two_dimensions_are_a_matter_of_usage(root):
    assert run("figures", "2022", "--root", root, "--engine", "abacus")[0] == 2
    two = ("--by", "investment.city", "--by", "investment.officer")
    assert run("figures", "2022", "--root", root, *two)[0] == 2
    assert "--engine" in run("figures", "--help")[1]
