"""The nouns of government services."""

from jingkai.domains.services.models.delegations import Delegation, ServicePlace
from jingkai.domains.services.models.guidance import Situation, SituationMatter
from jingkai.domains.services.models.matters import Matter, MatterVersion
from jingkai.domains.services.models.parts import (
    FormField,
    JointOffice,
    Material,
    SpecialProcedure,
)

__all__ = [
    "Delegation",
    "FormField",
    "JointOffice",
    "Material",
    "Matter",
    "MatterVersion",
    "ServicePlace",
    "Situation",
    "SituationMatter",
    "SpecialProcedure",
]
