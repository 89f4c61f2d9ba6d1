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
    IMPORT = "livelihood.workbook.import"


OPEN = frozenset({Permission.CIRCLE_VIEW, Permission.WORK_VIEW, Permission.INSURANCE_VIEW})
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
        Permission.IMPORT: _("Import workbooks of the people's livelihood"),
    }
)
