"""What may be done with emission sources, rectifications and monitoring."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of the green park."""

    SOURCE_VIEW = "ecology.source.view"
    SOURCE_EDIT = "ecology.source.edit"
    RECTIFICATION_VIEW = "ecology.rectification.view"
    RECTIFICATION_EDIT = "ecology.rectification.edit"
    RECTIFICATION_CLOSE = "ecology.rectification.close"
    MONITORING_VIEW = "ecology.monitoring.view"
    MONITORING_EDIT = "ecology.monitoring.edit"
    IMPORT = "ecology.workbook.import"


declare_permissions(
    {
        Permission.SOURCE_VIEW: _("See emission sources and inspections"),
        Permission.SOURCE_EDIT: _("Record emission sources and inspections"),
        Permission.RECTIFICATION_VIEW: _("See rectifications"),
        Permission.RECTIFICATION_EDIT: _("Order rectifications and record what was reported"),
        Permission.RECTIFICATION_CLOSE: _("Allow more time, send back, close rectifications"),
        Permission.MONITORING_VIEW: _("See samples of water and soil"),
        Permission.MONITORING_EDIT: _("Record samples of water and soil"),
        Permission.IMPORT: _("Import workbooks and station data of the green park"),
    }
)
