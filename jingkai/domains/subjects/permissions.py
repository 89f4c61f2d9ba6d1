"""What may be done with subjects, and what visitors of the portal may do."""

from collections.abc import Mapping
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
    ACCOUNT_VIEW = "subjects.account.read"
    ACCOUNT_VERIFY = "subjects.account.verify"
    AGENCY_VIEW = "subjects.agency.view"
    AGENCY_GRANT = "subjects.agency.grant"
    AWARD_VIEW = "subjects.award.view"
    AWARD_EDIT = "subjects.award.edit"
    AWARD_IMPORT = "subjects.award.import"


declare_permissions(
    {
        Permission.ENTERPRISE_VIEW: _("See enterprises"),
        Permission.ENTERPRISE_EDIT: _("Register and change enterprises"),
        Permission.ENTERPRISE_IMPORT: _("Import enterprises from workbooks"),
        Permission.ENTERPRISE_MERGE: _("Merge duplicate enterprises"),
        Permission.PERSON_VIEW: _("See contacts"),
        Permission.PERSON_EDIT: _("Change contacts"),
        Permission.ACCOUNT_VIEW: _("See portal accounts"),
        Permission.ACCOUNT_VERIFY: _("Verify the holder of a portal account at the counter"),
        Permission.AGENCY_VIEW: _("See who acts for enterprises on the portal"),
        Permission.AGENCY_GRANT: _("Let a portal account act for an enterprise, and end it"),
        Permission.AWARD_VIEW: _("See awards"),
        Permission.AWARD_EDIT: _("Record and change awards"),
        Permission.AWARD_IMPORT: _("Import awards from workbooks"),
    }
)

VISITORS_MAY: dict[str, str] = {}
"""What a logged-in account may do on the portal, and the power an agent needs for it."""


def let_visitors(powers: Mapping[str, str]) -> None:
    """Let accounts of the portal do these things; the power is needed of who acts for another.

        let_visitors({Permission.APPLY: Power.APPLY, Permission.FOLLOW: ""})
    """
    VISITORS_MAY.update({str(code): str(power) for code, power in powers.items()})
