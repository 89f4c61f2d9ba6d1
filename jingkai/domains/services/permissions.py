"""What may be done with government services."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of government services."""

    MATTER_VIEW = "services.matter.view"
    MATTER_EDIT = "services.matter.edit"
    MATTER_PUBLISH = "services.matter.publish"
    MATTER_IMPORT = "services.matter.import"
    DELEGATION_EDIT = "services.delegation.edit"
    PLACE_EDIT = "services.place.edit"


declare_permissions(
    {
        Permission.MATTER_VIEW: _("See matters with their drafts and earlier versions"),
        Permission.MATTER_EDIT: _("Draft matters, their materials and forms"),
        Permission.MATTER_PUBLISH: _("Publish matters and take them out of force"),
        Permission.MATTER_IMPORT: _("Import workbooks of matters"),
        Permission.DELEGATION_EDIT: _("Delegate the acceptance of matters to other offices"),
        Permission.PLACE_EDIT: _("Keep the places where applications are accepted"),
    }
)
