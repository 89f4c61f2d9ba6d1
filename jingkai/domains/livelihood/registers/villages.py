"""The registers of villages, their federation, and what their collectives earn."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.models import Federation, Village, VillageIncome, VillageYear
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.domains.livelihood.registers.support import SECTION, TABLES, YUAN
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare
from jingkai.kernel.registers.tabling import tables

FEDERATIONS = declare(
    Register(
        code="livelihood.federations",
        model=Federation,
        name=_("Federations of villages"),
        noun=_("federation of villages"),
        sheet="村集体联合总社",
        section=SECTION,
        icon="network",
        key=("code",),
        order=("code",),
        search=("code", "name"),
        rows=queries.federations_for,
        view=P.VILLAGE_VIEW,
        edit=P.VILLAGE_EDIT,
        imports=P.IMPORT,
        checks=(in_order("founded_on", "ended_on"),),
        columns=(
            Column("name", heading="总社名称", required=True, example="示例村集体经济联合总社"),
            Column("code", heading="总社编码", required=True, example="ZS01"),
            Column("founded_on", heading="成立日期", required=True, example="2021-11-01"),
            Column("ended_on", heading="撤销日期", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        related=(Related("livelihood.villages", "federation"),),
        glossary="federation of villages",
    )
)  # fmt: skip

VILLAGES = declare(
    Register(
        code="livelihood.villages",
        model=Village,
        name=_("Villages"),
        noun=_("village"),
        sheet="村集体",
        section=SECTION,
        icon="wheat",
        key=("code",),
        order=("code",),
        search=("code", "name"),
        rows=queries.villages_for,
        view=P.VILLAGE_VIEW,
        edit=P.VILLAGE_EDIT,
        imports=P.IMPORT,
        checks=(in_order("joined_on", "left_on"), in_order("since", "until")),
        columns=(
            Column("name", heading="村名", required=True, example="示例村"),
            Column("code", heading="村编码", required=True, example="C01"),
            Column("street", heading="街道(乡镇)", example="示例镇"),
            Column("households", heading="户数", example="420", in_list=False),
            Column("residents", heading="人口", example="1300", in_list=False),
            Column("federation", heading="总社编码", match="code", example="ZS01"),
            Column("joined_on", heading="入社日期"),
            Column("left_on", heading="退社日期", in_list=False),
            Column("since", heading="入册日期", required=True, example="2000-01-01",
                   in_list=False),
            Column("until", heading="撤并日期", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("federation"),),
        related=(Related("livelihood.incomes", "village"),
                 Related("livelihood.villageyears", "village")),
        extra=((TABLES, _("Income by source"), tables(queries.village_tables)),),
        glossary="village",
    )
)  # fmt: skip

INCOMES = declare(
    Register(
        code="livelihood.incomes",
        model=VillageIncome,
        name=_("Income of villages"),
        noun=_("income of a village"),
        sheet="村集体收入",
        section=SECTION,
        icon="receipt",
        key=("number",),
        order=("-received_on", "-id"),
        search=("number", "what", "evidence"),
        rows=queries.incomes_for,
        view=P.VILLAGE_VIEW,
        edit=P.VILLAGE_EDIT,
        imports=P.IMPORT,
        settles=actions.settle_villages,
        removable=True,
        columns=(
            Column("number", heading="流水编号", required=True, example="SR2022-0001"),
            Column("village", heading="村编码", required=True, match="code", example="C01"),
            Column("received_on", heading="入账日期", required=True, example="2022-05-20"),
            Column("source", heading="收入来源", required=True, example="发包及上交收入"),
            Column("what", heading="事由", required=True, example="机动地发包"),
            Column("amount", heading="金额(元)", required=True, example="56000", **YUAN),
            Column("evidence", heading="凭证", required=True, example="记字第5号凭证"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("village"), Filter("source"), Filter("received_on")),
        glossary="income of a village",
    )
)  # fmt: skip

YEARS = declare(
    Register(
        code="livelihood.villageyears",
        model=VillageYear,
        name=_("Villages by year"),
        noun=_("year of a village"),
        section=SECTION,
        icon="chart-column",
        key=("village", "year"),
        order=("-year", "village"),
        rows=queries.village_years_for,
        view=P.VILLAGE_VIEW,
        columns=(
            Column("village"),
            Column("year"),
            Column("income", **YUAN),
            Column("own", **YUAN),
            Column("floor", **YUAN),
            Column("reached"),
            Column("entries", in_list=False),
        ),
        filters=(Filter("year"), Filter("reached"), Filter("village")),
        glossary="year of a village",
    )
)  # fmt: skip
