"""What may be done with subjects."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of the subjects' register."""

    ENTERPRISE_VIEW = "subjects.enterprise.view"
    ENTERPRISE_EDIT = "subjects.enterprise.edit"
    ENTERPRISE_IMPORT = "subjects.enterprise.import"
    ENTERPRISE_MERGE = "subjects.enterprise.merge"
    PERSON_VIEW = "subjects.person.view"
    PERSON_EDIT = "subjects.person.edit"


declare_permissions(
    {
        Permission.ENTERPRISE_VIEW: _("See enterprises"),
        Permission.ENTERPRISE_EDIT: _("Register and change enterprises"),
        Permission.ENTERPRISE_IMPORT: _("Import enterprises from workbooks"),
        Permission.ENTERPRISE_MERGE: _("Merge duplicate enterprises"),
        Permission.PERSON_VIEW: _("See contacts"),
        Permission.PERSON_EDIT: _("Change contacts"),
    }
)
