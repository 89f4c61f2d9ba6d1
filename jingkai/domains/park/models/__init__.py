"""The nouns of the park, one module per family."""

from jingkai.domains.park.models.greens import GreenSpace, Planting
from jingkai.domains.park.models.idle import IdleCase
from jingkai.domains.park.models.land import LandHold, LandQuota, Parcel, WorkStop
from jingkai.domains.park.models.networks import Road, UtilityLine
from jingkai.domains.park.models.parks import FactoryBuilding, IndustrialPark, Lease

__all__ = [
    "FactoryBuilding",
    "GreenSpace",
    "IdleCase",
    "IndustrialPark",
    "LandHold",
    "LandQuota",
    "Lease",
    "Parcel",
    "Planting",
    "Road",
    "UtilityLine",
    "WorkStop",
]
