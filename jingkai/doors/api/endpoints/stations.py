"""What monitoring stations sent comes in by the API: packets of HJ 212, as a gateway keeps them."""

from typing import Any

from django.db import transaction
from ninja import Field, Router, Schema

from jingkai.domains.ecology.actions import Taken, receive_station_data
from jingkai.domains.ecology.permissions import Permission
from jingkai.doors.api import scopes
from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.problems import Problem
from jingkai.doors.api.shapes import Given, Once, once_key

router = Router(tags=["stations"])
TAKES = may(scopes.STATIONS_WRITE, Permission.IMPORT)
LONGEST = 5_000_000


class Sent(Given):
    """Packets one after the other, with whatever stands between them."""

    text: str = Field(max_length=LONGEST, description="packets of HJ 212: ##, length, CRC")
    dry_run: bool = Field(False, description="check it all, and keep nothing")


class StationTaken(Schema):
    """What came of packets: one sample a station and day; all are taken or none."""

    packets: int
    new: int = Field(description="samples that were not there")
    changed: int = Field(description="samples of a day that was taken in before, corrected")
    not_evaluated: list[str] = Field(description="codes that no factor of water quality has")
    left_out: int = Field(description="readings whose flag says that they don't hold")
    dry_run: bool


@router.post("/stations/packets", auth=TAKES, response={200: StationTaken, 422: Problem})
def take_station_packets(request: Asked, sent: Sent, key: Once = "") -> dict[str, Any]:
    """Take in packets as samples of their days, all or none; a day sent again is corrected."""
    once = "" if sent.dry_run else once_key(request, key)  # what keeps nothing takes no key
    with transaction.atomic():
        taken = receive_station_data(text=sent.text, by=request.auth.seat, key=once)
        if sent.dry_run:
            transaction.set_rollback(True)
    return _told(taken, sent.dry_run)


def _told(taken: Taken, dry_run: bool) -> dict[str, Any]:
    return {
        "packets": taken.packets, "new": taken.new, "changed": taken.changed,
        "not_evaluated": list(taken.unknown_codes), "left_out": taken.left_out,
        "dry_run": dry_run,
    }  # fmt: skip
