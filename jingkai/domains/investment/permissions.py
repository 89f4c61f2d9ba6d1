"""What may be done with investment promotion."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of investment promotion."""

    CHAIN_VIEW = "investment.chain.view"
    CHAIN_EDIT = "investment.chain.edit"
    ACTIVITY_VIEW = "investment.activity.view"
    ACTIVITY_EDIT = "investment.activity.edit"
    LEAD_VIEW = "investment.lead.view"
    LEAD_EDIT = "investment.lead.edit"
    LEAD_ASSIGN = "investment.lead.assign"
    DEAL_VIEW = "investment.deal.view"
    DEAL_EDIT = "investment.deal.edit"
    DEAL_SIGN = "investment.deal.sign"
    COMMITMENT_VIEW = "investment.commitment.view"
    COMMITMENT_EDIT = "investment.commitment.edit"
    FRIENDLY_ZONE_VIEW = "investment.friendly_zone.view"
    FRIENDLY_ZONE_EDIT = "investment.friendly_zone.edit"
    IMPORT = "investment.workbook.import"


declare_permissions(
    {
        Permission.CHAIN_VIEW: _("See industry chains and their gaps"),
        Permission.CHAIN_EDIT: _("Change industry chains"),
        Permission.ACTIVITY_VIEW: _("See promotion activities"),
        Permission.ACTIVITY_EDIT: _("Record promotion activities"),
        Permission.LEAD_VIEW: _("See investment leads"),
        Permission.LEAD_EDIT: _("Record, claim and move on investment leads"),
        Permission.LEAD_ASSIGN: _("Assign investment leads to officers"),
        Permission.DEAL_VIEW: _("See investment deals"),
        Permission.DEAL_EDIT: _("Record and move on investment deals"),
        Permission.DEAL_SIGN: _("Record the signing of an investment deal"),
        Permission.COMMITMENT_VIEW: _("See commitments"),
        Permission.COMMITMENT_EDIT: _("Record and fulfil commitments"),
        Permission.FRIENDLY_ZONE_VIEW: _("See friendly zones"),
        Permission.FRIENDLY_ZONE_EDIT: _("Record friendly-zone agreements"),
        Permission.IMPORT: _("Import investment workbooks"),
    }
)
