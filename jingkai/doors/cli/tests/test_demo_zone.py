"""The demo zone end to end: an installation of its own, asked through the command line alone."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

FACTS = {"E01", "E02", "E03", "E04", "E05", "E06", "E07"} | {
    "I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08", "S05",
}  # fmt: skip
KEYS = {"code", "name", "value", "unit", "period", "qualifier_ok", "records", "definition"}
INVARIANT = """
import json, sys
from jingkai.config.cli import start
start("en")
from datetime import datetime
from jingkai.doors.cli.figures import behind
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.trail.acting import Machine
zone = Zone.objects.get(code="jletdz")
told = 0
with walled(zone.pk):
    for known_at in (None, datetime.fromisoformat(sys.argv[1])):
        for period in ("2022", "2022H1", "2022-12"):
            for each in catalogue.all():
                found = behind(each.code, Period.parse(period), Machine(zone_id=zone.pk), known_at)
                assert found["again"] == found["value"], (each.code, period, known_at)
                told += found["value"] is not None
print(json.dumps({"told": told}))
"""


class Installation:
    """An installation in a folder of its own, behind its own embedded server or database."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.environment = {
            **os.environ, "JINGKAI_VAR": str(var), "JINGKAI_SECRET_KEY": settings.SECRET_KEY,
        }  # fmt: skip
        if url := os.environ.get("DATABASE_URL"):
            self.environment["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/test_jingkai_demo"

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments], env=self.environment, cwd=settings.ROOT, check=False,
            capture_output=True, text=True, timeout=180,
        )  # fmt: skip

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "jingkai.config.cli", *arguments)

    def told(self, *arguments: str, exits: int = 0):
        done = self.run(*arguments, "--json")
        assert done.returncode == exits, done.stderr
        return json.loads(done.stdout)

    def close(self) -> None:
        """Stop the server that this installation started."""
        pid = self.var / "postgres" / "postmaster.pid"
        if pid.exists():
            os.kill(int(pid.read_text().split()[0]), signal.SIGINT)
        shutil.rmtree(self.var, ignore_errors=True)


@pytest.fixture(scope="module")
def installation():
    made = Installation(Path(tempfile.mkdtemp(prefix="jk-")))
    try:
        done = made.run("db", "prepare")
        assert done.returncode == 0, done.stderr
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def loaded(installation):
    """What the first run of `jingkai demo` told."""
    return installation.told("demo")


def test_every_fact_of_the_three_domains_comes_out_of_records(loaded):
    held = {fact["fact"]: fact["qualifier_ok"] for fact in loaded["facts"]}
    assert {fact for fact, holds in held.items() if holds} == FACTS
    assert not any(holds is False for holds in held.values())
    assert len(held) == 70
    assert all(fact["why"] for fact in loaded["facts"] if fact["qualifier_ok"] is None)


def test_a_second_run_changes_nothing(installation, loaded):
    again = installation.told("demo")
    assert loaded["steps"] == ["set up", "first import", "corrected and closed", "restated"]
    assert again["steps"] == []
    assert again["facts"] == loaded["facts"]


def test_figures_are_told_as_programs_expect_them(installation, loaded):
    rows = installation.told("figures", "2022", "--code", "investment.")
    assert all(set(row) - {"why"} == KEYS for row in rows)
    found = {row["code"]: row for row in rows}
    share = found["investment.started_in_year_share"]
    assert share["value"] == "0.8125"
    assert share["qualifier_ok"] is True
    assert found["investment.signed_amount"]["value"] == "13160000000"
    assert found["investment.signed_amount"]["records"] == 16
    assert found["investment.signed_amount"]["definition"]


def test_a_figure_that_can_not_be_told_says_why(installation, loaded):
    (row,) = installation.told("figures", "2023", "--code", "economy.fixed_asset_investment.yoy")
    assert row["value"] is None
    assert row["why"]


def test_facts_are_compared_with_exit_code_and_fail_before_the_corrections(installation, loaded):
    assert installation.run("figures", "2022", "--demo-facts").returncode == 0
    first = loaded["first_reported"]
    told = installation.told(
        "figures", "2022", "--demo-facts", "--as-known-at", first, exits=1
    )
    broken = {fact["fact"] for fact in told if fact["qualifier_ok"] is False}
    assert broken == {"E01", "E02", "E04", "E06", "I06"}
    assert all(set(fact) >= KEYS for fact in told)


def test_records_behind_a_figure_add_up_to_it(installation, loaded):
    told = installation.told("records", "investment.signed_amount", "2022")
    (part,) = told["parts"]
    assert len(part["records"]) == 16
    assert sum(Decimal(record["value"]) for record in part["records"]) == Decimal(told["value"])
    share = installation.told("records", "investment.started_in_year_share", "2022")
    counts = {part["role"]: len(part["records"]) for part in share["parts"]}
    assert Decimal(counts["numerator"]) / counts["denominator"] == Decimal(share["value"])


def test_records_give_every_declared_figure_in_three_periods_and_at_two_instants(
    installation, loaded
):
    done = installation.python("-c", INVARIANT, loaded["first_reported"])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["told"] > 200


def test_a_wrong_period_or_instant_is_refused_in_one_line(installation, loaded):
    done = installation.run("figures", "2022-13")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert installation.run("figures", "2022", "--as-known-at", "soon").returncode == 2
    assert installation.run("records", "no.such_code", "2022").returncode == 1


def test_the_seals_of_the_loaded_zone_hold(installation, loaded):
    told = installation.told("verify")
    assert told["seals"] >= 1
    assert told["broken"] == []
