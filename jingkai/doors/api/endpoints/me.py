"""Who the token acts as."""

from typing import Any

from ninja import Router, Schema

from jingkai.doors.api.entering import Asked, may
from jingkai.doors.api.shapes import Ref

router = Router(tags=["me"])


class Me(Schema):
    """The seat behind a token."""

    name: str
    zone: str
    seat: int
    office: Ref
    role: str
    scopes: list[str]
    permissions: list[str]


@router.get("/me", auth=may(""), response=Me)
def read_me(request: Asked) -> dict[str, Any]:
    """Who the token acts as, and what it is let into."""
    seat = request.auth.seat
    return {
        "name": seat.user.name,
        "zone": seat.zone.code,
        "seat": seat.pk,
        "office": {"id": seat.office_id, "title": seat.office.name},
        "role": seat.role_code,
        "scopes": sorted(request.auth.scopes),
        "permissions": sorted(seat.role.permissions),
    }
