"""Closing the trail under seals, and finding what was changed behind the application's back.

A seal covers, for one zone, all entries and history rows that came since the seal before: per
table the rows' SHA-256 in order of their number, their Merkle root, and the columns that were
hashed (so that a later migration which adds a column breaks nothing). Rows are hashed in the
database, as a JSON array of their columns with the session in UTC.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from jingkai.kernel.trail.acting import SEALING
from jingkai.kernel.trail.erasing import replaced, unaccounted
from jingkai.kernel.trail.models import Entry, Erasure, Seal, SealLeaves

LEAF = struct.Struct(">q8s")
FIRST = "0" * 64


@dataclass(frozen=True)
class Broken:
    """What `verify` found: which seal, which table, which row, and what is wrong with it."""

    seal: int
    table: str
    row: int | None
    what: str
    entry: str = ""


def sealed_tables() -> dict[str, str]:
    """The tables under seal with their row number's column: entries, and all history by zone."""
    tables = {Entry._meta.db_table: "id"}
    for model in apps.get_models():
        names = {f.column for f in model._meta.local_fields}
        if {"pgh_id", "zone_id"} <= names:
            tables[model._meta.db_table] = "pgh_id"
    return tables


def seal(zone_id: int) -> Seal | None:
    """Seal what came since the last seal; None when nothing did, or an action is under way."""
    with transaction.atomic():
        if not (tops := _tops(zone_id)):
            return None
        before = Seal.objects.filter(zone_id=zone_id).order_by("-number").first()
        sealed = _last_rows(zone_id)
        parts, leaves = [], {}
        for table, top in tops.items():
            part, packed = _part(zone_id, table, sealed.get(table, 0), top)
            if part:
                parts.append(part)
                leaves[table] = packed
        if not parts:
            return None
        new = Seal(
            zone_id=zone_id, at=timezone.now(), parts=parts,
            number=before.number + 1 if before else 1,
            previous=before.digest if before else FIRST,
        )  # fmt: skip
        new.digest = new.content_digest()
        new.save(force_insert=True)
        SealLeaves.objects.bulk_create(
            SealLeaves(zone_id=zone_id, seal=new, table=table, leaves=packed)
            for table, packed in leaves.items()
        )
        return new


def _tops(zone_id: int) -> dict[str, int]:
    """The last row of each table, taken at a moment when no action is under way."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s, %s)", [SEALING, zone_id])
        if not cursor.fetchone()[0]:
            return {}
        tops = {}
        for table, key in sealed_tables().items():
            cursor.execute(f'select max("{key}") from "{table}" where zone_id = %s', [zone_id])
            if (top := cursor.fetchone()[0]) is not None:
                tops[table] = top
        return tops


def _last_rows(zone_id: int) -> dict[str, int]:
    last: dict[str, int] = {}
    for parts in Seal.objects.filter(zone_id=zone_id).values_list("parts", flat=True):
        for part in parts:
            last[part["table"]] = max(last.get(part["table"], 0), part["last"])
    return last


def _part(zone_id: int, table: str, after: int, top: int) -> tuple[dict[str, Any], bytes]:
    columns = _columns(table)
    tree, packed = _Tree(), bytearray()
    first = last = 0
    for number, digest in _hashes(zone_id, table, columns, after, top):
        first, last = first or number, number
        tree.add(digest)
        packed += LEAF.pack(number, digest[:8])
    if not tree.count:
        return {}, b""
    part = {
        "table": table, "first": first, "last": last, "after": after, "rows": tree.count,
        "columns": columns, "root": tree.root().hex(),
    }  # fmt: skip
    return part, bytes(packed)


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return sorted(c.name for c in connection.introspection.get_table_description(cursor, table))


def _hashes(
    zone_id: int, table: str, columns: list[str], after: int, top: int
) -> Iterator[tuple[int, bytes]]:
    key = sealed_tables()[table]
    listed = ", ".join(f'"{c}"' for c in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select \"{key}\", sha256(convert_to(jsonb_build_array({listed})::text, 'UTF8'))"
            f' from "{table}" where zone_id = %s and "{key}" > %s and "{key}" <= %s'
            f' order by "{key}"',
            [zone_id, after, top],
        )
        while rows := cursor.fetchmany(5000):
            for number, digest in rows:
                yield number, bytes(digest)


class _Tree:
    """A Merkle tree grown from the left, in logarithmic space."""

    def __init__(self) -> None:
        self.count = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        height, node = 0, hashlib.sha256(b"\0" + leaf).digest()
        while self._peaks and self._peaks[-1][0] == height:
            node = hashlib.sha256(b"\1" + self._peaks.pop()[1] + node).digest()
            height += 1
        self._peaks.append((height, node))
        self.count += 1

    def root(self) -> bytes:
        node = b""
        for _height, peak in reversed(self._peaks):
            node = hashlib.sha256(b"\1" + peak + node).digest() if node else peak
        return node


def verify(zone_id: int) -> list[Broken]:
    """Every fault found, the first broken seal first; an empty list says that the trail holds."""
    broken: list[Broken] = []
    previous = FIRST
    for number, found in enumerate(Seal.objects.filter(zone_id=zone_id).order_by("number"), 1):
        if found.number != number or found.previous != previous:
            broken.append(Broken(number, Seal._meta.db_table, found.pk, "chain"))
        if found.digest != found.content_digest():
            broken.append(Broken(found.number, Seal._meta.db_table, found.pk, "seal"))
        for part in found.parts:
            broken.extend(_verify_part(zone_id, found, part))
        previous = found.digest
    broken.extend(_unsealed_entries(zone_id))
    broken.extend(Broken(0, Erasure._meta.db_table, row, "erased") for row in unaccounted(zone_id))
    return broken


def _verify_part(zone_id: int, found: Seal, part: dict[str, Any]) -> Iterator[Broken]:
    table = part["table"]
    tree, now = _Tree(), {}
    erased = replaced(zone_id, found.number, table)
    for number, digest in _hashes(zone_id, table, part["columns"], part["after"], part["last"]):
        if number in erased and erased[number][1] == digest:
            digest = erased[number][0]  # noqa: PLW2901
        tree.add(digest)
        now[number] = digest[:8]
    if tree.count == part["rows"] and tree.root().hex() == part["root"]:
        return
    leaves = SealLeaves.objects.filter(seal=found, table=table).first()
    then = dict(LEAF.iter_unpack(bytes(leaves.leaves))) if leaves else {}
    rows = sorted(n for n in then.keys() | now.keys() if then.get(n) != now.get(n))
    for row in rows:
        what = "missing" if row not in now else "added" if row not in then else "changed"
        yield Broken(found.number, table, row, what, _entry_of(table, row))
    if not rows:
        yield Broken(found.number, table, None, "leaves")


def _entry_of(table: str, row: int) -> str:
    """The entry of the action that the row belongs to, in words."""
    if table == Entry._meta.db_table:
        entry = Entry.objects.filter(pk=row).first()
    else:
        with connection.cursor() as cursor:
            cursor.execute(f'select pgh_context_id from "{table}" where pgh_id = %s', [row])
            context = cursor.fetchone()
        entry = Entry.objects.filter(context_id=context[0]).first() if context else None
    return f"{entry.pk}: {entry.sentence}" if entry else ""


def _unsealed_entries(zone_id: int) -> Iterator[Broken]:
    """Entries after the last seal answer for themselves by their own digest."""
    last = _last_rows(zone_id).get(Entry._meta.db_table, 0)
    for entry in Entry.objects.filter(zone_id=zone_id, pk__gt=last).iterator():
        if entry.digest != entry.content_digest():
            yield Broken(0, Entry._meta.db_table, entry.pk, "changed", f"{entry.pk}: {entry}")
