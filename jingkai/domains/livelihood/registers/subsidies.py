"""The registers of subsidy programmes, their versions, standards, exclusions and claims."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import actions, queries
from jingkai.domains.livelihood.errors.subsidies import CELL_EXPECTED, CELL_UNREADABLE
from jingkai.domains.livelihood.models import (
    Claim,
    Exclusion,
    Programme,
    Standard,
    SubsidyVersion,
)
from jingkai.domains.livelihood.models.subsidies import WORDS
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.domains.livelihood.registers.support import SECTION, TABLES, YUAN
from jingkai.domains.livelihood.rules.eligibility import number_cell, word_cell
from jingkai.kernel.registers.asking import any_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Fault,
    Filter,
    Register,
    Related,
    Verb,
    declare,
)
from jingkai.kernel.registers.tabling import tables

PROGRAMMES = declare(
    Register(
        code="livelihood.programmes",
        model=Programme,
        name=_("Subsidy programmes"),
        noun=_("subsidy programme"),
        sheet="补贴项目",
        section=SECTION,
        icon="hand-coins",
        key=("code",),
        order=("code",),
        search=("code", "name", "document"),
        rows=queries.programmes_for,
        view=P.SUBSIDY_VIEW,
        edit=P.SUBSIDY_EDIT,
        imports=P.IMPORT,
        checks=(in_order("began_on", "ended_on"),),
        guards=queries.RUNNING.guard,
        verbs=(
            Verb("open_batch", _("Open a payment batch"), actions.open_batch, "programme",
                 P.PAYMENT_MAKE, tone="primary", when=lambda one: one.ended_on is None,
                 fields=lambda one: {"day": any_day(_("a day of the period to be paid"))}),
            Verb("repay", _("Pay again what was returned"), actions.open_repayment, "programme",
                 P.PAYMENT_MAKE, when=queries.waits_for_repayment,
                 fields=lambda one: {"day": any_day(_("a day of the period to be paid"))}),
        ),
        columns=(
            Column("name", heading="补贴项目", required=True, example="示例高龄津贴"),
            Column("code", heading="项目编码", required=True, example="GL"),
            Column("office", heading="主管部门", example="社会事务局"),
            Column("cycle", heading="发放周期", required=True, example="按月"),
            Column("pay_from", heading="期限起算", example="发放周期开始", in_list=False),
            Column("pay_days", heading="发放期限(工作日)", required=True, example="10"),
            Column("began_on", heading="开始日期", required=True, example="2016-01-01",
                   in_list=False),
            Column("ended_on", heading="停止日期", in_list=False),
            Column("document", heading="文件依据", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("cycle"),),
        related=(Related("livelihood.versions", "programme"),
                 Related("livelihood.batches", "programme")),
        extra=((TABLES, _("Payment by period"), tables(queries.programme_standing)),),
        glossary="subsidy programme",
    )
)  # fmt: skip

def _standing(version: SubsidyVersion, seat: Any) -> dict[str, Any]:
    """The table with its check, and whether the seat may draw the next version."""
    told = queries.version_standing(version)
    return {"version": version, "draws": seat.can(P.SUBSIDY_EDIT), "tables": told}


VERSIONS = declare(
    Register(
        code="livelihood.versions",
        model=SubsidyVersion,
        name=_("Programme versions"),
        noun=_("programme version"),
        sheet="补贴政策版本",
        section=SECTION,
        icon="git-branch",
        key=("number",),
        order=("-since", "-id"),
        search=("number", "document"),
        rows=queries.versions_for,
        view=P.SUBSIDY_VIEW,
        edit=P.SUBSIDY_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        guards=queries.HOLDING.guard,
        columns=(
            Column("number", heading="版本编号", required=True, example="GL-2022"),
            Column("programme", heading="项目编码", required=True, match="code", example="GL"),
            Column("since", heading="施行日期", required=True, example="2022-01-01"),
            Column("until", heading="失效日期"),
            Column("document", heading="文件依据"),
        ),
        filters=(Filter("programme"), Filter("since")),
        related=(Related("livelihood.standards", "version"),),
        extra=(("office/subsidies/version.html", _("Decision table"), _standing),),
        glossary="programme version",
    )
)  # fmt: skip


def _cells(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Cells that a decision table can read."""
    for field in ("age", "land", *WORDS):
        text = values.get(field) or ""
        try:
            word_cell(text, WORDS[field]) if field in WORDS else number_cell(text)
        except ValueError as part:
            yield Fault(field, format_lazy(CELL_UNREADABLE, part=str(part)), CELL_EXPECTED)


STANDARDS = declare(
    Register(
        code="livelihood.standards",
        model=Standard,
        name=_("Subsidy standards"),
        noun=_("subsidy standard"),
        sheet="补贴标准",
        section=SECTION,
        icon="table-properties",
        key=("version", "position"),
        order=("version", "position"),
        rows=queries.standards_for,
        view=P.SUBSIDY_VIEW,
        edit=P.SUBSIDY_EDIT,
        imports=P.IMPORT,
        checks=(_cells,),
        guards=queries.HOLDING.guard_part("version"),
        columns=(
            Column("name", heading="适用对象", required=True, example="90周岁以上老年人"),
            Column("version", heading="版本编号", required=True, match="number",
                   example="GL-2022"),
            Column("position", heading="序号", required=True, example="1"),
            Column("age", heading="年龄", example="90周岁以上", hint=CELL_EXPECTED),
            Column("disability", heading="残疾等级", hint=CELL_EXPECTED),
            Column("support", heading="救助类别", hint=CELL_EXPECTED),
            Column("employment", heading="就业情况", hint=CELL_EXPECTED, in_list=False),
            Column("land", heading="承包地条件", hint=CELL_EXPECTED, in_list=False),
            Column("orphan", heading="孤儿条件", in_list=False),
            Column("per", heading="计发方式", required=True, example="每人"),
            Column("amount", heading="标准(元)", example="300", **YUAN),
        ),
        filters=(Filter("version"), Filter("per")),
        glossary="subsidy standard",
    )
)  # fmt: skip

EXCLUSIONS = declare(
    Register(
        code="livelihood.exclusions",
        model=Exclusion,
        name=_("Exclusions between programmes"),
        noun=_("exclusion between programmes"),
        sheet="互斥规则",
        section=SECTION,
        icon="ban",
        key=("number",),
        order=("number",),
        search=("number", "rule"),
        rows=queries.exclusions_for,
        view=P.SUBSIDY_VIEW,
        edit=P.SUBSIDY_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        guards=queries.EXCLUDING.guard,
        columns=(
            Column("number", heading="规则编号", required=True, example="HC01"),
            Column("first", heading="项目一编码", required=True, match="code", example="GL"),
            Column("second", heading="项目二编码", required=True, match="code", example="HL"),
            Column("rule", heading="规则", required=True, example="两项补贴择高享受一项"),
            Column("document", heading="文件依据", in_list=False),
            Column("since", heading="施行日期", required=True, example="2016-01-01"),
            Column("until", heading="失效日期", in_list=False),
        ),
        glossary="exclusion between programmes",
    )
)  # fmt: skip


def _end(claim: Claim) -> dict[str, Any]:
    return {"until": any_day(_("ended from")), "because": words(_("reason"))}


CLAIMS = declare(
    Register(
        code="livelihood.claims",
        model=Claim,
        name=_("Claims to subsidies"),
        noun=_("claim to a subsidy"),
        sheet="享受资格",
        section=SECTION,
        icon="badge-check",
        key=("person", "programme", "since"),
        order=("-since", "-id"),
        rows=queries.claims_for,
        view=P.PERSON_READ,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        verbs=(
            Verb("end", _("End the claim"), actions.end_claim, "claim", P.CLAIM_GRANT,
                 when=lambda claim: claim.until is None, fields=_end, tone="danger"),
        ),
        columns=(
            Column("person", heading="人员编号", required=True, match="number",
                   example="RY00001"),
            Column("programme", heading="项目编码", required=True, match="code", example="GL"),
            Column("origin", heading="享受方式", required=True, example="依申请"),
            Column("asked_on", heading="申请日期", in_list=False),
            Column("since", heading="享受起始日期", required=True, example="2022-01-01"),
            Column("until", heading="享受终止日期"),
            Column("ended_because", heading="终止原因", in_list=False),
        ),
        filters=(Filter("programme"), Filter("origin"), Filter("since")),
        glossary="claim to a subsidy",
    )
)  # fmt: skip
