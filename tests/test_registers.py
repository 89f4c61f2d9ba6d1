"""The registers under the zone's own nouns: search, killing an import, the command line."""

import json
import os
import signal
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
import xlsxwriter
from django.db import connection, connections, models
from django.db.models import UniqueConstraint

from benchmarks.import_workbook import TITLES, enterprises
from jingkai.domains.subjects.models import Enterprise
from jingkai.domains.subjects.registers import ENTERPRISES
from jingkai.kernel.access import actions as access
from jingkai.kernel.access.walls import walled
from jingkai.kernel.registers import searching
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.registers.fields import field_at
from jingkai.kernel.registers.importing import import_workbooks
from jingkai.kernel.registers.listing import ListQuery, page
from jingkai.kernel.registers.models import Import
from jingkai.kernel.registers.reading import Source
from jingkai.kernel.trail.acting import Machine
from jingkai.kernel.trail.models import Entry

NAMES = (
    "吉林示例碳纤维有限公司", "吉林（示例）化工有限公司", "永吉ABC商贸有限公司",
    "舒兰示例餐饮店", "蛟河百分之50%商店",
)  # fmt: skip
ASKED = (
    "碳纤维", "有限公司", "示例", "店", "(示例)", "（示例）", "abc", "ＡＢＣ", "50%", "%商",
    "司限", "吉林 化工", "龙凤", "示例1", "_",
)  # fmt: skip


def write(path, rows):
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("企业")
    for number, row in enumerate([TITLES, *rows]):
        for at, cell in enumerate(row):
            sheet.write(number, at, cell)
    book.close()
    return Source.at(path)


@pytest.fixture
def registered(cast, tmp_path):
    """Three hundred enterprises, five of them with names to look for."""
    rows = [list(row) for row in enterprises(300)]
    for row, name in zip(rows[::60], NAMES, strict=True):
        row[0] = name
    outcome = import_workbooks([write(tmp_path / "a.xlsx", rows)], by=cast.registrar)
    assert [str(f) for f in outcome.faults[:3]] == []
    return cast


@pytest.mark.parametrize(("glance", "stretch"), [(1, 1), (1, 10), (60, 4_000), (400, 4_000)])
@pytest.mark.parametrize("order", ["", "name"])
def test_the_index_and_the_walk_find_what_the_names_hold(
    registered, monkeypatch, glance, stretch, order
):
    monkeypatch.setattr(searching, "GLANCE", glance)
    monkeypatch.setattr(searching, "STRETCH", stretch)
    monkeypatch.setattr(searching, "TAKEN", 7)
    names = list(Enterprise.objects.values_list("name", "short_name"))
    for asked in ASKED:
        words = searching.words_of(asked)
        wide = str.maketrans("（）", "()")
        expected = sum(
            all(any(w in part.lower().translate(wide) for part in both) for w in words)
            for both in names
        )
        found, cursor = 0, ""
        while True:
            query = ListQuery(search=asked, order=order, after=cursor, size=20)
            one = page(ENTERPRISES, registered.registrar, query)
            found += len(one.rows)
            if not (cursor := one.next_cursor):
                break
        assert found == expected, asked


def test_how_many_a_search_finds_is_told_when_it_is_asked_for(registered, monkeypatch):
    monkeypatch.setattr(searching, "GLANCE", 60)
    seat, query = registered.registrar, ListQuery(search="示例", size=20)
    found = page(ENTERPRISES, seat, query)
    assert (len(found.rows), found.approximate_total) == (20, None)
    counted = page(ENTERPRISES, seat, query, counting=True).approximate_total
    assert str(counted) == "300"


def test_a_search_is_made_by_one_process(db):
    with connection.cursor() as cursor:
        cursor.execute("select proconfig from pg_proc where proname = 'jingkai_found'")
        assert "max_parallel_workers_per_gather=0" in cursor.fetchone()[0]


def test_a_search_tells_nothing_of_another_zone(registered):
    with connection.cursor() as cursor, walled(registered.elsewhere.pk):
        cursor.execute("select count(*) from jingkai_found('subjects_ent_search', '{示例}')")
        assert cursor.fetchone() == (0,)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from jingkai_found('subjects_ent_search', '{示例}')")
        assert cursor.fetchone()[0] > 250


FEW = {
    "investment.targets", "investment.outcomes", "economy.restatements", "services.situations",
}  # fmt: skip
"""Registers that hold some dozens of records for good."""


def test_every_register_that_may_grow_is_listed_in_the_order_of_an_index(cast):
    missing = []
    for register in REGISTERS.values():
        meta = register.model._meta
        first = register.order[0].removeprefix("-").split("__")[0]
        keys = [index.fields for index in meta.indexes]
        keys += [c.fields for c in meta.constraints if isinstance(c, UniqueConstraint)]
        bare = [[name.removeprefix("-") for name in key if name != "zone"] for key in keys]
        field = meta.get_field(first)
        served = field.primary_key or field.unique or field.db_index
        if not (served or any(key[:1] == [first] for key in bare)):
            missing.append(register.code)
    assert set(missing) <= FEW


@pytest.fixture
def lasting_zone(db, django_db_blocker):
    """A zone that is really committed, for another process to import into; taken out after."""
    name = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        made = run_python(name, MAKE_ZONE)
    yield int(made.stdout.split()[-1])
    with django_db_blocker.unblock():
        run_python(name, DROP_ZONE.format(zone=int(made.stdout.split()[-1])))


def run_python(name, script, **environment):
    return subprocess.run(
        [sys.executable, "-c", START.format(name=name) + script], check=False, text=True,
        capture_output=True, cwd=Path(__file__).parents[1], env={**os.environ, **environment},
    )  # fmt: skip


START = """
from jingkai.config import cli, database
cli.start("zh-hans")
database.point_at("{name}")
from jingkai.kernel.access import actions
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.acting import Machine
"""
MAKE_ZONE = """
zone = actions.open_zone(code="lasting", name="久经开区")
with walled(zone.pk):
    actions.open_office(code="c", name="管委会", kind="committee", by=Machine(zone_id=zone.pk))
print(zone.pk)
"""
DROP_ZONE = """
from django.db import connections
from jingkai.kernel.access.walls import zone_owned_models
with connections["owner"].cursor() as cursor:
    cursor.execute("begin; select set_config('jingkai.zone', '{zone}', true)")
    cursor.execute("set constraints all deferred")
    for model in zone_owned_models():
        cursor.execute(f'delete from "{{model._meta.db_table}}" where zone_id = {zone}')
    cursor.execute("delete from access_zoneevent where pgh_obj_id = {zone}")
    cursor.execute("delete from access_zone where id = {zone}")
    cursor.execute("commit")
"""
IMPORT = """
import os, signal
from jingkai.kernel.registers import importing, staging
from jingkai.kernel.registers.reading import Source

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

at = os.environ["KILL_AT"]
progress = die if at == "read" else None
if at == "written":
    staging.Stage.remember = die
if at == "recorded":
    importing.record = die
with walled({zone}):
    importing.import_workbooks([Source.at("{path}")], by=Machine(zone_id={zone}), progress=progress)
    if at == "commit":
        die()
print("done")
"""


@pytest.mark.parametrize("at", ["read", "written", "recorded", "commit", "never"])
def test_killing_an_import_at_any_moment_leaves_nothing_half_written(lasting_zone, tmp_path, at):
    source = write(tmp_path / "a.xlsx", enterprises(50))
    name = connections["default"].settings_dict["NAME"]
    done = run_python(name, IMPORT.format(zone=lasting_zone, path=source.path), KILL_AT=at)
    assert done.returncode == (0 if at == "never" else -signal.SIGKILL), done.stderr
    left = 0 if at != "never" else 50
    with walled(lasting_zone):
        assert Enterprise.objects.count() == left
        assert Enterprise.events.rel.related_model.objects.count() == left
        assert Import.objects.count() == bool(left)
        assert Entry.objects.filter(code="registers.import.done").count() == bool(left)


def test_the_command_line_says_every_error_and_exits_with_one(cast, tmp_path, monkeypatch):
    from click.testing import CliRunner

    from jingkai.doors.cli import importing as door
    from jingkai.doors.cli.importing import import_

    class Acting:
        def __enter__(self):
            return Machine(zone_id=cast.zone.pk)

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(door, "acting_for", lambda context: Acting())
    rows = [list(row) for row in enterprises(5)]
    rows[2][1], rows[3][7] = "not a code", "去年"
    file = write(tmp_path / "a.xlsx", rows).path
    result = CliRunner().invoke(import_, [str(file), "--json"], obj={"zone": ""})
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(e["sheet"], e["cell"], e["value"]) for e in told["errors"]] == [
        ("企业", "B4", "not a code"), ("企业", "H5", "去年"),
    ]  # fmt: skip
    assert all(e["expected"] for e in told["errors"])
    assert not Enterprise.objects.exists()
    result = CliRunner().invoke(import_, [str(file), "--accept-valid-rows"], obj={"zone": ""})
    assert result.exit_code == 0, result.output
    assert (tmp_path / "rejected.xlsx").exists()
    assert Enterprise.objects.count() == 3
    assert access.Office.objects.filter(pk=Enterprise.objects.first().office_id).exists()


def shown_records():
    """The records that a list's column shows by their name, each model once."""
    found = (
        field_at(register.model, column.field)
        for register in REGISTERS.values()
        for column in register.columns
    )
    return sorted(
        {field.related_model for field in found if isinstance(field, models.ForeignKey)},
        key=lambda model: model._meta.label,
    )


def some(model):
    """A record out of nowhere, with those beside it whose names its own is made of."""
    given = {
        field.attname: plain(field)
        for field in model._meta.concrete_fields
        if not isinstance(field, models.GeneratedField)
    }
    made = model(**given)
    for name in getattr(model, "named_by", ()):
        setattr(made, name, some(model._meta.get_field(name).related_model))
    return made


def plain(field):
    if isinstance(field, models.ForeignKey):
        return 1
    if isinstance(field, models.DateField):
        return date(2022, 12, 20)
    if isinstance(field, models.TimeField):
        return time(9, 30)
    if field.choices:
        return field.get_default()
    numbers = models.IntegerField | models.DecimalField
    return 1 if isinstance(field, numbers) else "示例" if field.empty_strings_allowed else None


@pytest.mark.parametrize("model", shown_records(), ids=lambda model: model._meta.label)
def test_a_shown_record_is_named_by_itself_and_those_beside_it(model):
    """No table is at hand here: what needs another row than those of `named_by` fails."""
    assert str(some(model))
