"""The registers of monthly returns and year plans."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects import actions, queries
from jingkai.domains.projects.models import ProjectReturn, YearPlan
from jingkai.domains.projects.models.returns import MONTHS, month_words
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.projects.registers.common import (
    check_return,
    guard_part,
    guard_return,
    settle_returns,
    yuan,
)
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.asking import verb, words
from jingkai.kernel.registers.declare import Column, Filter, Register, declare


def days_late(entry: ProjectReturn) -> int:
    """How many days after the reporting day a return came in; reversals are never late."""
    if entry.entry:
        return 0
    due = queries.return_due_on(entry.zone_id, entry.month)
    return max(0, (entry.reported_on - due).days)


def _reversible(entry: ProjectReturn) -> bool:
    """Whether it is the row that stands, and locked."""
    standing = queries.return_of(entry.project_id, entry.month)
    stands = standing is not None and standing.pk == entry.pk
    return stands and queries.is_locked(entry, zone_today())


def _reversal_form(entry: ProjectReturn) -> dict[str, forms.Field]:
    return {
        "planned": yuan(_("right planned investment (yuan)"), entry.planned),
        "actual": yuan(_("right completed investment (yuan)"), entry.actual),
        "why": words(_("reason"), length=500),
    }


def _reverse(*, entry: ProjectReturn, by: Any, **values: Any) -> Any:
    return actions.reverse_return(entry=entry, by=by, on=zone_today(), **values)


RETURNS = declare(
    Register(
        code="projects.returns",
        model=ProjectReturn,
        name=_("Project returns"),
        noun=_("project return"),
        sheet="项目月报",
        section="projects",
        icon="calendar-check",
        key=("project", "month", "entry"),
        order=("-month", "project", "entry"),
        rows=queries.returns_for,
        guards=guard_return,
        checks=(check_return,),
        settles=settle_returns,
        view=Permission.RETURN_VIEW,
        edit=Permission.RETURN_EDIT,
        imports=Permission.IMPORT,
        verbs=(
            verb("reverse", _("Reverse"), _reverse, "entry", Permission.RETURN_REVERSE,
                 when=_reversible, fields=_reversal_form),
        ),
        columns=(
            Column("project", heading="项目编号", required=True, match="number",
                   example="ZDX2022-001"),
            Column("month", heading="月份", required=True, example="2022-03-01",
                   show=lambda row: month_words(row.month)),
            Column("kind", label=_("row"), show=lambda row: row.kind.label, in_form=False),
            Column("planned", heading="计划投资(万元)", required=True, unit="元",
                   sheet_unit="万元", example="1200"),
            Column("actual", heading="完成投资(万元)", required=True, unit="元",
                   sheet_unit="万元", example="1150"),
            Column("entry", label=_("entry no."), in_form=False, in_list=False),
            Column("progress", heading="形象进度", in_list=False, example="主体封顶"),
            Column("note", heading="说明", in_list=False),
            Column("reported_by", heading="报送人", in_list=False),
            Column("reported_on", heading="报送日期", example="2022-04-08",
                   hint=_("Left empty: the day of entry.")),
            Column("days_late", label=_("days late"), show=days_late, in_form=False),
            Column("entered_at", label=_("entered"), in_list=False, in_form=False),
        ),
        filters=(Filter("month"), Filter("project")),
        glossary="project return",
    )
)  # fmt: skip

PLANS = declare(
    Register(
        code="projects.plans",
        model=YearPlan,
        name=_("Year plans"),
        noun=_("year plan"),
        sheet="项目年度计划",
        section="projects",
        icon="calendar-range",
        key=("project", "year"),
        order=("-year", "project"),
        rows=queries.plans_for,
        guards=guard_part,
        view=Permission.RETURN_VIEW,
        edit=Permission.PLAN_EDIT,
        imports=Permission.IMPORT,
        columns=(
            Column("project", heading="项目编号", required=True, match="number",
                   example="ZDX2022-001"),
            Column("year", heading="年度", required=True, example="2022"),
            Column("goal", heading="年度目标", example="主体封顶"),
            Column("total", unit="元", sheet_unit="万元", in_form=False),
            *(
                Column(month, heading=f"{number}月计划(万元)", unit="元", sheet_unit="万元",
                       in_list=False, label=format_lazy(_("plan of month {n}"), n=number))
                for number, month in enumerate(MONTHS, 1)
            ),
            Column("filed_on", heading="编制日期", in_list=False),
        ),
        filters=(Filter("project"),),
        glossary="year plan",
    )
)  # fmt: skip
