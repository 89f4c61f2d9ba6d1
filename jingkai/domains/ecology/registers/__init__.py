"""What the doors show of the green park, in the order in which workbooks depend on each other."""

# isort: off
from jingkai.domains.ecology.registers.sources import INSPECTIONS, RECTIFICATIONS, SOURCES
from jingkai.domains.ecology.registers.water import MONTHS, SAMPLES, SECTIONS
from jingkai.domains.ecology.registers.soil import POINTS, SOIL
# isort: on

__all__ = [
    "INSPECTIONS",
    "MONTHS",
    "POINTS",
    "RECTIFICATIONS",
    "SAMPLES",
    "SECTIONS",
    "SOIL",
    "SOURCES",
]
