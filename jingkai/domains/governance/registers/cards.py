"""The register of supervision cards."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import actions, cases, queries
from jingkai.domains.governance.choices import CardState as S
from jingkai.domains.governance.models import SupervisionCard
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.access.today import zone_today
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.registers.asking import words
from jingkai.kernel.registers.checks import in_order
from jingkai.kernel.registers.declare import Column, Filter, Register, Verb, declare
from jingkai.kernel.registers.tabling import tables

TABLES = "office/parts/tables.html"


def _at(*states: S) -> Callable[[Any], bool]:
    return lambda card: card.state in states


def _complete(values: dict[str, Any], seat: Any) -> None:
    """A card entered by hand gets the next number and the seat's office as its issuer."""
    values["issued_on"] = values.get("issued_on") or zone_today()
    if not values.get("issuer"):
        values["issuer"] = getattr(seat, "office", None)
    if not values.get("number"):
        prefix, on = cases.CARD.prefix, values["issued_on"]
        values["number"] = next_after(SupervisionCard, seat.zone_id, prefix, on)


CARDS = declare(
    Register(
        code="governance.cards",
        model=SupervisionCard,
        name=_("Supervision cards"),
        noun=_("supervision card"),
        sheet="督办卡",
        section="governance",
        icon="octagon-alert",
        key=("number",),
        order=("-issued_on", "-id"),
        search=("number", "title"),
        rows=queries.cards_for,
        view=P.CARD_VIEW,
        edit=P.CARD_ISSUE,
        imports=P.IMPORT,
        checks=(in_order("issued_on", "answered_on", "lifted_on"),),
        fills=_complete,
        settles=actions.settle_cards,
        verbs=(
            Verb("answer", _("Answer the card"), actions.answer_card, "card", P.CARD_ANSWER,
                 when=_at(S.ISSUED), tone="primary",
                 fields=lambda card: {"answer": words(_("answer"), length=800)}),
            Verb("lift", _("Lift the card"), actions.lift_card, "card", P.CARD_ISSUE,
                 when=_at(S.ANSWERED), tone="primary",
                 fields=lambda card: {"because": words(_("reason"))}),
            Verb("refuse", _("Refuse the answer"), actions.refuse_answer, "card", P.CARD_ISSUE,
                 when=_at(S.ANSWERED), fields=lambda card: {"because": words(_("reason"))}),
        ),
        columns=(
            Column("title", heading="督办事项", required=True, example="示例路段占道经营"),
            Column("number", heading="督办卡编号", in_form=False, example="DB2022-001"),
            Column("level", heading="督办等级", required=True, example="黄牌"),
            Column("matter", heading="事项类型", in_form=False, in_list=False,
                   example="其他事项"),
            Column("appeal", heading="诉求编号", match="number", in_form=False, in_list=False),
            Column("problem", heading="难题编号", match="number", in_form=False, in_list=False),
            Column("office", heading="被督办单位", required=True, match="name",
                   example="城市管理局"),
            Column("demand", heading="督办要求", required=True, example="三日内整改到位",
                   in_list=False),
            Column("issuer", heading="发牌单位", match="name", in_form=False, in_list=False),
            Column("issued_on", heading="发牌日期", in_form=False, example="2022-07-04"),
            Column("answer_due_on", in_form=False),
            Column("state", in_form=False),
            Column("answered_on", heading="答复日期", in_form=False, in_list=False),
            Column("answer", heading="答复内容", in_form=False, in_list=False),
            Column("lifted_on", heading="摘牌日期", in_form=False, in_list=False),
            Column("lifted_because", heading="摘牌理由", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("level"), Filter("office"), Filter("issued_on")),
        extra=((TABLES, _("What it is about"), tables(queries.card_standing)),),
        glossary="supervision card",
    )
)  # fmt: skip
