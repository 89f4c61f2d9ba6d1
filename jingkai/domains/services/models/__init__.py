"""The nouns of government services."""

from jingkai.domains.services.models.approvals import (
    Approval,
    ApprovalMaterial,
    Draft,
    Supplement,
    Visit,
)
from jingkai.domains.services.models.delegations import Delegation, ServicePlace
from jingkai.domains.services.models.guidance import Situation, SituationMatter
from jingkai.domains.services.models.matters import Matter, MatterVersion
from jingkai.domains.services.models.parts import (
    FormField,
    JointOffice,
    Material,
    SpecialProcedure,
)
from jingkai.domains.services.models.results import (
    CallBack,
    Certificate,
    Rating,
    Rectification,
)
from jingkai.domains.services.models.special import (
    Appointment,
    CommitmentCheck,
    Counter,
    Slot,
    Tolerance,
)
from jingkai.domains.services.models.wholes import (
    Bundle,
    ConstructionProject,
    JointDraft,
    OneThing,
    OneThingMatter,
    ProjectStage,
)

__all__ = [
    "Appointment",
    "Approval",
    "ApprovalMaterial",
    "Bundle",
    "CallBack",
    "Certificate",
    "CommitmentCheck",
    "ConstructionProject",
    "Counter",
    "Delegation",
    "Draft",
    "FormField",
    "JointDraft",
    "JointOffice",
    "Material",
    "Matter",
    "MatterVersion",
    "OneThing",
    "OneThingMatter",
    "ProjectStage",
    "Rating",
    "Rectification",
    "ServicePlace",
    "Situation",
    "SituationMatter",
    "Slot",
    "SpecialProcedure",
    "Supplement",
    "Tolerance",
    "Visit",
]
