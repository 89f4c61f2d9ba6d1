"""Roles of party building."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building.permissions import Permission as Party
from jingkai.domains.projects.permissions import Permission as Projects
from jingkai.domains.subjects.permissions import Permission as Subjects
from jingkai.kernel.access.permissions import Permission as Kernel
from jingkai.kernel.access.roles import Role, Scope

SEEN_BY_ALL = frozenset(
    {Party.ORGANISATION_VIEW, Party.MEETING_VIEW, Party.VISIT_VIEW, Party.TASK_VIEW}
)
"""What every seat that reads figures may see; findings of inspections are not for everybody."""
READS = frozenset(
    {*SEEN_BY_ALL, Kernel.FIGURES_READ, Subjects.ENTERPRISE_VIEW, Projects.PROJECT_VIEW}
)

ROLES: tuple[Role, ...] = (
    Role(
        code="party_secretary",
        name=_("Party secretary of an office"),
        description=_(
            "Keeps the office's own organisations: meetings, visits, number-one projects; reports"
            " what inspections found as rectified."
        ),
        permissions=READS
        | {
            Party.MEETING_EDIT,
            Party.VISIT_EDIT,
            Party.TASK_EDIT,
            Party.INSPECTION_VIEW,
            Party.FINDING_REPORT,
        },
        scope=Scope.OFFICE,
    ),
    Role(
        code="party_officer",
        name=_("Party-affairs officer"),
        description=_("Keeps the zone's party organisations and all that they do."),
        permissions=READS
        | {
            Party.ORGANISATION_EDIT,
            Party.MEETING_EDIT,
            Party.VISIT_EDIT,
            Party.CAMPAIGN_EDIT,
            Party.TASK_EDIT,
            Party.INSPECTION_VIEW,
            Party.IMPORT,
        },
        scope=Scope.ZONE,
    ),
    Role(
        code="party_inspector",
        name=_("Inspector of party discipline"),
        description=_(
            "Records special inspections, hands findings over, re-inspects and closes them."
        ),
        permissions=READS
        | {
            Party.MEETING_EDIT,
            Party.INSPECTION_VIEW,
            Party.INSPECTION_EDIT,
            Party.FINDING_CLOSE,
        },
        scope=Scope.ZONE,
    ),
)
