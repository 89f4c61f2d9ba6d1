"""The registers of employment, pension enrolment, new jobs, the unemployed, and vacancies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.choices import EndReason
from jingkai.domains.livelihood.models import (
    EmploymentMonth,
    JobRegistration,
    PensionMonth,
    UnemploymentRegistration,
    Vacancy,
)
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.domains.livelihood.registers.common import (
    TABLES,
    month_words,
    place_column,
    whole_month,
)
from jingkai.kernel.registers.asking import choice, number, past_day
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Filter,
    Layer,
    Register,
    Verb,
    declare,
)
from jingkai.kernel.registers.tabling import tables

YUAN: dict[str, Any] = {"unit": "元", "sheet_unit": "元"}
PEOPLE: dict[str, Any] = {"unit": "人", "sheet_unit": "人"}

EMPLOYMENT = declare(
    Register(
        code="livelihood.employment",
        model=EmploymentMonth,
        name=_("Employment by month"),
        noun=_("employment of a month"),
        sheet="城镇从业月报",
        section="livelihood",
        icon="calendar-range",
        key=("month",),
        order=("-month",),
        rows=queries.employment_for,
        view=P.WORK_VIEW,
        edit=P.WORK_EDIT,
        imports=P.IMPORT,
        checks=(whole_month,),
        columns=(
            Column("month", heading="月份", required=True, example="2022-01-01",
                   show=month_words),
            Column("employed", heading="期末城镇从业人员", required=True, example="21000",
                   **PEOPLE),
            Column("attrition", heading="当月自然减员", required=True, example="6", **PEOPLE),
            Column("source", heading="来源", example="示例：就业统计月报"),
        ),
        filters=(Filter("month"),),
        glossary="employed in town",
    )
)  # fmt: skip

PENSIONS = declare(
    Register(
        code="livelihood.pensions",
        model=PensionMonth,
        name=_("Pension enrolment by month"),
        noun=_("pension enrolment of a month"),
        sheet="养老保险参保",
        section="livelihood",
        icon="shield-check",
        key=("community", "month"),
        order=("-month", "community", "-id"),
        rows=queries.pensions_for,
        view=P.INSURANCE_VIEW,
        edit=P.INSURANCE_EDIT,
        imports=P.IMPORT,
        checks=(whole_month,),
        columns=(
            Column("community", heading="社区（村）", required=True, example="示例社区一"),
            Column("month", heading="月份", required=True, example="2022-01-01",
                   show=month_words),
            Column("due", heading="应参保人数", required=True, example="1200", **PEOPLE),
            Column("enrolled", heading="参保人数", required=True, example="1192", **PEOPLE),
            Column("paying", heading="本年缴费人数", example="780", **PEOPLE),
            Column("receiving", heading="领取待遇人数", example="310", **PEOPLE),
        ),
        filters=(Filter("month"), Filter("community")),
        glossary="pension enrolment",
    )
)  # fmt: skip

JOBS = declare(
    Register(
        code="livelihood.jobs",
        model=JobRegistration,
        name=_("New jobs in town"),
        noun=_("new job in town"),
        sheet="城镇新增就业",
        section="livelihood",
        icon="briefcase",
        key=("number",),
        order=("-registered_on", "-id"),
        search=("number", "employer"),
        rows=queries.jobs_for,
        view=P.UNEMPLOYMENT_VIEW,
        edit=P.WORK_EDIT,
        imports=P.IMPORT,
        checks=(in_order("started_on", "registered_on"),),
        columns=(
            Column("number", heading="登记编号", required=True, example="JY2022-0001"),
            Column("identity", heading="身份证号", personal="identity"),
            Column("form", heading="就业形式", required=True, example="单位就业"),
            Column("origin", heading="人员类别", required=True, example="登记失业人员"),
            Column("enterprise", heading="企业信用代码", match="credit_code"),
            Column("employer", heading="其他用工主体", example="示例个体商户", in_list=False),
            Column("started_on", heading="就业日期", example="2022-03-01", in_list=False),
            Column("registered_on", heading="登记日期", required=True, example="2022-03-05"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("form"), Filter("origin"), Filter("registered_on"),
                 Filter("enterprise")),
        glossary="new job in town",
    )
)  # fmt: skip


def _ending(record: UnemploymentRegistration) -> dict[str, forms.Field]:
    return {"end_reason": choice(_("ended because"), EndReason.choices), "on": past_day()}


UNEMPLOYED = declare(
    Register(
        code="livelihood.unemployed",
        model=UnemploymentRegistration,
        name=_("Registered unemployed"),
        noun=_("registration of unemployment"),
        sheet="失业登记",
        section="livelihood",
        icon="user-search",
        key=("number",),
        order=("-registered_on", "-id"),
        search=("number", "name", "community"),
        rows=queries.unemployed_for,
        view=P.UNEMPLOYMENT_VIEW,
        edit=P.UNEMPLOYMENT_EDIT,
        imports=P.IMPORT,
        checks=(in_order("registered_on", "ended_on"),),
        verbs=(
            Verb("end", _("End registration"), actions.end_unemployment, "registration",
                 P.UNEMPLOYMENT_EDIT, tone="primary", fields=_ending,
                 when=lambda one: one.ended_on is None),
        ),
        columns=(
            Column("number", heading="登记编号", required=True, example="SY2022-0001"),
            Column("name", heading="姓名", required=True, example="示例甲"),
            Column("identity", heading="身份证号", required=True, personal="identity",
                   example="22020219850101123X", in_list=False),
            Column("phone", heading="联系电话", personal="phone", in_list=False),
            Column("community", heading="社区（村）", required=True, example="示例社区一"),
            Column("residence", heading="居住点编号", match="number", in_list=False),
            Column("education", heading="文化程度", required=True, example="高中（中专）"),
            Column("reason", heading="失业原因", required=True, example="劳动合同终止或解除"),
            Column("registered_on", heading="登记日期", required=True, example="2022-02-10"),
            Column("ended_on", heading="终止日期"),
            Column("end_reason", heading="终止原因", in_list=False),
            Column("work_kind", heading="求职工种", example="生产操作"),
            Column("second_kind", heading="备选工种", in_list=False),
            Column("wage_floor", heading="最低月薪(元)", example="3500", in_list=False, **YUAN),
            Column("mode", heading="出行方式", example="公交加步行", in_list=False),
            Column("longest_way", heading="最长通勤(分钟)", example="45", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("registered_on"), Filter("ended_on"), Filter("reason"),
                 Filter("work_kind")),
        extra=((TABLES, _("Posts that fit"), tables(queries.registration_standing)),),
        glossary="registered unemployed",
    )
)  # fmt: skip


def _is_open(vacancy: Vacancy) -> bool:
    return vacancy.closed_on is None


def _filling(vacancy: Vacancy) -> dict[str, forms.Field]:
    return {"posts": number(_("posts taken"), 1), "on": past_day()}


VACANCIES = declare(
    Register(
        code="livelihood.vacancies",
        model=Vacancy,
        name=_("Vacancies of enterprises"),
        noun=_("vacancy"),
        sheet="招聘岗位",
        section="livelihood",
        icon="clipboard-list",
        key=("number",),
        order=("-published_on", "-id"),
        search=("number", "title"),
        rows=queries.vacancies_for,
        view=P.WORK_VIEW,
        edit=P.WORK_EDIT,
        imports=P.IMPORT,
        checks=(in_order("published_on", "closed_on"),),
        verbs=(
            Verb("fill", _("Record posts filled"), actions.fill_posts, "vacancy", P.WORK_EDIT,
                 tone="primary", when=_is_open, fields=_filling),
            Verb("close", _("Close"), actions.close_vacancy, "vacancy", P.WORK_EDIT,
                 when=_is_open, fields=lambda one: {"on": past_day()}),
        ),
        columns=(
            Column("title", heading="岗位名称", required=True, example="示例操作工"),
            Column("number", heading="岗位编号", required=True, example="ZP2022-001"),
            Column("enterprise", heading="企业信用代码", required=True, match="credit_code",
                   example="91220200MA0E7ABC04"),
            Column("work_kind", heading="工种", required=True, example="生产操作"),
            Column("headcount", heading="招聘人数", required=True, example="12", **PEOPLE),
            Column("filled", heading="已招人数", example="3", **PEOPLE),
            Column("wage_from", heading="月薪下限(元)", required=True, example="3800", **YUAN),
            Column("wage_to", heading="月薪上限(元)", required=True, example="5200", **YUAN),
            Column("education", heading="学历要求", required=True, example="初中",
                   in_list=False),
            Column("published_on", heading="发布日期", required=True, example="2022-03-01"),
            Column("closed_on", heading="关闭日期", in_list=False),
            place_column(required=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("work_kind"), Filter("published_on"), Filter("closed_on"),
                 Filter("enterprise")),
        extra=((TABLES, _("Who fits"), tables(queries.vacancy_standing)),),
        layer=Layer(label="title", colour_by="work_kind", min_zoom=12,
                    columns=("title", "number", "work_kind", "headcount", "wage_from"),
                    during=("published_on", "closed_on")),
        glossary="vacancy",
    )
)  # fmt: skip
