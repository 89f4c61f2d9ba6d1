"""The words of the people's livelihood that come from closed lists, by family of nouns."""

from jingkai.domains.livelihood.choices.circles import (
    Area,
    Circle,
    PointKind,
    StreetClass,
    TravelMode,
)
from jingkai.domains.livelihood.choices.work import (
    Education,
    EndReason,
    JobForm,
    JobOrigin,
    LossReason,
    WorkKind,
)

__all__ = [
    "Area",
    "Circle",
    "Education",
    "EndReason",
    "JobForm",
    "JobOrigin",
    "LossReason",
    "PointKind",
    "StreetClass",
    "TravelMode",
    "WorkKind",
]
