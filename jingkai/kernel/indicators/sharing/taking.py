"""Taking a file of published figures from whoever may receive: through the API, or a page."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.indicators.actions import note_file
from jingkai.kernel.indicators.errors import ChangedOnTheWay, TooLarge
from jingkai.kernel.indicators.sharing.deliveries import Delivery, Fault
from jingkai.kernel.indicators.sharing.receiving import receive_content
from jingkai.kernel.trail.acting import Actor
from jingkai.kernel.trail.models import Entry

LARGEST_MB = 20
"""A year's figures of three hundred zones come to less."""


@dataclass(frozen=True)
class Taken:
    """What came of a file; editions as texts, such as `ex-yanhai 2022 1`."""

    sha256: str
    kept: tuple[str, ...]
    standing: tuple[str, ...]
    warnings: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    dry_run: bool = False


def take(
    name: str, content: bytes, *, at: datetime, by: Actor, sha256: str = "", key: str = "",
    dry_run: bool = False,
) -> Taken:  # fmt: skip
    """Check the file and keep its editions, all of them or none, each as its own zone's.

    Nothing new is taken of zones that work here, and none is opened. Under a `key` it is done
    once; asked again, the first answer is told. Refuses a seat without the permission; raises
    `ChangedOnTheWay` where `sha256` is not the file's, `TooLarge`, `NotReadable`.
    """
    can = getattr(by, "can", None)
    if can is None or not can(Permission.FIGURES_RECEIVE):
        raise Forbidden
    digest = hashlib.sha256(content).hexdigest()
    if sha256 and sha256.lower() != digest:
        raise ChangedOnTheWay(field="sha256", name=name)
    if len(content) > LARGEST_MB << 20:
        raise TooLarge(field="data", name=name, most=LARGEST_MB)
    if key and (before := _before(by, key)) is not None:
        return before
    found = receive_content(name, content, at=at, dry_run=dry_run, working_here=False)
    taken = Taken(
        digest, tuple(map(_told, found.kept)), tuple(map(_told, found.standing)), found.warnings,
        found.faults, dry_run,
    )  # fmt: skip
    if not dry_run and found.holds:
        note_file(
            name=name[:200], sha256=digest, kept=taken.kept, standing=taken.standing,
            warnings=taken.warnings, by=by, idempotency_key=key,
        )  # type: ignore[call-arg]  # fmt: skip
    return taken


def _told(delivery: Delivery) -> str:
    return f"{delivery.zone} {delivery.period.text} {delivery.head.edition}"


def _before(by: Actor, key: str) -> Taken | None:
    """What came of the file when this key came first."""
    entry = Entry.objects.filter(
        zone_id=by.zone_id, code="indicators.file.received", idempotency_key=key
    ).first()
    if entry is None:
        return None
    facts = entry.facts
    return Taken(
        facts["sha256"], tuple(facts["editions"]), tuple(facts["stood"]), tuple(facts["warnings"])
    )
