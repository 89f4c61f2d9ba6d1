"""A forgotten filter leaks nothing; tables are taken from the database's own catalogue."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from jingkai.kernel.access.models import Office
from jingkai.kernel.access.walls import walled
from jingkai.kernel.trail.models import Entry

ZONE_OWNED = """
    select c.relname, c.relrowsecurity and c.relforcerowsecurity
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'zone_id' and not a.attisdropped and c.relkind in ('r', 'p')
      and c.relnamespace = 'public'::regnamespace
"""


def zone_tables():
    with connection.cursor() as cursor:
        cursor.execute(ZONE_OWNED)
        return cursor.fetchall()


def zones_seen(table):
    with connection.cursor() as cursor:
        cursor.execute(f'select distinct zone_id from "{table}"')
        return {row[0] for row in cursor.fetchall()}


def test_the_tests_run_as_the_web_role_which_owns_no_table(cast):
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper from pg_roles where rolname = current_user")
        assert cursor.fetchone() == ("jingkai_web", False)
        cursor.execute("select count(*) from pg_tables where tableowner = current_user")
        assert cursor.fetchone()[0] == 0


def test_every_zone_owned_table_has_its_wall(cast):
    tables = zone_tables()
    assert len(tables) > 6
    assert [name for name, walled_off in tables if not walled_off] == []


def test_without_a_filter_one_zone_is_seen_and_history_too(cast):
    for table, _walled in zone_tables():
        assert zones_seen(table) <= {cast.zone.pk}, table
    assert zones_seen("access_officeevent") == {cast.zone.pk}
    with walled(cast.elsewhere.pk):
        assert zones_seen("access_office") == {cast.elsewhere.pk}


def test_with_no_zone_set_nothing_is_seen(cast):
    with walled(None):
        assert {t: zones_seen(t) for t, _w in zone_tables() if zones_seen(t)} == {}


def test_another_zones_row_can_not_be_written(cast):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into access_office (zone_id, code, name, name_en, kind, path)"
                " values (%s, 'x', 'x', '', 'bureau', '/')",
                [cast.elsewhere.pk],
            )


@pytest.mark.parametrize("verb", ["update {} set zone_id = zone_id", "delete from {}"])
def test_entries_and_history_can_not_be_changed(cast, verb):
    for table in (Entry._meta.db_table, "access_officeevent", "trail_seal"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(verb.format(table))


def test_the_web_role_can_not_lower_a_wall(cast):
    with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("alter table access_office disable row level security")


def test_the_wall_falls_back_to_what_it_was(cast):
    with walled(cast.elsewhere.pk):
        assert list(Office.objects.values_list("name", flat=True)) == ["外区招商局"]
    assert Office.objects.filter(zone=cast.zone).count() == 8


def test_no_session_can_switch_history_off(cast):
    from jingkai.kernel.access.actions import open_office

    office_history = "select count(*) from access_officeevent"
    with connection.cursor() as cursor:
        cursor.execute("select tgname from pg_trigger where tgrelid = 'access_office'::regclass")
        names = ",".join(row[0] for row in cursor.fetchall())
        cursor.execute("select set_config('pgtrigger.ignore', %s, true)", [f"{{{names}}}"])
        cursor.execute(office_history)
        before = cursor.fetchone()[0]
        open_office(code="new", name="示例局", kind="bureau", by=cast.admin)
        cursor.execute(office_history)
        assert cursor.fetchone()[0] == before + 2
