"""The demo zone's catalogue: published as its offices would, version after version."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

MANAGER = "catalogue"
"""Who keeps the catalogue of the demo zone."""


def publish_catalogue(
    seats: Any,
    folder: Path,
    echo: Callable[[str], None],
    bring_in: Callable[[Path, Any, Callable[[str], None]], None],
) -> bool:
    """Processes put in force, the first versions published, then those that succeeded them."""
    from demo.build import build_succeeding
    from demo.services import FIRST_ON, SECOND_ON
    from jingkai.domains.services import queries

    by = seats[MANAGER]
    rows = queries.versions_for(by)
    if rows.filter(number=2).exists() or not rows.exists():
        return False
    _install(by, echo)
    _publish(by, FIRST_ON, echo)
    for path in build_succeeding(folder):
        bring_in(path, by, echo)
    _publish(by, SECOND_ON, echo)
    return True


def load_applications(
    seats: Any,
    folder: Path,
    echo: Callable[[str], None],
    bring_in: Callable[[Path, Any, Callable[[str], None]], None],
) -> bool:
    """The applications of two years, as another system had them, with their results."""
    from demo.build import build_applications
    from jingkai.domains.services import queries

    by = seats[MANAGER]
    if queries.approvals_for(by).exists():
        return False
    for path in build_applications(folder):
        bring_in(path, by, echo)
    return True


def _install(by: Any, echo: Callable[[str], None]) -> None:
    from jingkai.domains.services.actions import install_processes

    echo(f"Processes published: {len(install_processes(by=by))} …")


def _publish(by: Any, on: date, echo: Callable[[str], None]) -> None:
    from jingkai.domains.services import queries
    from jingkai.domains.services.actions import publish_version

    drafts = queries.versions_for(by).filter(state="draft").order_by("reference")
    echo(f"Publishing {len(drafts)} versions of matters …")
    for version in drafts:
        publish_version(version=version, in_force_on=on, on=on, by=by)


def book_appointments(seats: Any, _folder: Path, echo: Callable[[str], None]) -> bool:
    """Times offered at the hall and at a street, booked, kept and missed, as its clerks do."""
    from demo.appointments import OFFERS
    from jingkai.domains.services import queries

    if queries.appointments_for(seats[MANAGER]).exists():
        return False
    total = sum(_offered(offer, seats[offer.clerk]) for offer in OFFERS)
    echo(f"Appointments booked: {total} …")
    return True


def _offered(offer: Any, by: Any) -> int:
    """Offer a place's times and book them; how many were booked."""
    from demo.appointments import bookings, days
    from jingkai.domains.services import actions, queries
    from jingkai.domains.services.errors import BookedAlready

    place = queries.places_seen(by).get(office__code=offer.office)
    actions.offer_slots(place=place, days=days(), times=offer.times, capacity=offer.capacity, by=by)
    listed = [one.slot for on in days() for one in queries.day_at(by, place, on).slots]
    slots = {(slot.on, slot.begins): slot for slot in listed}
    matters = {matter.code: matter for matter in queries.matters_for(by)}
    booked = 0
    for one in bookings(offer):
        try:
            row = actions.book(
                slot=slots[one.on, one.begins], matter=matters[one.matter], name=one.name,
                phone=one.phone, by=by, at=one.booked_at,
            )  # fmt: skip
        except BookedAlready:  # the same invented number twice in one slot
            continue
        booked += 1
        if one.ended:
            actions.end_appointment(
                appointment=row, state=one.ended, by=by, at=_begun(one.on, one.begins)
            )
    return booked


def _begun(on: date, begins: time) -> datetime:
    """The moment at which a slot begins."""
    from demo.appointments import CHINA

    return datetime.combine(on, begins, CHINA)
