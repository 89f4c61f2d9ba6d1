"""Where a deal could settle: the park's free places against the deal's needs."""

from datetime import date
from typing import Any

from jingkai.domains.investment.models import Deal
from jingkai.domains.park import queries as park

ASKED = (
    "land_area", "floor_area", "floor_load", "clear_height", "power", "steam",
    "environment_class",
)  # fmt: skip
SHOWN = 30


def need_of(deal: Deal) -> park.Need:
    """What a deal needs of its site; what it doesn't say is not asked."""
    return park.Need(**{name: getattr(deal, name) for name in ASKED if getattr(deal, name)})


def sites_of(deal: Deal, seat: Any, on: date) -> dict[str, Any]:
    """Places that fit the deal, and the nearest of those that don't, each with its reasons.

    Nothing where the deal is settled or says nothing of its needs.
    """
    settled = deal.started_on is not None or deal.ended_on is not None
    asks = any(getattr(deal, name) for name in ASKED)
    places = park.match(seat, need_of(deal), on) if asks and not settled else []
    return {
        "settled": settled, "asks": asks, "fitting": [p for p in places if p.fits][:SHOWN],
        "failing": [p for p in places if not p.fits][:SHOWN],
    }  # fmt: skip
