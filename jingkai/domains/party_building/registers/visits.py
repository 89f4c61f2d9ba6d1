"""The registers of rounds of visits, visits, and questions raised."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.party_building import actions, cases, queries
from jingkai.domains.party_building.choices import QuestionState as S
from jingkai.domains.party_building.models import Campaign, Question, Visit
from jingkai.domains.party_building.permissions import Permission as P
from jingkai.domains.party_building.registers.common import (
    TABLES,
    guard_visit,
    numbered,
    own,
)
from jingkai.kernel.registers.asking import past_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Filter,
    Register,
    Related,
    Verb,
    declare,
)
from jingkai.kernel.registers.tabling import tables

CAMPAIGNS = declare(
    Register(
        code="party_building.campaigns",
        model=Campaign,
        name=_("Rounds of visits"),
        noun=_("round of visits"),
        sheet="遍访活动",
        section="party_building",
        icon="route",
        key=("number",),
        order=("-since", "-id"),
        search=("number", "name"),
        rows=queries.campaigns_for,
        view=P.VISIT_VIEW,
        edit=P.CAMPAIGN_EDIT,
        imports=P.IMPORT,
        checks=(in_order("since", "until"),),
        fills=numbered(Campaign, "BF", "since"),
        columns=(
            Column("name", heading="遍访活动名称", required=True, example="示例遍访企业活动"),
            Column("number", heading="遍访编号", in_form=False, example="BF2022-001"),
            Column("organisation", heading="牵头党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("scope", heading="遍访范围", required=True, example="全部企业"),
            Column("since", heading="开始日期", required=True, example="2022-03-01"),
            Column("until", heading="结束日期", required=True, example="2022-12-31"),
            Column("note", heading="备注", in_list=False),
        ),
        filters=(Filter("scope"), Filter("since")),
        related=(Related("party_building.visits", "campaign"),),
        extra=((TABLES, _("Coverage"), tables(queries.campaign_standing)),),
        glossary="round of visits",
    )
)  # fmt: skip

def _matter(record: Any, *, required: bool) -> forms.Field:
    known = actions.matters_of_appeals(record.zone_id)
    return forms.ChoiceField(
        label=_("kind of the appeal"), choices=[("", "—"), *known], required=required,
        help_text="" if required else _("Left empty, it stays a question with its own clock."),
    )  # fmt: skip


def _ask(visit: Visit) -> dict[str, forms.Field]:
    problem = forms.CharField(
        label=_("question"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    asked: dict[str, forms.Field] = {"problem": problem}
    if actions.matters_of_appeals(visit.zone_id):
        asked["matter"] = _matter(visit, required=False)
    return asked


VISITS = declare(
    Register(
        code="party_building.visits",
        model=Visit,
        name=_("Visits to enterprises"),
        noun=_("visit to an enterprise"),
        sheet="走访记录",
        section="party_building",
        icon="footprints",
        key=("number",),
        order=("-visited_on", "-id"),
        search=("number", "situation"),
        rows=queries.visits_for,
        view=P.VISIT_VIEW,
        edit=P.VISIT_EDIT,
        imports=P.IMPORT,
        fills=numbered(Visit, "ZF", "visited_on"),
        guards=guard_visit,
        verbs=(
            Verb("ask", _("Take down a question"), actions.raise_question, "visit",
                 P.VISIT_EDIT, tone="primary",
                 fields=_ask),
        ),
        columns=(
            Column("number", heading="走访编号", in_form=False, example="ZF2022-001"),
            Column("enterprise", heading="企业信用代码", required=True, match="credit_code",
                   example="91220200MA0E7ABC04"),
            Column("visited_on", heading="走访日期", required=True, example="2022-04-12"),
            Column("organisation", heading="走访党组织编号", required=True, match="number",
                   example="DZZ-001"),
            Column("campaign", heading="遍访编号", match="number", example="BF2022-001",
                   in_list=False),
            Column("visitors", heading="走访人（职务）", in_list=False),
            Column("situation", heading="走访情况", example="示例：生产经营正常"),
        ),
        filters=(Filter("visited_on"), Filter("campaign"), Filter("organisation")),
        related=(Related("party_building.questions", "visit"),),
        glossary="visit to an enterprise",
    )
)  # fmt: skip


def _back(question: Question) -> dict[str, forms.Field]:
    return {
        "satisfied": forms.BooleanField(label=_("the enterprise is satisfied"), required=False),
        "on": past_day(_("told back on")),
    }


def _answer(question: Question) -> dict[str, forms.Field]:
    return {"answer": words(_("answer"), length=500), "on": past_day(_("answered on"))}


def _complete(values: dict[str, Any], seat: Any) -> None:
    """A question brought in without its day was raised at the visit."""
    if not values.get("raised_on") and values.get("visit"):
        values["raised_on"] = values["visit"].visited_on
    numbered(Question, cases.QUESTION.prefix, "raised_on")(values, seat)


QUESTIONS = declare(
    Register(
        code="party_building.questions",
        model=Question,
        name=_("Questions of enterprises"),
        noun=_("question of an enterprise"),
        sheet="走访诉求",
        section="party_building",
        icon="circle-question-mark",
        key=("number",),
        order=("-raised_on", "-id"),
        search=("number", "problem", "appeal_number"),
        rows=queries.questions_for,
        view=P.VISIT_VIEW,
        imports=P.IMPORT,
        checks=(in_order("raised_on", "answered_on", "told_on"),),
        fills=_complete,
        guards=own("visit", "organisation"),
        verbs=(
            Verb("file", _("File as an appeal"), actions.file_question, "question",
                 P.VISIT_EDIT, fields=lambda one: {"matter": _matter(one, required=True)},
                 when=lambda one: one.state == S.RAISED
                 and bool(actions.matters_of_appeals(one.zone_id))),
            Verb("answer", _("Record the answer"), actions.answer_question, "question",
                 P.VISIT_EDIT, tone="primary", fields=_answer,
                 when=lambda one: one.state in (S.RAISED, S.FORWARDED)),
            Verb("tell", _("Answer told back"), actions.tell_back, "question", P.VISIT_EDIT,
                 tone="primary", fields=_back, when=lambda one: one.state == S.ANSWERED),
        ),
        columns=(
            Column("problem", heading="诉求内容", required=True, in_form=False,
                   example="示例：用工缺口"),
            Column("number", heading="诉求编号", in_form=False, example="WT2022-001"),
            Column("visit", heading="走访编号", required=True, match="number", in_form=False,
                   example="ZF2022-001"),
            Column("state", in_form=False),
            Column("raised_on", heading="提出日期", in_form=False),
            Column("appeal_number", in_form=False, in_list=False),
            Column("forwarded_on", in_form=False, in_list=False),
            Column("answered_on", heading="答复日期", in_form=False),
            Column("answer", heading="答复内容", in_form=False, in_list=False),
            Column("told_on", heading="反馈日期", in_form=False),
            Column("satisfied", heading="是否满意", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("raised_on"), Filter("told_on")),
        extra=((TABLES, _("Clocks"), tables(queries.question_standing)),),
        glossary="question of an enterprise",
    )
)  # fmt: skip
