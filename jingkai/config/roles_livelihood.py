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
        code="livelihood_chief",
        name=_("Head of the people's livelihood"),
        description=_("Sees and does all of employment, insurance, support, schools, villages."),
        permissions=frozenset(P) | {Kernel.FIGURES_READ, Kernel.REPORTS_CHECK},
        scope=Scope.ZONE,
    ),
)
