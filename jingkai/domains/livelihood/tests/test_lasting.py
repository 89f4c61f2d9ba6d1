"""A standard in force, or paid by, is only ended; another follows it."""

from datetime import date, timedelta

import pytest
import xlsxwriter

from jingkai.domains.livelihood import actions
from jingkai.domains.livelihood.factories import (
    SINCE,
    excludes,
    has,
    old_age,
    person,
    seats,
)
from jingkai.domains.livelihood.models import Exclusion, Standard, SubsidyVersion
from jingkai.domains.livelihood.registers import EXCLUSIONS, PROGRAMMES, STANDARDS, VERSIONS
from jingkai.domains.livelihood.rules import dmn
from jingkai.kernel.errors import Refusal
from jingkai.kernel.registers import actions as registers
from jingkai.kernel.registers import lasting
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.lasting import EndBeforeUse, EndStays, InForceStays, UsedStays
from jingkai.kernel.registers.models import Import
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.registers.undoing import undo_import
from jingkai.kernel.trail.models import Entry

AMOUNT, NEW_LINE = (
    {"amount": "999"},
    {"position": "9", "name": "示例", "per": "每人", "amount": "1"},
)


@pytest.fixture
def people(cast):
    return seats(cast)


@pytest.fixture
def of(people):
    return old_age(people.by)


@pytest.fixture
def version(people, of):
    return SubsidyVersion.objects.get(programme=of)


def own_version(people, of):
    """A version of an earlier time with a line, which the chief records by form."""
    form = {"programme": of.pk, "number": "GL-0", "since": "2012-01-01", "until": "2016-01-01"}
    made = registers.create(VERSIONS, form, by=people.chief)
    return registers.create(STANDARDS, {**NEW_LINE, "version": str(made.pk)}, by=people.chief)


@pytest.fixture
def later(monkeypatch):
    """Time goes by: what was recorded so far was recorded on an earlier day."""

    def go():
        tomorrow = lasting.today() + timedelta(1)
        monkeypatch.setattr(lasting, "today", lambda: tomorrow)

    return go


def refused(error, register, record, values, by):
    with pytest.raises(error) as told:
        registers.change(register, record, values, by=by)
    return told.value


def stays(register, record, seat):
    """Whether the record's page offers no change at all."""
    try:
        register.guards(record, {}, seat)
    except Refusal:
        return True
    return False


def paid(people, of):
    """One person of the programme stands in a batch judged on the first of January."""
    has(people.by, person(people.by, 1), of)
    batch = actions.open_batch(programme=of, day=SINCE, by=people.officer, on=SINCE)
    return actions.assemble_batch(batch=batch, by=people.officer, on=SINCE)


def test_a_standard_in_force_is_only_ended_and_followed(people, of, version, later):
    line, by = version.standards.first(), people.chief
    own = own_version(people, of)
    registers.change(STANDARDS, own, {"amount": "301"}, by=by)  # mistyped today, mended today
    refused(InForceStays, STANDARDS, line, AMOUNT, by)  # somebody else recorded it
    later()
    refused(InForceStays, STANDARDS, own, AMOUNT, by)
    seen = Entry.objects.count()
    for register, record, values in (
        (STANDARDS, line, AMOUNT), (STANDARDS, line, {"age": "85以上"}),
        (VERSIONS, version, {"since": "2017-01-01"}), (VERSIONS, version, {"number": "GL-9"}),
        (VERSIONS, version, {"since": "2099-01-01", "until": ""}),
    ):  # fmt: skip
        told = refused(InForceStays, register, record, values, by)
        assert (str(version), "2016-01-01") == (str(told.facts["name"]), str(told.facts["day"]))
    with pytest.raises(InForceStays):
        registers.create(STANDARDS, {**NEW_LINE, "version": str(version.pk)}, by=by)
    with pytest.raises(InForceStays):
        registers.change_many(STANDARDS, version.standards.all(), AMOUNT, by=by)
    registers.change(STANDARDS, line, {"amount": "300"}, by=by)  # saved as it was opened
    assert Entry.objects.count() == seen
    registers.change(VERSIONS, version, {"until": "2030-01-01", "document": "示例文件"}, by=by)
    version.refresh_from_db()
    assert (version.until, version.document) == (date(2030, 1, 1), "示例文件")
    assert [stays(register, record, by) for register, record in
            ((VERSIONS, version), (STANDARDS, line))] == [False, True], "as the page offers it"


def test_a_version_of_a_day_to_come_is_still_drawn(people, of, later):
    form = {"programme": of.pk, "number": "GL-2", "since": "2098-01-01"}
    registers.change(VERSIONS, SubsidyVersion.objects.get(), {"until": "2098-01-01"},
                     by=people.chief)  # fmt: skip
    coming = registers.create(VERSIONS, form, by=people.chief)
    later()
    line = registers.create(STANDARDS, {**NEW_LINE, "version": str(coming.pk)}, by=people.chief)
    registers.change(STANDARDS, line, AMOUNT, by=people.chief)
    registers.change(VERSIONS, coming, {"since": "2099-01-01"}, by=people.chief)
    old = Standard.objects.exclude(version=coming).first()
    refused(InForceStays, STANDARDS, old, {"version": str(coming.pk), "position": "3"},
            people.chief)  # fmt: skip


def test_what_was_paid_by_stays_and_ends_only_after_that(people, of, version):
    batch, by = paid(people, of), people.chief
    line = version.standards.get(position=2)
    for register, record in ((STANDARDS, line), (STANDARDS, version.standards.first())):
        assert refused(UsedStays, register, record, AMOUNT, by).facts["count"] == 1
    refused(UsedStays, VERSIONS, version, {"since": "2015-01-01"}, by)
    refused(UsedStays, PROGRAMMES, of, {"cycle": "按季"}, by)
    registers.change(PROGRAMMES, of, {"pay_days": "12"}, by=by)
    assert refused(EndBeforeUse, VERSIONS, version, {"until": "2022-01-01"}, by).field == "until"
    table = dmn.drawn("示例", [dmn.Row("示例", ("-",) * 6, "person", line.amount)], {
        code: code for code in ("age", "disability", "support", "employment", "land", "orphan",
                                "line", "per", "amount")})  # fmt: skip
    with pytest.raises(EndBeforeUse) as told:
        actions.publish_version(programme=of, source=table, number="GL-3", since=SINCE, by=by)
    assert told.value.field == "since"
    registers.change(VERSIONS, version, {"until": "2022-01-02"}, by=by)
    actions.cancel_batch(batch=batch, because="示例", by=people.officer)
    refused(InForceStays, STANDARDS, line, AMOUNT, by)


def test_an_end_that_came_stays(people, of, version, later):
    registers.change(VERSIONS, version, {"until": "2022-01-01"}, by=people.chief)
    registers.change(VERSIONS, version, {"until": "2022-02-01"}, by=people.chief)
    later()
    for until in ("", "2099-01-01"):
        refused(EndStays, VERSIONS, version, {"until": until}, people.chief)


def test_an_exclusion_in_force_is_only_ended(people, of, later):
    rule = excludes(people.by, of, old_age(people.by, "HL"))
    later()
    refused(InForceStays, EXCLUSIONS, rule, {"since": "2023-01-01"}, people.chief)
    registers.change(EXCLUSIONS, rule, {"until": "2099-01-01"}, by=people.chief)
    assert Exclusion.objects.get().until == date(2099, 1, 1)


def test_workbooks_bring_standards_in_and_change_none_that_stands(people, of, later, tmp_path):
    def brought(amount):
        path = tmp_path / f"{amount}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("补贴政策版本")
            sheet.write_row(0, 0, ["版本编号", "项目编码", "施行日期", "失效日期"])
            sheet.write_row(1, 0, ["GL-0", "GL", "2012-01-01", "2016-01-01"])
            sheet = book.add_worksheet("补贴标准")
            sheet.write_row(0, 0, ["适用对象", "版本编号", "序号", "计发方式", "标准(元)"])
            sheet.write_row(1, 0, ["示例老人", "GL-0", 1, "每人", amount])
        return import_workbooks([Source.at(path)], by=people.chief)

    first = brought(50)
    assert first.written, first.errors
    line = Standard.objects.get(version__number="GL-0")
    refused(InForceStays, STANDARDS, line, AMOUNT, people.chief)
    undo_import(source=Import.objects.earliest("pk"), by=people.chief)
    assert brought(50).written, "undone on the day, it is brought anew"
    later()
    assert brought(50).written, "what is the same changes nothing"
    (fault,) = brought(60).errors
    assert "GL-0" in str(fault.sentence)
    with pytest.raises(InForceStays):
        undo_import(source=Import.objects.order_by("pk")[1], by=people.chief)
