"""The registers of appeals and of their earlier rounds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import actions, cases, queries
from jingkai.domains.governance.choices import AppealState as S
from jingkai.domains.governance.choices import Outcome, Satisfaction
from jingkai.domains.governance.models import Appeal, AppealRound
from jingkai.domains.governance.permissions import Permission as P
from jingkai.domains.governance.registers.appeal_views import VIEWS
from jingkai.domains.governance.registers.common import TABLES, at, office, passage, place_column
from jingkai.kernel.access.today import zone_now, zone_today
from jingkai.kernel.cases.numbers import next_number
from jingkai.kernel.registers.asking import choice, number, past_day, words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import (
    Column,
    Filter,
    Layer,
    Register,
    Related,
    Verb,
    declare,
)
from jingkai.kernel.registers.tabling import tables


def _answer(appeal: Appeal) -> dict[str, forms.Field]:
    return {
        "outcome": choice(_("what the answer says"), Outcome.choices),
        "answer": passage(_("answer")),
        "referred_to": words(_("where to go"), length=200, required=False),
        "on": past_day(),
    }


def _call(appeal: Appeal) -> dict[str, forms.Field]:
    empty = [("", "—")]
    return {
        "reached": forms.BooleanField(
            label=_("reached by telephone"), required=False, initial=True
        ),
        "solved": forms.NullBooleanField(label=_("solved, says the asker"), required=False),
        "rating": forms.ChoiceField(
            label=_("rating"), choices=[*empty, *Satisfaction.choices], required=False
        ),
        "words": words(_("words of the rating"), required=False),
        "on": past_day(),
    }


def _send(appeal: Appeal) -> dict[str, forms.Field]:
    return {"office": office(appeal, _("office that works on it")), "because": words(_("reason"))}


def _reason(appeal: Appeal) -> dict[str, forms.Field]:
    return {"because": words(_("reason"))}


def _more(appeal: Appeal) -> dict[str, forms.Field]:
    return {"days": number(_("working days allowed on top")), "because": words(_("reason"))}


def _again(appeal: Appeal) -> dict[str, forms.Field]:
    return {"because": words(_("reason")), "on": past_day()}


def _join(appeal: Appeal) -> dict[str, forms.Field]:
    return {"to": forms.ModelChoiceField(queries.may_join(appeal), label=_("joined to"))}


def _apart(appeal: Appeal) -> dict[str, forms.Field]:
    rows = queries.may_join(appeal)
    return {"other": forms.ModelChoiceField(rows, label=_("other appeal")),
            "because": words(_("why they are not the same matter"), required=False)}  # fmt: skip


def _like(appeal: Appeal) -> bool:
    return appeal.state in cases.AT_WORK and queries.may_join(appeal).exists()


VERBS = (
    Verb("accept", _("Accept"), actions.accept_appeal, "appeal", P.APPEAL_HANDLE,
         when=at(S.ROUTED), fields=lambda one: {"on": past_day()}, tone="primary"),
    Verb("answer", _("Answer"), actions.answer_appeal, "appeal", P.APPEAL_HANDLE,
         when=at(S.ACCEPTED), fields=_answer, tone="primary"),
    Verb("call_back", _("Call back"), actions.call_back, "appeal", P.APPEAL_CALL,
         when=at(S.ANSWERED), fields=_call, tone="primary"),
    Verb("send", _("Send to an office"), actions.send_appeal, "appeal", P.APPEAL_ROUTE,
         when=at(*cases.AT_WORK), fields=_send),
    Verb("give_back", _("Not ours: give back"), actions.give_back, "appeal", P.APPEAL_HANDLE,
         when=at(S.ROUTED, S.ACCEPTED), fields=_reason),
    Verb("join", _("Join to another"), actions.join_appeal, "appeal", P.APPEAL_FILE,
         when=_like, fields=_join),
    Verb("apart", _("Not the same matter"), actions.tell_apart, "appeal", P.APPEAL_FILE,
         when=_like, fields=_apart),
    Verb("part", _("Take out of the other"), actions.part_appeal, "appeal", P.APPEAL_FILE,
         when=lambda one: one.joined_to_id is not None, fields=_reason),
    Verb("more_time", _("Allow more time"), actions.allow_more_time, "appeal", P.APPEAL_EXTEND,
         when=at(*cases.AT_WORK), fields=_more),
    Verb("reopen", _("Open again"), actions.reopen_appeal, "appeal", P.APPEAL_CALL,
         when=at(S.CLOSED), fields=_again),
)  # fmt: skip


def _complete(values: dict[str, Any], seat: Any) -> None:
    """An appeal entered by hand gets its moment, the next number and the pace of its kind."""
    values["received_at"] = values.get("received_at") or zone_now()
    if not values.get("number"):
        prefix = cases.APPEAL.prefix
        values["number"] = next_number(zone_id=seat.zone_id, series=prefix, on=zone_today())
    pace = getattr(values.get("kind"), "pace", "")
    if not values.get("pace") and pace:
        values["pace"] = pace


APPEALS = declare(
    Register(
        code="governance.appeals",
        model=Appeal,
        name=_("Appeals"),
        noun=_("appeal"),
        sheet="诉求",
        section="governance",
        icon="message-square-warning",
        key=("number",),
        order=("-received_at", "-id"),
        search=("number", "title", "address"),
        rows=queries.appeals_for,
        view=P.APPEAL_VIEW,
        edit=P.APPEAL_FILE,
        imports=P.IMPORT,
        fills=_complete,
        prepares=actions.prepare_appeals,
        settles=actions.settle_appeals,
        checks=(in_order("accepted_on", "answered_on", "closed_on"),),
        views=VIEWS,
        verbs=VERBS,
        columns=(
            Column("title", heading="诉求标题", required=True, example="示例路口占道经营"),
            Column("number", heading="诉求编号", in_form=False, example="SQ2022-0001"),
            Column("state", in_form=False),
            Column("source", heading="来源", required=True, example="12345热线"),
            Column("kind", heading="诉求类别编码", required=True, match="code", example="0101"),
            Column("pace", heading="办理等级", in_form=False, in_list=False),
            Column("words", heading="诉求内容", in_list=False, example="示例：占道摆摊影响通行"),
            Column("received_at", heading="受理时间", in_form=False,
                   example="2022-03-15 09:30:00"),
            Column("address", heading="地址", example="示例大街12号", in_list=False),
            place_column(),
            Column("grid", heading="网格编码", match="code"),
            Column("asker_kind", heading="诉求主体", example="居民", in_list=False),
            Column("asker", heading="诉求人", personal="name", in_list=False),
            Column("phone", heading="联系电话", personal="phone", in_list=False),
            Column("enterprise", heading="企业信用代码", match="credit_code", in_list=False),
            Column("office", heading="承办单位", match="name", in_form=False),
            Column("routed_on", in_form=False, in_list=False),
            Column("round", heading="办理轮次", in_form=False, in_list=False),
            Column("began_on", heading="本轮起始日期", in_form=False, in_list=False),
            Column("accepted_on", heading="签收日期", in_form=False, in_list=False),
            Column("answered_on", heading="答复日期", in_form=False, in_list=False),
            Column("outcome", heading="答复结论", in_form=False, in_list=False),
            Column("answer", heading="答复内容", in_form=False, in_list=False),
            Column("referred_to", heading="告知去处", in_form=False, in_list=False),
            Column("more_days", heading="延期(工作日)", in_form=False, in_list=False),
            Column("more_because", heading="延期理由", in_form=False, in_list=False),
            Column("called_on", heading="回访日期", in_form=False, in_list=False),
            Column("reached", heading="回访联系上", in_form=False, in_list=False),
            Column("solved", heading="诉求人认可解决", in_form=False, in_list=False),
            Column("rating", heading="满意度", in_form=False, in_list=False),
            Column("rating_words", heading="评价意见", in_form=False, in_list=False),
            Column("closed_on", heading="办结日期", in_form=False, in_list=False),
            Column("due_on", in_form=False),
            Column("joined_to", heading="并入诉求编号", match="number", in_form=False,
                   in_list=False),
            Column("given_back", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("source"), Filter("kind"), Filter("office"),
                 Filter("grid"), Filter("received_on"), Filter("due_on")),
        related=(Related("governance.rounds", "appeal"),),
        extra=((TABLES, _("Clocks"), tables(queries.appeal_standing)),
               (TABLES, _("Rounds"), tables(queries.rounds_table))),
        layer=Layer(label="number", colour_by="state", min_zoom=11,
                    columns=("number", "title", "kind", "state", "due_on")),
        glossary="appeal",
    )
)  # fmt: skip

ROUNDS = declare(
    Register(
        code="governance.rounds",
        model=AppealRound,
        name=_("Earlier rounds"),
        noun=_("earlier round of an appeal"),
        sheet="诉求前轮",
        section="governance",
        icon="rotate-ccw",
        key=("appeal", "nth"),
        order=("-reopened_on", "-id"),
        search=(),
        rows=queries.rounds_for,
        view=P.APPEAL_VIEW,
        imports=P.IMPORT,
        settles=actions.settle_rounds,
        columns=(
            Column("appeal", heading="诉求编号", required=True, match="number",
                   example="SQ2022-0001"),
            Column("nth", heading="轮次", required=True, example="1"),
            Column("office", heading="承办单位", match="name"),
            Column("began_on", heading="起始日期", required=True, example="2022-03-15"),
            Column("accepted_on", heading="签收日期", in_list=False),
            Column("answered_on", heading="答复日期", example="2022-03-18"),
            Column("outcome", heading="答复结论", in_list=False),
            Column("answer", heading="答复内容", in_list=False),
            Column("called_on", heading="回访日期", in_list=False),
            Column("reached", heading="回访联系上", in_list=False),
            Column("solved", heading="诉求人认可解决", in_list=False),
            Column("rating", heading="满意度"),
            Column("rating_words", heading="评价意见", in_list=False),
            Column("more_days", heading="延期(工作日)", in_list=False),
            Column("due_on", in_form=False, in_list=False),
            Column("reopened_on", heading="重办日期", required=True, example="2022-03-20"),
            Column("because", heading="重办理由", in_list=False),
        ),
        filters=(Filter("rating"), Filter("reopened_on")),
        glossary="round of an appeal",
    )
)  # fmt: skip
