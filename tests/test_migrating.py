"""The quicker way of migrating makes the same database as Django's own."""

from contextlib import nullcontext

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from jingkai.config import database
from jingkai.config.migrating import quick_states

PICTURE = (
    "select table_name, column_name, data_type, is_nullable, column_default"
    " from information_schema.columns where table_schema = 'public'",
    "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'",
    "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint",
    "select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger"
    " where not tgisinternal",
)


def _picture(name: str, way) -> list[list[tuple]]:
    """Everything that migrating the registers' room makes, in a database of its own."""
    database.recreate(settings.VAR, name)
    database.point_at(name)
    with way:
        call_command("migrate", "registers", database="owner", interactive=False, verbosity=0)
    with connections["owner"].cursor() as cursor:
        found = []
        for query in PICTURE:
            cursor.execute(query)
            found.append(sorted(map(str, cursor.fetchall())))
    connections.close_all()
    return found


def test_quick_states_make_the_same_database(committed):
    here = connections["default"].settings_dict["NAME"]
    try:
        quick = _picture(f"{here}_quick", quick_states())
        plain = _picture(f"{here}_plain", nullcontext())
    finally:
        connections.close_all()
        database.point_at(here)
    assert [len(part) > 20 for part in quick[:3]] == [True] * 3
    assert quick == plain


def test_no_model_lacks_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
