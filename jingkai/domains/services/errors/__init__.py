"""What government services refuse, by noun."""

from jingkai.domains.services.errors.matters import (
    AlreadyOut,
    AlreadyPublished,
    DraftStands,
    NotInForce,
    NotPublished,
    NotYetComplete,
    PublishedStays,
    TooEarly,
)

__all__ = [
    "AlreadyOut",
    "AlreadyPublished",
    "DraftStands",
    "NotInForce",
    "NotPublished",
    "NotYetComplete",
    "PublishedStays",
    "TooEarly",
]
