"""The walls between zones: PostgreSQL row-level security on every table that a zone owns.

The web role owns nothing, so it can't lower a wall. A table is a zone's when it has a `zone_id`.
History, entries and seals can be added to and read, never updated or deleted. What zones share
(`open_to_read = True` on the model) is read inside every zone's wall, written by its own zone alone
and once: it can't be changed afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from jingkai.kernel.trail.planned import planned

SETTING, USER_SETTING = "jingkai.zone", "jingkai.user"
ZONE_IS_SET = f"zone_id = nullif(current_setting('{SETTING}', true), '')::bigint"
A_ZONE_IS_SET = f"nullif(current_setting('{SETTING}', true), '') is not null"
OWN_SEAT = f"user_id = nullif(current_setting('{USER_SETTING}', true), '')::bigint"


@contextmanager
def walled(zone_id: int | None, *, user_id: int | None = None) -> Iterator[None]:
    """Inside this block, which is one transaction, the database shows this zone alone.

    `user_id` lets a person read their own seats in any zone (to log in and to switch).
    """
    inside = connection.in_atomic_block
    with transaction.atomic():
        before = _set(zone_id, user_id)
        yield  # the settings end with the transaction; an error takes them back
        if inside and not connection.needs_rollback and connection.connection is not None:
            _set(*before)


def _set(zone_id: int | str | None, user_id: int | str | None) -> tuple[str, str]:
    with planned() as cursor:
        cursor.execute(
            "with before as materialized (select coalesce(current_setting(%s, true), '') as zone,"
            " coalesce(current_setting(%s, true), '') as person)"
            " select zone, person, set_config(%s, %s, true), set_config(%s, %s, true) from before",
            [SETTING, USER_SETTING, SETTING, str(zone_id or ""), USER_SETTING, str(user_id or "")],
        )
        row = cursor.fetchone()
    return row[0], row[1]


def zone_owned_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a zone, history included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and any(f.column == "zone_id" for f in model._meta.local_fields)
    ]


def kept_forever(model: type[models.Model]) -> bool:
    """Whether the web role may only add to this table: history, entries, seals, what is shared."""
    return (
        model._meta.app_label == "trail"
        or open_to_read(model)
        or any(f.name == "pgh_id" for f in model._meta.local_fields)
    )


def open_to_read(model: type[models.Model]) -> bool:
    """Whether every zone reads this table's rows: what zones have shared with one another."""
    return bool(model.__dict__.get("open_to_read", False))


def _hangs_on_own(owner: BaseDatabaseWrapper, model: type[models.Model]) -> str:
    """What is shared hangs only on what the same zone has shared."""
    table = owner.ops.quote_name(model._meta.db_table)
    found = ""
    for field in model._meta.local_fields:
        above = field.remote_field.model if isinstance(field, models.ForeignKey) else None
        if above is not None and open_to_read(above):
            name = owner.ops.quote_name(above._meta.db_table)
            found += (
                f" and exists (select 1 from {name} above where above.id = {table}.{field.column}"
                f" and above.zone_id = {table}.zone_id)"
            )
    return found


NOTHING_IS_IGNORED = """
    create or replace function _pgtrigger_should_ignore(trigger_name name) returns boolean
    language sql immutable parallel safe as 'select false'
"""
"""History is never switched off. The library's own function lets any session skip triggers by a
setting, and opens a subtransaction for each row, whose ending walks all pending foreign keys: a
hundred thousand rows would take minutes instead of seconds."""


def raise_walls(owner: Any, *, web: str) -> None:
    """Put the policy on every zone-owned table and give the web role its rights; idempotent."""
    from jingkai.kernel.trail.erasing import allow_erasing
    from jingkai.kernel.trail.models import Erasure

    with owner.cursor() as cursor:
        role = owner.ops.quote_name(web)
        cursor.execute(f"grant usage on schema public to {role}")
        cursor.execute(
            f"grant select, insert, update, delete on all tables in schema public to {role}"
        )
        cursor.execute(f"grant usage on all sequences in schema public to {role}")
        cursor.execute(f"revoke insert, update, delete on django_migrations from {role}")
        cursor.execute(NOTHING_IS_IGNORED)
        standing = set(owner.introspection.table_names(cursor))
        for model in zone_owned_models():
            if model._meta.db_table not in standing:
                continue  # its migration is still to come
            _wall(owner, cursor, model)
            if kept_forever(model):
                table = owner.ops.quote_name(model._meta.db_table)
                cursor.execute(f"revoke update, delete, truncate on {table} from {role}")
            if model is Erasure:
                cursor.execute(f"revoke insert on {model._meta.db_table} from {role}")
    allow_erasing(owner, owner.ops.quote_name(web))


def _wall(owner: BaseDatabaseWrapper, cursor: Any, model: type[models.Model]) -> None:
    table = owner.ops.quote_name(model._meta.db_table)
    own = f" or {OWN_SEAT}" if model._meta.label == "access.Seat" else ""
    cursor.execute(f"alter table {table} enable row level security")
    cursor.execute(f"alter table {table} force row level security")
    cursor.execute(f"drop policy if exists zone_wall on {table}")
    check = ZONE_IS_SET + (_hangs_on_own(owner, model) if open_to_read(model) else "")
    cursor.execute(
        f"create policy zone_wall on {table} using ({ZONE_IS_SET}{own}) with check ({check})"
    )
    cursor.execute(f"drop policy if exists shared_view on {table}")
    if open_to_read(model):  # beside the wall: whoever stands in a zone reads, and reads only
        cursor.execute(f"create policy shared_view on {table} for select using ({A_ZONE_IS_SET})")
