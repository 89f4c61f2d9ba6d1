"""What may be done with grids, appeals, hard problems, whistles, cards and campaigns."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of grassroots governance."""

    GRID_VIEW = "governance.grid.view"
    GRID_EDIT = "governance.grid.edit"
    TABLE_VIEW = "governance.table.view"
    TABLE_EDIT = "governance.table.edit"
    APPEAL_VIEW = "governance.appeal.view"
    APPEAL_FILE = "governance.appeal.file"
    APPEAL_ROUTE = "governance.appeal.route"
    APPEAL_HANDLE = "governance.appeal.handle"
    APPEAL_CALL = "governance.appeal.call"
    APPEAL_EXTEND = "governance.appeal.extend"
    HARD_VIEW = "governance.hard.view"
    HARD_EDIT = "governance.hard.edit"
    HARD_SOLVE = "governance.hard.solve"
    WHISTLE_VIEW = "governance.whistle.view"
    WHISTLE_SOUND = "governance.whistle.sound"
    WHISTLE_ANSWER = "governance.whistle.answer"
    WHISTLE_SUPERVISE = "governance.whistle.supervise"
    CARD_VIEW = "governance.card.view"
    CARD_ISSUE = "governance.card.issue"
    CARD_ANSWER = "governance.card.answer"
    CAMPAIGN_VIEW = "governance.campaign.view"
    CAMPAIGN_EDIT = "governance.campaign.edit"
    CAMPAIGN_WORK = "governance.campaign.work"
    CAMPAIGN_ACCEPT = "governance.campaign.accept"
    IMPORT = "governance.workbook.import"


declare_permissions(
    {
        Permission.GRID_VIEW: _("See grids and wardens"),
        Permission.GRID_EDIT: _("Draw grids, appoint wardens"),
        Permission.TABLE_VIEW: _("See kinds of appeals and the routing table"),
        Permission.TABLE_EDIT: _("Keep kinds of appeals and the routing table"),
        Permission.APPEAL_VIEW: _("See appeals"),
        Permission.APPEAL_FILE: _("Take down appeals, join those of one matter"),
        Permission.APPEAL_ROUTE: _("Send appeals to an office"),
        Permission.APPEAL_HANDLE: _("Accept and answer the office's appeals"),
        Permission.APPEAL_CALL: _("Call askers back, close or reopen appeals"),
        Permission.APPEAL_EXTEND: _("Allow more time for appeals"),
        Permission.HARD_VIEW: _("See hard problems"),
        Permission.HARD_EDIT: _("Record hard problems and their steps"),
        Permission.HARD_SOLVE: _("Confirm that a hard problem is solved"),
        Permission.WHISTLE_VIEW: _("See whistles"),
        Permission.WHISTLE_SOUND: _("Sound whistles and rate the work"),
        Permission.WHISTLE_ANSWER: _("Report arrival on site and work for a whistle"),
        Permission.WHISTLE_SUPERVISE: _("Suspend whistles, allow offices more time"),
        Permission.CARD_VIEW: _("See supervision cards"),
        Permission.CARD_ISSUE: _("Issue and lift supervision cards"),
        Permission.CARD_ANSWER: _("Answer supervision cards of the office"),
        Permission.CAMPAIGN_VIEW: _("See campaigns and their tasks"),
        Permission.CAMPAIGN_EDIT: _("Keep campaigns and give tasks"),
        Permission.CAMPAIGN_WORK: _("Report tasks of campaigns as done"),
        Permission.CAMPAIGN_ACCEPT: _("Accept tasks of campaigns or send them back"),
        Permission.IMPORT: _("Import workbooks of governance"),
    }
)
