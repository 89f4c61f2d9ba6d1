"""What single enterprises report: their months and their years. Confidential."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.economy import queries
from jingkai.domains.economy.models import EnterpriseMonth, EnterpriseYear, month_words
from jingkai.domains.economy.permissions import Permission as P
from jingkai.kernel.registers.declare import Column, Fault, Filter, Register, declare


def whole_month(values: Mapping[str, Any]) -> Iterator[Fault]:
    """A return is for a whole month."""
    if values.get("month") and values["month"].day != 1:
        yield Fault("month", _("A return is for a whole month."), _("the first day of the month"))


CODE = Column("enterprise", heading="企业信用代码", required=True, match="credit_code",
              example="91220200MA0E7ABC04")  # fmt: skip

ENTERPRISE_MONTHS = declare(
    Register(
        code="economy.enterprise_months",
        model=EnterpriseMonth,
        name=_("Months of enterprises"),
        noun=_("month of an enterprise"),
        sheet="企业月度经营",
        section="economy",
        icon="calendar-range",
        key=("enterprise", "month"),
        order=("-month", "-id"),
        rows=queries.enterprise_months_for,
        view=P.ENTERPRISE_READ,
        edit=P.ENTERPRISE_EDIT,
        imports=P.IMPORT,
        checks=(whole_month,),
        removable=True,
        columns=(
            CODE,
            Column("month", heading="月份", required=True, example="2022-01-01",
                   show=lambda row: month_words(row.month)),
            Column("revenue", heading="主营业务收入(万元)", required=True, example="160",
                   unit="元", sheet_unit="万元"),
            Column("output", heading="产值(万元)", example="172", unit="元", sheet_unit="万元"),
            Column("source", heading="来源文件", example="1月经营情况表", in_list=False),
        ),
        filters=(Filter("month"), Filter("enterprise")),
        glossary="statistical threshold",
    )
)  # fmt: skip

ENTERPRISE_YEARS = declare(
    Register(
        code="economy.enterprise_years",
        model=EnterpriseYear,
        name=_("Years of enterprises"),
        noun=_("year of an enterprise"),
        sheet="企业年度效益",
        section="economy",
        icon="land-plot",
        key=("enterprise", "year"),
        order=("-year", "-id"),
        rows=queries.enterprise_years_for,
        view=P.ENTERPRISE_READ,
        edit=P.ENTERPRISE_EDIT,
        imports=P.IMPORT,
        removable=True,
        columns=(
            CODE,
            Column("year", heading="年份", required=True, example="2022"),
            Column("tax", heading="实缴税金(万元)", example="320", unit="元", sheet_unit="万元"),
            Column("value_added", heading="增加值(万元)", example="2100", unit="元",
                   sheet_unit="万元"),
            Column("revenue", heading="主营业务收入(万元)", example="7800", unit="元",
                   sheet_unit="万元", in_list=False),
            Column("research", heading="研发费用(万元)", example="180", unit="元",
                   sheet_unit="万元", in_list=False),
            Column("energy", heading="综合能耗(吨标准煤)", example="1500", in_list=False),
            Column("discharge", heading="污染物排放当量(吨)", example="8.5", in_list=False),
            Column("staff", heading="平均从业人数(人)", example="120", in_list=False),
            Column("source", heading="来源文件", example="年度效益评价填报表", in_list=False),
        ),
        filters=(Filter("year", kind="amount"), Filter("enterprise")),
        glossary="efficiency per mu",
    )
)  # fmt: skip
