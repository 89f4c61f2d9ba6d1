"""What may be done in party building."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of party building."""

    ORGANISATION_VIEW = "party_building.organisation.view"
    ORGANISATION_EDIT = "party_building.organisation.edit"
    MEETING_VIEW = "party_building.meeting.view"
    MEETING_EDIT = "party_building.meeting.edit"
    VISIT_VIEW = "party_building.visit.view"
    VISIT_EDIT = "party_building.visit.edit"
    CAMPAIGN_EDIT = "party_building.campaign.edit"
    TASK_VIEW = "party_building.task.view"
    TASK_EDIT = "party_building.task.edit"
    INSPECTION_VIEW = "party_building.inspection.view"
    INSPECTION_EDIT = "party_building.inspection.edit"
    FINDING_REPORT = "party_building.finding.report"
    FINDING_CLOSE = "party_building.finding.close"
    IMPORT = "party_building.workbook.import"


declare_permissions(
    {
        Permission.ORGANISATION_VIEW: _("See party organisations, posts and counts of members"),
        Permission.ORGANISATION_EDIT: _("Keep party organisations, posts and counts of members"),
        Permission.MEETING_VIEW: _("See party meetings, study and education"),
        Permission.MEETING_EDIT: _("Record party meetings, study and education"),
        Permission.VISIT_VIEW: _("See visits to enterprises and the questions raised"),
        Permission.VISIT_EDIT: _("Record visits, questions and answers told back"),
        Permission.CAMPAIGN_EDIT: _("Set up rounds of visits and discussion drives"),
        Permission.TASK_VIEW: _("See secretaries' number-one projects and pairings"),
        Permission.TASK_EDIT: _("Keep secretaries' number-one projects and pairings"),
        Permission.INSPECTION_VIEW: _("See special inspections and what they found"),
        Permission.INSPECTION_EDIT: _("Record special inspections, hand findings over"),
        Permission.FINDING_REPORT: _("Report what a special inspection found as rectified"),
        Permission.FINDING_CLOSE: _("Re-inspect, allow more time, send back, close findings"),
        Permission.IMPORT: _("Import workbooks of party building"),
    }
)
