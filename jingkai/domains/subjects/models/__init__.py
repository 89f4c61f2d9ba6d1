"""Whom the zone deals with: enterprises, institutions, households, and who speaks for them."""

from jingkai.domains.subjects.models.accounts import Account, Agency, Consent, Knock, PhoneCode
from jingkai.domains.subjects.models.awards import Award
from jingkai.domains.subjects.models.enterprises import Enterprise
from jingkai.domains.subjects.models.lives import FormerName, FormerStay, ScaleStatus
from jingkai.domains.subjects.models.people import Contact, Person

__all__ = [
    "Account",
    "Agency",
    "Award",
    "Consent",
    "Contact",
    "Enterprise",
    "FormerName",
    "FormerStay",
    "Knock",
    "Person",
    "PhoneCode",
    "ScaleStatus",
]
