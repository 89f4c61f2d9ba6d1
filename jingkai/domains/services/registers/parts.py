"""The registers of what belongs to a version: materials, form, joint offices, procedures."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.services import queries
from jingkai.domains.services.models import FormField, JointOffice, Material, SpecialProcedure
from jingkai.domains.services.permissions import Permission
from jingkai.domains.services.registers.common import guard_part
from jingkai.kernel.registers.declare import Column, Filter, Register, declare

WAYS: dict[str, Any] = {
    "section": "services", "view": Permission.MATTER_VIEW, "edit": Permission.MATTER_EDIT,
    "imports": Permission.MATTER_IMPORT, "guards": guard_part, "removable": True,
}  # fmt: skip
VERSION = Column("version", heading="版本编号", required=True, match="reference",
                 example="SX-021-1")  # fmt: skip
ORDER = Column("order", heading="顺序", example="1", in_list=False)

MATERIALS = declare(
    Register(
        code="services.materials",
        model=Material,
        name=_("Materials of matters"),
        noun=_("material of a matter"),
        sheet="申请材料",
        icon="paperclip",
        key=("version", "key"),
        order=("version", "order", "id"),
        search=("name",),
        rows=queries.materials_for,
        columns=(
            Column("name", heading="材料名称", required=True, example="食品经营许可申请书"),
            VERSION,
            Column("key", heading="材料代号", required=True, example="application",
                   in_list=False, hint=_("the same in the next version")),
            ORDER,
            Column("need", heading="材料必要性", required=True, example="必要"),
            Column("condition", heading="条件表达式", example='form.agent == true', in_list=False,
                   hint=_("over the form's values, in CEL")),
            Column("condition_note", heading="何时需要", in_list=False),
            Column("originals", heading="原件份数", example="1"),
            Column("copies", heading="复印件份数", example="0"),
            Column("form", heading="材料形式", example="纸质或电子"),
            Column("source", heading="来源渠道", example="申请人自备"),
            Column("source_note", heading="来源说明", in_list=False),
            Column("held", heading="免提交方式", example="企业登记信息"),
            Column("certificate_type", heading="可用电子证照", in_list=False),
            Column("tolerable", heading="可容缺", example="否"),
            Column("tolerance_days", heading="容缺补交期限(工作日)", in_list=False),
            Column("basis", heading="要求依据", in_list=False),
            Column("note", heading="填报须知", in_list=False),
            Column("name_en", heading="英文名称", in_list=False),
        ),
        filters=(Filter("need"), Filter("held"), Filter("tolerable"), Filter("source")),
        glossary="material",
        **WAYS,
    )
)  # fmt: skip

FIELDS = declare(
    Register(
        code="services.fields",
        model=FormField,
        name=_("Fields of forms"),
        noun=_("field of a form"),
        sheet="办事表单",
        icon="text-cursor-input",
        key=("version", "key"),
        order=("version", "order", "id"),
        search=("label", "key"),
        rows=queries.fields_for,
        columns=(
            Column("label", heading="字段名称", required=True, example="经营面积"),
            VERSION,
            Column("key", heading="字段代号", required=True, example="area"),
            ORDER,
            Column("kind", heading="字段类型", required=True, example="面积"),
            Column("required", heading="必填", example="是"),
            Column("group", heading="分组", example="经营信息", in_list=False),
            Column("label_en", heading="英文名称", in_list=False),
            Column("condition", heading="显示条件", in_list=False,
                   hint=_("over the form's values, in CEL")),
            Column("options", heading="选项", in_list=False,
                   hint=_("one a line: code=中文|English")),
            Column("unit", heading="单位", in_list=False),
            Column("hint", heading="填写提示", in_list=False),
            Column("prefill", heading="预填来源", example="enterprise.name", in_list=False),
        ),
        filters=(Filter("kind"), Filter("required")),
        glossary="form field",
        **WAYS,
    )
)  # fmt: skip

JOINT_OFFICES = declare(
    Register(
        code="services.joint_offices",
        model=JointOffice,
        name=_("Joint offices"),
        noun=_("joint office"),
        sheet="联办机构",
        icon="building-2",
        key=("version", "office"),
        order=("version", "order", "id"),
        search=("content",),
        rows=queries.joint_offices_for,
        columns=(
            Column("office", heading="联办机构", required=True, match="name", example="建设局"),
            VERSION,
            ORDER,
            Column("role", heading="联办方式", required=True, example="并联审查"),
            Column("content", heading="审查内容"),
            Column("days", heading="办理时限(工作日)", example="3"),
        ),
        filters=(Filter("role"), Filter("office")),
        glossary="joint office",
        **WAYS,
    )
)  # fmt: skip

PROCEDURES = declare(
    Register(
        code="services.procedures",
        model=SpecialProcedure,
        name=_("Special procedures"),
        noun=_("special procedure"),
        sheet="特别程序",
        icon="hourglass",
        key=("version", "kind"),
        order=("version", "order", "id"),
        search=("name",),
        rows=queries.procedures_for,
        columns=(
            Column("kind", heading="特别程序类型", required=True, example="现场勘验"),
            VERSION,
            ORDER,
            Column("name", heading="特别程序名称"),
            Column("limit", heading="特别程序时限", example="5"),
            Column("unit", heading="特别程序时限单位", example="工作日"),
            Column("basis", heading="依据", in_list=False),
            Column("note", heading="说明", in_list=False),
        ),
        filters=(Filter("kind"),),
        glossary="special procedure",
        **WAYS,
    )
)  # fmt: skip
