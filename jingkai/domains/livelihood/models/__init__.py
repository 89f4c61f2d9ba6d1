"""The nouns of the people's livelihood, one module per family."""

from jingkai.domains.livelihood.models.allowance import (
    SupportCase,
    SupportChange,
    SupportedPerson,
    SupportReview,
)
from jingkai.domains.livelihood.models.circles import (
    Reach,
    Residence,
    ServiceCircle,
    ServicePoint,
)
from jingkai.domains.livelihood.models.education import (
    AfterClassTerm,
    ChildrenYear,
    Kindergarten,
    School,
    TutoringInstitution,
)
from jingkai.domains.livelihood.models.payments import Batch, Payment
from jingkai.domains.livelihood.models.people import Beneficiary, Household
from jingkai.domains.livelihood.models.streets import BusLine, Street
from jingkai.domains.livelihood.models.subsidies import (
    Claim,
    Exclusion,
    Programme,
    Standard,
    SubsidyVersion,
)
from jingkai.domains.livelihood.models.villages import (
    Federation,
    Village,
    VillageIncome,
    VillageYear,
)
from jingkai.domains.livelihood.models.work import (
    EmploymentMonth,
    JobRegistration,
    PensionMonth,
    UnemploymentRegistration,
    Vacancy,
)

__all__ = [
    "AfterClassTerm",
    "Batch",
    "Beneficiary",
    "BusLine",
    "Claim",
    "EmploymentMonth",
    "Exclusion",
    "Federation",
    "Household",
    "JobRegistration",
    "Kindergarten",
    "ChildrenYear",
    "Payment",
    "PensionMonth",
    "Programme",
    "SubsidyVersion",
    "Reach",
    "Residence",
    "School",
    "ServiceCircle",
    "ServicePoint",
    "Standard",
    "Street",
    "SupportCase",
    "SupportChange",
    "SupportReview",
    "SupportedPerson",
    "TutoringInstitution",
    "UnemploymentRegistration",
    "Vacancy",
    "Village",
    "VillageIncome",
    "VillageYear",
]
