"""The registers of party organisations, posts, counts of members and covered enterprises."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import actions, queries
from jingkai.domains.party_building.models import (
    EnterpriseCover,
    MemberCount,
    Organisation,
    Post,
)
from jingkai.domains.party_building.permissions import Permission as P
from jingkai.domains.party_building.registers.common import (
    TABLES,
    complete_organisation,
    own,
    own_office,
)
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare
from jingkai.kernel.registers.tabling import tables

ORGANISATIONS = declare(
    Register(
        code="party_building.organisations",
        model=Organisation,
        name=_("Party organisations"),
        noun=_("party organisation"),
        sheet="党组织",
        section="party_building",
        icon="network",
        key=("number",),
        order=("number",),
        search=("number", "name"),
        rows=queries.organisations_for,
        view=P.ORGANISATION_VIEW,
        edit=P.ORGANISATION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("founded_on", "dissolved_on"), in_order("founded_on", "cycles_from")),
        fills=complete_organisation,
        guards=own_office,
        settles=actions.settle_organisations,
        columns=(
            Column("name", heading="党组织名称", required=True, example="示例第一党支部"),
            Column("number", heading="党组织编号", required=True, example="DZZ-001"),
            Column("kind", heading="组织类型", required=True, example="党支部"),
            Column("sector", heading="所在领域", required=True, example="社区"),
            Column("parent", heading="上级党组织编号", match="number", in_list=False),
            Column("office", heading="管理单位编码", match="code", in_list=False),
            Column("founded_on", heading="成立日期", required=True, example="2015-07-01"),
            Column("dissolved_on", heading="撤销日期", in_list=False),
            Column("document_number", heading="批复文号", in_list=False),
            Column("cycles_from", heading="三会一课起算日期", example="2022-01-01"),
            Column("committee_since", heading="支委会设立日期", in_list=False),
            Column("groups", heading="党小组数", in_list=False),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("sector"), Filter("parent"), Filter("founded_on")),
        related=(
            Related("party_building.posts", "organisation"),
            Related("party_building.counts", "organisation"),
            Related("party_building.meetings", "organisation"),
            Related("party_building.visits", "organisation"),
            Related("party_building.findings", "organisation"),
            Related("party_building.organisations", "parent", _("organisations below it")),
        ),
        extra=((TABLES, _("Cycles"), tables(queries.organisation_cycles)),),
        glossary="party organisation",
    )
)  # fmt: skip

POSTS = declare(
    Register(
        code="party_building.posts",
        model=Post,
        name=_("Party posts"),
        noun=_("party post"),
        sheet="党组织任职",
        section="party_building",
        icon="id-card",
        key=("organisation", "title", "holder", "since"),
        order=("organisation", "title", "-since", "id"),
        rows=queries.posts_for,
        view=P.ORGANISATION_VIEW,
        edit=P.ORGANISATION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        guards=own("organisation"),
        columns=(
            Column("holder", heading="任职人", required=True, example="示例同志"),
            Column("title", heading="职务", required=True, example="书记"),
            Column("organisation", heading="党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("since", heading="任职日期", required=True, example="2021-03-01"),
            Column("until", heading="免职日期"),
        ),
        filters=(Filter("title"), Filter("organisation")),
        glossary="party post",
    )
)  # fmt: skip

COUNTS = declare(
    Register(
        code="party_building.counts",
        model=MemberCount,
        name=_("Counts of members"),
        noun=_("count of members"),
        sheet="党员人数",
        section="party_building",
        icon="users",
        key=("organisation", "year", "half"),
        order=("-year", "-half", "organisation", "id"),
        rows=queries.counts_for,
        view=P.ORGANISATION_VIEW,
        edit=P.ORGANISATION_EDIT,
        imports=P.IMPORT,
        guards=own("organisation"),
        columns=(
            Column("organisation", heading="党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("year", heading="年度", required=True, example="2022"),
            Column("half", heading="半年", required=True, example="上半年"),
            Column("members", heading="党员人数", required=True, example="23"),
            Column("probationary", heading="其中预备党员"),
            Column("developed", heading="半年发展党员"),
            Column("counted_on", in_form=False),
        ),
        filters=(Filter("organisation"), Filter("year"), Filter("half")),
        glossary="count of members",
    )
)  # fmt: skip

COVERS = declare(
    Register(
        code="party_building.covers",
        model=EnterpriseCover,
        name=_("Covered enterprises"),
        noun=_("covered enterprise"),
        sheet="企业党建覆盖",
        section="party_building",
        icon="building-2",
        key=("enterprise", "organisation", "since"),
        order=("-since", "-id"),
        rows=queries.covers_for,
        view=P.ORGANISATION_VIEW,
        edit=P.ORGANISATION_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        guards=own("organisation"),
        columns=(
            Column("enterprise", heading="企业信用代码", required=True, match="credit_code",
                   example="91220200MA0E7ABC04"),
            Column("organisation", heading="党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("way", heading="覆盖方式", required=True, example="联合组建"),
            Column("since", heading="开始日期", required=True, example="2021-05-01"),
            Column("until", heading="结束日期"),
        ),
        filters=(Filter("way"), Filter("organisation"), Filter("since")),
        glossary="covered enterprise",
    )
)  # fmt: skip
