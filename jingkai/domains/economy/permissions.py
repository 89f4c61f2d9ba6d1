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
    RELIEF_VIEW = "economy.relief.view"
    RELIEF_EDIT = "economy.relief.edit"
    RELIEF_PAY = "economy.relief.pay"
    ENTERPRISE_READ = "economy.enterprise_data.read"
    ENTERPRISE_EDIT = "economy.enterprise_data.edit"
    STATEMENT_VIEW = "economy.statement.view"
    STATEMENT_EDIT = "economy.statement.edit"
    IMPORT = "economy.workbook.import"


declare_permissions(
    {
        Permission.RETURN_VIEW: _("See monthly returns"),
        Permission.RETURN_EDIT: _("Enter monthly returns"),
        Permission.RETURN_IMPORT: _("Import monthly returns from workbooks"),
        Permission.MONTH_CLOSE: _("Close a month of returns"),
        Permission.RETURN_RESTATE: _("Restate a closed return"),
        Permission.RELIEF_VIEW: _("See relief measures and their use"),
        Permission.RELIEF_EDIT: _("Record who is entitled to relief, and who applied"),
        Permission.RELIEF_PAY: _("Record relief as paid, granted or given up"),
        Permission.ENTERPRISE_READ: _("See returns of single enterprises (confidential)"),
        Permission.ENTERPRISE_EDIT: _("Enter returns of single enterprises"),
        Permission.STATEMENT_VIEW: _("See statements for the national evaluation"),
        Permission.STATEMENT_EDIT: _("Enter statements for the national evaluation"),
        Permission.IMPORT: _("Import workbooks of relief, enterprises and the evaluation"),
    }
)
