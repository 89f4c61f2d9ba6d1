"""The registers of what belongs to a project: lines, products, documents."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.projects import queries
from jingkai.domains.projects.models import ProductionLine, ProjectDocument, ProjectProduct
from jingkai.domains.projects.permissions import Permission
from jingkai.domains.projects.registers.common import guard_part
from jingkai.domains.projects.rules.faults import line_faults
from jingkai.kernel.registers.declare import Column, Filter, Register, declare

LINES = declare(
    Register(
        code="projects.lines",
        model=ProductionLine,
        name=_("Production lines"),
        noun=_("production line"),
        sheet="生产线",
        section="projects",
        icon="git-commit-horizontal",
        key=("project", "number"),
        order=("project", "number"),
        search=(),
        rows=queries.lines_for,
        guards=guard_part,
        checks=(line_faults,),
        view=Permission.PROJECT_VIEW,
        edit=Permission.PROJECT_EDIT,
        imports=Permission.IMPORT,
        removable=True,
        columns=(
            Column("product", heading="产品", required=True, example="25K碳纤维"),
            Column("project", heading="项目编号", required=True, match="number",
                   example="ZDX2022-001"),
            Column("number", heading="线号", required=True, example="1"),
            Column("link", heading="产业链环节", example="碳纤维"),
            Column("capacity", heading="设计产能(吨/年)", required=True, unit="吨",
                   sheet_unit="吨", example="2000"),
            Column("producing_on", heading="投产日期", example="2022-09-20"),
            Column("stopped_on", heading="停产日期"),
        ),
        filters=(Filter("project"), Filter("link")),
        glossary="production line",
    )
)  # fmt: skip

PRODUCTS = declare(
    Register(
        code="projects.products",
        model=ProjectProduct,
        name=_("Project products"),
        noun=_("project product"),
        sheet="项目产品",
        section="projects",
        icon="package",
        key=("project", "name"),
        order=("project", "name"),
        rows=queries.products_for,
        guards=guard_part,
        view=Permission.PROJECT_VIEW,
        edit=Permission.PROJECT_EDIT,
        imports=Permission.IMPORT,
        removable=True,
        columns=(
            Column("name", heading="产品名称", required=True, example="洗衣液"),
            Column("project", heading="项目编号", required=True, match="number",
                   example="ZDX2022-001"),
            Column("use", heading="用途", example="家庭洗涤"),
        ),
        filters=(Filter("project"),),
        glossary="project product",
    )
)  # fmt: skip

DOCUMENTS = declare(
    Register(
        code="projects.documents",
        model=ProjectDocument,
        name=_("Project documents"),
        noun=_("project document"),
        sheet="里程碑佐证",
        section="projects",
        icon="file-text",
        key=("project", "milestone", "title"),
        order=("-id",),
        rows=queries.documents_for,
        guards=guard_part,
        view=Permission.PROJECT_VIEW,
        edit=Permission.PROJECT_EDIT,
        imports=Permission.IMPORT,
        removable=True,
        columns=(
            Column("title", heading="文件名称", required=True, example="开工令"),
            Column("project", heading="项目编号", required=True, match="number",
                   example="ZDX2022-001"),
            Column("milestone", heading="里程碑", required=True, example="开工"),
            Column("document_number", heading="文号", example="示例〔2022〕12号"),
            Column("issued_on", heading="成文日期", required=True, example="2022-04-10"),
        ),
        filters=(Filter("project"), Filter("milestone")),
        glossary="project document",
    )
)  # fmt: skip
