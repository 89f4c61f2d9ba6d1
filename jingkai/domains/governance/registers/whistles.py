"""The registers of whistles and of the offices' parts in them."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.domains.governance import actions, cases, queries
from jingkai.domains.governance.choices import DutyState, WhistleRating
from jingkai.domains.governance.choices import WhistleState as S
from jingkai.domains.governance.models import Whistle, WhistleDuty
from jingkai.domains.governance.permissions import Permission as P
from jingkai.kernel.access.models import Office
from jingkai.kernel.access.today import zone_now
from jingkai.kernel.cases.causes import cause_name
from jingkai.kernel.cases.numbers import next_after
from jingkai.kernel.registers.asking import any_day, choice, number, words
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

PAGE = "office/governance/whistle.html"


def _facts(whistle: Whistle, seat: Any) -> Mapping[str, Any]:
    return {
        "parts": queries.offices_of_whistle(whistle, seat),
        "rating": queries.rating_clock(whistle),
        "steps": queries.journal_of_whistle(whistle),
        "halted": queries.halted(whistle),
    }


def _at(*states: S) -> Callable[[Any], bool]:
    return lambda whistle: whistle.state in states


def _offices(whistle: Whistle) -> dict[str, forms.Field]:
    there = whistle.duties.values("office")
    rows = Office.objects.filter(zone_id=whistle.zone_id).exclude(pk__in=there)
    return {"office": forms.ModelChoiceField(rows.order_by("path"), label=_("office called"))}


def _suspend(whistle: Whistle) -> dict[str, forms.Field]:
    causes = [(code, cause_name(code)) for code in cases.CAUSES]
    return {
        "cause": choice(_("cause"), causes),
        "basis": words(_("basis"), length=200, required=False),
    }


def _rate(whistle: Whistle) -> dict[str, forms.Field]:
    return {
        "rating": choice(_("rating"), WhistleRating.choices),
        "remark": words(_("remark on the rating"), required=False),
    }


def _halted(whistle: Whistle) -> bool:
    return _at(S.SOUNDED, S.HANDLING)(whistle) and queries.halted(whistle) is not None


def _going(whistle: Whistle) -> bool:
    return _at(S.SOUNDED, S.HANDLING)(whistle) and queries.halted(whistle) is None


def _ready(whistle: Whistle) -> bool:
    waiting = whistle.duties.filter(finished_at=None).exists()
    return whistle.state == S.HANDLING and not waiting


def _complete(values: dict[str, Any], seat: Any) -> None:
    """A whistle entered by hand gets the next number, the seat's office, the moment."""
    values["sounded_at"] = values.get("sounded_at") or zone_now()
    if not values.get("caller"):
        values["caller"] = getattr(seat, "office", None)
    if not values.get("number"):
        on = timezone.localdate(values["sounded_at"])
        values["number"] = next_after(Whistle, seat.zone_id, cases.WHISTLE.prefix, on)


VERBS = (
    Verb("report", _("Report as done"), actions.report_done, "whistle", P.WHISTLE_ANSWER,
         when=_ready, tone="primary",
         fields=lambda whistle: {"outcome": words(_("what was achieved"), length=800)}),
    Verb("rate", _("Rate"), actions.rate_whistle, "whistle", P.WHISTLE_SOUND,
         when=_at(S.REPORTED), tone="primary", fields=_rate),
    Verb("call", _("Call one more office"), actions.call_office, "whistle", P.WHISTLE_SOUND,
         when=_at(S.SOUNDED, S.HANDLING), fields=_offices),
    Verb("suspend", _("Suspend"), actions.suspend_whistle, "whistle", P.WHISTLE_SUPERVISE,
         when=_going, fields=_suspend),
    Verb("resume", _("Go on with the clocks"), actions.resume_whistle, "whistle",
         P.WHISTLE_SUPERVISE, when=_halted,
         fields=lambda whistle: {"on": any_day(_("goes on from"))}),
    Verb("withdraw", _("Withdraw the whistle"), actions.withdraw_whistle, "whistle",
         P.WHISTLE_SOUND, when=_at(S.SOUNDED, S.HANDLING), tone="danger",
         fields=lambda whistle: {"because": words(_("reason"))}),
)  # fmt: skip

WHISTLES = declare(
    Register(
        code="governance.whistles",
        model=Whistle,
        name=_("Whistles"),
        noun=_("whistle"),
        sheet="吹哨",
        section="governance",
        icon="megaphone",
        key=("number",),
        order=("-sounded_at", "-id"),
        search=("number", "title", "address"),
        rows=queries.whistles_for,
        view=P.WHISTLE_VIEW,
        edit=P.WHISTLE_SOUND,
        imports=P.IMPORT,
        checks=(in_order("sounded_at", "reported_at", "rated_at"),),
        fills=_complete,
        guards=actions.guard_whistle,
        settles=actions.settle_whistles,
        verbs=VERBS,
        columns=(
            Column("title", heading="哨单标题", required=True, example="示例路段占道经营"),
            Column("number", heading="哨单编号", in_form=False, example="CS2022-001"),
            Column("kind", heading="哨类", required=True, example="综合执法哨"),
            Column("problem", heading="问题", required=True, example="夜间占道经营，影响通行",
                   in_list=False),
            Column("appeal", heading="诉求编号", match="number", in_list=False, in_form=False),
            Column("caller", heading="吹哨单位", match="name", example="示例街道一"),
            Column("lead", heading="主责部门", required=True, match="name",
                   example="城市管理局"),
            Column("state", in_form=False),
            Column("address", heading="地址", in_list=False, example="示例路12号"),
            Column("shape", heading="位置", in_list=False),
            Column("sounded_at", heading="吹哨时间", in_form=False,
                   example="2022-07-04 09:30"),
            Column("round", heading="轮次", in_form=False, in_list=False),
            Column("reported_at", heading="办结时间", in_form=False, in_list=False),
            Column("outcome", heading="办理结果", in_form=False, in_list=False),
            Column("sent_back_at", heading="退回时间", in_form=False, in_list=False),
            Column("sent_back_because", heading="退回理由", in_form=False, in_list=False),
            Column("rated_at", heading="评价时间", in_form=False, in_list=False),
            Column("rating", heading="评价", in_form=False),
            Column("remark", heading="评价意见", in_form=False, in_list=False),
            Column("withdrawn_at", heading="撤哨时间", in_form=False, in_list=False),
            Column("withdrawn_because", heading="撤哨理由", in_form=False, in_list=False),
        ),
        filters=(Filter("state"), Filter("kind"), Filter("caller"), Filter("lead"),
                 Filter("rating"), Filter("sounded_at")),
        related=(Related("governance.duties", "whistle"),),
        extra=((PAGE, _("Offices and clocks"), _facts),),
        layer=Layer(label="title", colour_by="state", min_zoom=11,
                    columns=("number", "title", "kind", "state")),
        glossary="whistle",
    )
)  # fmt: skip


def _more(duty: WhistleDuty) -> dict[str, forms.Field]:
    return {"days": number(_("working days allowed on top")), "because": words(_("reason"))}


def _open(*states: DutyState) -> Callable[[Any], bool]:
    return lambda duty: duty.state in states and duty.whistle.state in (S.SOUNDED, S.HANDLING)


DUTIES = declare(
    Register(
        code="governance.duties",
        model=WhistleDuty,
        name=_("Offices' parts in whistles"),
        noun=_("office's part in a whistle"),
        sheet="部门报到",
        section="governance",
        icon="map-pin-check",
        key=("whistle", "office"),
        order=("-called_at", "-id"),
        search=(),
        rows=queries.duties_for,
        view=P.WHISTLE_VIEW,
        imports=P.IMPORT,
        checks=(in_order("called_at", "arrived_at", "finished_at"),),
        settles=actions.settle_duties,
        verbs=(
            Verb("finish", _("Report the office's work"), actions.report_work, "duty",
                 P.WHISTLE_ANSWER, when=_open(DutyState.ARRIVED), tone="primary",
                 fields=lambda duty: {"work": words(_("what the office did"), length=800)}),
            Verb("more_time", _("Allow more time"), actions.allow_office_more_time, "duty",
                 P.WHISTLE_SUPERVISE, when=_open(DutyState.CALLED, DutyState.ARRIVED),
                 fields=_more),
        ),
        columns=(
            Column("whistle", heading="哨单编号", required=True, match="number",
                   example="CS2022-001"),
            Column("office", heading="报到部门", required=True, match="name",
                   example="城市管理局"),
            Column("part", heading="主责或协同", required=True, example="主责"),
            Column("state", in_form=False),
            Column("called_at", heading="通知时间", required=True, example="2022-07-04 09:30"),
            Column("arrived_at", heading="到场时间", example="2022-07-04 13:10"),
            Column("arrival_note", heading="到场说明", in_list=False),
            Column("shape", heading="到场位置", in_list=False),
            Column("finished_at", heading="办理完成时间", example="2022-07-08 16:00"),
            Column("work", heading="办理情况", in_list=False, example="清理占道摊点并加强巡查"),
            Column("arrive_due_on", in_form=False, in_list=False),
            Column("arrived_in_time", in_form=False),
            Column("work_due_on", in_form=False, in_list=False),
            Column("worked_in_time", in_form=False),
        ),
        filters=(Filter("state"), Filter("part"), Filter("office"), Filter("called_at")),
        glossary="office's part in a whistle",
    )
)  # fmt: skip
