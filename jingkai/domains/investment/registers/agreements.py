"""The registers of commitments and of friendly-zone agreements."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.investment import actions, queries, rules
from jingkai.domains.investment.choices import OutcomeKind
from jingkai.domains.investment.models import Commitment, FriendlyOutcome, FriendlyZone
from jingkai.domains.investment.permissions import Permission
from jingkai.domains.investment.registers.common import TABLES, complete, guard_part
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.asking import choice, past_day, verb, words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare
from jingkai.kernel.registers.tabling import tables


def _is_open(commitment: Commitment) -> bool:
    return commitment.fulfilled_on is None and commitment.waived_on is None


def _in_force(agreement: FriendlyZone) -> bool:
    return agreement.ends_on is None or agreement.ends_on > zone_today()


def _outcome_form(agreement: FriendlyZone) -> dict[str, Any]:
    return {
        "on": past_day(),
        "kind": choice(_("kind"), OutcomeKind.choices),
        "content": words(_("content")),
    }

COMMITMENTS = declare(
    Register(
        code="investment.commitments",
        model=Commitment,
        name=_("Commitments"),
        noun=_("commitment"),
        sheet="承诺事项",
        section="investment",
        icon="check-square",
        key=("number",),
        order=("due_on", "id"),
        search=("content", "number"),
        rows=queries.commitments_for,
        view=Permission.COMMITMENT_VIEW,
        edit=Permission.COMMITMENT_EDIT,
        imports=Permission.IMPORT,
        checks=(rules.commitment_faults,),
        guards=guard_part,
        verbs=(
            verb("fulfil", _("Record fulfilment"), actions.fulfil_commitment, "commitment",
                 Permission.COMMITMENT_EDIT, when=_is_open, tone="primary",
                 fields=lambda one: {"on": past_day(_("day of fulfilment")),
                                     "evidence": words(_("evidence"), length=200)}),
            verb("waive", _("Waive"), actions.waive_commitment, "commitment",
                 Permission.DEAL_SIGN, when=_is_open, tone="danger",
                 fields=lambda one: {"on": past_day(), "why": words(_("reason"))}),
        ),
        columns=(
            Column("content", heading="承诺内容", required=True, example="6个月内开工建设"),
            Column("number", heading="承诺编号", required=True, example="CN2022-001"),
            Column("deal", heading="项目编号", required=True, match="number",
                   example="XM2022-001"),
            Column("side", heading="承诺方", required=True, example="投资方"),
            Column("kind", heading="承诺类别", required=True, example="按期开工投产"),
            Column("amount", heading="金额(万元)", unit="元", sheet_unit="万元", example="500"),
            Column("made_on", heading="承诺日期", required=True, example="2022-05-18"),
            Column("due_on", heading="到期日期", required=True, example="2022-11-18"),
            Column("fulfilled_on", heading="履约日期", in_form=False),
            Column("evidence", heading="履约佐证", in_list=False, in_form=False),
            Column("waived_on", in_list=False, in_form=False),
            Column("waived_because", in_list=False, in_form=False),
        ),
        filters=(
            Filter("side"),
            Filter("kind"),
            Filter("due_on"),
            Filter("fulfilled_on"),
            Filter("deal"),
        ),
        extra=((TABLES, _("Progress"), tables(queries.commitment_standing)),),
        glossary="commitment",
    )
)  # fmt: skip

FRIENDLY_ZONES = declare(
    Register(
        code="investment.friendly_zones",
        model=FriendlyZone,
        name=_("Friendly zones"),
        noun=_("friendly-zone agreement"),
        sheet="友好园区",
        section="investment",
        icon="users",
        key=("number",),
        order=("-signed_on", "-id"),
        search=("partner", "number"),
        rows=queries.friendly_zones_for,
        view=Permission.FRIENDLY_ZONE_VIEW,
        edit=Permission.FRIENDLY_ZONE_EDIT,
        imports=Permission.IMPORT,
        fills=complete,
        checks=(rules.agreement_faults,),
        verbs=(
            verb("outcome", _("Record an outcome"), actions.record_outcome, "friendly_zone",
                 Permission.FRIENDLY_ZONE_EDIT, fields=_outcome_form, tone="primary"),
            verb("end", _("End the agreement"), actions.end_agreement, "friendly_zone",
                 Permission.FRIENDLY_ZONE_EDIT, when=_in_force, tone="danger"),
        ),
        columns=(
            Column("partner", heading="合作园区", required=True, example="示例经济技术开发区"),
            Column("number", heading="协议编号", required=True, example="YH2022-001"),
            Column("province", heading="省份", example="内蒙古自治区"),
            Column("city", heading="城市", example="兴安盟"),
            Column("signed_on", heading="签约日期", required=True, example="2022-07-20"),
            Column("ends_on", heading="到期日期"),
            Column("content", heading="合作内容", in_list=False),
            Column("office", heading="责任单位", match="name", example="招商局"),
        ),
        filters=(Filter("province"), Filter("signed_on"), Filter("ends_on")),
        related=(Related("investment.outcomes", "friendly_zone"),),
        glossary="friendly zone",
    )
)  # fmt: skip

OUTCOMES = declare(
    Register(
        code="investment.outcomes",
        model=FriendlyOutcome,
        name=_("Outcomes of agreements"),
        noun=_("outcome of an agreement"),
        sheet="友好园区成果",
        section="investment",
        icon="award",
        key=("friendly_zone", "on", "kind"),
        order=("-on", "-id"),
        search=("content",),
        rows=queries.outcomes_for,
        view=Permission.FRIENDLY_ZONE_VIEW,
        edit=Permission.FRIENDLY_ZONE_EDIT,
        imports=Permission.IMPORT,
        columns=(
            Column("content", heading="合作成果", required=True, example="互派干部挂职 2 名"),
            Column("friendly_zone", heading="协议编号", required=True, match="number",
                   example="YH2022-001"),
            Column("on", heading="日期", required=True, example="2022-09-15"),
            Column("kind", heading="成果类别", required=True, example="干部交流"),
            Column("deal", heading="项目编号", match="number"),
        ),
        filters=(Filter("friendly_zone"), Filter("kind"), Filter("on")),
        removable=True,
        glossary="outcome",
    )
)  # fmt: skip
