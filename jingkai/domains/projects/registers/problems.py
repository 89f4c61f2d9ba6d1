"""The registers of problems and of the steps by which they are solved."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects import actions, queries
from jingkai.domains.projects.choices import ProblemState
from jingkai.domains.projects.models import Problem, ProblemStep
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.projects.registers.common import complete_problem, guard_part
from jingkai.domains.projects.rules.problems import level_above
from jingkai.kernel.registers.asking import past_day, verb, words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare


def _content(problem: Problem) -> dict[str, object]:
    return {"content": words(_("what was done"), length=500), "on": past_day()}


def _is_open(problem: Problem) -> bool:
    return problem.state != ProblemState.CLOSED


EDIT = Permission.PROBLEM_EDIT
VERBS = (
    verb("measure", _("Measure taken"), actions.take_measure, "problem", EDIT, when=_is_open,
         fields=_content),
    verb("report", _("Report as solved"), actions.report_solved, "problem", EDIT,
         when=lambda p: p.state == ProblemState.OPEN, fields=_content, tone="primary"),
    verb("escalate", _("Take up a level"), actions.escalate_problem, "problem",
         Permission.PROBLEM_ESCALATE, fields=_content,
         when=lambda p: p.state == ProblemState.OPEN and level_above(p.level) is not None),
    verb("return", _("Return as not solved"), actions.return_problem, "problem", EDIT,
         when=lambda p: p.state == ProblemState.REPORTED, fields=_content),
    verb("close", _("Close the problem"), actions.close_problem, "problem", EDIT, when=_is_open,
         fields=_content),
)  # fmt: skip

PROBLEMS = declare(
    Register(
        code="projects.problems",
        model=Problem,
        name=_("Problems of projects"),
        noun=_("problem"),
        sheet="问题清单",
        section="projects",
        icon="triangle-alert",
        key=("number",),
        order=("-raised_on", "-id"),
        rows=queries.problems_for,
        fills=complete_problem,
        guards=guard_part,
        settles=actions.settle_problems,
        view=Permission.PROBLEM_VIEW,
        edit=EDIT,
        imports=Permission.IMPORT,
        verbs=VERBS,
        columns=(
            Column("title", heading="问题", required=True, example="示例企业尚未搬迁"),
            Column("number", heading="问题编号", example="XMWT2022-001", in_list=False,
                   hint=_("Left empty: the next number.")),
            Column("project", heading="项目编号", required=True, match="number",
                   example="ZDX2022-001"),
            Column("kind", heading="问题类别", required=True, example="企业搬迁"),
            Column("state", in_form=False),
            Column("level", in_form=False),
            Column("due_on", in_form=False),
            Column("detail", heading="问题说明", in_list=False),
            Column("office", heading="责任单位", match="name", example="建设局"),
            Column("raised_on", heading="提出日期", required=True, example="2022-03-15"),
            Column("closed_on", in_form=False, in_list=False),
            Column("raised_by__user__name", label=_("raised by"), in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("due_on"), Filter("project"), Filter("raised_on")),
        related=(Related("projects.steps", "problem"),),
        glossary="problem",
    )
)  # fmt: skip

STEPS = declare(
    Register(
        code="projects.steps",
        model=ProblemStep,
        name=_("Steps in solving problems"),
        noun=_("step of a problem"),
        sheet="问题推进",
        section="projects",
        icon="list-checks",
        key=("problem", "on", "kind"),
        order=("problem", "on", "id"),
        rows=queries.steps_for,
        settles=actions.settle_steps,
        view=Permission.PROBLEM_VIEW,
        imports=Permission.IMPORT,
        columns=(
            Column("problem", heading="问题编号", required=True, match="number", in_form=False,
                   example="XMWT2022-001"),
            Column("kind", heading="环节", required=True, example="采取措施", in_form=False),
            Column("on", heading="日期", required=True, example="2022-03-20", in_form=False),
            Column("content", heading="推进情况", in_form=False),
            Column("seat__user__name", label=_("who"), in_form=False),
        ),
        filters=(Filter("problem"),),
        glossary="step of a problem",
    )
)  # fmt: skip
