"""The registers of hard problems and of the steps towards solving them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import actions, queries
from jingkai.domains.governance.choices import HardState
from jingkai.domains.governance.models import HardProblem, HardStep
from jingkai.domains.governance.permissions import Permission as P
from jingkai.domains.governance.registers.common import TABLES, at, office
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.registers.asking import past_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare
from jingkai.kernel.registers.tabling import tables


def _complete(values: dict[str, Any], seat: Any) -> None:
    """A hard problem entered by hand gets the next number."""
    if not values.get("number") and values.get("raised_on"):
        values["number"] = next_after(HardProblem, seat.zone_id, "NT", values["raised_on"])


def _step(problem: HardProblem) -> dict[str, forms.Field]:
    return {
        "content": words(_("step taken")),
        "office": office(problem, _("by which office"), required=False),
        "on": past_day(),
    }


def _solve(problem: HardProblem) -> dict[str, forms.Field]:
    return {
        "outcome": words(_("how it was solved"), length=500),
        "evidence": words(_("evidence of the solution"), length=200),
        "on": past_day(),
    }


HARD = declare(
    Register(
        code="governance.hard",
        model=HardProblem,
        name=_("Hard problems"),
        noun=_("hard problem"),
        sheet="难题台账",
        section="governance",
        icon="mountain",
        key=("number",),
        order=("-raised_on", "-id"),
        search=("number", "title"),
        rows=queries.hard_for,
        view=P.HARD_VIEW,
        edit=P.HARD_EDIT,
        imports=P.IMPORT,
        fills=_complete,
        checks=(in_order("raised_on", "solved_on"), in_order("raised_on", "due_on")),
        verbs=(
            Verb("step", _("Record a step"), actions.add_hard_step, "problem", P.HARD_EDIT,
                 when=at(HardState.OPEN), fields=_step),
            Verb("solve", _("Confirm as solved"), actions.solve_hard, "problem", P.HARD_SOLVE,
                 when=at(HardState.OPEN), fields=_solve, tone="primary"),
        ),
        columns=(
            Column("title", heading="难题", required=True, example="示例企业搬迁"),
            Column("number", heading="难题编号", in_form=False, example="NT2022-001"),
            Column("kind", heading="难题类别", required=True, example="企业搬迁"),
            Column("state", in_form=False),
            Column("detail", heading="情况说明", in_list=False),
            Column("project", heading="项目编号", match="number"),
            Column("enterprise", heading="企业信用代码", match="credit_code", in_list=False,
                   example="91220200MA0E7ABC04"),
            Column("problem", heading="项目问题编号", match="number", in_list=False),
            Column("office", heading="牵头单位", required=True, match="name", example="招商局"),
            Column("leader", heading="包保领导", in_list=False),
            Column("raised_on", heading="列入日期", required=True, example="2022-01-10"),
            Column("due_on", heading="计划解决日期", example="2022-12-31"),
            Column("solved_on", heading="解决日期", in_form=False),
            Column("outcome", heading="解决情况", in_form=False, in_list=False),
            Column("evidence", heading="佐证材料", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("kind"), Filter("office"), Filter("raised_on"),
                 Filter("solved_on")),
        related=(Related("governance.hard_steps", "problem"),),
        extra=((TABLES, _("Progress"), tables(queries.hard_steps_table)),),
        glossary="hard problem",
    )
)  # fmt: skip

STEPS = declare(
    Register(
        code="governance.hard_steps",
        model=HardStep,
        name=_("Steps on hard problems"),
        noun=_("step towards solving"),
        sheet="难题推进",
        section="governance",
        icon="footprints",
        key=("problem", "on", "content"),
        order=("-on", "-id"),
        search=(),
        rows=queries.hard_steps_for,
        view=P.HARD_VIEW,
        imports=P.IMPORT,
        columns=(
            Column("problem", heading="难题编号", required=True, match="number",
                   example="NT2022-001"),
            Column("on", heading="日期", required=True, example="2022-02-10"),
            Column("content", heading="推进情况", required=True, example="召开专题会"),
            Column("office", heading="单位", match="name"),
        ),
        filters=(Filter("on"),),
        glossary="step towards solving",
    )
)  # fmt: skip
