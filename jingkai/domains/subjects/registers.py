"""The registers of subjects: what the doors show, import and export of each noun."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects import queries
from jingkai.domains.subjects.models import Contact, Enterprise, ScaleStatus
from jingkai.domains.subjects.permissions import Permission
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare

ENTERPRISES = declare(
    Register(
        code="subjects.enterprises",
        model=Enterprise,
        name=_("Enterprises"),
        noun=_("enterprise"),
        sheet="企业",
        section="subjects",
        icon="building",
        key=("credit_code",),
        order=("-id",),
        search=("name", "credit_code", "short_name"),
        rows=queries.enterprises_for,
        view=Permission.ENTERPRISE_VIEW,
        edit=Permission.ENTERPRISE_EDIT,
        imports=Permission.ENTERPRISE_IMPORT,
        columns=(
            Column("name", heading="名称", required=True, example="吉林示例新材料有限公司"),
            Column(
                "credit_code",
                heading="统一社会信用代码",
                required=True,
                example="91220200MA0E7ABC04",
                hint=_("18 characters, as on the licence"),
            ),
            Column("kind", heading="类别", required=True, example="企业"),
            Column("state", in_form=False),
            Column("division", in_form=False),
            Column(
                "industry",
                heading="行业代码",
                example="2661",
                in_list=False,
                hint=_("GB/T 4754-2017, two to four digits"),
            ),
            Column("leading_industry", heading="主导产业", example="精细化工"),
            Column(
                "registered_capital",
                heading="注册资本(万元)",
                unit="元",
                sheet_unit="万元",
                example="2000",
            ),
            Column("legal_representative", heading="法定代表人", example="示例人"),
            Column("established_on", heading="成立日期", example="2016-05-01"),
            Column("entered_on", in_form=False, in_list=False),
            Column("left_on", in_form=False, in_list=False),
            Column("outside", heading="区外注册", example="否", in_list=False),
            Column("moved_in_on", heading="迁入日期", in_list=False),
            Column("moved_away_on", heading="迁出日期", in_list=False),
            Column("revoked_on", heading="吊销日期", in_list=False),
            Column("deregistered_on", heading="注销日期", in_list=False),
            Column("address", heading="地址", example="吉林经开区示例路1号", in_list=False),
            Column("phone", heading="联系电话", personal="phone", in_list=False),
            Column("short_name", heading="简称", in_list=False),
            Column("name_en", heading="英文名称", in_list=False),
            Column("note", heading="备注", in_list=False),
            Column("office", heading="管理单位", match="name", in_list=False),
        ),
        filters=(
            Filter("kind"),
            Filter("state"),
            Filter("division"),
            Filter("leading_industry"),
            Filter("office"),
            Filter("entered_on"),
            Filter("left_on"),
        ),
        related=(
            Related("subjects.contacts", "enterprise"),
            Related("subjects.scale", "enterprise"),
        ),
    )
)

CONTACTS = declare(
    Register(
        code="subjects.contacts",
        model=Contact,
        name=_("Contacts"),
        noun=_("contact"),
        sheet="联系人",
        section="subjects",
        icon="users",
        key=("enterprise", "name"),
        order=("-id",),
        search=("name",),
        rows=queries.contacts_for,
        view=Permission.PERSON_VIEW,
        edit=Permission.PERSON_EDIT,
        imports=Permission.ENTERPRISE_IMPORT,
        removable=True,
        columns=(
            Column("name", heading="姓名", required=True, example="示例人"),
            Column(
                "enterprise",
                heading="统一社会信用代码",
                match="credit_code",
                required=True,
                example="91220200MA0E7ABC04",
            ),
            Column("post", heading="职务", example="总经理"),
            Column("phone", heading="联系电话", personal="phone"),
            Column("since", heading="任职日期"),
            Column("until", heading="离任日期"),
            Column("note", heading="备注", in_list=False),
        ),
    )
)

SCALE = declare(
    Register(
        code="subjects.scale",
        model=ScaleStatus,
        name=_("Scale of enterprises"),
        noun=_("scale status"),
        sheet="规模情况",
        section="subjects",
        icon="scale",
        key=("enterprise", "year"),
        order=("-id",),
        rows=queries.scale_for,
        view=Permission.ENTERPRISE_VIEW,
        edit=Permission.ENTERPRISE_EDIT,
        imports=Permission.ENTERPRISE_IMPORT,
        columns=(
            Column(
                "enterprise",
                heading="统一社会信用代码",
                match="credit_code",
                required=True,
                example="91220200MA0E7ABC04",
            ),
            Column("year", heading="年份", required=True, example="2022"),
            Column(
                "revenue",
                heading="主营业务收入(万元)",
                unit="元",
                sheet_unit="万元",
                required=True,
                example="2600",
            ),
            Column("above_scale", in_form=False),
        ),
        filters=(Filter("year"), Filter("above_scale")),
    )
)
