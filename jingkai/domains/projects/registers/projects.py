"""The register of projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects import actions, queries
from jingkai.domains.projects.choices import (
    ACTUAL,
    BUILDING,
    ORDER,
    PLANNED,
    Milestone,
    ProblemKind,
    Status,
)
from jingkai.domains.projects.models import Project
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.projects.registers.common import (
    complete_project,
    guard_office,
    milestone_choices,
    months_to_report,
    yuan,
)
from jingkai.domains.projects.rules.codes import code_faults
from jingkai.domains.projects.rules.faults import project_faults
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.asking import choice, officer, past_day, verb, words
from jingkai.kernel.registers.declare import Column, Filter, Layer, Register, Related, declare

HEADINGS = {
    Milestone.SIGNED: "签约", Milestone.STARTED: "开工", Milestone.STRUCTURE: "主体施工",
    Milestone.EQUIPMENT: "设备安装", Milestone.TRIAL: "试生产", Milestone.PRODUCTION: "投产",
    Milestone.FULL: "达产",
}  # fmt: skip


def _lacks(project: Project) -> list[str]:
    ahead = queries.next_milestone(project)
    return queries.missing_words(project, ahead) if ahead else []


def _ahead(project: Project) -> list[Milestone]:
    ahead = queries.next_milestone(project)
    return list(ORDER[ORDER.index(ahead) :]) if ahead else []


def _reach_form(project: Project) -> dict[str, forms.Field]:
    return {
        "milestone": choice(_("milestone"), milestone_choices(_ahead(project))),
        "on": past_day(_("reached on")),
        "document": words(_("document that shows it"), length=200),
        "document_number": words(_("document number"), length=80, required=False),
    }


def _correct_form(project: Project) -> dict[str, forms.Field]:
    reached = [m for m in ORDER if getattr(project, ACTUAL[m])]
    return {"milestone": choice(_("milestone"), milestone_choices(reached)),
            "day": past_day(_("right day")), "why": words(_("reason"))}  # fmt: skip


def _replan_form(project: Project) -> dict[str, forms.Field]:
    return {"milestone": choice(_("milestone"), milestone_choices(_ahead(project))),
            "day": forms.DateField(label=_("planned day")), "why": words(_("reason"))}  # fmt: skip


def _return_form(project: Project) -> dict[str, forms.Field]:
    months = months_to_report(project)
    return {
        "month": forms.TypedChoiceField(
            label=_("month"), choices=months, coerce=forms.DateField().to_python,
            initial=months[min(1, len(months) - 1)][0] if months else None,
        ),
        "planned": forms.DecimalField(
            label=_("planned investment (yuan)"), max_digits=20, decimal_places=2, required=False,
            help_text=_("Left empty: the month of the year plan."),
        ),
        "actual": yuan(_("completed investment (yuan)")),
        "progress": words(_("progress on site"), required=False),
        "note": words(_("explanation"), length=500, required=False),
    }  # fmt: skip


def _file(*, project: Project, by: Any, **values: Any) -> Any:
    return actions.file_return(project=project, by=by, on=zone_today(), **values)


def _problem_form(project: Project) -> dict[str, forms.Field]:
    return {
        "title": words(_("problem"), length=150),
        "kind": choice(_("kind of problem"), ProblemKind.choices),
        "detail": words(_("what it is about"), length=1000, required=False),
        "on": past_day(_("raised on")),
    }


def _assign_form(project: Project) -> dict[str, forms.Field]:
    able = officer(project, Permission.RETURN_EDIT, _("officer in charge"))
    return {"officer": able, "on": past_day()}


def _is_open(project: Project) -> bool:
    return not project.ended_on


EDIT = Permission.PROJECT_EDIT
VERBS = (
    verb("reach", _("Milestone reached"), actions.reach_milestone, "project", EDIT,
         when=lambda p: _is_open(p) and bool(_ahead(p)), missing=_lacks, fields=_reach_form,
         tone="primary"),
    verb("return", _("File the return"), _file, "project", Permission.RETURN_EDIT,
         when=lambda p: _is_open(p) and bool(months_to_report(p)), fields=_return_form),
    verb("problem", _("Raise a problem"), actions.raise_problem, "project",
         Permission.PROBLEM_EDIT, when=_is_open, fields=_problem_form),
    verb("replan", _("Plan a milestone anew"), actions.replan_milestone, "project", EDIT,
         when=lambda p: _is_open(p) and bool(_ahead(p)), fields=_replan_form),
    verb("correct_day", _("Correct a day"), actions.correct_milestone, "project", EDIT,
         when=lambda p: bool(p.reached), fields=_correct_form),
    verb("assign", _("Put in charge"), actions.assign_officer, "project",
         Permission.PROJECT_ASSIGN, when=_is_open, fields=_assign_form),
    verb("stop", _("Work stopped"), actions.stop_work, "project", EDIT,
         when=lambda p: p.status in BUILDING,
         fields=lambda project: {"on": past_day(), "why": words(_("reason"))}),
    verb("resume", _("Work goes on"), actions.resume_work, "project", EDIT,
         when=lambda p: p.status == Status.STOPPED),
    verb("end", _("Give up"), actions.end_project, "project", EDIT, tone="danger",
         when=lambda p: _is_open(p) and p.status not in (Status.PRODUCTION, Status.FULL),
         fields=lambda project: {"on": past_day(), "why": words(_("reason"))}),
)  # fmt: skip

DAYS = (
    *(Column(PLANNED[m], heading=f"计划{HEADINGS[m]}日期", in_list=m is Milestone.PRODUCTION)
      for m in ORDER),
    *(Column(ACTUAL[m], heading=f"{HEADINGS[m]}日期", in_list=False, in_form=False)
      for m in ORDER),
)  # fmt: skip

PROJECTS = declare(
    Register(
        code="projects.projects",
        model=Project,
        name=_("Projects"),
        noun=_("project"),
        sheet="项目",
        section="projects",
        icon="factory",
        key=("number",),
        order=("number",),
        search=("name", "number", "code", "investor"),
        rows=queries.projects_for,
        view=Permission.PROJECT_VIEW,
        edit=EDIT,
        imports=Permission.IMPORT,
        fills=complete_project,
        checks=(code_faults, project_faults),
        guards=guard_office,
        settles=actions.settle_projects,
        verbs=VERBS,
        columns=(
            Column("name", heading="项目名称", required=True, example="示例碳纤维项目"),
            Column("number", heading="项目编号", example="ZDX2022-001",
                   hint=_("Left empty: the next number.")),
            Column("status", in_form=False),
            Column("code", heading="项目代码", example="2211-441900-04-02-310151", in_list=False),
            Column("investor", heading="投资方", example="示例新材料有限公司", in_list=False),
            Column("enterprise", heading="项目公司信用代码", match="credit_code", in_list=False),
            Column("leading_industry", heading="主导产业", example="新材料（碳纤维）"),
            Column("industry", heading="行业代码", example="2829", in_list=False),
            Column("total_investment", heading="总投资(亿元)", required=True, unit="元",
                   sheet_unit="亿元", example="8.5"),
            Column("opening_investment", heading="首报前完成投资(亿元)", unit="元",
                   sheet_unit="亿元", in_list=False),
            Column("is_key", in_form=False, in_list=False),
            Column("content", heading="建设内容", in_list=False),
            Column("near_consumer", heading="靠近终端消费", example="否", in_list=False),
            Column("industrial_park", heading="所在产业园", match="name",
                   example="示例碳纤维产业园", in_list=False),
            Column("park_words", in_form=False, in_list=False),
            Column("parcel", heading="宗地编号", match="number", example="JK-A-01", in_list=False,
                   hint=_("The project lies where its parcel lies unless its own shape is drawn.")),
            Column("site", heading="地块或厂房", in_list=False),
            Column("shape", heading="图形", in_list=False),
            Column("expected_output", heading="达产产值(亿元)", unit="元", sheet_unit="亿元",
                   in_list=False),
            Column("expected_revenue", heading="新增企业达产营业收入(亿元)", unit="元",
                   sheet_unit="亿元", in_list=False),
            Column("adds_above_scale", in_form=False, in_list=False),
            Column("office", heading="责任单位", match="name", example="经济发展局",
                   in_list=False),
            Column("officer", heading="包保责任人", match="user__name"),
            Column("deal_number", heading="招商项目编号", in_list=False, in_form=False),
            Column("registered_on", heading="入库日期", example="2022-03-01", in_list=False),
            *DAYS,
            Column("equipment_ready_on", heading="具备设备安装条件日期", in_list=False),
            Column("stopped_on", heading="停工日期", in_list=False, in_form=False),
            Column("stop_reason", heading="停工原因", in_list=False, in_form=False),
            Column("resumed_on", heading="复工日期", in_list=False, in_form=False),
            Column("ended_on", heading="终止日期", in_list=False, in_form=False),
            Column("end_reason", heading="终止原因", in_list=False, in_form=False),
        ),
        filters=(
            Filter("status"),
            Filter("leading_industry"),
            Filter("is_key"),
            Filter("near_consumer"),
            Filter("industrial_park"),
            Filter("officer"),
            Filter("office"),
            Filter("started_on"),
            Filter("production_on"),
            Filter("registered_on"),
        ),
        extra=(
            ("office/projects/progress.html", _("Milestones"), queries.progress_tab),
            ("office/projects/curve.html", _("Investment against the plan"), queries.curve_tab),
            ("office/projects/permits.html", _("Permits"), queries.permits_tab),
        ),
        related=(
            Related("projects.returns", "project"),
            Related("projects.problems", "project"),
            Related("projects.lines", "project"),
            Related("projects.products", "project"),
            Related("projects.documents", "project"),
            Related("projects.plans", "project"),
        ),
        layer=Layer(
            label="name", colour_by="status", min_zoom=9, during=("registered_on", "ended_on"),
            columns=("name", "number", "status", "total_investment", "production_on"),
        ),
        glossary="project",
    )
)  # fmt: skip
