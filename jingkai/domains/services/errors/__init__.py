"""What government services refuse, by noun."""

from jingkai.domains.services.errors.matters import (
    AlreadyOut,
    AlreadyPublished,
    DelegationEnded,
    DraftStands,
    NotInForce,
    NotPublished,
    NotYetComplete,
    OfAnotherOffice,
    PublishedStays,
    TooEarly,
)

__all__ = [
    "AlreadyOut",
    "AlreadyPublished",
    "DelegationEnded",
    "DraftStands",
    "NotInForce",
    "NotPublished",
    "NotYetComplete",
    "OfAnotherOffice",
    "PublishedStays",
    "TooEarly",
]
