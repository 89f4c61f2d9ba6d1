"""What the doors show of the people's livelihood, in the order in which workbooks depend."""

# isort: off
from jingkai.domains.livelihood.registers.circles import (
    STREETS,
    BUSES,
    POINTS,
    RESIDENCES,
    REACHES,
    CIRCLES,
)
from jingkai.domains.livelihood.registers.work import (
    EMPLOYMENT,
    JOBS,
    PENSIONS,
    UNEMPLOYED,
    VACANCIES,
)
from jingkai.domains.livelihood.registers.support import (
    CASES,
    CHANGES,
    HOUSEHOLDS,
    PERSONS,
    REVIEWS,
    SUPPORTED,
)
from jingkai.domains.livelihood.registers.subsidies import (
    CLAIMS,
    EXCLUSIONS,
    PROGRAMMES,
    STANDARDS,
    VERSIONS,
)
from jingkai.domains.livelihood.registers.payments import BATCHES, PAYMENTS
from jingkai.domains.livelihood.registers.education import (
    CHILDREN,
    KINDERGARTENS,
    SCHOOLS,
    TERMS,
    TUTORING,
)
from jingkai.domains.livelihood.registers.villages import FEDERATIONS, INCOMES, VILLAGES, YEARS
from jingkai.domains.livelihood.registers.papers import declare_files
# isort: on

__all__ = [
    "BATCHES",
    "BUSES",
    "CASES",
    "CHANGES",
    "CHILDREN",
    "CIRCLES",
    "CLAIMS",
    "EMPLOYMENT",
    "EXCLUSIONS",
    "FEDERATIONS",
    "HOUSEHOLDS",
    "INCOMES",
    "JOBS",
    "KINDERGARTENS",
    "PAYMENTS",
    "PENSIONS",
    "PERSONS",
    "POINTS",
    "PROGRAMMES",
    "REACHES",
    "RESIDENCES",
    "REVIEWS",
    "SCHOOLS",
    "STANDARDS",
    "STREETS",
    "SUPPORTED",
    "TERMS",
    "TUTORING",
    "UNEMPLOYED",
    "VACANCIES",
    "VERSIONS",
    "VILLAGES",
    "YEARS",
    "declare_files",
]
