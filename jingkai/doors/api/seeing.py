"""Steps on what was seen: a record's mark is its ETag, and a step on an older one is refused.

Cases have a version of their own (`shapes.version_of`). What has none is marked by a digest over
the values that a step can change.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.doors.api.problems import VersionMissing
from jingkai.kernel.errors import Refusal
from jingkai.kernel.trail.models import Entry

type Mark = Callable[[Any], str]
"""Gives a record's ETag as it stands."""
SIGNS = 16


class ChangedSinceSeen(Refusal):
    """Somebody was faster."""

    sentence = _("“{what}” has changed since it was seen; nothing was done.")
    hint = _("Read it again, and send its ETag as If-Match.")
    status = 412


def marked_by(*names: str) -> Mark:
    """Marks records by their values of these names."""

    def mark(row: Any) -> str:
        told = "\0".join(str(getattr(row, name)) for name in names)
        return f'"{sha256(told.encode()).hexdigest()[:SIGNS]}"'

    return mark


def hold(record: Any, seen: str, mark: Mark, *, key: str, code: str) -> None:
    """Keep the record for this request, if it stands as it was seen.

    An action that was done under this key already is not refused: its answer is asked once more.
    Raises VersionMissing, ChangedSinceSeen.
    """
    if not seen:
        raise VersionMissing
    rows = type(record)._base_manager.select_for_update(of=("self",))
    now = rows.filter(pk=record.pk, zone_id=record.zone_id).first()
    if now is not None and mark(now) == seen:
        return
    done = Entry.objects.filter(zone_id=record.zone_id, code=code, idempotency_key=key)
    if not key or not done.exists():
        raise ChangedSinceSeen(what=str(record))
