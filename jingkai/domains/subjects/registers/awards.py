"""The register of awards (荣誉台账)."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.subjects import queries
from jingkai.domains.subjects.models import Award
from jingkai.domains.subjects.permissions import Permission
from jingkai.kernel.registers.declare import Column, Filter, Register, declare

AWARDS = declare(
    Register(
        code="subjects.awards",
        model=Award,
        name=_("Awards"),
        noun=_("award"),
        sheet="荣誉",
        section="subjects",
        icon="award",
        key=("title", "year", "recipient"),
        order=("-year", "-id"),
        search=("title", "body", "recipient", "document_number"),
        rows=queries.awards_for,
        view=Permission.AWARD_VIEW,
        edit=Permission.AWARD_EDIT,
        imports=Permission.AWARD_IMPORT,
        removable=True,
        columns=(
            Column("title", heading="荣誉名称", required=True, example="全省营商环境建设标杆单位"),
            Column("year", heading="年度", required=True, example="2021",
                   hint=_("The year whose work is awarded, not the year of the document.")),
            Column("recipient", heading="获奖单位", required=True, example="示例经开区"),
            Column("field", heading="工作领域", required=True, example="营商环境"),
            Column("kind", heading="荣誉类别", required=True, example="示范（标杆）单位"),
            Column("level", heading="授予机关级别", required=True, example="省级"),
            Column("body", heading="授予机关", required=True, example="示例：省营商环境建设部门"),
            Column("document_number", heading="文号", example="示例〔2021〕1号"),
            Column("awarded_on", heading="发文日期", example="2021-12-30", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("field"), Filter("level"), Filter("kind"), Filter("year")),
        glossary="award",
    )
)  # fmt: skip
