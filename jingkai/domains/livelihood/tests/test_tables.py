"""A version's standards as a DMN file: read back the same, checked, published as the next one."""

from datetime import date
from decimal import Decimal

import pytest

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.errors.subsidies import SinceTooEarly, TableFaulty
from jingkai.domains.livelihood.factories import SINCE, old_age, person, seats, standards
from jingkai.domains.livelihood.models import Standard, SubsidyVersion
from jingkai.domains.livelihood.queries.standards import CODES, labels
from jingkai.domains.livelihood.rules import dmn
from jingkai.domains.livelihood.rules.eligibility import INPUTS
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.flows.engine import table_faults
from jingkai.kernel.trail.models import Entry

NEXT = date(2023, 1, 1)


@pytest.fixture
def people(cast):
    return seats(cast)


def row(name="示例", amount="10", per="person", **cells):
    return dmn.Row(name, tuple(cells.get(code, "-") for code in INPUTS), per, Decimal(amount))


def source(*rows, **more):
    return dmn.drawn("示例", rows, labels(), **more)


def test_a_version_is_told_as_a_file_and_the_next_one_published_from_it(people):
    of = old_age(people.by)
    [first] = SubsidyVersion.objects.filter(programme=of)
    drawn = queries.table_of_version(first)
    assert dmn.read_rows(drawn) == queries.rows_of(first)
    assert table_faults(drawn) == []
    lines = [
        row("百岁", "500.00", age=">= 100"), *queries.rows_of(first),
        row("重残", "80", disability='"1", "2"', support='not("hardship")', orphan='"no"'),
        row("种地", "89.33", "mu", age="[60..69], < 18", land="> 0.5"),
    ]  # fmt: skip
    give = {"programme": of, "source": source(*lines), "number": "GL-2023"}
    for seat in (people.officer, people.leader):
        if not seat.can("livelihood.subsidy.edit"):
            with pytest.raises(Forbidden):
                actions.publish_version(**give, since=NEXT, by=seat)
    with pytest.raises(SinceTooEarly):
        actions.publish_version(**give, since=first.since, by=people.chief)
    made = actions.publish_version(**give, since=NEXT, document="示例文件", by=people.chief)
    first.refresh_from_db()
    assert (first.until, made.until, queries.rows_of(made)) == (NEXT, None, lines)
    kept = Standard.objects.get(version=made, position=4)
    assert (kept.disability, kept.support, kept.orphan) == ("一级、二级", "非特困", "no")
    assert Standard.objects.get(version=made, position=5).age == "60至69、不满18"
    old = person(people.by, 1, born=date(1920, 1, 1))
    amounts = [queries.Decider(of, day).judge([old])[old.pk].amount for day in (SINCE, NEXT)]
    assert amounts == [Decimal("300.00"), Decimal("500.00")]
    assert Entry.objects.filter(code="livelihood.version.published").count() == 1


def test_a_table_with_a_fault_is_not_published(people):
    of = old_age(people.by)
    for faulty in (
        source(row(age=">= 80"), row(age=">= 90")), source(row(age="八十")),
        source(row(), policy="UNIQUE"), source(row(support='"other"')),
        source(row(age="(60..69)")), source(), "<definitions/>", "",
        source(row()).replace("<text>land<", "<text>income<"),
    ):  # fmt: skip
        with pytest.raises(TableFaulty):
            actions.publish_version(
                programme=of, source=faulty, number="GL-2", since=NEXT, by=people.chief
            )
    [only] = SubsidyVersion.objects.filter(programme=of)
    assert only.until is None


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row(age=">= 91"), row(age="[80..89]")], [("gap", "90")]),
        ([row(age=">= 90"), row(age="[80..89]")], []),
        ([row(age=">= 90"), row(age="[80..90]")], [("overlap", "90")]),
        ([row(age=">= 90"), row(support='"minimum"')], [("overlap", "minimum")]),
        ([row(land="[1..5]"), row(land="> 6")], [("gap", "5.5")]),
        ([row(land="> 0")], []),
        ([row(disability='"1", "2"'), row(disability='"3"', age=">= 60")], []),
        ([], []),
    ],
)
def test_lines_that_overlap_and_gaps_between_them_are_named(rows, told):
    found = queries.notices_of("示例", rows)
    assert [(one.code, part in str(one.sentence)) for one, (_code, part) in
            zip(found, told, strict=True)] == [(code, True) for code, _part in told]  # fmt: skip
    assert set(CODES) < set(INPUTS)


def test_the_version_in_force_is_named_with_its_lines(people):
    of = old_age(people.by)
    standards(people.by, of, {"age": "60周岁以上", "amount": Decimal(1)},
              number="GL-0", since=date(2010, 1, 1), until=date(2016, 1, 1))  # fmt: skip
    version = SubsidyVersion.objects.get(programme=of, until=None)
    rules, checks = queries.version_standing(version)
    assert [cell.text for cell in rules.rows[0]][1:4] == ["第1行", "90周岁以上", "不限"]
    assert "同时命中" in checks.rows[0][0].text
