"""Published figures leave as SDMX that public clients read; what comes in is checked whole."""

import csv
import io
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from jingkai.kernel.access.models import Zone
from jingkai.kernel.access.walls import walled
from jingkai.kernel.indicators.actions import publish_figures, share_publication
from jingkai.kernel.indicators.models import Origin, SharedEdition, SharedFigure
from jingkai.kernel.indicators.sharing.asking import shared, zones
from jingkai.kernel.indicators.sharing.observations import HEADING, observed, to_csv
from jingkai.kernel.indicators.sharing.receiving import NotReadable, receive
from jingkai.kernel.indicators.sharing.structure import structure
from jingkai.kernel.indicators.sharing.tables import to_workbook
from jingkai.kernel.indicators.tests import shared as other
from jingkai.kernel.indicators.tests.shared import IN_TIME, LATE, SHARE, TOTAL, sent, shared_by
from jingkai.kernel.indicators.tests.world import YEAR, a_target, write
from jingkai.kernel.trail.models import Entry

THIRD = Decimal(1) / Decimal(3)


@pytest.fixture(autouse=True)
def declared():
    with other.declared():
        yield


@pytest.fixture
def files(cast, tmp_path):
    """What two zones have published of two figures and a third has not, as data and structure."""
    first, second = other.more_zones("a", "b")
    shared_by(first, sent(TOTAL, "12345678901.25"), sent(SHARE, THIRD))
    shared_by(second, sent(TOTAL, -7), sent(SHARE, None, why="分母为零，无法计算。"), at=LATE)
    of = list(zones())
    data, meaning = tmp_path / "data.csv", tmp_path / "structure.xml"
    lines = observed(cast.leader, [TOTAL, SHARE], [YEAR], of)
    data.write_bytes(to_csv(lines).encode())
    meaning.write_bytes(structure(of, at=timezone.now()))
    return data, meaning


def told(cast):
    """The published values, by zone and indicator."""
    codes = {zone.pk: zone.code for zone in zones()}
    return {
        (codes[pk], code.replace(".", "-")): each.newest.value
        for (code, _period), rows in shared(cast.leader, [TOTAL, SHARE], [YEAR]).items()
        for pk, each in rows.items()
    }


def test_sdmx1_reads_structure_and_data_to_the_last_digit(cast, files):
    import sdmx

    data, meaning = files
    message = sdmx.read_sdmx(io.BytesIO(meaning.read_bytes()))
    flow = message.dataflow["FIGURES"]
    areas = message.codelist["CL_AREA"]
    assert str(areas["a"].name.localized_default("en")) == "Zone a"
    assert areas["a"].name.localizations["zh"] == "示例a区"
    assert {"CL_AREA", "CL_FREQ", "CL_INDICATOR", "CL_OBS_STATUS", "CL_UNIT"} == set(
        message.codelist
    )
    definition = message.structure["FIGURES"]
    assert [d.id for d in definition.dimensions] == [
        "FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD"
    ]  # fmt: skip
    flow.structure = definition
    read = sdmx.read_sdmx(
        io.BytesIO(data.read_bytes()), format="csv", structure=definition
    )
    found = {}
    for observation in (each for part in read.data for each in part.obs):
        key = tuple(observation.key[name].value for name in ("REF_AREA", "INDICATOR"))
        status = str(observation.attrib["OBS_STATUS"])
        found[key] = (status, observation.value)
    published = told(cast)
    assert len(found) == 8
    assert {k: v for k, (s, v) in found.items() if s == "A"} == {
        key: f"{value.normalize():f}" for key, value in published.items() if value is not None
    }
    assert {k for k, (s, _v) in found.items() if s == "M"} == {("b", "test-shared_share")}
    assert {k[0] for k, (s, _v) in found.items() if s == "L"} == {"here", "there"}


def test_pysdmx_reads_structure_and_data_and_finds_every_code(cast, files):
    from pysdmx.io import get_datasets, read_sdmx

    data, meaning = files
    message = read_sdmx(meaning, validate=True)
    units = message.get_codelist("Codelist=JINGKAI:CL_UNIT(1.0.0)")
    assert "CNY" in {code.id for code in units.items}
    (dataset,) = get_datasets(str(data), str(meaning))
    frame = dataset.data
    assert len(frame) == 8
    values = {
        (row.REF_AREA, row.INDICATOR): row.OBS_VALUE
        for row in frame.itertuples() if row.OBS_STATUS == "A"
    }  # fmt: skip
    assert values == {  # it reads decimals as doubles
        key: float(value) for key, value in told(cast).items() if value is not None
    }
    held = {c.id: {code.id for code in c.items} for c in message.get_codelists()}
    for column, codes in (
        ("REF_AREA", "CL_AREA"), ("INDICATOR", "CL_INDICATOR"), ("OBS_STATUS", "CL_OBS_STATUS"),
        ("FREQ", "CL_FREQ"), ("UNIT_MEASURE", "CL_UNIT"),
    ):  # fmt: skip
        assert set(frame[column]) - {"", None} <= held[codes] | {float("nan")}, column


@pytest.fixture
def elsewhere(cast, tmp_path):
    """A file that the other installation's zones would send: ours, taken back afterwards."""
    from django.db import transaction

    class Back(Exception):
        pass

    data, meaning = tmp_path / "sent.csv", tmp_path / "sent.xml"
    try:
        with transaction.atomic():
            (far,) = other.more_zones("far")
            shared_by(far, sent(TOTAL, "10.5"), sent(SHARE, THIRD))
            of = list(zones().filter(code="far"))
            with walled(cast.zone.pk):
                lines = observed(cast.leader, [TOTAL, SHARE], [YEAR], of)
                data.write_bytes(b"\xef\xbb\xbf" + to_csv(lines).encode())
            meaning.write_bytes(structure(of, at=timezone.now()))
            raise Back
    except Back:
        pass
    return data, meaning


def test_a_file_is_kept_as_the_zones_own_edition_and_asked_again_changes_nothing(cast, elsewhere):
    data, meaning = elsewhere
    assert not receive(data, at=IN_TIME).holds
    dry = receive(data, at=IN_TIME, structure=meaning, dry_run=True)
    assert (dry.holds, len(dry.kept), dry.opened) == (True, 1, ("far",))
    assert not Zone.objects.filter(code="far").exists()
    assert SharedFigure.objects.count() == 0
    done = receive(data, at=IN_TIME, structure=meaning)
    assert (len(done.kept), done.faults, done.warnings) == (1, (), ())
    zone = Zone.objects.get(code="far")
    assert (zone.name, zone.division_code) == ("示例far区", "320101")
    found = shared(cast.leader, [TOTAL, SHARE], [YEAR])
    assert found[SHARE, YEAR][zone.pk].newest.value == round(THIRD, 28)
    edition = SharedEdition.objects.get(zone=zone)
    assert (edition.origin, edition.office) == (Origin.FILE, "统计局")
    again = receive(data, at=LATE)
    assert (len(again.kept), len(again.standing), again.holds) == (0, 1, True)
    with walled(zone.pk):
        assert Entry.objects.filter(code="indicators.figures.received").count() == 1


SPOILT = [
    ("OBS_VALUE", "11", "DIGEST"),
    ("OBS_VALUE", "many", "OBS_VALUE"),
    ("OBS_VALUE", "1e40", "OBS_VALUE"),
    ("OBS_VALUE", "NaN", "OBS_VALUE"),
    ("OBS_VALUE", "", "OBS_VALUE"),
    ("OBS_STATUS", "Z", "OBS_STATUS"),
    ("REF_AREA", "nowhere", "REF_AREA"),
    ("INDICATOR", "no-such", "INDICATOR"),
    ("TIME_PERIOD", "2022-13", "TIME_PERIOD"),
    ("FREQ", "M", "FREQ"),
    ("UNIT_MEASURE", "M2", "UNIT_MEASURE"),
    ("EDITION", "0", "EDITION"),
    ("KNOWN_AT", "2023-01-05T00:00:00", "KNOWN_AT"),
    ("PUBLISHED_AT", "2022-01-05T00:00:00+00:00", "PUBLISHED_AT"),
    ("DEFINITION_VERSION", "v2", "DEFINITION_VERSION"),
    ("DEFINITION", "", "DEFINITION"),
    ("OFFICE", "", "OFFICE"),
    ("RECORDS", "-1", "RECORDS"),
    ("STRUCTURE_ID", "OTHER:FIGURES(1.0.0)", "STRUCTURE_ID"),
    ("ACTION", "D", "ACTION"),
    ("DIGEST", "0" * 64, "DIGEST"),
]


def spoil(path, line, column, value):
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    rows[line][column] = value
    path.write_text(to_csv(rows), "utf-8")


def test_every_fault_of_a_file_is_told_and_nothing_is_kept(cast, elsewhere, tmp_path):
    data, meaning = elsewhere
    for column, value, told_of in SPOILT:
        bad = tmp_path / "bad.csv"
        bad.write_bytes(data.read_bytes())
        spoil(bad, 0, column, value)
        found = receive(bad, at=IN_TIME, structure=meaning)
        assert [(f.line, f.column) for f in found.faults][:1] == [(2, told_of)], (column, value)
        assert found.kept == ()
    spoil(bad, 1, "INDICATOR", "test-shared_total")
    spoil(bad, 0, "RECORDS", "x")
    found = receive(bad, at=IN_TIME, structure=meaning)
    assert {fault.line for fault in found.faults} == {2, 3}
    assert not Zone.objects.filter(code="far").exists()


def test_other_figures_of_an_edition_and_files_of_another_kind_are_refused(
    cast, elsewhere, tmp_path
):
    data, meaning = elsewhere
    receive(data, at=IN_TIME, structure=meaning)
    rows = list(csv.DictReader(io.StringIO(data.read_text("utf-8-sig"), newline="")))
    fewer = tmp_path / "fewer.csv"
    fewer.write_text(to_csv(rows[:1]), "utf-8")
    assert [fault.column for fault in receive(fewer, at=IN_TIME).faults] == ["EDITION"]
    assert SharedFigure.objects.count() == 2
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\r\n1,2\r\n", "utf-8")
    assert len(receive(odd, at=IN_TIME).faults) == len(HEADING) + 2
    odd.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotReadable):
        receive(odd, at=IN_TIME)
    odd.write_text("<a/>", "utf-8")
    with pytest.raises(NotReadable):
        receive(data, at=IN_TIME, structure=odd)


def test_what_was_published_here_is_exchanged_and_names_are_in_both_languages(cast):
    write(cast, [a_target(cast, number) for number in range(3)])
    now = timezone.now()
    publication = publish_figures(
        name="年度公报", codes=[TOTAL], period=YEAR, known_at=now, at=now, by=cast.statistician
    )
    share_publication(publication=publication, at=now, by=cast.statistician)
    lines = list(observed(cast.leader, [TOTAL], [YEAR], list(zones())))
    mine = next(line for line in lines if line["REF_AREA"] == "here")
    assert (mine["OBS_VALUE"], mine["EDITION"], mine["OFFICE"]) == ("303", "1", "统计局")
    with translation.override("en"):
        words = structure(zones(), at=now).decode()
    assert '<com:Name xml:lang="en">Example Zone</com:Name>' in words
    assert '<com:Name xml:lang="zh">示例经开区</com:Name>' in words
    assert "Development zones" in words


def test_a_table_is_laid_out_as_a_statistics_office_does(cast, files, tmp_path):
    from python_calamine import CalamineWorkbook

    periods = [YEAR.shift(-12), YEAR]
    with translation.override("zh-hans"):
        content = to_workbook(
            cast.leader, [TOTAL, SHARE], periods, list(zones()), at=timezone.now()
        )
    (path := tmp_path / "tables.xlsx").write_bytes(content)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names[-1] == "SDMX"
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[0][0] == "Test figure"
    assert (rows[1][0], rows[1][2]) == ("表1", "单位：亿元")
    assert rows[2] == ["经开区", "2021年", "2022年"]
    assert rows[3] == ["已公布合计", "…", 123.46]
    assert rows[4:8] == [
        ["示例经开区", "…", "…"], ["另一经开区", "…", "…"],
        ["示例b区", "…", 0], ["示例a区", "…", 123.46],
    ]  # fmt: skip
    notes = [row[0] for row in rows[8:]]
    assert notes[0].startswith("注：")
    assert "2022年：合计为4个经开区中已公布的2个。" in notes
    shares = book.get_sheet_by_index(1).to_python(skip_empty_area=False)
    assert shares[1][2] == "单位：%"
    assert shares[3:7] == [
        ["示例经开区", "…", "…"], ["另一经开区", "…", "…"],
        ["示例b区", "…", "—"], ["示例a区", "…", 33.3],
    ]  # fmt: skip
    again = receive(path, at=LATE)
    assert (again.faults, len(again.standing)) == ((), 2)
