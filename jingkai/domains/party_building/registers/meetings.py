"""The registers of meetings, discussion drives, meetings due, integrity education."""

from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import actions, queries
from jingkai.domains.party_building.models import CycleSlot, Drive, Education, Meeting
from jingkai.domains.party_building.permissions import Permission as P
from jingkai.domains.party_building.registers.common import numbered, own
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, Related, declare

DRIVES = declare(
    Register(
        code="party_building.drives",
        model=Drive,
        name=_("Discussion drives"),
        noun=_("discussion drive"),
        sheet="大讨论",
        section="party_building",
        icon="messages-square",
        key=("number",),
        order=("-since", "-id"),
        search=("number", "name", "theme"),
        rows=queries.drives_for,
        view=P.MEETING_VIEW,
        edit=P.CAMPAIGN_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        fills=numbered(Drive, "DTL", "since"),
        columns=(
            Column("name", heading="大讨论名称", required=True, example="示例解放思想大讨论"),
            Column("number", heading="大讨论编号", in_form=False, example="DTL2022-001"),
            Column("theme", heading="主题"),
            Column("organisation", heading="牵头党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("since", heading="开始日期", required=True, example="2022-03-01"),
            Column("until", heading="结束日期"),
            Column("outcome", heading="成果", in_list=False),
        ),
        filters=(Filter("since"),),
        related=(Related("party_building.meetings", "drive"),),
        glossary="discussion drive",
    )
)  # fmt: skip

MEETINGS = declare(
    Register(
        code="party_building.meetings",
        model=Meeting,
        name=_("Party meetings"),
        noun=_("party meeting"),
        sheet="党内会议",
        section="party_building",
        icon="calendar-check",
        key=("number",),
        order=("-held_on", "-id"),
        search=("number", "subject", "first_topic"),
        rows=queries.meetings_for,
        view=P.MEETING_VIEW,
        edit=P.MEETING_EDIT,
        imports=P.IMPORT,
        fills=numbered(Meeting, "HY", "held_on"),
        guards=own("organisation"),
        settles=actions.settle_meetings,
        removable=True,
        columns=(
            Column("subject", heading="会议主题", required=True, example="传达学习有关会议精神"),
            Column("number", heading="会议编号", in_form=False, example="HY2022-001"),
            Column("organisation", heading="党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("kind", heading="会议类型", required=True, example="支部党员大会"),
            Column("held_on", heading="召开日期", required=True, example="2022-03-10"),
            Column("group", heading="党小组", in_list=False),
            Column("first_topic", heading="第一议题"),
            Column("materials", heading="学习内容", in_list=False),
            Column("drive", heading="大讨论编号", match="number", in_list=False),
            Column("led_by", heading="主持人（职务）", in_list=False),
            Column("expected", heading="应到人数", in_list=False),
            Column("attended", heading="实到人数", in_list=False),
            Column("decisions", heading="议定事项", in_list=False),
        ),
        filters=(Filter("kind"), Filter("held_on"), Filter("organisation"), Filter("drive")),
        glossary="party meeting",
    )
)  # fmt: skip

SLOTS = declare(
    Register(
        code="party_building.slots",
        model=CycleSlot,
        name=_("Meetings due"),
        noun=_("meeting due"),
        section="party_building",
        icon="calendar-range",
        key=("organisation", "cycle", "first_on"),
        order=("-due_on", "-id"),
        rows=queries.slots_for,
        view=P.MEETING_VIEW,
        columns=(
            Column("organisation", match="number"),
            Column("cycle"),
            Column("first_on"),
            Column("due_on"),
            Column("held_on"),
        ),
        filters=(Filter("organisation"), Filter("cycle"), Filter("due_on"), Filter("held_on")),
        glossary="meeting due",
    )
)  # fmt: skip

EDUCATION = declare(
    Register(
        code="party_building.education",
        model=Education,
        name=_("Integrity education"),
        noun=_("integrity education"),
        sheet="廉政教育",
        section="party_building",
        icon="scale",
        key=("number",),
        order=("-held_on", "-id"),
        search=("number", "subject"),
        rows=queries.education_for,
        view=P.MEETING_VIEW,
        edit=P.MEETING_EDIT,
        imports=P.IMPORT,
        fills=numbered(Education, "LZ", "held_on"),
        guards=own("organisation"),
        columns=(
            Column("subject", heading="教育主题", required=True, example="观看警示教育片"),
            Column("number", heading="活动编号", in_form=False, example="LZ2022-001"),
            Column("organisation", heading="党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("kind", heading="教育形式", required=True, example="警示教育"),
            Column("held_on", heading="开展日期", required=True, example="2022-05-18"),
            Column("expected", heading="应到人数", in_list=False),
            Column("attended", heading="实到人数"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("kind"), Filter("held_on"), Filter("organisation")),
        glossary="integrity education",
    )
)  # fmt: skip
