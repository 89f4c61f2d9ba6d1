"""What may be done with the reckoning of limits itself."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of the room of cases; those on a case itself are its domain's."""

    CALENDAR = "cases.calendar.manage"


declare_permissions(
    {Permission.CALENDAR: _("Set days that the zone works or is off, against the calendar")}
)
