"""Workbooks come in whole or not at all, and everything wrong is said at once."""

from dataclasses import replace

import pytest
import xlsxwriter

from jingkai.kernel.access.models import Office
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.registers.errors import AlreadyUndone, LaterWork
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.listing import ListQuery
from jingkai.kernel.registers.models import Import, ImportedRow
from jingkai.kernel.registers.reading import Source, opened
from jingkai.kernel.registers.undoing import changes_of, undo_import
from jingkai.kernel.registers.workbook import (
    export_csv,
    export_xlsx,
    rejected_workbook,
    template,
)
from jingkai.kernel.trail.models import Entry

TITLES = ["名称", "代码", "类别", "上级单位", "英文名称"]
GOOD = ["示例局", "example", "局办", "committee", ""]


@pytest.fixture
def book(tmp_path):
    """Writes a workbook: sheets by name, each a list of rows."""

    def write(sheets, name="单位.xlsx"):
        path = tmp_path / name
        workbook = xlsxwriter.Workbook(path)
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        workbook.close()
        return Source.at(path)

    return write


def test_a_workbook_is_recorded_with_one_entry_and_its_rows(cast, offices, book):
    file = book({"单位": [TITLES, GOOD, ["二局", "second", "局办", "example", "B"]]})
    outcome = import_workbooks([file], by=cast.admin)
    assert [str(f) for f in outcome.faults] == []
    assert outcome.written
    second = Office.objects.get(code="second")
    assert second.parent.code == "example"
    kept = Import.objects.get()
    assert (kept.rows, kept.created, kept.digest) == (2, 2, file.digest())
    row = ImportedRow.objects.get(record_id=second.pk)
    assert (row.sheet, row.row, row.register) == ("单位", 3, "test.offices")
    assert Entry.objects.filter(context_id=kept.context_id).count() == 1
    assert second.events.get().pgh_context_id == kept.context_id


def told(outcome):
    return {(f.sheet, f.cell, f.heading): str(f.sentence) for f in outcome.faults}


def test_every_error_is_said_at_once_with_its_cell_and_nothing_is_written(cast, offices, book):
    rows = [
        ["", "ok-1", "局办", "", ""],
        ["二局", "not a code!", "乡镇", "nobody", ""],
        ["三局", "ok-3", "局办", "", ""],
        ["四局", "ok-3", "单位", "", "x" * 101],
    ]
    outcome = import_workbooks([book({"单位": [TITLES, *rows]})], by=cast.admin)
    assert set(told(outcome)) == {
        ("单位", "A2", "名称"), ("单位", "B3", "代码"), ("单位", "C3", "类别"),
        ("单位", "D3", "上级单位"), ("单位", "D4", "上级单位"), ("单位", "B5", "代码"),
        ("单位", "E5", "英文名称"),
    }  # fmt: skip
    assert all(str(fault.expected) and str(fault.sentence) for fault in outcome.errors)
    assert not outcome.written
    assert not Office.objects.filter(code__startswith="ok-").exists()
    assert not Import.objects.exists()


def test_a_thousand_errors_are_a_thousand_faults_each_with_its_cell(cast, offices, book):
    rows = [[f"第{n}局", f"code-{n}", "无此类" if n % 2 else "单位", "", ""] for n in range(2000)]
    outcome = import_workbooks([book({"单位": [TITLES, *rows]})], by=cast.admin)
    assert [f.cell for f in outcome.errors] == [f"C{n + 2}" for n in range(2000) if n % 2]
    assert {f.value for f in outcome.errors} == {"无此类"}
    assert len(outcome.as_json()["errors"]) == 1000


def test_a_dry_run_tells_the_same_and_writes_nothing(cast, offices, book):
    file = book({"单位": [TITLES, GOOD]})
    dry = import_workbooks([file], by=cast.admin, dry_run=True)
    assert (dry.passed, dry.written, dry.total("created")) == (True, False, 1)
    assert not Office.objects.filter(code="example").exists()
    assert not Entry.objects.filter(code="registers.import.done").exists()
    wet = import_workbooks([file], by=cast.admin)
    assert (wet.written, wet.total("created")) == (True, 1)


def test_the_same_workbook_again_changes_nothing(cast, offices, book):
    file = book({"单位": [TITLES, GOOD]})
    import_workbooks([file], by=cast.admin)
    again = import_workbooks([file], by=cast.admin)
    assert (again.total("created"), again.total("changed"), again.total("unchanged")) == (0, 0, 1)
    assert Office.objects.get(code="example").events.count() == 1


def test_a_row_changes_the_record_of_its_key_and_only_its_own_columns(cast, offices, book):
    sheet = {"单位": [["代码", "名称", "类别"], ["invest", "招商一局", "局办"]]}
    outcome = import_workbooks([book(sheet)], by=cast.admin)
    assert told(outcome) == {}
    cast.invest.refresh_from_db()
    assert (cast.invest.name, cast.invest.parent) == ("招商一局", cast.committee)
    assert outcome.total("changed") == 1


def test_headings_in_any_order_and_unknown_or_missing_ones_are_faults(cast, offices, book):
    sheet = {"单位": [["备注栏", "代码", "代码", "类别"], ["x", "a", "b", "局办"]]}
    outcome = import_workbooks([book(sheet)], by=cast.admin)
    assert set(told(outcome)) == {
        ("单位", "A1", "备注栏"), ("单位", "C1", "代码"), ("单位", "1:1", "名称")
    }  # fmt: skip
    assert not outcome.written


def test_titles_above_the_headings_and_blank_rows_are_passed_over(cast, offices, book):
    rows = [["示例区单位一览"], [], ["名称*", "代码*", "类别*"], [], ["甲局", "a", "单位"]]
    outcome = import_workbooks([book({"单位": rows})], by=cast.admin)
    assert told(outcome) == {}
    assert ImportedRow.objects.get().row == 5


def test_a_sheet_of_no_register_is_a_fault_that_names_those_there_are(cast, offices, book):
    outcome = import_workbooks([book({"随便": [["甲", "乙"], [1, 2]]})], by=cast.admin)
    assert not outcome.written
    assert "单位" in str(outcome.errors[0].expected)


def test_a_warning_passes_only_when_it_is_confirmed(cast, offices, book):
    file = book({"单位": [TITLES, ["临时局", "temp", "单位", "", ""]]})
    outcome = import_workbooks([file], by=cast.admin)
    assert (outcome.written, len(outcome.warnings), len(outcome.errors)) == (False, 1, 0)
    assert import_workbooks([file], by=cast.admin, confirm_warnings=True).written


def test_valid_rows_may_be_taken_and_the_rest_come_back_with_the_reason(
    cast, offices, book, tmp_path
):
    rows = [GOOD, ["坏局", "bad", "无此类", "", ""], ["下级", "below", "单位", "bad", ""]]
    file = book({"单位": [TITLES, *rows]})
    outcome = import_workbooks([file], by=cast.admin, accept_valid_rows=True)
    assert outcome.written
    assert Office.objects.filter(code="example").exists()
    assert Import.objects.get().rejected == 2
    with (tmp_path / "back.xlsx").open("wb") as out:
        rejected_workbook(outcome.rejected, out)
    sheet = opened(Source.at(tmp_path / "back.xlsx")).load("单位")
    back = [cells for _number, cells in sheet.rows()]
    assert back[0] == [*TITLES, "退回原因"]
    assert [row[1] for row in back[1:]] == ["bad", "below"]
    assert all(row[-1] for row in back[1:])
    again = import_workbooks([Source.at(tmp_path / "back.xlsx")], by=cast.admin)
    assert {f.cell for f in again.errors} == {"C2", "D3"}


def test_a_rule_of_the_database_names_the_row_that_breaks_it(cast, offices, book, monkeypatch):
    monkeypatch.setattr("jingkai.kernel.registers.values._choice_reader", lambda field: str)
    monkeypatch.setattr("jingkai.kernel.registers.values.Reader._validate", lambda *_: None)
    rows = [[f"第{n}局", f"n-{n}", "bureau" if n != 70 else "castle", "", ""] for n in range(99)]
    rows = [[*row[:3], "committee", ""] for row in rows]
    outcome = import_workbooks([book({"单位": [TITLES, *rows]})], by=cast.admin)
    assert [(f.cell, f.value) for f in outcome.errors] == [("C72", "castle")]


def test_several_sheets_and_files_are_one_action(cast, offices, book):
    first = book({"单位": [TITLES, GOOD]}, "a.xlsx")
    second = book({"单位": [TITLES, ["二局", "second", "局办", "example", ""]]}, "b.xlsx")
    outcome = import_workbooks([first, second], by=cast.admin)
    assert outcome.written
    assert Import.objects.values("context_id").distinct().count() == 1
    bad = book({"单位": [TITLES, ["", "third", "单位", "", ""]]}, "c.xlsx")
    good = book({"单位": [TITLES, ["四局", "fourth", "单位", "", ""]]}, "d.xlsx")
    assert not import_workbooks([good, bad], by=cast.admin).written
    assert not Office.objects.filter(code="fourth").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_either_encoding(cast, offices, tmp_path, encoding):
    path = tmp_path / "单位.csv"
    path.write_text("名称,代码,类别\n示例局,example,单位\n", encoding=encoding)
    assert import_workbooks([Source.at(path)], by=cast.admin).written
    assert Office.objects.get(code="example").name == "示例局"


def test_what_is_no_workbook_is_said_so(cast, offices, tmp_path):
    path = tmp_path / "单位.xlsx"
    path.write_bytes(b"not a workbook")
    outcome = import_workbooks([Source.at(path)], by=cast.admin)
    assert "单位.xlsx" in str(outcome.errors[0].sentence)


def test_a_seat_without_the_permission_imports_nothing(cast, offices, book):
    with pytest.raises(Forbidden):
        import_workbooks([book({"单位": [TITLES, GOOD]})], by=cast.clerk)


def test_the_template_can_be_filled_in_and_imported(cast, offices, tmp_path):
    path = tmp_path / "template.xlsx"
    with path.open("wb") as out:
        template([offices], out)
    rows = list(opened(Source.at(path)).load("单位").rows())
    assert rows[0][1] == ["名称*", "代码*", "类别*", "上级单位", "英文名称"]
    outcome = import_workbooks([Source.at(path)], by=cast.admin)
    assert (outcome.passed, outcome.total("created")) == (True, 0)


def test_an_export_can_be_imported_again_and_changes_nothing(cast, offices, tmp_path):
    path = tmp_path / "out.xlsx"
    with path.open("wb") as out:
        assert export_xlsx(offices, cast.admin, ListQuery(), out) == 8
    outcome = import_workbooks([Source.at(path)], by=cast.admin)
    assert (outcome.faults, outcome.total("unchanged")) == ([], 8)
    text = b"".join(export_csv(offices, cast.admin, ListQuery(search="招商"))).decode("utf-8-sig")
    assert text.splitlines() == [",".join(TITLES), "招商局,invest,局办,committee,"]


def test_undoing_an_import_restores_former_values_and_takes_out_new_records(cast, offices, book):
    rows = [GOOD, ["招商一局", "invest", "局办", "example", ""]]
    outcome = import_workbooks([book({"单位": [TITLES, *rows]})], by=cast.admin)
    source = outcome.files[0].kept
    found = changes_of(source, cast.admin)
    assert [(c.row.came, c.title) for c in found.changes] == [
        ("created", "示例局"), ("changed", "招商一局"),
    ]  # fmt: skip
    assert {d.field: (d.before, d.after) for d in found.changes[1].differences} == {
        "name": ("招商局", "招商一局"), "parent": ("管委会", "示例局"),
    }  # fmt: skip
    undo_import(source=source, by=cast.admin)
    cast.invest.refresh_from_db()
    assert (cast.invest.name, cast.invest.parent) == ("招商局", cast.committee)
    assert not Office.objects.filter(code="example").exists()
    assert Entry.objects.order_by("-pk").first().code == "registers.import.undone"
    with pytest.raises(AlreadyUndone):
        undo_import(source=source, by=cast.admin)


def test_an_import_is_not_undone_over_later_work_which_is_named(cast, offices, book):
    source = import_workbooks([book({"单位": [TITLES, GOOD]})], by=cast.admin).files[0].kept
    office = Office.objects.get(code="example")
    actions.change(offices, office, {"name": "示例一局"}, by=cast.admin)
    with pytest.raises(LaterWork, match="示例一局"):
        undo_import(source=source, by=cast.admin)
    assert Office.objects.filter(code="example").exists()


def test_an_import_is_not_undone_while_others_refer_to_its_records(cast, offices, book):
    source = import_workbooks([book({"单位": [TITLES, GOOD]})], by=cast.admin).files[0].kept
    child = {"name": "下级局", "code": "child", "kind": "unit", "parent": "example"}
    actions.create(offices, child, by=cast.admin)
    with pytest.raises(LaterWork, match="下级局"):
        undo_import(source=source, by=cast.admin)


def test_derived_copies_are_settled_once_for_an_import_and_for_its_undoing(cast, offices, book):
    settled = []
    register = replace(offices, settles=lambda records, seat: settled.append(list(records)))
    REGISTERS[register.code] = register
    source = import_workbooks([book({"单位": [TITLES, GOOD]})], by=cast.admin).files[0].kept
    assert [[o.code for o in records] for records in settled] == [["example"]]
    undo_import(source=source, by=cast.admin)
    assert [[o.code for o in records] for records in settled[1:]] == [[], ["example"]]
