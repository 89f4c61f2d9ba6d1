"""What may be done with the zone's webhooks."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of the notices."""

    HOOKS_MANAGE = "notices.webhook.manage"


declare_permissions({Permission.HOOKS_MANAGE: _("Set up webhooks and read their delivery log")})
