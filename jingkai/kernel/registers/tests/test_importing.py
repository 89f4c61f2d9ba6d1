"""Workbooks come in whole or not at all, and everything wrong is said at once."""

import pytest
import xlsxwriter

from jingkai.kernel.access.models import Office
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.models import Import, ImportedRow
from jingkai.kernel.registers.reading import Source
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
