"""Lists go out as files of shapes and such files come in, with all faults at once."""

import io
import json
from dataclasses import replace

import pytest
import shapely

from jingkai.kernel.errors import Forbidden
from jingkai.kernel.geo import systems
from jingkai.kernel.geo.writing import Feature, geojson_parts, shapefile
from jingkai.kernel.registers import actions
from jingkai.kernel.registers.declare import REGISTERS, Column, Layer
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.listing import ListQuery
from jingkai.kernel.registers.models import Import, ImportedRow
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.registers.shaping import export_geojson, export_shapefile
from jingkai.kernel.registers.tests.test_shapes import square
from jingkai.kernel.registers.undoing import undo_import
from jingkai.kernel.registers.workbook import rejected_workbook

WRONG = shapely.from_wkt("POLYGON((126 43, 127 44, 127 43, 126 44, 126 43))")


@pytest.fixture
def three(cast, plots):
    for number in range(3):
        actions.create(
            plots, {"name": f"{number}号", "use": "green" if number else "works",
                    "shape": square(126.45 + number / 100)}, by=cast.admin,
        )  # fmt: skip
    return plots


def geojson(folder, features, names=("name", "use"), system="EPSG:4490", name="地块.geojson"):
    (folder / name).write_bytes(b"".join(geojson_parts(names, features, system=system)))
    return Source.at(folder / name)


def test_a_list_goes_out_under_its_filters(cast, three):
    whole = json.loads(
        b"".join(export_geojson(three, cast.admin, ListQuery(filters={"use": ["green"]})))
    )
    assert [f["properties"]["name"] for f in whole["features"]] == ["1号", "2号"]
    assert shapely.geometry.shape(whole["features"][0]["geometry"]) == square(126.46)
    with pytest.raises(Forbidden):
        list(export_geojson(three, cast.clerk, ListQuery()))


@pytest.mark.parametrize("system", ["EPSG:4490", "EPSG:4551", "GCJ-02"])
def test_what_went_out_comes_in_without_a_change(cast, three, tmp_path, system):
    path = tmp_path / "out.geojson"
    path.write_bytes(b"".join(export_geojson(three, cast.admin, ListQuery(), system=system)))
    outcome = import_workbooks([Source.at(path)], by=cast.admin)
    assert [str(f) for f in outcome.faults] == []
    assert outcome.total("unchanged") == 3
    for plot in three.model.objects.all():
        number = int(plot.name[0])
        assert plot.shape.equals_exact(square(126.45 + number / 100), 2e-9)


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_a_shapefile_that_went_out_comes_in_without_a_change(cast, three, tmp_path, encoding):
    path = tmp_path / "地块.zip"
    with path.open("wb") as out:
        assert export_shapefile(three, cast.admin, ListQuery(), out, encoding=encoding) == 3
    outcome = import_workbooks([Source.at(path)], by=cast.admin)
    assert [str(f) for f in outcome.faults] == []
    assert outcome.total("unchanged") == 3


def test_every_fault_of_a_file_is_told_with_its_row_and_place(cast, plots, tmp_path):
    features = [
        Feature(1, ["1号", "works"], WRONG),
        Feature(2, ["2号", "nothing"], square()),
        Feature(3, ["", "works"], square()),
        Feature(4, ["4号", "works"], shapely.Point(126, 43)),
        Feature(5, ["5号", "works"], square()),
    ]
    outcome = import_workbooks([geojson(tmp_path, features)], by=cast.admin)
    told = [(f.row, f.heading, str(f.sentence)) for f in outcome.errors]
    assert [t[0] for t in told] == [2, 3, 4, 5]
    assert "126.500000°E 43.500000°N" in told[0][2]
    assert told[0][1] == "geometry"
    assert not plots.model.objects.exists()
    kept = import_workbooks([geojson(tmp_path, features)], by=cast.admin, accept_valid_rows=True)
    assert kept.written
    assert plots.model.objects.get().name == "5号"
    out = io.BytesIO()
    rejected_workbook(kept.rejected, out)
    out.seek(0)
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(out).get_sheet_by_index(0).to_python()
    assert rows[1][2].startswith("SRID=EPSG:4490;POLYGON ((126 43,")


def test_a_dry_run_writes_nothing_and_an_import_can_be_undone(cast, three, tmp_path):
    features = [Feature(1, ["0号", "works"], square(127)), Feature(2, ["9号", "works"], square())]
    source = geojson(tmp_path, features)
    dry = import_workbooks([source], by=cast.admin, dry_run=True)
    assert (dry.passed, dry.written) == (True, False)
    assert three.model.objects.count() == 3
    import_workbooks([source], by=cast.admin)
    assert three.model.objects.get(name="0号").shape == square(127)
    row = ImportedRow.objects.get(record_id=three.model.objects.get(name="9号").pk)
    assert (row.sheet, row.row) == ("地块", 3)
    undo_import(source=Import.objects.latest("pk"), by=cast.admin)
    assert three.model.objects.count() == 3
    assert three.model.objects.get(name="0号").shape == square()


def test_columns_of_other_programs_are_passed_over(cast, plots, tmp_path):
    names = ["OBJECTID", "名称", "Shape_Area"]
    source = geojson(tmp_path, [Feature(1, [7, "1号", 12.5], square())], names, name="export.json")
    outcome = import_workbooks([source], by=cast.admin)
    assert [str(f) for f in outcome.faults] == []
    assert plots.model.objects.get().shape == square()


def test_a_file_without_what_is_required_belongs_to_no_register(cast, plots, tmp_path):
    source = geojson(tmp_path, [Feature(1, [7], square())], ["OBJECTID"], name="export.json")
    outcome = import_workbooks([source], by=cast.admin)
    assert not outcome.written
    assert len(outcome.errors) == 1
    named = geojson(tmp_path, [Feature(1, [7], square())], ["OBJECTID"])
    assert "名称" in {f.heading for f in import_workbooks([named], by=cast.admin).errors}


def test_a_file_in_an_unknown_system_is_told(cast, plots, tmp_path):
    features = [Feature(1, ["1号", "works"], systems.away(square(), "EPSG:4551"))]
    source = geojson(tmp_path, features)
    [fault] = import_workbooks([source], by=cast.admin).errors
    assert "坐标" in str(fault.sentence) or "coordinate system" in str(fault.sentence)
    named = replace(source, system="4551")
    assert import_workbooks([named], by=cast.admin).written


@pytest.fixture
def marked(plots, monkeypatch):
    """The same register with a column that keeps where a shape came from: `use`, for this test."""
    column = plots.model._meta.get_field("use")
    monkeypatch.setattr(column, "choices", [*column.choices, *systems.System.choices])
    register = replace(
        plots, layer=Layer(system="use"),
        columns=(Column("name", heading="名称", required=True), Column("shape", heading="图形")),
    )  # fmt: skip
    REGISTERS[plots.code] = register
    return register


def test_shapes_that_came_as_gcj02_are_converted_and_marked(cast, marked, tmp_path):
    source = geojson(tmp_path, [Feature(1, ["1号"], square())], ["名称"], "GCJ-02")
    outcome = import_workbooks([source], by=cast.admin, registers=[marked])
    assert [str(f) for f in outcome.faults] == []
    plot = marked.model.objects.get()
    assert plot.shape.equals_exact(square(), 2e-9)
    assert plot.use == "GCJ-02"
    again = geojson(tmp_path, [Feature(1, ["1号"], plot.shape)], ["名称"])
    assert import_workbooks([again], by=cast.admin, registers=[marked]).total("unchanged") == 1
    moved = geojson(tmp_path, [Feature(1, ["1号"], square(127))], ["名称"])
    import_workbooks([moved], by=cast.admin, registers=[marked])
    plot.refresh_from_db()
    assert plot.use == "EPSG:4490"
    shifted = systems.away(square(), "GCJ-02")
    actions.change(marked, plot, {"shape": f"SRID=GCJ-02;{shifted.wkt}"}, by=cast.admin)
    plot.refresh_from_db()
    assert plot.use == "GCJ-02"


def test_shapes_of_two_kinds_in_one_zip_come_in_as_two_layers(cast, plots, tmp_path):
    path = tmp_path / "x.zip"
    mixed = [Feature(1, ["1号"], square()), Feature(2, ["2号"], square().centroid)]
    with path.open("wb") as out:
        shapefile(["名称"], mixed, out, title="x")
    outcome = import_workbooks([Source.at(path)], by=cast.admin)
    assert [f.sheet for f in outcome.errors] == ["x-point"]
