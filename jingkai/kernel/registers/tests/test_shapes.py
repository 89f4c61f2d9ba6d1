"""Shapes in a register: forms, workbooks in and out, versions, and taking an import back."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest
import shapely
import xlsxwriter

from jingkai.kernel.geo.errors import Overlapping
from jingkai.kernel.geo.overlaps import refuse_overlaps
from jingkai.kernel.geo.shapes import TOO_LONG, geojson, kept, written
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.errors import Invalid
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.listing import ListQuery
from jingkai.kernel.registers.models import Import
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.registers.showing import shown, typed
from jingkai.kernel.registers.undoing import undo_import
from jingkai.kernel.registers.versions import versions
from jingkai.kernel.registers.workbook import export_xlsx, template

TITLES = ["名称", "用途", "图形"]


def square(x=126.45, y=43.96, size=0.001):
    return kept(shapely.box(x, y, x + size, y + size))


def winding(corners, x=126.45, y=43.96):
    """A star with so many corners."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = np.where(np.arange(corners) % 2, 0.01, 0.0099)
    return kept(
        shapely.Polygon(np.column_stack([x + reach * np.cos(turn), y + reach * np.sin(turn)]))
    )


@pytest.fixture
def book(tmp_path):
    def write(rows, name="地块.xlsx"):
        workbook = xlsxwriter.Workbook(tmp_path / name)
        sheet = workbook.add_worksheet("地块")
        for number, row in enumerate([TITLES, *rows]):
            sheet.write_row(number, 0, row)
        workbook.close()
        return Source.at(tmp_path / name)

    return write


def test_shapes_come_in_by_workbook_however_they_are_written(cast, plots, book):
    rows = [
        ["1号", "works", written(square())],
        ["2号", "green", json.dumps(geojson(square(126.46)))],
        ["3号", "works", "SRID=4551;POLYGON((536000 4870000, 536100 4870000, 536100 4870100,"
         " 536000 4870100, 536000 4870000))"],
        ["4号", "works", ""],
    ]  # fmt: skip
    outcome = import_workbooks([book(rows)], by=cast.admin)
    assert [str(f) for f in outcome.faults] == []
    found = {plot.name: plot.shape for plot in plots.model.objects.all()}
    assert found["1号"] == square()
    assert found["2号"] == square(126.46)
    assert found["3号"].centroid.x == pytest.approx(126.4492, abs=1e-3)
    assert found["4号"] is None


def test_every_fault_of_a_sheet_names_its_cell_and_its_place(cast, plots, book):
    rows = [
        ["1号", "works", "POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))"],
        ["2号", "green", "POINT (126 43)"],
        ["3号", "green", "POLYGON((43 126, 44 126, 44 127, 43 126))"],
        ["4号", "green", "somewhere"],
        ["5号", "green", written(square())],
    ]
    outcome = import_workbooks([book(rows)], by=cast.admin)
    assert not outcome.written
    told = [(f.sheet, f.cell, str(f.sentence)) for f in outcome.errors]
    assert [t[:2] for t in told] == [("地块", f"C{row}") for row in (2, 3, 4, 5)]
    assert "126.500000°E 43.500000°N" in told[0][2]
    assert "swapped" in told[2][2] or "颠倒" in told[2][2]
    assert all(str(f.expected) for f in outcome.errors)
    assert not plots.model.objects.exists()


def test_an_import_that_moved_shapes_can_be_undone(cast, plots, book):
    import_workbooks([book([["1号", "works", written(square())]])], by=cast.admin)
    moved = [["1号", "works", written(square(127))], ["2号", "works", written(square(126.5))]]
    import_workbooks([book(moved)], by=cast.admin)
    assert plots.model.objects.get(name="1号").shape == square(127)
    undo_import(source=Import.objects.order_by("-pk")[0], by=cast.admin)
    assert plots.model.objects.get().shape == square()
    assert plots.model.objects.filter(shape__in_box=square().bounds).exists()
    assert not plots.model.objects.filter(shape__in_box=square(127).bounds).exists()


def test_a_list_that_went_out_comes_in_without_a_change(cast, plots, book, tmp_path):
    rows = [["1号", "works", written(winding(400))], ["2号", "works", ""]]
    import_workbooks([book(rows)], by=cast.admin)
    plot = actions.create(plots, {"name": "3号", "shape": winding(3_000)}, by=cast.admin)
    with (tmp_path / "out.xlsx").open("wb") as out:
        assert export_xlsx(plots, cast.admin, ListQuery(), out) == 3
    again = import_workbooks([Source.at(tmp_path / "out.xlsx")], by=cast.admin)
    assert [str(f) for f in again.faults] == []
    assert again.total("unchanged") == 3
    assert len(written(plot.shape)) > 32_767
    assert TOO_LONG not in typed(plots, plots.column("shape"), plot)


def test_a_form_keeps_shows_and_refuses_shapes(cast, plots):
    plot = actions.create(
        plots, {"name": "1号", "shape": json.dumps(geojson(square()))}, by=cast.admin
    )
    column = plots.column("shape")
    assert shown(plots, column, plot, cast.admin) == "8,918 m²"
    assert kept(typed(plots, column, plot)) == plot.shape
    same = actions.change(plots, plot, {"shape": typed(plots, column, plot)}, by=cast.admin)
    assert len(versions(same, cast.admin)) == 1
    with pytest.raises(Invalid, match="126.500000°E"):
        actions.change(
            plots, plot, {"shape": "POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))"},
            by=cast.admin,
        )  # fmt: skip
    actions.change(plots, plot, {"shape": written(square(size=0.002))}, by=cast.admin)
    [difference] = versions(plot, cast.admin)[0].differences
    assert (difference.before, difference.after) == ("8,918 m²", "35,671 m²")


def test_the_template_says_what_a_shape_cell_takes(plots):
    out = io.BytesIO()
    template([plots], out)
    out.seek(0)
    from python_calamine import CalamineWorkbook

    notes = CalamineWorkbook.from_filelike(out).get_sheet_by_name("说明").to_python()
    row = next(row for row in notes if row[1] == "图形")
    assert "WKT" in row[4]


def alone(record, values, seat):
    refuse_overlaps(type(record), values.get("shape"), except_pk=record.pk)


def all_alone(records, seat):
    for record in records:
        refuse_overlaps(type(record), record.shape, except_pk=record.pk)


def test_an_overlap_is_told_at_the_form_and_at_the_cell(cast, plots, book):
    register = replace(plots, guards=alone, settles=all_alone)
    actions.create(register, {"name": "1号", "shape": written(square())}, by=cast.admin)
    with pytest.raises(Overlapping, match="1号") as refused:
        actions.create(register, {"name": "2号", "shape": written(square(126.4505))}, by=cast.admin)
    assert refused.value.field == "shape"
    rows = [
        ["1号", "works", written(square(size=0.0009))],
        ["3号", "works", written(square(126.4505))],
        ["4号", "works", written(square(126.451))],
    ]
    outcome = import_workbooks([book(rows)], by=cast.admin, registers=[register])
    [fault] = outcome.errors
    assert (fault.cell, "1号" in str(fault.sentence)) == ("C3", True)
    both = [["5号", "works", written(square(127))], ["6号", "works", written(square(127.0005))]]
    with pytest.raises(Overlapping, match="号"):
        import_workbooks([book(both)], by=cast.admin, registers=[register])
    assert plots.model.objects.count() == 1
