"""The registers of matters and of their versions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import actions, queries
from jingkai.domains.services.choices import VersionState
from jingkai.domains.services.models import Matter, MatterVersion
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.queries.preview import standing_words
from jingkai.domains.services.registers.common import complete_version, guard_matter, guard_version
from jingkai.domains.services.rules import codes, limits
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.registers.asking import any_day, words
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, Verb, declare

PREVIEW = "office/services/preview.html"
WORDS = {
    "missing": _("Still missing for publication"),
    "changes": _("Changes"),
    "item": _("What differs"),
    "before": _("Before"),
    "after": _("After"),
    "added": _("added"),
    "removed": _("removed"),
    "nothing": _("Nothing differs from the version before."),
}


def _is_draft(version: MatterVersion) -> bool:
    return str(version.state) == VersionState.DRAFT


def _is_published(version: MatterVersion) -> bool:
    return str(version.state) == VersionState.PUBLISHED


def _lasts(version: MatterVersion) -> bool:
    return _is_published(version) and version.out_of_force_on is None


def _publish_form(version: MatterVersion) -> Mapping[str, forms.Field]:
    field = any_day(_("in force from"), zone_today)
    if version.in_force_on is not None:
        field.initial = version.in_force_on
    return {"in_force_on": field}


def _preview(version: MatterVersion, seat: Any) -> Mapping[str, Any]:
    preview = queries.publish_preview(version)
    head = _("What changes against {before}") if preview.before else _("All of this version is new")
    before = preview.before.reference if preview.before else ""
    return {"preview": preview, "words": WORDS, "head": str(head).format(before=before)}


MATTERS = declare(
    Register(
        code="services.matters",
        model=Matter,
        name=_("Matters"),
        noun=_("matter"),
        sheet="事项",
        section="services",
        icon="list-checks",
        key=("code",),
        order=("code",),
        search=("name", "code", "keywords"),
        rows=queries.matters_for,
        view=Permission.MATTER_VIEW,
        edit=Permission.MATTER_EDIT,
        imports=Permission.MATTER_IMPORT,
        guards=guard_matter,
        columns=(
            Column("name", heading="事项名称", required=True, example="食品经营许可"),
            Column("code", heading="事项编号", required=True, example="SX-021"),
            Column("kind", heading="事项类型", required=True, example="行政许可"),
            Column("lead_office", heading="牵头部门", match="name", required=True,
                   example="市场监管分局"),
            Column("base_code", heading="基本编码", in_list=False,
                   hint=_("12 characters of the national list; empty where it has none")),
            Column("local_base_code", heading="地方基本编码", in_list=False),
            Column("name_en", heading="英文名称", in_list=False),
            Column("keywords", heading="搜索词", example="开饭店 餐馆 超市", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("lead_office")),
        related=(
            Related("services.versions", "matter"),
            Related("services.delegations", "matter"),
            Related("services.situation_matters", "matter"),
        ),
        glossary="matter",
    )
)  # fmt: skip

POWERS = (
    Column("legal_basis", heading="设定依据", in_list=False),
    Column("power_source", heading="权力来源", example="法定本级行使", in_list=False),
    Column("level", heading="行使层级", example="县（区）级", in_list=False),
    Column("office", heading="实施主体", match="name", example="市场监管分局"),
    Column("office_code", heading="实施主体编码", in_list=False),
    Column("office_nature", heading="实施主体性质", example="法定机关", in_list=False),
    Column("commissioned_office", heading="受委托部门", in_list=False),
    Column(
        "implementation_code",
        heading="实施编码",
        in_list=False,
        hint=_("31 characters: office code, level, base code; empty: put together from them"),
    ),
    Column("rights", heading="权利与义务", in_list=False),
    Column("review_office", heading="行政复议机关", in_list=False),
    Column("litigation_court", heading="行政诉讼法院", in_list=False),
    Column("street_code", heading="乡镇街道代码", in_list=False),
    Column("village_code", heading="村居社区代码", in_list=False),
)
LIMITS = (
    Column("handling", heading="办件类型", required=True, example="承诺件"),
    Column("statutory_limit", heading="法定办结时限", example="20"),
    Column("statutory_unit", heading="法定办结时限单位", example="工作日", in_list=False),
    Column("statutory_note", heading="法定办结时限说明", in_list=False),
    Column("promised_limit", heading="承诺办结时限", example="5"),
    Column("promised_unit", heading="承诺办结时限单位", example="工作日", in_list=False),
    Column("promised_note", heading="承诺办结时限说明", in_list=False),
)
CONDITIONS = (
    Column("for_persons", heading="面向自然人", example="否", in_list=False),
    Column("for_enterprises", heading="面向企业", example="是", in_list=False),
    Column("for_others", heading="面向其他组织", example="否", in_list=False),
    Column("who_may_apply", heading="服务对象说明", in_list=False),
    Column("conditions", heading="受理条件", in_list=False),
    Column("charges", heading="是否收费", example="否", in_list=False),
    Column("fee", heading="收费标准", in_list=False),
    Column("fee_basis", heading="收费依据", in_list=False),
    Column("quantity_limit", heading="数量限制", in_list=False),
    Column("person_theme", heading="自然人主题分类", in_list=False),
    Column("enterprise_theme", heading="法人主题分类", in_list=False),
    Column("commitment", heading="告知承诺", example="否", in_list=False),
    Column("construction_stage", heading="工程建设阶段", in_list=False),
)
HANDLING = (
    Column("at_counter", heading="窗口办理", example="是", in_list=False),
    Column("by_post", heading="快递申请", example="否", in_list=False),
    Column("online", heading="网上办理", example="是", in_list=False),
    Column("online_depth", heading="网上办理深度", example="全程网办"),
    Column("online_address", heading="网上办理地址", in_list=False),
    Column("visits", heading="到办事现场次数", example="0"),
    Column("presence_reason", heading="必须现场办理原因", in_list=False),
    Column("in_hall", heading="进驻政务大厅", example="是", in_list=False),
    Column("place", heading="办理地点", in_list=False),
    Column("hours", heading="办理时间", in_list=False),
    Column("transport", heading="交通指引", in_list=False),
    Column("inquiry", heading="咨询方式", in_list=False),
    Column("complaint", heading="监督投诉方式", in_list=False),
    Column("common_handling", heading="通办范围", example="全区通办", in_list=False),
    Column("common_scope", heading="通办范围说明", in_list=False),
    Column("appointment", heading="预约办理", example="是", in_list=False),
    Column("appointments_a_day", heading="每日预约数", example="20", in_list=False),
    Column("appointment_rules", heading="预约规则", in_list=False),
    Column("online_payment", heading="网上支付", example="否", in_list=False),
    Column("self_service", heading="自助终端办理", example="否", in_list=False),
    Column("intermediary", heading="中介服务", in_list=False),
)
OUTCOME = (
    Column("result_kind", heading="结果类型", example="证照", in_list=False),
    Column("result_name", heading="结果名称", example="食品经营许可证", in_list=False),
    Column("certificate_type", heading="电子证照类型", in_list=False),
    Column("validity_months", heading="有效期(月)", example="60", in_list=False),
    Column("deliver_counter", heading="窗口领取", example="是", in_list=False),
    Column("deliver_post", heading="物流快递", example="是", in_list=False),
    Column("deliver_download", heading="网上下载", example="是", in_list=False),
    Column("process_code", heading="办理流程", example="standard", in_list=False),
    Column("flow_note", heading="流程说明", in_list=False),
    Column("note", heading="备注", in_list=False),
)

VERSIONS = declare(
    Register(
        code="services.versions",
        model=MatterVersion,
        name=_("Versions of matters"),
        noun=_("version of a matter"),
        sheet="实施清单",
        section="services",
        icon="file-text",
        key=("reference",),
        order=("reference",),
        search=("name", "reference", "implementation_code"),
        rows=queries.versions_for,
        view=Permission.MATTER_VIEW,
        edit=Permission.MATTER_EDIT,
        imports=Permission.MATTER_IMPORT,
        fills=complete_version,
        guards=guard_version,
        checks=(codes.check_code, codes.check_office, limits.check_limits),
        removable=True,
        verbs=(
            Verb("publish", _("Publish"), actions.publish_version, "version",
                 Permission.MATTER_PUBLISH, when=_is_draft, fields=_publish_form, tone="primary",
                 missing=lambda version: list(queries.lacking_words(version)),
                 asks=_("Once published, this version is never changed again. The version before "
                        "it ends on the day on which this one comes into force.")),
            Verb("next", _("Prepare the next version"), actions.prepare_next, "version",
                 Permission.MATTER_EDIT, when=_is_published),
            Verb("end", _("Take out of force"), actions.end_version, "version",
                 Permission.MATTER_PUBLISH, when=_lasts, tone="danger",
                 fields=lambda version: {"on": any_day(_("out of force from"), zone_today),
                                         "why": words(_("reason"))}),
        ),
        columns=(
            Column("reference", heading="版本编号", required=True, example="SX-021-1"),
            Column("matter", heading="事项编号", match="code", required=True, example="SX-021",
                   in_list=False),
            Column("number", heading="版本", example="1", in_list=False),
            Column("name", heading="名称", example="食品经营许可（新办）",
                   hint=_("Left empty: the matter's name.")),
            Column("state", in_form=False),
            Column("standing", label=_("standing today"), in_form=False,
                   show=lambda version: standing_words(version, zone_today())),
            Column("in_force_on", heading="计划生效日期", example="2022-01-01"),
            Column("out_of_force_on", heading="计划取消日期", in_list=False),
            Column("published_on", in_form=False, in_list=False),
            Column("ended_because", in_form=False, in_list=False),
            Column("name_en", heading="英文名称", in_list=False),
            Column("item_name", heading="业务办理项名称", in_list=False),
            Column("item_code", heading="业务办理项编码", in_list=False),
            *POWERS, *LIMITS, *CONDITIONS, *HANDLING, *OUTCOME,
        ),
        filters=(
            Filter("state"), Filter("in_force_on"), Filter("out_of_force_on"), Filter("office"),
            Filter("handling"), Filter("online_depth"), Filter("visits"),
            Filter("person_theme"), Filter("enterprise_theme"), Filter("promised_limit"),
            Filter("process_code", kind="text"),
        ),
        related=(
            Related("services.materials", "version"),
            Related("services.fields", "version"),
            Related("services.joint_offices", "version"),
            Related("services.procedures", "version"),
        ),
        extra=((PREVIEW, _("Changes"), _preview),),
        glossary="version of a matter",
    )
)  # fmt: skip
