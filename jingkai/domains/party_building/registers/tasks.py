"""The registers of secretaries' number-one projects, their milestones, and pairings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import actions, queries
from jingkai.domains.party_building.models import Milestone, Pairing, SecretaryProject
from jingkai.domains.party_building.permissions import Permission as P
from jingkai.domains.party_building.registers.common import numbered, own
from jingkai.kernel.registers.asking import any_day, past_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Filter,
    Register,
    Related,
    Verb,
    declare,
)

TASKS = declare(
    Register(
        code="party_building.tasks",
        model=SecretaryProject,
        name=_("Number-one projects"),
        noun=_("number-one project"),
        sheet="书记领办项目",
        section="party_building",
        icon="flag",
        key=("number",),
        order=("number",),
        search=("number", "name", "aim"),
        rows=queries.tasks_for,
        view=P.TASK_VIEW,
        edit=P.TASK_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "finished_on"),),
        fills=numbered(SecretaryProject, "YHGC", "since"),
        guards=own("organisation"),
        verbs=(
            Verb("finish", _("Finished"), actions.finish_task, "task", P.TASK_EDIT,
                 when=lambda one: one.finished_on is None,
                 fields=lambda one: {"result": words(_("results achieved"), length=500),
                                     "on": past_day()}),
        ),
        columns=(
            Column("name", heading="项目名称", required=True, example="示例书记领办项目"),
            Column("number", heading="领办编号", in_form=False, example="YHGC2022-001"),
            Column("kind", heading="项目类型", required=True, example="书记领办项目"),
            Column("organisation", heading="党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("project", heading="重点项目编号", match="number", in_list=False),
            Column("aim", heading="目标", in_list=False),
            Column("since", heading="启动日期", required=True, example="2022-02-10"),
            Column("finished_on", heading="完成日期", in_form=False),
            Column("result", heading="成效", in_form=False, in_list=False),
        ),
        filters=(Filter("kind"), Filter("since"), Filter("organisation")),
        related=(Related("party_building.milestones", "task"),),
        glossary="number-one project",
    )
)  # fmt: skip


def _reach(one: Milestone) -> dict[str, forms.Field]:
    return {"evidence": words(_("proof")), "on": past_day(_("reached on"))}


def _replan(one: Milestone) -> dict[str, forms.Field]:
    return {"day": any_day(_("planned for"), one.planned_on), "because": words(_("reason"))}


def _complete(values: dict[str, Any], seat: Any) -> None:
    """A milestone belongs to the year it is planned for."""
    if not values.get("year") and values.get("planned_on"):
        values["year"] = values["planned_on"].year
    numbered(Milestone, "JD", "planned_on")(values, seat)


MILESTONES = declare(
    Register(
        code="party_building.milestones",
        model=Milestone,
        name=_("Milestones of number-one projects"),
        noun=_("milestone of a number-one project"),
        sheet="领办项目节点",
        section="party_building",
        icon="milestone",
        key=("number",),
        order=("-planned_on", "-id"),
        search=("number", "name"),
        rows=queries.milestones_for,
        view=P.TASK_VIEW,
        edit=P.TASK_EDIT,
        imports=P.IMPORT,
        fills=_complete,
        guards=own("task", "organisation"),
        verbs=(
            Verb("reach", _("Record as reached"), actions.reach_milestone, "milestone",
                 P.TASK_EDIT, tone="primary", fields=_reach,
                 when=lambda one: one.reached_on is None),
            Verb("replan", _("Plan anew"), actions.replan_milestone, "milestone", P.TASK_EDIT,
                 fields=_replan, when=lambda one: one.reached_on is None),
        ),
        columns=(
            Column("name", heading="节点", required=True, example="示例节点：完成土建"),
            Column("number", heading="节点编号", in_form=False, example="JD2022-001"),
            Column("task", heading="领办编号", required=True, match="number",
                   example="YHGC2022-001"),
            Column("year", heading="年度", required=True, example="2022"),
            Column("planned_on", heading="计划日期", required=True, example="2022-06-30"),
            Column("reached_on", heading="完成日期", in_form=False),
            Column("evidence", heading="佐证", in_form=False, in_list=False),
        ),
        filters=(Filter("year"), Filter("planned_on"), Filter("reached_on"), Filter("task")),
        glossary="milestone of a number-one project",
    )
)  # fmt: skip

PAIRINGS = declare(
    Register(
        code="party_building.pairings",
        model=Pairing,
        name=_("Pairings of party and business"),
        noun=_("pairing of party and business"),
        sheet="结对共建",
        section="party_building",
        icon="handshake",
        key=("number",),
        order=("number",),
        search=("number", "theme", "work"),
        rows=queries.pairings_for,
        view=P.TASK_VIEW,
        edit=P.TASK_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        fills=numbered(Pairing, "JDGJ", "since"),
        guards=own("organisation"),
        verbs=(
            Verb("end", _("End the pairing"), actions.end_pairing, "pairing", P.TASK_EDIT,
                 when=lambda one: one.until is None,
                 fields=lambda one: {"outcome": words(_("results achieved"), length=500),
                                     "on": past_day()}),
        ),
        columns=(
            Column("theme", heading="共建主题", required=True, example="党建+项目攻坚"),
            Column("number", heading="共建编号", in_form=False, example="JDGJ2022-001"),
            Column("organisation", heading="党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("enterprise", heading="企业信用代码", match="credit_code"),
            Column("project", heading="重点项目编号", match="number"),
            Column("work", heading="共建事项", in_list=False),
            Column("since", heading="开始日期", required=True, example="2022-03-15"),
            Column("until", heading="结束日期", in_form=False),
            Column("outcome", heading="共建成效", in_form=False, in_list=False),
        ),
        filters=(Filter("since"), Filter("organisation")),
        glossary="pairing of party and business",
    )
)  # fmt: skip
