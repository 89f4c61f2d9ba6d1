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
    CASE_VIEW = "services.case.view"
    CASE_TAKE = "services.case.take"
    CASE_ACCEPT = "services.case.accept"
    CASE_REVIEW = "services.case.review"
    CASE_DECIDE = "services.case.decide"
    CASE_EXTEND = "services.case.extend"
    CASE_DELIVER = "services.case.deliver"
    CASE_TERMINATE = "services.case.terminate"
    CASE_IMPORT = "services.case.import"
    COMMITMENT_CHECK = "services.commitment.check"
    CERTIFICATE_VIEW = "services.certificate.view"
    CERTIFICATE_REVOKE = "services.certificate.revoke"
    RATING_VIEW = "services.rating.view"
    RATING_RECTIFY = "services.rating.rectify"
    RATING_CALL_BACK = "services.rating.call_back"
    PROJECT_EDIT = "services.construction.edit"
    ONE_THING_EDIT = "services.one_thing.edit"
    APPOINTMENT_VIEW = "services.appointment.view"
    APPOINTMENT_EDIT = "services.appointment.edit"
    OWN_APPLY = "services.own.apply"
    OWN_VIEW = "services.own.follow"
    OWN_WITHDRAW = "services.own.withdraw"
    OWN_DOWNLOAD = "services.own.download"
    OWN_RATE = "services.own.rate"


declare_permissions(
    {
        Permission.MATTER_VIEW: _("See matters with their drafts and earlier versions"),
        Permission.MATTER_EDIT: _("Draft matters, their materials and forms"),
        Permission.MATTER_PUBLISH: _("Publish matters and take them out of force"),
        Permission.MATTER_IMPORT: _("Import workbooks of matters"),
        Permission.DELEGATION_EDIT: _("Delegate the acceptance of matters to other offices"),
        Permission.PLACE_EDIT: _("Keep the places where applications are accepted"),
        Permission.CASE_VIEW: _("See applications"),
        Permission.CASE_TAKE: _("Take down applications at the counter"),
        Permission.CASE_ACCEPT: _("Accept applications, refuse them, have them supplemented"),
        Permission.CASE_REVIEW: _("Review applications, begin and end special procedures"),
        Permission.CASE_DECIDE: _("Decide on applications"),
        Permission.CASE_EXTEND: _("Allow more time for an application"),
        Permission.CASE_DELIVER: _("Hand over results"),
        Permission.CASE_TERMINATE: _("End an application that can't be decided"),
        Permission.CASE_IMPORT: _("Import workbooks of applications and their results"),
        Permission.COMMITMENT_CHECK: _("Check commitments after the decision"),
        Permission.CERTIFICATE_VIEW: _("See electronic certificates"),
        Permission.CERTIFICATE_REVOKE: _("Revoke electronic certificates"),
        Permission.RATING_VIEW: _("See ratings and their rectification"),
        Permission.RATING_RECTIFY: _("Rectify what was rated badly"),
        Permission.RATING_CALL_BACK: _("Call back who rated badly, and close rectifications"),
        Permission.PROJECT_EDIT: _("Run construction projects through their stages"),
        Permission.ONE_THING_EDIT: _("Keep the one-thing services"),
        Permission.APPOINTMENT_VIEW: _("See appointments"),
        Permission.APPOINTMENT_EDIT: _("Offer slots, mark appointments as kept or missed"),
        Permission.OWN_APPLY: _("Apply, supplement and book appointments on the portal"),
        Permission.OWN_VIEW: _("Follow one's own applications"),
        Permission.OWN_WITHDRAW: _("Withdraw one's own applications"),
        Permission.OWN_DOWNLOAD: _("Download one's own certificates"),
        Permission.OWN_RATE: _("Rate one's own applications"),
    }
)

OWN: dict[Permission, str] = {
    Permission.OWN_APPLY: "apply",
    Permission.OWN_VIEW: "",
    Permission.OWN_WITHDRAW: "withdraw",
    Permission.OWN_DOWNLOAD: "download",
    Permission.OWN_RATE: "rate",
}
"""What accounts of the portal may do with their own applications, and the agent's power for it."""
