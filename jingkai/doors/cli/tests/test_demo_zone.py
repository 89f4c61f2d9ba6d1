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

FACTS = {
    f"{domain}{number:02}"
    for domain, last in (("E", 7), ("I", 8), ("P", 14), ("K", 19), ("L", 14), ("S", 8))
    for number in range(1, last + 1)
}
KEYS = {"code", "name", "value", "unit", "period", "qualifier_ok", "records", "definition"}
COMMANDS = {
    "demo": ("demo", "--json"),
    "again": ("demo", "--json"),
    "figures": ("figures", "2022", "--code", "investment.", "--json"),
    "not told": ("figures", "2023", "--code", "economy.fixed_asset_investment.yoy", "--json"),
    "facts": ("figures", "2022", "--demo-facts"),
    "facts at first": ("figures", "2022", "--demo-facts", "--as-known-at", "FIRST", "--json"),
    "amount": ("records", "investment.signed_amount", "2022", "--json"),
    "share": ("records", "investment.started_in_year_share", "2022", "--json"),
    "shown": ("records", "investment.projects_signed", "2022"),
    "wrong period": ("figures", "2022-13"),
    "wrong instant": ("figures", "2022", "--as-known-at", "soon"),
    "wrong code": ("records", "no.such_code", "2022"),
    "verify": ("verify", "--json"),
}
"""What is asked of the installation, in this order, through the entry point of the command."""

SESSION = """
import contextlib, io, json, sys
from jingkai.config.cli import main
def run(arguments):
    sys.argv, code = ["jingkai", *arguments], 0
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}
told, first = {}, ""
for name, arguments in json.loads(sys.argv[1]).items():
    told[name] = run([first if word == "FIRST" else word for word in arguments])
    first = first or json.loads(told["demo"]["out"])["first_reported"]
print(json.dumps(told))
"""
INVARIANT = """
import json, sys
from jingkai.config.cli import start
start("en")
from datetime import datetime
from jingkai.doors.cli.figures import retold
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import Period, catalogue
from jingkai.kernel.trail.acting import Machine
zone, count = Zone.objects.get(code="jletdz"), 0
with walled(zone.pk):
    for known_at in (None, datetime.fromisoformat(sys.argv[1])):
        for period in ("2022", "2022H1", "2022-12"):
            for each in catalogue.all():
                told = retold(each.code, Period.parse(period), Machine(zone_id=zone.pk), known_at)
                assert told.again == told.figure.value, (each.code, period, known_at)
                count += told.again is not None
print(count)
"""

PERTURBED = """
import random
from jingkai.config.cli import start
start("zh-hans")
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators import Period
from jingkai.kernel.reports.checking.check import check_document
from jingkai.kernel.reports.tests.perturbing import FORMS, numbers, perturb, perturb_report
from jingkai.kernel.reports.writing import markdown
from jingkai.kernel.reports.writing.document import write
from jingkai.kernel.reports.writing.sections import report_named
from jingkai.kernel.trail.acting import Machine
zone = Zone.objects.get(code="jletdz")
with walled(zone.pk):
    seat = Machine(zone_id=zone.pk)
    def checked(text):
        return check_document("r.md", text.encode(), year=2022, seat=seat)
    report = write(report_named("annual"), Period.year(2022), seat=seat)
    text = markdown.to_markdown(report)
    whole = checked(text)
    assert {each.verdict for each in whole.findings} == {"agrees"}, whole.findings
    for seed in range(20):
        changed = perturb(text, whole.findings, random.Random(seed), 20)
        found = {each.start for each in checked(changed.text).differing}
        assert found == changed.places, (seed, found ^ changed.places, changed.text)
    for seed, (form, rendered) in enumerate(FORMS.items()):
        def judged(made):
            return check_document(f"r.{form}", rendered(made), year=2022, seat=seat).findings
        untouched = judged(report)
        assert len(untouched) == len(whole.findings), form
        assert numbers(untouched, "differs", "no_evidence") == [], form
        forty = perturb_report(report, whole.findings, random.Random(seed), 40)
        assert sorted(numbers(judged(forty.document), "differs")) == sorted(forty.printed), form
print(len(whole.findings))
"""

BESIDE_RECORDS = """
import json
from collections import Counter
from jingkai.config.cli import start
start("zh-hans")
from benchmarks.check_records import CORPUS, SETS, documents, judged
from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.acting import Machine
zone = Zone.objects.get(code="jletdz")
with walled(zone.pk):
    seat = Machine(zone_id=zone.pk)
    counts = [sum((judged(d, seat) for d in documents(CORPUS / name)), Counter()) for name in SETS]
print(json.dumps(counts))
"""


class Installation:
    """An installation in a folder of its own, behind its own embedded server or database."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.environment = {
            **os.environ, "JINGKAI_VAR": str(var), "JINGKAI_SECRET_KEY": settings.SECRET_KEY,
        }  # fmt: skip
        if url := os.environ.get("DATABASE_URL"):
            worker = os.environ.get("PYTEST_XDIST_WORKER", "")
            name = f"test_jingkai_demo{worker}"  # each worker has an installation of its own
            self.environment["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/{name}"

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, cwd=settings.ROOT, check=False,
            capture_output=True, text=True, timeout=900,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

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
        made.python("-m", "jingkai.config.cli", "db", "prepare")
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def said(installation):
    """What every command said, and its exit code."""
    return json.loads(installation.python("-c", SESSION, json.dumps(COMMANDS)))


@pytest.fixture(scope="module")
def told(said):
    """The JSON of those commands that were asked for it."""
    return {
        name: json.loads(said[name]["out"])
        for name, words in COMMANDS.items()
        if "--json" in words
    }


def test_every_fact_of_the_account_comes_out_of_records(said, told):
    assert said["demo"]["code"] == 0
    facts = told["demo"]["facts"]
    held = {fact["fact"]: fact["qualifier_ok"] for fact in facts}
    assert {fact for fact, holds in held.items() if holds} == FACTS
    assert not any(holds is False for holds in held.values())
    assert len(held) == 70
    assert all(fact["why"] for fact in facts if fact["qualifier_ok"] is None)


def test_a_second_run_changes_nothing(told):
    steps = ["set up", "first import", "catalogue published", "applications loaded",
             "appointments booked", "corrected and closed", "restated", "reversed", "returned",
             "batch under way", "published upward", "others received"]  # fmt: skip
    assert told["demo"]["steps"] == steps
    assert told["again"]["steps"] == []
    assert told["again"]["facts"] == told["demo"]["facts"]


def test_figures_are_told_as_programs_expect_them(told):
    assert all(set(row) - {"why"} == KEYS for row in told["figures"])
    found = {row["code"]: row for row in told["figures"]}
    share = found["investment.started_in_year_share"]
    assert share["value"] == "0.8125"
    assert share["qualifier_ok"] is True
    assert found["investment.trips"]["qualifier_ok"] is None  # the account says nothing of it
    assert found["investment.signed_amount"]["value"] == "13160000000"
    assert found["investment.signed_amount"]["records"] == 16
    assert found["investment.signed_amount"]["definition"]


def test_a_figure_that_can_not_be_told_says_why(told):
    (row,) = told["not told"]
    assert row["value"] is None
    assert row["why"]


def test_facts_hold_by_exit_code_and_did_not_before_the_corrections(said, told):
    assert said["facts"]["code"] == 0
    assert f"{len(FACTS)} of {len(FACTS)} facts hold." in said["facts"]["out"]
    assert said["facts at first"]["code"] == 1
    broken = {fact["fact"] for fact in told["facts at first"] if fact["qualifier_ok"] is False}
    assert broken == {"E01", "E02", "E04", "E06", "I06", "P02", "P03", "S01", "S02", "S03"}
    assert all(set(fact) >= KEYS for fact in told["facts at first"])


def test_records_behind_a_figure_add_up_to_it(said, told):
    amount = told["amount"]
    (part,) = amount["parts"]
    assert len(part["records"]) == 16
    assert sum(Decimal(each["value"]) for each in part["records"]) == Decimal(amount["value"])
    share = told["share"]
    counts = {part["role"]: len(part["records"]) for part in share["parts"]}
    assert Decimal(counts["numerator"]) / counts["denominator"] == Decimal(share["value"])
    assert said["shown"]["out"].count("项目") > 16


def test_records_give_every_declared_figure_in_three_periods_and_at_two_instants(
    installation, told
):
    count = installation.python("-c", INVARIANT, told["demo"]["first_reported"])
    assert int(count) > 200


def test_a_wrong_period_instant_or_code_is_refused_in_one_line(said):
    assert said["wrong period"]["code"] == said["wrong code"]["code"] == 1
    assert len(said["wrong period"]["err"].strip().splitlines()) == 1
    assert said["wrong instant"]["code"] == 2


def test_the_seals_of_the_loaded_zone_hold(told):
    assert told["verify"]["seals"] >= 1
    assert told["verify"]["broken"] == []


def test_the_annual_report_agrees_and_twenty_changed_numbers_are_found_and_none_other(
    installation, told
):
    assert int(installation.python("-c", PERTURBED)) >= 20


def test_texts_about_the_zone_are_linked_beside_its_records_and_seldom_wrongly(installation, told):
    every = json.loads(installation.python("-c", BESIDE_RECORDS))
    bounds = [(0.9, 0.02), (0.87, 0.02), (0.92, 0.02), (0.89, 0.02), (0.93, 0.02), (0.91, 0.02),
              (0.95, 0.02), (0.93, 0.02), (0.94, 0.02)]  # fmt: skip
    for counts, (linked, wrong) in zip(every, bounds, strict=True):
        assert counts["linked"] >= 350
        assert counts["right"] / counts["linked"] >= linked
        assert counts["wrong"] / counts["found"] <= wrong
        assert counts.get("right differs", 0) <= 3
