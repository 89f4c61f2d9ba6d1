"""The registers of schools, after-class service, kindergartens and tutoring institutions."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood import queries
from jingkai.domains.livelihood.models import (
    AfterClassTerm,
    ChildrenYear,
    Kindergarten,
    School,
    TutoringInstitution,
)
from jingkai.domains.livelihood.permissions import Permission as P
from jingkai.domains.livelihood.registers.support import SECTION
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Fault,
    Filter,
    Register,
    Related,
    declare,
)

SCHOOLS = declare(
    Register(
        code="livelihood.schools",
        model=School,
        name=_("Schools"),
        noun=_("school"),
        sheet="学校",
        section=SECTION,
        icon="school",
        key=("code",),
        order=("code",),
        search=("code", "name"),
        rows=queries.schools_for,
        view=P.EDUCATION_VIEW,
        edit=P.EDUCATION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("opened_on", "closed_on"),),
        columns=(
            Column("name", heading="学校名称", required=True, example="示例小学"),
            Column("code", heading="学校编码", required=True, example="XX01"),
            Column("kind", heading="办学类型", required=True, example="小学"),
            Column("compulsory", in_form=False),
            Column("address", heading="地址", in_list=False),
            Column("opened_on", heading="开办日期", required=True, example="1998-09-01"),
            Column("closed_on", heading="停办日期", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("compulsory")),
        related=(Related("livelihood.afterclass", "school"),),
        glossary="school",
    )
)  # fmt: skip

TOO_MANY = _("This can't be more than the pupils of the school.")


def _pupils(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Nobody but pupils wants it or is served."""
    pupils = values.get("pupils")
    for field in ("wanting", "served"):
        told = values.get(field)
        if pupils is not None and told is not None and told > pupils:
            yield Fault(field, TOO_MANY)


TERMS = declare(
    Register(
        code="livelihood.afterclass",
        model=AfterClassTerm,
        name=_("After-class service"),
        noun=_("after-class service of a term"),
        sheet="课后服务",
        section=SECTION,
        icon="alarm-clock",
        key=("school", "year", "term"),
        order=("-year", "-id"),
        rows=queries.terms_for,
        view=P.EDUCATION_VIEW,
        edit=P.EDUCATION_EDIT,
        imports=P.IMPORT,
        checks=(_pupils,),
        columns=(
            Column("school", heading="学校编码", required=True, match="code", example="XX01"),
            Column("year", heading="年度", required=True, example="2022"),
            Column("term", heading="学期", required=True, example="秋季学期"),
            Column("pupils", heading="在校学生", required=True, example="600"),
            Column("wanting", heading="有需求学生", required=True, example="520"),
            Column("served", heading="参加学生", required=True, example="520"),
            Column("covering", in_form=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("year"), Filter("term"), Filter("covering"), Filter("school")),
        glossary="after-class service of a term",
    )
)  # fmt: skip

KINDERGARTENS = declare(
    Register(
        code="livelihood.kindergartens",
        model=Kindergarten,
        name=_("Kindergartens"),
        noun=_("kindergarten"),
        sheet="幼儿园",
        section=SECTION,
        icon="baby",
        key=("code",),
        order=("code",),
        search=("code", "name"),
        rows=queries.kindergartens_for,
        view=P.EDUCATION_VIEW,
        edit=P.EDUCATION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("opened_on", "closed_on"),),
        columns=(
            Column("name", heading="幼儿园名称", required=True, example="示例幼儿园"),
            Column("code", heading="幼儿园编码", required=True, example="YE01"),
            Column("address", heading="地址", in_list=False),
            Column("opened_on", heading="开办日期", required=True, example="2008-09-01"),
            Column("closed_on", heading="停办日期", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        related=(Related("livelihood.children", "kindergarten"),),
        glossary="kindergarten",
    )
)  # fmt: skip

CHILDREN = declare(
    Register(
        code="livelihood.children",
        model=ChildrenYear,
        name=_("Kindergartens by year"),
        noun=_("year of a kindergarten"),
        sheet="在园情况",
        section=SECTION,
        icon="blocks",
        key=("kindergarten", "year"),
        order=("-year", "-id"),
        rows=queries.kindergarten_years_for,
        view=P.EDUCATION_VIEW,
        edit=P.EDUCATION_EDIT,
        imports=P.IMPORT,
        columns=(
            Column("kindergarten", heading="幼儿园编码", required=True, match="code",
                   example="YE01"),
            Column("year", heading="年度", required=True, example="2022"),
            Column("kind", heading="办园性质", required=True, example="公办"),
            Column("inclusive", in_form=False),
            Column("places", heading="学位", required=True, example="270"),
            Column("children", heading="在园幼儿", required=True, example="240"),
        ),
        filters=(Filter("year"), Filter("kind"), Filter("kindergarten")),
        glossary="kindergarten",
    )
)  # fmt: skip

TUTORING = declare(
    Register(
        code="livelihood.tutoring",
        model=TutoringInstitution,
        name=_("Tutoring institutions"),
        noun=_("tutoring institution"),
        sheet="校外培训机构",
        section=SECTION,
        icon="book-open-check",
        key=("code",),
        order=("code",),
        search=("code", "name"),
        rows=queries.tutoring_for,
        view=P.EDUCATION_VIEW,
        edit=P.EDUCATION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("began_on", "cut_on"), in_order("began_on", "closed_on")),
        columns=(
            Column("name", heading="机构名称", required=True, example="示例培训学校"),
            Column("code", heading="办学许可证号", required=True, example="PX001"),
            Column("kind", heading="培训类别", required=True, example="非学科类"),
            Column("address", heading="地址", in_list=False),
            Column("began_on", heading="开办日期", required=True, example="2018-06-01",
                   in_list=False),
            Column("to_be_cut", heading="列入压减台账", example="否"),
            Column("cut_on", heading="压减日期"),
            Column("cut_way", heading="压减方式", in_list=False),
            Column("platform_since", heading="纳入国家平台日期", example="2022-03-01"),
            Column("closed_on", heading="停办日期", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("to_be_cut"), Filter("cut_on")),
        glossary="tutoring institution",
    )
)  # fmt: skip
