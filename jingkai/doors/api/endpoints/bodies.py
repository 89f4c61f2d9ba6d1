"""What verbs on tasks and cases take: bodies that become what the action is given."""

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from ninja import Field

from jingkai.doors.api.entering import Asked
from jingkai.doors.api.shapes import LARGEST, TEXT, Day, Given
from jingkai.kernel.access.models import Seat
from jingkai.kernel.errors import Refusal

SeatKey = Annotated[int, Field(ge=1, le=LARGEST, description="a seat of the zone")]


class UnknownSeat(Refusal):
    """Nobody sits there."""

    sentence = _("There is no seat {seat} in this zone.")
    status = 422


def seats(request: Asked, *keys: int) -> list[Seat]:
    """The seats of these keys. Raises UnknownSeat."""
    zone_id = request.auth.seat.zone_id
    rows = Seat.objects.select_related("user", "office").filter(zone_id=zone_id).in_bulk(keys)
    if missing := [key for key in keys if key not in rows]:
        raise UnknownSeat(field="to", seat=missing[0])
    return [rows[key] for key in keys]


class Spoken(Given):
    """With a word on it."""

    opinion: str = Field("", max_length=2000, pattern=TEXT, description="a word on it")


class Completing(Spoken):
    """How the task ends, and what the process should know of it."""

    outcome: str = Field("", max_length=30, pattern=TEXT, description="as the task offers them")
    data: dict[str, str | int | bool | None] = Field(
        {}, max_length=100, description="what the process should know, by name"
    )


class Handing(Spoken):
    """To another seat."""

    to: SeatKey

    def values(self, request: Any) -> dict[str, Any]:
        """With the seat itself."""
        (to,) = seats(request, self.to)
        return {**self.model_dump(), "to": to}


class Signing(Handing):
    """Before one's own signature, or after it."""

    before: bool = Field(True, description="before one's own signature; false: after it")


class Copying(Spoken):
    """To several seats."""

    to: list[SeatKey] = Field(min_length=1, max_length=50, description="seats of the zone")

    def values(self, request: Any) -> dict[str, Any]:
        """With the seats themselves, each once."""
        return {**self.model_dump(), "to": seats(request, *dict.fromkeys(self.to))}


class Returning(Given):
    """Back to the applicant, to the previous step, or to a step by its id; with the reason."""

    to: str = Field(
        min_length=1, max_length=100, pattern=TEXT,
        description="`applicant`, `previous`, or a passed step by its id",
    )  # fmt: skip
    opinion: str = Field(min_length=1, max_length=2000, pattern=TEXT, description="the reason")


class Supervising(Spoken):
    """To be done by a day."""

    on: Day = Field(description="the day by which it is to be done")


class Supplementing(Spoken):
    """All that is to be supplemented, at once."""

    items: list[Annotated[str, Field(min_length=1, max_length=300, pattern=TEXT)]] = Field(
        min_length=1, max_length=50, description="one point each"
    )
