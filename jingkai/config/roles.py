"""The roles of a zone: which seat may do what. A manager reads the descriptions."""

from django.utils.translation import gettext_lazy as _

from jingkai.config import roles_governance, roles_livelihood, roles_party
from jingkai.domains.ecology.permissions import Permission as Ecology
from jingkai.domains.economy.permissions import Permission as Economy
from jingkai.domains.governance.permissions import Permission as Governance
from jingkai.domains.investment.permissions import Permission as Investment
from jingkai.domains.livelihood.permissions import OPEN as LIVELIHOOD
from jingkai.domains.park.permissions import Permission as Park
from jingkai.domains.party_building.permissions import Permission as Party
from jingkai.domains.projects.permissions import Permission as Projects
from jingkai.domains.services.permissions import Permission as Services
from jingkai.domains.subjects.permissions import Permission as Subjects
from jingkai.kernel.access.permissions import Permission as Kernel
from jingkai.kernel.access.roles import Role, Scope
from jingkai.kernel.cases.permissions import Permission as Cases
from jingkai.kernel.flows.permissions import Permission as Flows
from jingkai.kernel.notices.permissions import Permission as Notices

READ_ALL = frozenset(
    {
        Kernel.FIGURES_READ,
        Kernel.NATION_READ,
        Kernel.REPORTS_CHECK,
        Services.MATTER_VIEW,
        *(p for p in (*Subjects, *Projects, *Investment, *Economy) if p.value.endswith(".view")),
        *(p for p in (*Park, *Ecology) if p.value.endswith(".view")),
        *roles_party.SEEN_BY_ALL,
        *LIVELIHOOD,
        *roles_governance.SEEN,
    }
)
CASES_READ = frozenset(p for p in Services if p.value.endswith(".view"))
"""Applications with what people ask for: not for every seat that reads figures."""
ASKED = (
    CASES_READ | {Governance.APPEAL_VIEW, Party.INSPECTION_VIEW} | roles_livelihood.PERSONS
)
"""Applications, appeals, persons of support and findings of inspections of the whole zone."""

ROLES = (
    Role(
        code="leader",
        name=_("Leader"),
        description=_("Sees every figure and record of the zone, changes none."),
        permissions=READ_ALL
        | ASKED
        | {Kernel.TRAIL_READ, Flows.BOARD, Economy.ENTERPRISE_READ},
        scope=Scope.ZONE,
    ),
    Role(
        code="investment_officer",
        name=_("Investment officer"),
        description=_("Works on the office's own activities, leads and deals."),
        permissions=READ_ALL
        | frozenset(Investment) - {Investment.LEAD_ASSIGN}
        | {Projects.PROJECT_REGISTER},
        scope=Scope.OFFICE,
    ),
    Role(
        code="investment_chief",
        name=_("Chief of the investment office"),
        description=_("Sees all investment work of the zone, assigns leads, signs deals."),
        permissions=READ_ALL
        | frozenset(Investment)
        | {Subjects.ENTERPRISE_EDIT, Projects.PROJECT_REGISTER},
        scope=Scope.ZONE,
    ),
    Role(
        code="project_officer",
        name=_("Project officer"),
        description=_("Looks after the office's projects: milestones, returns, problems."),
        permissions=READ_ALL
        | frozenset(Projects)
        - {
            Projects.PROJECT_ASSIGN,
            Projects.RETURN_REVERSE,
            Projects.PROBLEM_ESCALATE,
            Projects.IMPORT,
        },
        scope=Scope.OFFICE,
    ),
    Role(
        code="project_chief",
        name=_("Chief of project construction"),
        description=_(
            "Sees all projects of the zone, puts officers in charge, reverses locked returns,"
            " takes problems up a level."
        ),
        permissions=READ_ALL | frozenset(Projects),
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
        | frozenset(p for p in Subjects if not p.value.startswith("subjects.a"))
        | {Subjects.AWARD_EDIT, Subjects.AWARD_IMPORT}
        | frozenset(Investment)
        | frozenset(Projects)
        | ASKED
        | {
            Governance.IMPORT,
            Services.CASE_IMPORT,
            Services.MATTER_IMPORT,
            Kernel.FIGURES_PUBLISH,
            Kernel.FIGURES_RECEIVE,
            Kernel.TARGETS_SET,
            Kernel.REPORTS_WRITE,
            Kernel.TRAIL_VERIFY,
        },
        scope=Scope.ZONE,
    ),
    Role(
        code="enterprise_officer",
        name=_("Officer for enterprises"),
        description=_(
            "Sees that relief reaches enterprises in time, keeps their returns and the evaluation."
        ),
        permissions=READ_ALL
        | {
            Economy.RELIEF_EDIT,
            Economy.RELIEF_PAY,
            Economy.ENTERPRISE_READ,
            Economy.ENTERPRISE_EDIT,
            Economy.STATEMENT_EDIT,
            Economy.IMPORT,
        },
        scope=Scope.ZONE,
    ),
    Role(
        code="auditor",
        name=_("Auditor"),
        description=_("Reads everything with its trail, verifies the seals, changes nothing."),
        permissions=READ_ALL | ASKED | {Kernel.TRAIL_READ, Kernel.TRAIL_VERIFY, Flows.BOARD},
        scope=Scope.ZONE,
    ),
    Role(
        code="park_planner",
        name=_("Planner of land"),
        description=_("Keeps land quotas and parcels, investigates idle land."),
        permissions=READ_ALL | {Park.LAND_EDIT, Park.IDLE_EDIT, Park.IMPORT},
        scope=Scope.ZONE,
    ),
    Role(
        code="park_builder",
        name=_("Park and construction officer"),
        description=_("Keeps roads, utility lines, parks, buildings, leases and green space."),
        permissions=READ_ALL
        | {
            Park.NETWORK_EDIT,
            Park.BUILDING_EDIT,
            Park.LEASE_EDIT,
            Park.GREEN_EDIT,
            Park.IMPORT,
        },
        scope=Scope.ZONE,
    ),
    Role(
        code="park_chief",
        name=_("Head of land and park"),
        description=_("Supplies land, decides on idle land, keeps everything of the park."),
        permissions=READ_ALL | frozenset(Park),
        scope=Scope.ZONE,
    ),
    Role(
        code="ecology_officer",
        name=_("Environment officer"),
        description=_("Keeps emission sources, inspections and samples, orders rectifications."),
        permissions=READ_ALL | frozenset(Ecology) - {Ecology.RECTIFICATION_CLOSE},
        scope=Scope.ZONE,
    ),
    Role(
        code="ecology_chief",
        name=_("Head of the environment branch"),
        description=_("Does all that an environment officer does, and closes rectifications."),
        permissions=READ_ALL | frozenset(Ecology),
        scope=Scope.ZONE,
    ),
    Role(
        code="services_clerk",
        name=_("Counter clerk"),
        description=_(
            "Takes down, accepts and delivers applications at the hall, a street or a community."
        ),
        permissions=CASES_READ
        | {
            Services.CASE_TAKE,
            Services.CASE_ACCEPT,
            Services.CASE_DELIVER,
            Services.APPOINTMENT_EDIT,
            Services.PROJECT_EDIT,
            Subjects.ACCOUNT_VIEW,
            Subjects.ACCOUNT_VERIFY,
            Subjects.AGENCY_VIEW,
            Subjects.AGENCY_GRANT,
            Kernel.FIGURES_READ,
        },
        scope=Scope.OFFICE,
    ),
    Role(
        code="services_reviewer",
        name=_("Reviewer of applications"),
        description=_("Reviews the applications that reach the office, runs special procedures."),
        permissions=CASES_READ
        | {Services.CASE_REVIEW, Services.COMMITMENT_CHECK, Kernel.FIGURES_READ},
        scope=Scope.OFFICE,
    ),
    Role(
        code="services_approver",
        name=_("Head who decides on applications"),
        description=_("Decides on the office's applications, allows more time, suspends, ends."),
        permissions=CASES_READ
        | {
            Services.CASE_ACCEPT,
            Services.CASE_REVIEW,
            Services.CASE_DECIDE,
            Services.CASE_EXTEND,
            Services.CASE_DELIVER,
            Services.CASE_TERMINATE,
            Services.CERTIFICATE_REVOKE,
            Services.COMMITMENT_CHECK,
            Services.RATING_RECTIFY,
            Flows.REASSIGN,
            Flows.SUSPEND,
            Flows.TERMINATE,
            Kernel.FIGURES_READ,
        },
        scope=Scope.OFFICE,
    ),
    Role(
        code="services_manager",
        name=_("Manager of government services"),
        description=_("Keeps matters, forms and processes, publishes them, delegates acceptance."),
        permissions=CASES_READ
        | {
            *(p for p in Services if p.value.startswith(("services.matter", "services.one_thing"))),
            Services.DELEGATION_EDIT,
            Services.PLACE_EDIT,
            Services.PROJECT_EDIT,
            Services.APPOINTMENT_EDIT,
            Services.CASE_IMPORT,
            Subjects.AWARD_VIEW,
            Subjects.AWARD_EDIT,
            Cases.CALENDAR,
            Flows.VIEW,
            Flows.DEFINE,
            Flows.BOARD,
            Kernel.FIGURES_READ,
        },
        scope=Scope.ZONE,
    ),
    Role(
        code="services_supervisor",
        name=_("Supervisor of government services"),
        description=_("Watches clocks and ratings of the zone, urges, calls back, rectifies."),
        permissions=CASES_READ
        | {
            Services.RATING_RECTIFY,
            Services.RATING_CALL_BACK,
            Cases.CALENDAR,
            Flows.VIEW,
            Flows.BOARD,
            Flows.SUPERVISE,
            Kernel.FIGURES_READ,
            Kernel.TRAIL_READ,
        },
        scope=Scope.ZONE,
    ),
    Role(
        code="system_administrator",
        name=_("System administrator"),
        description=_("Sets up offices and accounts; sees no business records."),
        permissions=frozenset(
            {Kernel.OFFICES_MANAGE, Kernel.USERS_MANAGE, Notices.HOOKS_MANAGE}
        ),
        scope=Scope.ZONE,
        excludes=frozenset({"security_administrator", "audit_administrator"}),
    ),
    Role(
        code="security_administrator",
        name=_("Security administrator"),
        description=_("Gives and ends seats and keys of programs; sees no business records."),
        permissions=frozenset({Kernel.SEATS_MANAGE, Kernel.TOKENS_MANAGE}),
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
    *roles_governance.ROLES,
    *roles_livelihood.ROLES,
    *roles_party.ROLES,
)
