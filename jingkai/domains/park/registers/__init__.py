"""What the doors show of the park.

Declared in the order in which workbooks depend on each other: a parcel names its park and quota, a
building its parcel, a lease its building.
"""

# isort: off
from jingkai.domains.park.registers.parks import BUILDINGS, LEASES, PARKS
from jingkai.domains.park.registers.land import HOLDS, PARCELS, QUOTAS, STOPS
from jingkai.domains.park.registers.idle import IDLE_CASES
from jingkai.domains.park.registers.networks import LINES, ROADS
from jingkai.domains.park.registers.greens import GREENS, PLANTINGS
# isort: on

__all__ = [
    "BUILDINGS",
    "GREENS",
    "HOLDS",
    "IDLE_CASES",
    "LEASES",
    "LINES",
    "PARCELS",
    "PARKS",
    "PLANTINGS",
    "QUOTAS",
    "ROADS",
    "STOPS",
]
