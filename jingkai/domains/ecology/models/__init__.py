"""The nouns of the green park, one module per family."""

from jingkai.domains.ecology.models.soil import SoilPoint, SoilSample
from jingkai.domains.ecology.models.sources import EmissionSource, Inspection, Rectification
from jingkai.domains.ecology.models.water import WaterMonth, WaterSample, WaterSection

__all__ = [
    "EmissionSource",
    "Inspection",
    "Rectification",
    "SoilPoint",
    "SoilSample",
    "WaterMonth",
    "WaterSample",
    "WaterSection",
]
