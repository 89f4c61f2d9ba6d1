"""Roles of the people's livelihood."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.permissions import OPEN
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.kernel.access.permissions import Permission as Kernel
from jingkai.kernel.access.roles import Role, Scope

WORK = frozenset(
    {
        *OPEN, P.CIRCLE_EDIT, P.WORK_EDIT, P.UNEMPLOYMENT_VIEW, P.UNEMPLOYMENT_EDIT,
        P.INSURANCE_EDIT, P.IMPORT, Kernel.FIGURES_READ, Kernel.REPORTS_CHECK,
    }
)  # fmt: skip

PERSONS = frozenset({P.PERSON_READ, P.UNEMPLOYMENT_VIEW})
"""Records in which persons stand, their numbers masked: for who reads everything."""
SUPPORT = frozenset(
    {
        *OPEN, P.PERSON_READ, P.PERSON_EDIT, P.SUPPORT_EDIT, P.CLAIM_GRANT, P.PAYMENT_MAKE,
        P.IMPORT, Kernel.FIGURES_READ, Kernel.REPORTS_CHECK,
    }
)  # fmt: skip

ROLES: tuple[Role, ...] = (
    Role(
        code="employment_officer",
        name=_("Employment officer"),
        description=_(
            "Keeps service points and circles, registers jobs and the unemployed, finds posts."
        ),
        permissions=WORK,
        scope=Scope.ZONE,
    ),
    Role(
        code="support_officer",
        name=_("Social-affairs officer"),
        description=_(
            "Takes applications for support, reviews cases, grants claims, assembles payments."
        ),
        permissions=SUPPORT | {Kernel.PERSONAL_READ},
        scope=Scope.ZONE,
    ),
    Role(
        code="subsidy_cashier",
        name=_("Cashier of subsidies"),
        description=_("Hands approved payment batches to the bank and takes in its answers."),
        permissions=OPEN | {P.PERSON_READ, P.PAYMENT_SEND, Kernel.FIGURES_READ},
        scope=Scope.ZONE,
    ),
    Role(
        code="education_officer",
        name=_("Education officer"),
        description=_("Keeps schools with after-class service, kindergartens and tutoring."),
        permissions=OPEN | {P.EDUCATION_EDIT, P.IMPORT, Kernel.FIGURES_READ},
        scope=Scope.ZONE,
    ),
    Role(
        code="village_officer",
        name=_("Officer for villages"),
        description=_("Keeps villages, their federation and what their collectives earn."),
        permissions=OPEN | {P.VILLAGE_EDIT, P.IMPORT, Kernel.FIGURES_READ},
        scope=Scope.ZONE,
    ),
    Role(
        code="livelihood_chief",
        name=_("Head of the people's livelihood"),
        description=_("Sees and does all of employment, insurance, support, schools, villages."),
        permissions=frozenset(P) | {Kernel.FIGURES_READ, Kernel.REPORTS_CHECK},
        scope=Scope.ZONE,
    ),
)
