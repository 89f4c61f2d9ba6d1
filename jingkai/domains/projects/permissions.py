"""What may be done with projects."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of projects."""

    PROJECT_VIEW = "projects.project.view"
    PROJECT_REGISTER = "projects.project.register"
    PROJECT_EDIT = "projects.project.edit"
    PROJECT_ASSIGN = "projects.project.assign"
    RETURN_VIEW = "projects.project_return.view"
    RETURN_EDIT = "projects.project_return.edit"
    RETURN_REVERSE = "projects.project_return.reverse"
    PLAN_EDIT = "projects.year_plan.edit"
    PROBLEM_VIEW = "projects.problem.view"
    PROBLEM_EDIT = "projects.problem.edit"
    PROBLEM_ESCALATE = "projects.problem.escalate"
    IMPORT = "projects.workbook.import"


declare_permissions(
    {
        Permission.PROJECT_VIEW: _("See projects, their plans, lines and documents"),
        Permission.PROJECT_REGISTER: _("Register projects"),
        Permission.PROJECT_EDIT: _("Record projects and what they reach"),
        Permission.PROJECT_ASSIGN: _("Put officers in charge of projects"),
        Permission.RETURN_VIEW: _("See the monthly returns of projects"),
        Permission.RETURN_EDIT: _("File the monthly returns of projects"),
        Permission.RETURN_REVERSE: _("Reverse locked returns of projects"),
        Permission.PLAN_EDIT: _("File the year plans of projects"),
        Permission.PROBLEM_VIEW: _("See the problems of projects"),
        Permission.PROBLEM_EDIT: _("Raise problems and tell what was done about them"),
        Permission.PROBLEM_ESCALATE: _("Take problems up to the city and the province"),
        Permission.IMPORT: _("Import project workbooks"),
    }
)
