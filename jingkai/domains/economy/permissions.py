"""What may be done with the economy's returns."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of economic operation."""

    RETURN_VIEW = "economy.return.view"
    RETURN_EDIT = "economy.return.edit"
    RETURN_IMPORT = "economy.return.import"
    MONTH_CLOSE = "economy.month.close"
    RETURN_RESTATE = "economy.return.restate"


declare_permissions(
    {
        Permission.RETURN_VIEW: _("See monthly returns"),
        Permission.RETURN_EDIT: _("Enter monthly returns"),
        Permission.RETURN_IMPORT: _("Import monthly returns from workbooks"),
        Permission.MONTH_CLOSE: _("Close a month of returns"),
        Permission.RETURN_RESTATE: _("Restate a closed return"),
    }
)
