"""The held-out corpora are sound: their truth points at their text."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
QUALIFIERS = {"exact", "more_than", "nearly", "at_least", "at_most", "about"}
PERIOD = re.compile(r"\d{4}(H[12]|Q[1-4]|-\d\d)?|\d{4}\.\.\d{4}|\d{4}-\d\d\.\.\d{4}-\d\d")
# Of quantities, of those with an indicator.
LEAST = {
    HERE: (200, 0),
    HERE / "second": (230, 90),
    HERE / "third": (200, 80),
    HERE / "fourth": (300, 130),
    HERE / "fifth": (320, 130),
    HERE / "sixth": (900, 380),
    HERE / "seventh": (1000, 600),
    HERE / "eighth": (550, 420),
    HERE / "ninth": (650, 480),
    HERE / "tenth": (1000, 700),
    HERE / "eleventh": (800, 600),
}

NO_QUANTITY = frozenset({"ecology.surface_water_class"})
"""Figures that are told in words."""


def indicators_of(home: Path) -> frozenset[str]:
    """The figures that were declared when a set was written; later ones take no part."""
    own = home / "indicators.json"
    return frozenset(json.loads((own if own.exists() else HERE / own.name).read_text("utf-8")))


def manifest_of(home: Path) -> list[dict[str, Any]]:
    """The entries of one corpus."""
    entries: list[dict[str, Any]] = json.loads((home / "manifest.json").read_text("utf-8"))
    return entries


def truth_of(home: Path, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The quantities of one document, in order of appearance."""
    quantities: list[dict[str, Any]] = json.loads((home / entry["truth"]).read_text("utf-8"))
    return quantities


DOCUMENTS = [(home, entry) for home in LEAST for entry in manifest_of(home)]
EVERY = [(home, entry["document"], q) for home, entry in DOCUMENTS for q in truth_of(home, entry)]
each_document = pytest.mark.parametrize(
    ("home", "entry"),
    DOCUMENTS,
    ids=[f"{home.name}/{entry['document']}" for home, entry in DOCUMENTS],
)
each_corpus = pytest.mark.parametrize("home", LEAST, ids=lambda home: home.name)


@each_document
def test_each_offset_points_at_its_text(home: Path, entry: dict[str, Any]) -> None:
    text = (home / entry["document"]).read_text("utf-8")
    wrong = [q for q in truth_of(home, entry) if text[q["start"] : q["end"]] != q["text"]]
    assert not wrong


@each_document
def test_quantities_stand_in_order_and_never_overlap(home: Path, entry: dict[str, Any]) -> None:
    ends = [0]
    for quantity in truth_of(home, entry):
        assert ends[-1] <= quantity["start"] < quantity["end"]
        ends.append(quantity["end"])


@each_corpus
def test_the_manifest_names_every_document_and_its_year(home: Path) -> None:
    on_disk = {p.name for p in home.iterdir() if re.match(r"\d\d-.*\.(md|txt)$", p.name)}
    assert {entry["document"] for entry in manifest_of(home)} == on_disk
    assert all(2020 <= entry["default_year"] <= 2026 for entry in manifest_of(home))


@each_corpus
def test_there_are_enough_quantities_and_every_indicator_occurs(home: Path) -> None:
    linked = [q["indicator"] for where, _, q in EVERY if where == home]
    least, least_linked = LEAST[home]
    assert len(linked) >= least
    assert sum(code is not None for code in linked) >= least_linked
    assert set(linked) | NO_QUANTITY == indicators_of(home) | {None} | NO_QUANTITY


def test_every_value_is_a_decimal_that_agrees_with_its_sign() -> None:
    for _, document, q in EVERY:
        assert (q["value"] is None) == ("low" in q) == ("high" in q), (document, q)
        ends = [Decimal(q["value"])] if q["value"] else [Decimal(q["low"]), Decimal(q["high"])]
        assert ends == sorted(ends), (document, q)
        assert q["sign"] == ("-" if ends[0] < 0 else "+"), (document, q)


def test_every_qualifier_and_period_is_of_the_known_forms() -> None:
    for _, document, q in EVERY:
        assert q["qualifier"] in QUALIFIERS, (document, q)
        assert q["period"] is None or PERIOD.fullmatch(q["period"]), (document, q)
        assert q["unit"], (document, q)
        assert not set(q["unit"]) & set("万亿"), (document, q)
