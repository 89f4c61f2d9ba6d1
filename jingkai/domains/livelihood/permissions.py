"""What may be done with circles, jobs, insurance, and the support of the people's livelihood."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of the people's livelihood."""

    CIRCLE_VIEW = "livelihood.circle.view"
    CIRCLE_EDIT = "livelihood.circle.edit"
    WORK_VIEW = "livelihood.work.view"
    WORK_EDIT = "livelihood.work.edit"
    UNEMPLOYMENT_VIEW = "livelihood.unemployment.view"
    UNEMPLOYMENT_EDIT = "livelihood.unemployment.edit"
    INSURANCE_VIEW = "livelihood.insurance.view"
    INSURANCE_EDIT = "livelihood.insurance.edit"
    PERSON_READ = "livelihood.person.read"
    PERSON_EDIT = "livelihood.person.edit"
    SUPPORT_EDIT = "livelihood.support.edit"
    SUPPORT_DECIDE = "livelihood.support.decide"
    SUBSIDY_VIEW = "livelihood.subsidy.view"
    SUBSIDY_EDIT = "livelihood.subsidy.edit"
    CLAIM_GRANT = "livelihood.claim.grant"
    PAYMENT_MAKE = "livelihood.payment.make"
    PAYMENT_APPROVE = "livelihood.payment.approve"
    PAYMENT_SEND = "livelihood.payment.send"
    EDUCATION_VIEW = "livelihood.education.view"
    EDUCATION_EDIT = "livelihood.education.edit"
    VILLAGE_VIEW = "livelihood.village.view"
    VILLAGE_EDIT = "livelihood.village.edit"
    IMPORT = "livelihood.workbook.import"


OPEN = frozenset(
    {
        Permission.CIRCLE_VIEW,
        Permission.WORK_VIEW,
        Permission.INSURANCE_VIEW,
        Permission.SUBSIDY_VIEW,
        Permission.EDUCATION_VIEW,
        Permission.VILLAGE_VIEW,
    }
)
"""What every seat that reads figures may see: no person stands in these records."""

declare_permissions(
    {
        Permission.CIRCLE_VIEW: _("See streets, service points and circles"),
        Permission.CIRCLE_EDIT: _("Record streets, bus lines, service points and residences"),
        Permission.WORK_VIEW: _("See vacancies and employment by month"),
        Permission.WORK_EDIT: _("Record jobs, vacancies and employment by month"),
        Permission.UNEMPLOYMENT_VIEW: _("See who is registered as employed or unemployed"),
        Permission.UNEMPLOYMENT_EDIT: _("Register the unemployed, end registrations"),
        Permission.INSURANCE_VIEW: _("See enrolment in pension insurance"),
        Permission.INSURANCE_EDIT: _("Record enrolment in pension insurance"),
        Permission.PERSON_READ: _("See persons of support, their cases, claims and payments"),
        Permission.PERSON_EDIT: _("Record persons of support and households"),
        Permission.SUPPORT_EDIT: _("Take applications for support, review cases"),
        Permission.SUPPORT_DECIDE: _("Grant, change, refuse and stop support"),
        Permission.SUBSIDY_VIEW: _("See subsidy programmes and payment batches"),
        Permission.SUBSIDY_EDIT: _("Record subsidy programmes, standards and exclusions"),
        Permission.CLAIM_GRANT: _("Grant and end claims to subsidies"),
        Permission.PAYMENT_MAKE: _("Assemble and check payment batches"),
        Permission.PAYMENT_APPROVE: _("Approve payment batches that others made"),
        Permission.PAYMENT_SEND: _("Hand batches to the bank, take in its answers"),
        Permission.EDUCATION_VIEW: _("See schools, kindergartens and tutoring institutions"),
        Permission.EDUCATION_EDIT: _("Record schools, kindergartens and tutoring institutions"),
        Permission.VILLAGE_VIEW: _("See villages and what they earn"),
        Permission.VILLAGE_EDIT: _("Record villages and what they earn"),
        Permission.IMPORT: _("Import workbooks of the people's livelihood"),
    }
)
