"""Taking a person's particulars out of row history, so that the seals still hold.

History is never changed, except where the law has a person's particulars erased (个人信息保护法
第四十七条). Then declared columns alone are emptied, with the name of who acted, by a function that
the web role may call and whose rights it doesn't have. Each row's hash before and after stands
beside it, and a digest over all of them in the action's entry. `verify` takes the hash before for
the seal's root, and holds the row to the hash after: an emptied row is no broken one, and nothing
else may be changed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from jingkai.kernel.trail.acting import acting
from jingkai.kernel.trail.history import event_model
from jingkai.kernel.trail.models import Entry, Erasure, Seal

ERASABLE: dict[str, frozenset[str]] = {}
"""By history table, the columns that may be emptied."""
FACT = "erased"

FUNCTION = """
create or replace function jingkai_erase(
    history text, numbers bigint[], emptied text[], hashed text[], under bigint, act uuid
) returns integer language plpgsql security definer set search_path = public as $body$
declare
    allowed jsonb := %(allowed)s;
    zone bigint := nullif(current_setting('jingkai.zone', true), '')::bigint;
    columns text := (select string_agg(format('%%I', c), ', ') from unnest(hashed) c);
    digest text := format('sha256(convert_to(jsonb_build_array(%%s)::text, ''UTF8''))', columns);
    empty text := (select string_agg(format('%%I = ''''', c), ', ') from unnest(emptied) c);
    number integer;
begin
    if zone is null or act is null or not allowed ? history
        or not (allowed -> history) @> to_jsonb(emptied) or cardinality(emptied) = 0
    then raise exception 'not to be erased: %%', history; end if;
    execute format('insert into trail_erasure
        (zone_id, history, row, seal, context_id, before, after)
        select $1, $2, pgh_id, $3, $4, %%s, ''''
        from %%I where zone_id = $1 and pgh_id = any($5)',
        digest, history) using zone, history, under, act, numbers;
    execute format('update %%I set %%s, pgh_context = pgh_context - ''actor''
        where zone_id = $1 and pgh_id = any($2)', history, empty)
        using zone, numbers;
    get diagnostics number = row_count;
    execute format('update trail_erasure e set after = h.digest
        from (select pgh_id, %%s as digest from %%I where zone_id = $1 and pgh_id = any($4)) h
        where e.zone_id = $1 and e.history = $2 and e.context_id = $3 and e.row = h.pgh_id',
        digest, history) using zone, history, act, numbers;
    return number;
end $body$
"""


def erasable(model: type[models.Model], *fields: str) -> None:
    """Declare which particulars of a noun may be taken out of its history."""
    ERASABLE[event_model(model)._meta.db_table] = frozenset(fields)


def allow_erasing(owner: Any, role: str) -> None:
    """Make the function as the owner, for the declared columns alone; the web role may call it."""
    allowed = json.dumps({table: sorted(names) for table, names in sorted(ERASABLE.items())})
    with owner.cursor() as cursor:
        if Erasure._meta.db_table not in owner.introspection.table_names(cursor):
            return  # its migration is still to come
        quoted = "'" + allowed.replace("'", "''") + "'"
        cursor.execute(FUNCTION % {"allowed": quoted})
        name = "jingkai_erase(text, bigint[], text[], text[], bigint, uuid)"
        cursor.execute(f"revoke all on function {name} from public")
        cursor.execute(f"grant execute on function {name} to {role}")


def erase_history(rows: Iterable[models.Model]) -> dict[str, Any]:
    """Empty what is declared erasable in the history of these rows; the facts for the entry.

    Runs inside an action, after its own last change of the rows.
    """
    act, number = acting(), 0
    act.unit.flush()
    for row in rows:
        events = event_model(type(row))
        table = events._meta.db_table
        emptied = sorted(ERASABLE[table])
        found = events._default_manager.filter(pgh_obj_id=row.pk)
        keys = list(found.order_by("pgh_id").values_list("pgh_id", flat=True))
        for under, hashed, part in _by_seal(act.by.zone_id, table, keys):
            with connection.cursor() as cursor:
                cursor.execute(
                    "select jingkai_erase(%s, %s, %s, %s, %s, %s)",
                    [table, part, emptied, hashed, under, act.context],
                )
                number += cursor.fetchone()[0]
    return {"history": number, FACT: told(act.by.zone_id, act.context)}


def _by_seal(
    zone_id: int, table: str, keys: list[int]
) -> Iterator[tuple[int | None, list[str], list[int]]]:
    """The rows by the seal that covers them, with the columns hashed there; those under none."""
    left = set(keys)
    for number, parts in Seal.objects.filter(zone_id=zone_id).values_list("number", "parts"):
        for part in parts:
            if part["table"] != table:
                continue
            if under := sorted(key for key in left if part["after"] < key <= part["last"]):
                left -= set(under)
                yield number, part["columns"], under
    if left:
        model = next(m for m in apps.get_models() if m._meta.db_table == table)
        names = sorted(str(field.column) for field in model._meta.local_fields)
        yield None, names, sorted(left)


def told(zone_id: int, context: Any) -> str:
    """The digest over everything that one action erased."""
    lines = [
        f"{e.history}:{e.row}:{e.seal}:{bytes(e.before).hex()}:{bytes(e.after).hex()}"
        for e in Erasure.objects.filter(zone_id=zone_id, context_id=context).order_by("pk")
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


def replaced(zone_id: int, seal: int, table: str) -> dict[int, tuple[bytes, bytes]]:
    """The hashes before and after of what was erased under a seal, by row."""
    found: dict[int, tuple[bytes, bytes]] = {}
    rows = Erasure.objects.filter(zone_id=zone_id, seal=seal, history=table).order_by("pk")
    for each in rows:
        first = found.get(each.row, (bytes(each.before), b""))[0]
        found[each.row] = (first, bytes(each.after))
    return found


def unaccounted(zone_id: int) -> Iterator[int]:
    """Erasures that no entry answers for, by their first row's number."""
    contexts = Erasure.objects.filter(zone_id=zone_id).order_by().values_list("context_id")
    for (context,) in contexts.distinct():
        facts = Entry.objects.filter(zone_id=zone_id, context_id=context).values_list("facts")
        if told(zone_id, context) not in {each.get(FACT) for (each,) in facts}:
            first = Erasure.objects.filter(zone_id=zone_id, context_id=context).order_by("pk")
            yield first[0].row
