"""The roles of a zone: which seat may do what. A manager reads the descriptions."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy.permissions import Permission as Economy
from jingkai.domains.investment.permissions import Permission as Investment
from jingkai.domains.subjects.permissions import Permission as Subjects
from jingkai.kernel.access.permissions import Permission as Kernel
from jingkai.kernel.access.roles import Role, Scope

READ_ALL = frozenset(
    {
        Kernel.FIGURES_READ,
        Kernel.REPORTS_CHECK,
        *(p for p in (*Subjects, *Investment, *Economy) if p.value.endswith(".view")),
    }
)

ROLES = (
    Role(
        code="leader",
        name=_("Leader"),
        description=_("Sees every figure and record of the zone, changes none."),
        permissions=READ_ALL | {Kernel.TRAIL_READ},
        scope=Scope.ZONE,
    ),
    Role(
        code="investment_officer",
        name=_("Investment officer"),
        description=_("Works on the office's own activities, leads and deals."),
        permissions=READ_ALL | frozenset(Investment) - {Investment.LEAD_ASSIGN},
        scope=Scope.OFFICE,
    ),
    Role(
        code="investment_chief",
        name=_("Chief of the investment office"),
        description=_("Sees all investment work of the zone, assigns leads, signs deals."),
        permissions=READ_ALL | frozenset(Investment) | {Subjects.ENTERPRISE_EDIT},
        scope=Scope.ZONE,
    ),
    Role(
        code="subjects_clerk",
        name=_("Registrar of enterprises"),
        description=_("Keeps the register of enterprises, imports it, merges duplicates."),
        permissions=frozenset({*Subjects, Kernel.FIGURES_READ, Kernel.PERSONAL_READ}),
        scope=Scope.ZONE,
    ),
    Role(
        code="statistician",
        name=_("Statistician"),
        description=_("Keeps and closes monthly returns, publishes figures, writes the report."),
        permissions=READ_ALL
        | frozenset(Economy)
        | frozenset(Subjects)
        | frozenset(Investment)
        | {
            Kernel.FIGURES_PUBLISH,
            Kernel.TARGETS_SET,
            Kernel.REPORTS_WRITE,
            Kernel.TRAIL_VERIFY,
        },
        scope=Scope.ZONE,
    ),
    Role(
        code="auditor",
        name=_("Auditor"),
        description=_("Reads everything with its trail, verifies the seals, changes nothing."),
        permissions=READ_ALL | {Kernel.TRAIL_READ, Kernel.TRAIL_VERIFY},
        scope=Scope.ZONE,
    ),
    Role(
        code="system_administrator",
        name=_("System administrator"),
        description=_("Sets up offices and accounts; sees no business records."),
        permissions=frozenset({Kernel.OFFICES_MANAGE, Kernel.USERS_MANAGE}),
        scope=Scope.ZONE,
        excludes=frozenset({"security_administrator", "audit_administrator"}),
    ),
    Role(
        code="security_administrator",
        name=_("Security administrator"),
        description=_("Gives and ends seats; sees no business records."),
        permissions=frozenset({Kernel.SEATS_MANAGE}),
        scope=Scope.ZONE,
        excludes=frozenset({"system_administrator", "audit_administrator"}),
    ),
    Role(
        code="audit_administrator",
        name=_("Audit administrator"),
        description=_("Reads the trail and verifies its seals; sees no business records."),
        permissions=frozenset({Kernel.TRAIL_READ, Kernel.TRAIL_VERIFY}),
        scope=Scope.ZONE,
        excludes=frozenset({"system_administrator", "security_administrator"}),
    ),
)
