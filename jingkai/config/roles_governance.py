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
        | {P.APPEAL_VIEW, P.APPEAL_HANDLE, P.HARD_EDIT, Kernel.PERSONAL_READ, Kernel.FIGURES_READ}
        | {P.WHISTLE_ANSWER, P.CARD_ANSWER, P.CAMPAIGN_WORK},
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
    Role(
        code="governance_street",
        name=_("Officer of a street or community"),
        description=_(
            "Sounds whistles and rates the work, takes down appeals, accepts tasks of campaigns."
        ),
        permissions=SEEN
        | {
            P.APPEAL_VIEW,
            P.APPEAL_FILE,
            P.WHISTLE_SOUND,
            P.CARD_ANSWER,
            P.CAMPAIGN_WORK,
            P.CAMPAIGN_ACCEPT,
            Kernel.FIGURES_READ,
        },
        scope=Scope.SUBTREE,
    ),
    Role(
        code="grid_warden",
        name=_("Grid warden"),
        description=_(
            "Looks after a grid on the phone: reports what is found, does tasks of campaigns."
        ),
        permissions=SEEN | {P.APPEAL_FILE, P.CAMPAIGN_WORK},
        scope=Scope.OFFICE,
    ),
    Role(
        code="governance_supervisor",
        name=_("Supervisor of grassroots governance"),
        description=_(
            "Watches limits: issues and lifts supervision cards, allows more time for whistles."
        ),
        permissions=SEEN
        | {
            P.APPEAL_EXTEND,
            P.WHISTLE_SUPERVISE,
            P.CARD_ISSUE,
            P.CAMPAIGN_EDIT,
            P.CAMPAIGN_ACCEPT,
            P.IMPORT,
            Kernel.FIGURES_READ,
        },
        scope=Scope.ZONE,
    ),
)
