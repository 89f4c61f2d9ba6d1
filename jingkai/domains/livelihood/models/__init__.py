"""The nouns of the people's livelihood, one module per family."""

from jingkai.domains.livelihood.models.circles import (
    Reach,
    Residence,
    ServiceCircle,
    ServicePoint,
)
from jingkai.domains.livelihood.models.streets import BusLine, Street
from jingkai.domains.livelihood.models.work import (
    EmploymentMonth,
    JobRegistration,
    PensionMonth,
    UnemploymentRegistration,
    Vacancy,
)

__all__ = [
    "BusLine",
    "EmploymentMonth",
    "JobRegistration",
    "PensionMonth",
    "Reach",
    "Residence",
    "ServiceCircle",
    "ServicePoint",
    "Street",
    "UnemploymentRegistration",
    "Vacancy",
]
