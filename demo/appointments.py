"""Appointments at the hall and at a street: times offered, booked, kept and missed.

Assumptions: on each working day from the one before the demo's day to five after it the hall offers
half-hours for three people each, a street hours for one. Before the day three in four places were
booked and one in twelve did not come; on the day itself people came until half past ten; what
follows is booked less and less. Names are invented and marked 示例.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from demo.services import matters
from demo.words import person
from demo.zone import STANDS_ON
from jingkai.kernel.workdays.national import national

BEFORE, AFTER = 1, 5
MARKED_UNTIL = time(10, 30)
ONE_MISSED_OF = 12
CHINA = timezone(timedelta(hours=8))
HALF_HOURS = tuple(
    (time(hour, minute), time(hour + (minute == 30), 30 - minute))
    for hour in (9, 10, 13, 14, 15) for minute in (0, 30)
)  # fmt: skip
HOURS = tuple((time(hour), time(hour + 1)) for hour in (9, 10, 14))


@dataclass(frozen=True)
class Offer:
    """A place's times: who offers them, for how many each."""

    office: str
    clerk: str
    times: tuple[tuple[time, time], ...]
    capacity: int


OFFERS = (Offer("hall", "hall1", HALF_HOURS, 3), Offer("street-1", "street1", HOURS, 1))


@dataclass(frozen=True)
class Booking:
    """Somebody's place in a slot; `ended`: kept, missed, or "" while it is still to come."""

    on: date
    begins: time
    name: str
    phone: str
    matter: str
    booked_at: datetime
    ended: str


def days() -> list[date]:
    """The working days on which times are offered."""
    return [national().add(STANDS_ON, n) for n in range(-BEFORE, AFTER + 1)]


def bookings(offer: Offer) -> Iterator[Booking]:
    """Who booked at a place, in the order of the days."""
    rng = random.Random(f"appointments {offer.office}")
    at_counter = [matter for matter in matters() if not matter.full] or list(matters())
    for on in days():
        share = 0.75 if on <= STANDS_ON else 0.5 / (on - STANDS_ON).days
        for begins, _ends in offer.times:
            for _place in range(offer.capacity):
                if rng.random() < share:
                    yield _booking(on, begins, rng, rng.choice(at_counter)["code"])


def _booking(on: date, begins: time, rng: random.Random, matter: str) -> Booking:
    earlier = national().add(min(on, STANDS_ON), -rng.randrange(1, 4))
    booked = datetime.combine(earlier, time(rng.randrange(8, 18), rng.randrange(60)), CHINA)
    over = on < STANDS_ON or (on == STANDS_ON and begins < MARKED_UNTIL)
    missed = rng.randrange(ONE_MISSED_OF) == 0
    return Booking(
        on, begins, person(rng), f"1390432{rng.randrange(10_000):04d}", matter, booked,
        ("missed" if missed else "kept") if over else "",
    )  # fmt: skip
