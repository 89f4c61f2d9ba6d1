"""Roles of grassroots governance."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.access.permissions import Permission as Kernel
from jingkai.kernel.access.roles import Role, Scope

SEEN = frozenset(p for p in P if p.value.endswith(".view") and p is not P.APPEAL_VIEW)
"""What holds no personal data: for every seat that reads figures."""

ROLES: tuple[Role, ...] = (
    Role(
        code="governance_desk",
        name=_("Desk for appeals"),
        description=_(
            "Takes down appeals, sends them to offices, joins those of one matter, calls back."
        ),
        permissions=SEEN
        | {
            P.APPEAL_VIEW,
            P.APPEAL_FILE,
            P.APPEAL_ROUTE,
            P.APPEAL_CALL,
            Kernel.PERSONAL_READ,
            Kernel.FIGURES_READ,
        },
        scope=Scope.ZONE,
    ),
    Role(
        code="governance_handler",
        name=_("Handler of appeals"),
        description=_("Accepts and answers the appeals that reach the office."),
        permissions=SEEN
        | {P.APPEAL_VIEW, P.APPEAL_HANDLE, P.HARD_EDIT, Kernel.PERSONAL_READ, Kernel.FIGURES_READ},
        scope=Scope.OFFICE,
    ),
    Role(
        code="governance_grids",
        name=_("Keeper of grids"),
        description=_("Draws grids and appoints wardens."),
        permissions=SEEN | {P.GRID_EDIT, P.IMPORT, Kernel.PERSONAL_READ, Kernel.FIGURES_READ},
        scope=Scope.ZONE,
    ),
    Role(
        code="governance_chief",
        name=_("Head of grassroots governance"),
        description=_(
            "Does all of governance: the routing table, more time, hard problems confirmed solved."
        ),
        permissions=frozenset(P) | {Kernel.PERSONAL_READ, Kernel.FIGURES_READ},
        scope=Scope.ZONE,
    ),
)
