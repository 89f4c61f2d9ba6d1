"""What may be done with processes and with other people's work on cases."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of processes; those on cases reach as far as the seat sees."""

    VIEW = "flows.definition.view"
    DEFINE = "flows.define"
    REASSIGN = "flows.reassign"
    SUPERVISE = "flows.supervise"
    SUSPEND = "flows.suspend"
    TERMINATE = "flows.terminate"
    BOARD = "flows.board.view"


declare_permissions(
    {
        Permission.VIEW: _("See processes and their versions"),
        Permission.DEFINE: _("Draw and publish processes, move running cases between versions"),
        Permission.REASSIGN: _("Hand on others' tasks, remove signers"),
        Permission.SUPERVISE: _("Supervise and urge tasks, with a day to be done by"),
        Permission.SUSPEND: _("Suspend and resume cases"),
        Permission.TERMINATE: _("Terminate cases"),
        Permission.BOARD: _("See what is overdue and how much each person has to do"),
    }
)
