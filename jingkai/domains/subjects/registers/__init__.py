"""The registers of subjects: what the doors show, import and export of each noun."""

from jingkai.domains.subjects.registers.awards import AWARDS
from jingkai.domains.subjects.registers.enterprises import (
    ACCOUNTS,
    AGENCIES,
    CONTACTS,
    ENTERPRISES,
    PERSONS,
    SCALE,
)

__all__ = ["ACCOUNTS", "AGENCIES", "AWARDS", "CONTACTS", "ENTERPRISES", "PERSONS", "SCALE"]
